"""Shares of a count, with exact intervals from scipy (CONVENTIONS §9)."""

from dataclasses import dataclass

from scipy.stats import binomtest

from kautilya.measures.statistics.rates import CONFIDENCE

EXACT_SHARE = "95 % interval, exact binomial (Clopper-Pearson)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A share of cases."""

    hits: int
    n: int
    value: float
    low: float
    high: float


def proportion(hits: int, n: int, *, confidence: float = CONFIDENCE) -> Proportion:
    """Return the share of hits with the exact interval of Clopper and Pearson (Biometrika 26, 1934).

    Raises:
        ValueError: No cases, or more hits than cases.
    """
    if not 0 <= hits <= n or n == 0:
        raise ValueError("a share needs at least one case, and no more hits than cases")
    limits = binomtest(hits, n).proportion_ci(confidence, method="exact")
    return Proportion(hits=hits, n=n, value=hits / n, low=float(limits.low), high=float(limits.high))
