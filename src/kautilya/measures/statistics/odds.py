"""The ratio of two rate ratios over the same two times: a conditional odds ratio (CONVENTIONS §9)."""

from math import isinf

import numpy as np
from scipy.stats import fisher_exact
from scipy.stats.contingency import odds_ratio

from kautilya.measures.statistics.rates import CONFIDENCE, RateRatio

EXACT_ODDS = "95 % interval, exact, conditional on both margins (Fisher)"


def ratio_of_ratios(first: tuple[int, int], second: tuple[int, int], *, confidence: float = CONFIDENCE) -> RateRatio | None:
    """Return how many times as much the first rate changed as the second one; None where nothing can be said.

    With Poisson counts inside and outside a window, the times watched cancel: (a / b) / (c / d) is the odds ratio of the table,
    and its conditional interval is exact (scipy.stats.contingency.odds_ratio; R. A. Fisher, JRSS 98 (1935)).

    Args:
        first: Events of the first series inside and outside.
        second: Those of the second series.
        confidence: Level of the interval.
    """
    inside, outside = first[0] + second[0], first[1] + second[1]
    if 0 in (inside, outside, sum(first), sum(second)):
        return None
    table = [list(first), list(second)]
    found = odds_ratio(table, kind="conditional")
    limits = found.confidence_interval(confidence)
    value = float(found.statistic)
    p_value = float(fisher_exact(np.array(table)).pvalue)
    return RateRatio(value=None if isinf(value) else value, low=float(limits.low), high=float(limits.high), p_value=p_value)
