"""Whether two shares differ: Fisher's exact test of scipy (CONVENTIONS §9)."""

import numpy as np
from scipy.stats import fisher_exact

FISHER = "Fisher's exact test, two-sided p-value"


def fisher(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """Return the p-value of the hypothesis that hits come equally often in both groups (R. A. Fisher, 1935).

    Raises:
        ValueError: A group without cases, or with more hits than cases.
    """
    if not 0 <= hits <= n or not 0 <= other_hits <= other_n or 0 in (n, other_n):
        raise ValueError("each group needs at least one case, and no more hits than cases")
    return float(fisher_exact(np.array([[hits, n - hits], [other_hits, other_n - other_hits]])).pvalue)
