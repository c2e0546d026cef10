"""Trends without a distribution: the slope of a few points, and the median of several slopes with its exact interval (§9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import cast

from scipy.stats import quantile_test

from kautilya.measures.statistics.rates import CONFIDENCE

EXACT_MEDIAN = "95 % interval of the median, exact binomial on the order of the values (Conover)"
VALUES_FOR_AN_INTERVAL = 6
"""The extremes of five values hold their median with 94 % only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Middle:
    """A median with its interval."""

    value: float
    low: float | None
    high: float | None
    """None: too few values for an interval."""


def theil_slope(times: Sequence[float], values: Sequence[float]) -> float:
    """Return the median of the slopes between all pairs of points at different times (compare scipy.stats.theilslopes).

    Source: H. Theil, "A rank-invariant method of linear and polynomial regression analysis" (1950).

    Raises:
        ValueError: Fewer than two different times.
    """
    pairs = combinations(zip(times, values, strict=True), 2)
    slopes = [(value - before) / (time - then) for (then, before), (time, value) in pairs if time != then]
    if not slopes:
        raise ValueError("a slope needs values at two different times")
    return median(slopes)


def median_with_interval(values: Sequence[float], *, confidence: float = CONFIDENCE) -> Middle:
    """Return the median of some values with its exact interval, from six values on (scipy.stats.quantile_test).

    Source: W. J. Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), section 3.2. The interval holds the median of
    what the values are drawn from at least at its level, whatever its shape.

    Raises:
        ValueError: No value.
    """
    if not values:
        raise ValueError("a median needs a value")
    if len(values) < VALUES_FOR_AN_INTERVAL:
        return Middle(value=median(values), low=None, high=None)
    low, high = cast(tuple[float, float], quantile_test(list(values), q=0.0, p=0.5).confidence_interval(confidence))
    return Middle(value=median(values), low=float(low), high=float(high))
