"""The inner loops of the cuts on starts (`lifting`), compiled: every scenario, tangent, offer and set."""

import numpy as np
from numba import njit

from kautilya.plan.figures import Floats, Ints

compiled = njit(cache=True, nogil=True)
"""Compiled once per machine; scenarios are added up in their order, so the sums do not depend on threads."""


@compiled
def years_needed(reach: float, price: float, rate: float, most: int) -> float:
    """Return how many years of the full rate save `reach`, at most `most`."""
    if price * rate <= 0.0:
        return 0.0
    return min(reach / (price * rate), float(most))


@compiled
def smallest(value: Floats, last: int, years: float) -> tuple[float, int]:
    """Return the smallest value of the sets of a last year, between whole numbers of years, and which set it is."""
    n = int(years)
    part = years - n
    after = min(n + 1, value.shape[1] - 1)
    best, which = value[last, n, 0] * (1.0 - part) + value[last, after, 0] * part, 0
    for k in range(1, last + 2):
        here = value[last, n, k] * (1.0 - part) + value[last, after, k] * part
        if here < best:
            best, which = here, k
    return best, which


@compiled
def right_side(
    reach: float, slope: float, saves: Floats, last: Ints, rate: Floats, used: Ints, value: Floats, beaten: float
) -> float:
    """Return `reach` less what the offers save at most; anything at most `beaten` as soon as it cannot be more."""
    left = reach
    for place in range(len(used)):
        o = used[place]
        price = slope * saves[o]
        if price > 0.0 and last[o] >= 0:
            years = years_needed(reach, price, rate[o], value.shape[2] - 1)
            left -= price * smallest(value[o], last[o], years)[0]
            if left <= beaten:
                break
    return float(left)


@compiled
def chosen_tangents(
    need: Floats, slope: Floats, behind: Floats, saves: Floats, last: Ints, rate: Floats, used: Ints, value: Floats
) -> tuple[Floats, Floats, Floats]:
    """Choose for each year and scenario the tangent whose right side is largest, if any is above 0.

    Args:
        need: [year, scenario]
        slope: [tangent, year, scenario]
        behind: [tangent, year, scenario] by which the tangent lies below `slope x need`.
        saves: [offer, year, scenario] units of the area per arrived unit.
        last: [offer, year, scenario] last order year that has arrived, -1 where none has.
        used: Offers that are started at the point.
        value: [offer, last year, years, set] see `lifting.Choices`.

    Returns:
        Right sides, reaches and slopes, each [year, scenario]; 0 where no tangent is above 0.
    """
    years, scenarios = need.shape
    best, reach, price = np.zeros((years, scenarios)), np.zeros((years, scenarios)), np.zeros((years, scenarios))
    for t in range(years):
        for s in range(scenarios):
            for j in range(slope.shape[0]):
                tried = slope[j, t, s] * need[t, s] - behind[j, t, s]
                if tried > best[t, s]:
                    right = right_side(tried, slope[j, t, s], saves[:, t, s], last[:, t, s], rate, used, value, best[t, s])
                    if right > best[t, s]:
                        best[t, s], reach[t, s], price[t, s] = right, tried, slope[j, t, s]
    return best, reach, price


@compiled
def summed(  # noqa: PLR0913 - compiled code takes plain arrays
    weight: Floats,
    reach: Floats,
    slope: Floats,
    saves: Floats,
    last: Ints,
    rate: float,
    value: Floats,
    free: Ints,
    taken: Floats,
) -> tuple[Floats, Floats]:
    """Add up the coefficients of one offer's orders and starts over the scenarios, each [year, order year]."""
    years, scenarios = reach.shape
    ordered, started = np.zeros((years, value.shape[0])), np.zeros((years, value.shape[0]))
    for t in range(years):
        for s in range(scenarios):
            price = slope[t, s] * saves[t, s]
            if price <= 0.0 or last[t, s] < 0:
                continue
            needed = years_needed(reach[t, s], price, rate, value.shape[1] - 1)
            which = smallest(value, last[t, s], needed)[1]
            for u in range(last[t, s] + 1):
                ordered[t, u] += weight[s] * price * taken[last[t, s], which, u]
                started[t, u] += weight[s] * price * rate * min(needed, float(free[last[t, s], which, u]))
    return ordered, started
