"""Slopes and their median: other implementations, a published example, and coverage in simulated records."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, theilslopes

from kautilya.measures.statistics.trend import median_with_interval, theil_slope

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=9, max_size=20)


def test_the_slope_is_that_of_sens_example() -> None:
    """Sen (1968), example 1: the median of the slopes is 4."""
    times = [1.0, 2.0, 3.0, 4.0, 10.0, 12.0, 18.0]
    assert theil_slope(times, [9.0, 15.0, 19.0, 20.0, 45.0, 55.0, 78.0]) == pytest.approx(4.0)


@given(VALUES)
def test_the_slope_is_that_of_scipy(values: list[float]) -> None:
    times = list(range(len(values)))
    assert theil_slope(times, values) == pytest.approx(theilslopes(values, times).slope)


@given(VALUES, st.integers(-9, 9))
def test_a_line_added_to_the_values_adds_its_slope(values: list[float], slope: int) -> None:
    times = [float(time) for time in range(len(values))]
    tilted = [value + slope * time for time, value in zip(times, values, strict=True)]
    assert theil_slope(times, tilted) == pytest.approx(theil_slope(times, values) + slope)


def test_one_time_has_no_slope() -> None:
    with pytest.raises(ValueError, match="two different times"):
        theil_slope([2020.0, 2020.0], [1.0, 2.0])


def test_the_limits_of_a_median_are_the_order_statistics_that_a_binomial_table_names() -> None:
    """Of ten values the second and the ninth: P(X <= 1) = 0.0107 at n = 10, p = 1/2 (any table); of six the extremes."""
    found = median_with_interval([float(value) for value in range(1, 11)])
    assert (found.value, found.low, found.high) == (5.5, 2.0, 9.0)
    six = median_with_interval([5.0, 1.0, 6.0, 3.0, 2.0, 4.0])
    assert (six.low, six.high) == (1.0, 6.0)
    assert 2 * binom.cdf(0, 6, 0.5) < 0.05 < 2 * binom.cdf(0, 5, 0.5)


def test_five_values_have_a_median_without_limits() -> None:
    found = median_with_interval([1.0, 2.0, 3.0, 4.0, 9.0])
    assert (found.value, found.low, found.high) == (3.0, None, None)
    with pytest.raises(ValueError, match="needs a value"):
        median_with_interval([])


@pytest.mark.parametrize("n", [6, 9, 14])
@pytest.mark.parametrize("skewed", [False, True])
def test_the_exact_interval_of_a_median_covers_at_least_at_its_level(n: int, *, skewed: bool) -> None:
    """4,000 draws: the Monte-Carlo error of a coverage of 95 per cent is 0.7 points at two sigma."""
    draw = np.random.default_rng(1999 + n)
    samples = draw.exponential(1.0, (4000, n)) if skewed else draw.normal(np.log(2.0), 1.0, (4000, n))
    covered = 0
    for sample in samples.tolist():
        found = median_with_interval(sample)
        covered += found.low is not None and found.high is not None and found.low <= np.log(2.0) <= found.high
    assert covered / 4000 >= 0.95 - 0.007
