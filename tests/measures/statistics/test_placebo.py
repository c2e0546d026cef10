"""Placebo windows: brute force, and how often they call a record without a shock different."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.statistics.placebo import DRAWS, Design, contrast, placebo

DAYS = st.lists(st.integers(0, 200), min_size=1, max_size=30)


@given(DAYS, st.integers(40, 160), st.integers(1, 30), st.integers(1, 40), st.integers(160, 200))
def test_a_contrast_is_that_of_counting_day_by_day(days: list[int], start: int, inside: int, around: int, closes: int) -> None:
    design = Design(inside=inside, before=around, after=around, closes=closes)
    found = contrast(np.sort(np.array(days, dtype=np.int64)), np.array([start], dtype=np.int64), design)[0]
    within = sum(start <= day < start + inside for day in days)
    later = [day for day in range(start + inside, start + inside + around) if day <= closes]
    outside = sum(start - around <= day < start for day in days) + sum(day in later for day in days)
    ratio = ((within + 0.5) / inside) / ((outside + 0.5) / (around + len(later)))
    assert found == pytest.approx(abs(log(ratio)))


def test_the_same_seed_draws_the_same_dates() -> None:
    eligible = np.arange(1000, 3000, dtype=np.int64)
    design = Design(inside=300, before=800, after=800, closes=4000)
    days = list(range(0, 4000, 37))
    one, two = (placebo(days, eligible, design, 0.04) for _ in range(2))
    assert one == two
    assert one.share != placebo(days, eligible, design, 0.04, seed=7).share
    assert (one.draws, one.days) == (DRAWS, 2000)


def test_nothing_differs_less_than_not_at_all_and_the_share_is_never_none() -> None:
    eligible = np.arange(1000, 3000, dtype=np.int64)
    design = Design(inside=300, before=800, after=800, closes=4000)
    assert placebo([1500], eligible, design, 0.0).share == 1.0
    assert placebo([1500], eligible, design, 99.0).share == pytest.approx(1 / (1 + DRAWS))


def test_a_window_without_a_shock_is_rarely_called_different_though_more_often_than_the_level_says() -> None:
    """600 records of twelve years at six events a year: windows of one record overlap, so that it is one in ten, not in twenty.

    A verdict needs the exact interval too; the two together keep to the level (tests of `continuity`).
    """
    draw = np.random.default_rng(2006)
    design = Design(inside=365, before=1096, after=1096, closes=4383)
    start = np.array([3700], dtype=np.int64)
    eligible = np.arange(1100, 3300, dtype=np.int64)
    called = 0
    for _ in range(600):
        days = np.sort(draw.integers(0, 4384, draw.poisson(72)))
        called += placebo(days.tolist(), eligible, design, float(contrast(days, start, design)[0])).share <= 0.05
    assert 0.05 < called / 600 < 0.15
