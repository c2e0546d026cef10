"""Rates and shares: published examples, and laws."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, f, poisson

from kautilya.measures.statistics.proportions import proportion
from kautilya.measures.statistics.rates import Rate, rate, rate_ratio

COUNTS = st.integers(0, 60)
TIMES = st.floats(0.1, 100, allow_nan=False)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (20, 12.217, 30.888), (50, 37.111, 65.919)],
)
def test_limits_of_a_count_are_those_printed_in_tables(events: int, low: float, high: float) -> None:
    """Exact limits for a Poisson count as in Ulm (1990) and any table of them."""
    found = rate(events, 1.0)
    assert [found.low, found.high] == pytest.approx([low, high], abs=6e-4)


def test_a_share_is_that_of_the_published_example() -> None:
    """4 of 10: 12.16 to 73.76 per cent, the textbook example of the exact interval."""
    found = proportion(4, 10)
    assert [found.value, found.low, found.high] == pytest.approx([0.4, 0.1216, 0.7376], abs=1e-4)


def test_rates_of_breast_cancer_after_fluoroscopy_differ_as_printed() -> None:
    """41 cases in 28,010 woman-years against 15 in 19,017 (Boice and Monson 1977): 1.86; limits by quantiles of F instead."""
    found = rate_ratio(rate(41, 28_010), rate(15, 19_017))
    assert found is not None
    assert found.value == pytest.approx(1.86, abs=5e-3)
    longer = 19_017 / 28_010
    low = longer * 41 / (16 * f.ppf(0.975, 32, 82))
    high = longer * 42 * f.ppf(0.975, 84, 30) / 15
    assert [found.low, found.high] == pytest.approx([low, high])


@pytest.mark.parametrize("mean", [0.5, 3.0, 12.0])
def test_the_exact_interval_covers_at_least_at_its_level(mean: float) -> None:
    covered = sum(poisson.pmf(count, mean) for count in range(100) if rate(count, 1.0).low <= mean <= rate(count, 1.0).high)
    assert covered >= 0.95


@pytest.mark.parametrize("ratio", [0.5, 1.0, 4.0])
def test_the_interval_of_a_ratio_covers_at_least_at_its_level(ratio: float) -> None:
    total, share = 17, ratio / (1 + ratio)
    covered = sum(binom.pmf(hits, total, share) for hits in range(total + 1) if _holds(hits, total - hits, ratio))
    assert covered >= 0.95


def _holds(first: int, second: int, ratio: float) -> bool:
    found = rate_ratio(rate(first, 1.0), rate(second, 1.0))
    return found is not None and found.low <= ratio <= found.high


@given(COUNTS, TIMES)
def test_a_rate_lies_in_its_interval(events: int, exposure: float) -> None:
    found = rate(events, exposure)
    assert found.low <= found.value <= found.high


@given(COUNTS, TIMES, COUNTS, TIMES)
def test_the_ratio_turned_round_is_its_inverse(first: int, watched: float, second: int, watched_too: float) -> None:
    one, other = rate(first, watched), rate(second, watched_too)
    forth, back = rate_ratio(one, other), rate_ratio(other, one)
    if forth is None or back is None:
        assert first == second == 0
        return
    assert forth.low == pytest.approx(0 if back.high == inf else 1 / back.high)
    assert forth.p_value == pytest.approx(back.p_value)


def test_no_event_at_all_has_no_ratio() -> None:
    assert rate_ratio(rate(0, 1.0), rate(0, 2.0)) is None
    against_none = rate_ratio(rate(3, 1.0), rate(0, 1.0))
    assert against_none is not None
    assert (against_none.value, against_none.high) == (None, inf)


@pytest.mark.parametrize(("events", "exposure"), [(-1, 1.0), (1, 0.0), (1, -2.0), (1, inf)])
def test_a_rate_without_time_or_sense_is_refused(events: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="a rate needs"):
        rate(events, exposure)


def test_a_rate_is_a_value_of_its_own() -> None:
    assert rate(2, 4.0) == Rate(events=2, exposure=4.0, value=0.5, low=rate(2, 4.0).low, high=rate(2, 4.0).high)
    with pytest.raises(ValueError, match="a share needs"):
        proportion(3, 2)
