"""Events over time: Poisson rates and their ratio, with exact intervals from scipy (CONVENTIONS §9)."""

from dataclasses import dataclass
from math import inf

from scipy.stats import binomtest, chi2

CONFIDENCE = 0.95
EXACT_RATE = "95 % interval, exact Poisson (Garwood)"
EXACT_RATIO = "95 % interval, exact, conditional on the total (Clopper-Pearson)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events per unit of exposure."""

    events: int
    exposure: float
    """In the unit of the caller, such as years."""
    value: float
    low: float
    high: float
    """Interval at the confidence asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """The rate of a first sample over that of a second one."""

    value: float | None
    """None: the second sample has no event, so that the ratio has no finite estimate."""
    low: float
    high: float
    """`inf`: nothing bounds it from above."""
    p_value: float
    """Exact conditional test that both rates are the same, two-sided."""


def rate(events: int, exposure: float, *, confidence: float = CONFIDENCE) -> Rate:
    """Return a Poisson rate with Garwood's exact interval.

    Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936): the limits are quantiles of
    chi-squared with 2k and 2k + 2 degrees of freedom. It covers at least at its level, more with few events.

    Args:
        events: Counted events, not negative.
        exposure: Time watched, positive.
        confidence: Level of the interval.

    Raises:
        ValueError: A negative count, or no time watched.
    """
    if events < 0 or not 0 < exposure < inf:
        raise ValueError("a rate needs a count of at least 0 and a positive, finite exposure")
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(chi2.ppf(tail, 2 * events)) / 2
    high = float(chi2.ppf(1 - tail, 2 * events + 2)) / 2
    return Rate(events=events, exposure=exposure, value=events / exposure, low=low / exposure, high=high / exposure)


def rate_ratio(first: Rate, second: Rate, *, confidence: float = CONFIDENCE) -> RateRatio | None:
    """Return how many times as often events came in the first sample; None where neither has an event.

    Given the total, the first sample's count is binomial with p = r.t1 / (r.t1 + t2): an exact (Clopper-Pearson) interval of p
    is one of the ratio r (Przyborowski and Wilenski, Biometrika 31 (1940)).
    """
    total = first.events + second.events
    if total == 0:
        return None
    fair = first.exposure / (first.exposure + second.exposure)
    test = binomtest(first.events, total, fair)
    limits = test.proportion_ci(confidence, method="exact")
    value = None if second.events == 0 else first.value / second.value
    low, high = (_odds(float(limit)) * second.exposure / first.exposure for limit in (limits.low, limits.high))
    return RateRatio(value=value, low=low, high=high, p_value=float(test.pvalue))


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)
