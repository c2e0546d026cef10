"""Sums over all scenarios, compiled."""

import numpy as np
from numba import njit

from kautilya.plan.figures import Floats, Ints

compiled = njit(cache=True, nogil=True)
"""Compiled once per machine; scenarios are added up in their order, so the sums do not depend on threads."""


@compiled
def shifted_slopes(lag: Ints, slope: Floats, usable: Floats, years: int) -> Floats:
    """Return `sum_s slope[t, s] usable[t, s]` on the order year t - lag[s], as [year, order year]."""
    out = np.zeros((years, years))
    for t in range(years):
        for s in range(len(lag)):
            if lag[s] <= t:
                out[t, t - lag[s]] += slope[t, s] * usable[t, s]
    return out
