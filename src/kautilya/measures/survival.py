"""Durations of which some are still open: the product-limit (Kaplan-Meier) estimate and its median (CONVENTIONS §9)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist


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
    """Return the Kaplan-Meier estimate, one step for each time at which a case ended.

    A case open at the time at which another ended counts as at risk there. The interval of a step at which nobody is left is
    undefined: its low end is 0 and its high end that of the step before.
    """
    cases = tuple(durations)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    times = sorted(case.months for case in cases)
    ended = Counter(case.months for case in cases if not case.open)
    surviving, variance, high = 1.0, 0.0, 1.0
    steps = []
    for months in sorted(ended):
        at_risk, ends = len(times) - bisect_left(times, months), ended[months]
        surviving *= 1 - ends / at_risk
        variance += ends / (at_risk * (at_risk - ends)) if at_risk > ends else inf
        low, high = _limits(surviving, variance, z) if at_risk > ends else (0.0, high)
        steps.append(Step(months=months, at_risk=at_risk, surviving=surviving, low=low, high=high))
    return tuple(steps)


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


def _limits(surviving: float, variance: float, z: float) -> tuple[float, float]:
    """Return the log-log confidence limits of a surviving share between 0 and 1, both excluded."""
    reach = z * sqrt(variance) / abs(log(surviving))
    return surviving ** exp(reach), surviving ** exp(-reach)


def _first(times: Iterable[float]) -> float | None:
    return next(iter(times), None)
