"""Durations of which some are still open: the product-limit (Kaplan-Meier) estimate and its median (CONVENTIONS §9)."""

import warnings
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray
from scipy.stats import CensoredData, ecdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """The time that one case took, or has taken so far."""

    months: float
    open: bool
    """Not ended when last looked at: it took longer than `months` (right-censored)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The estimate from one end to the next."""

    months: float
    at_risk: int
    """Cases that neither ended nor went out of sight before."""
    surviving: float
    """Estimated share of cases that take longer than `months`."""
    low: float
    high: float
    """Pointwise confidence interval of `surviving`, log-log (Greenwood)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """The time by which half of the cases have ended."""

    months: float | None
    """None: fewer than half are estimated to have ended within the longest time observed."""
    at_risk: int | None
    """Cases at risk at that time; few of them make a median that one case decides."""
    low: float | None
    high: float | None
    """Confidence interval (Brookmeyer and Crowley, from the log-log limits); None: it has no such end in the times observed."""


def product_limit(durations: Iterable[Duration], *, confidence: float = 0.95) -> tuple[Step, ...]:
    """Return the Kaplan-Meier estimate (scipy.stats.ecdf of censored data), one step for each time at which a case ended.

    A case open at the time at which another ended counts as at risk there. The interval of a step at which nobody is left is
    undefined: its low end is 0 and its high end that of the step before.
    """
    cases = tuple(durations)
    ended = sorted({case.months for case in cases if not case.open})
    if not ended:
        return ()
    surviving, low, high = _estimate(cases, confidence)
    times = sorted(case.months for case in cases)
    steps: list[Step] = []
    for months in ended:
        known = not isnan(low[months])
        steps.append(
            Step(
                months=months,
                at_risk=len(times) - bisect_left(times, months),
                surviving=surviving[months],
                low=low[months] if known else 0.0,
                high=high[months] if known else (steps[-1].high if steps else 1.0),
            )
        )
    return tuple(steps)


Curve = Mapping[float, float]
"""A share of cases by the time in months."""


class _StepFunction(Protocol):
    """What scipy's limits are, whose published types are wider."""

    quantiles: NDArray[np.float64]
    probabilities: NDArray[np.float64]


def _estimate(cases: Sequence[Duration], confidence: float) -> tuple[Curve, Curve, Curve]:
    """Return the surviving share and its log-log confidence limits (Greenwood's variance) at every time observed."""
    ended = [case.months for case in cases if not case.open]
    still_open = [case.months for case in cases if case.open]
    estimate = ecdf(CensoredData(uncensored=ended, right=still_open)).sf
    with warnings.catch_warnings():  # scipy warns where the limits are undefined; they come as NaN, which `product_limit` reads
        warnings.filterwarnings("ignore", message="The confidence interval is undefined", category=RuntimeWarning)
        limits = estimate.confidence_interval(confidence, method="log-log")
    curves = (estimate, cast(_StepFunction, limits.low), cast(_StepFunction, limits.high))
    surviving, low, high = (dict(zip(curve.quantiles.tolist(), curve.probabilities.tolist(), strict=True)) for curve in curves)
    return surviving, low, high


def median(steps: Sequence[Step]) -> Median:
    """Return the median of an estimate: the first time at which at most half survive."""
    half = next((step for step in steps if step.surviving <= HALF), None)
    return Median(
        months=None if half is None else half.months,
        at_risk=None if half is None else half.at_risk,
        low=_first(step.months for step in steps if step.low <= HALF),
        high=_first(step.months for step in steps if step.high <= HALF),
    )


HALF = 0.5 + 1e-12
"""A product of fractions that comes to one half may miss it by rounding."""


def _first(times: Iterable[float]) -> float | None:
    return next(iter(times), None)
