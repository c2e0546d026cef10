"""The product-limit estimate against published and worked figures."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.statistics.survival import Duration, median, product_limit


def cases(ended: list[float], still_open: list[float]) -> list[Duration]:
    return [Duration(months=x, open=False) for x in ended] + [Duration(months=x, open=True) for x in still_open]


REMISSION = cases([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
"""Weeks of remission under 6-mercaptopurine, Freireich and others (1963): the textbook example of the estimate."""


def test_the_estimate_is_that_of_the_textbook() -> None:
    """Survivor function as textbooks print it (Cox and Oakes, Analysis of Survival Data, 1984; Kleinbaum and Klein)."""
    found = {step.months: round(step.surviving, 3) for step in product_limit(REMISSION)}
    assert found == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_median_and_its_interval_are_those_of_the_textbook() -> None:
    """Median 23 weeks, 95 % interval from 13 on without an upper end (log-log)."""
    found = median(product_limit(REMISSION))
    assert (found.months, found.low, found.high) == (23, 13, None)


def test_the_limits_agree_with_scipy() -> None:
    """Scipy 1.17.1: stats.ecdf(CensoredData(...)).sf.confidence_interval(method="log-log") on the same cases."""
    found = [(round(step.low, 4), round(step.high, 4)) for step in product_limit(REMISSION)]
    assert found == [
        (0.6197, 0.9516),
        (0.5631, 0.9228),
        (0.5032, 0.8894),
        (0.4316, 0.8491),
        (0.3675, 0.8049),
        (0.2678, 0.7468),
        (0.1881, 0.6801),
    ]


def test_open_cases_lengthen_the_median() -> None:
    """By hand: 1 of 4 ends at 2, 1 of 2 at 4: 3/4, then 3/8."""
    found = product_limit(cases([2, 4], [3, 5]))
    assert [step.surviving for step in found] == pytest.approx([3 / 4, 3 / 8])
    assert median(found).months == 4


def test_a_median_that_is_not_reached_is_none() -> None:
    assert median(product_limit(cases([1], [2, 3, 4]))).months is None


def test_without_an_end_there_is_no_step() -> None:
    assert product_limit(cases([], [1, 2])) == ()
    assert median(()).months is None


def test_the_last_end_leaves_nobody_and_bounds_nothing_from_above() -> None:
    last = product_limit(cases([1, 2], []))[-1]
    assert (last.surviving, last.low) == (0, 0)
    assert last.high == product_limit(cases([1, 2], []))[0].high


MONTHS = st.lists(st.tuples(st.integers(-24, 240), st.booleans()), min_size=1, max_size=30)


@given(MONTHS, st.randoms())
def test_the_order_of_the_cases_does_not_matter(drawn: list[tuple[int, bool]], random: Random) -> None:
    durations = [Duration(months=months, open=still) for months, still in drawn]
    shuffled = list(durations)
    random.shuffle(shuffled)
    assert product_limit(durations) == product_limit(shuffled)


@given(MONTHS, st.integers(1, 12))
def test_the_median_scales_with_the_unit_of_time(drawn: list[tuple[int, bool]], factor: int) -> None:
    one = median(product_limit(Duration(months=months, open=still) for months, still in drawn))
    other = median(product_limit(Duration(months=months * factor, open=still) for months, still in drawn))
    assert other.months == (None if one.months is None else one.months * factor)


@given(MONTHS)
def test_survival_falls_and_stays_within_its_limits(drawn: list[tuple[int, bool]]) -> None:
    steps = product_limit(Duration(months=months, open=still) for months, still in drawn)
    assert all(earlier.surviving > later.surviving for earlier, later in pairwise(steps))
    assert all(step.low - 1e-12 <= step.surviving <= step.high + 1e-12 for step in steps)
