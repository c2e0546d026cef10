"""The inner loops of the cuts on starts (`lifting`), compiled: every scenario, tangent, offer and set."""

import numpy as np
from numba import njit

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.kernels import Years

compiled = njit(cache=True, nogil=True)
"""Compiled once per machine; scenarios are added up in their order, so the sums do not depend on threads."""


@compiled
def years_needed(reach: float, price: float, rate: float, most: int) -> float:
    """Return how many years of the full rate save `reach`, at most `most`."""
    if price * rate <= 0.0:
        return 0.0
    return min(reach / (price * rate), float(most))


@compiled
def lay_out_set(k: int, last: int, rank: Ints, free: Ints, taken: Floats) -> None:
    """Set which years up to the last one are in the set of the k first in rank, and how many are not since each year."""
    for u in range(last, -1, -1):
        later = free[u + 1] if u < last else 0
        if rank[u] < k:
            taken[u], free[u] = 1.0, later
        else:
            free[u] = later + 1


@compiled
def value_of_set(n: int, last: int, free: Ints, taken: Floats, ordered: Floats, started: Floats, rate: float) -> float:
    """Return what a set gives where no more than n years of the rate are needed."""
    inside, outside = 0.0, 0.0
    for u in range(last + 1):
        inside += taken[u] * ordered[u]
        outside += min(free[u], n) * started[u]
    return inside + rate * outside


@compiled
def values_of_sets(ordered: Floats, started: Floats, opened: Floats, rate: Floats) -> tuple[Floats, Ints, Floats]:
    """Return what the sets of all offers give at a point, and what is in them (`lifting.Sets`).

    Args:
        ordered: [offer, year], and so started; opened is cumulative.

    Returns:
        What the sets give where no more than n years of the rate are needed, per p, [offer, last year, n, k]; free and taken.
    """
    offers, years = ordered.shape
    value = np.zeros((offers, years, years + 1, years + 1))
    free = np.zeros((offers, years, years + 1, years), dtype=np.int64)
    taken = np.zeros((offers, years, years + 1, years))
    rank = np.zeros(years, dtype=np.int64)
    for o in range(offers):
        unused = rate[o] * opened[o] - ordered[o]
        for last in range(years):
            rank[np.argsort(-unused[: last + 1], kind="mergesort")] = np.arange(last + 1)
            for k in range(last + 2):
                lay_out_set(k, last, rank, free[o, last, k], taken[o, last, k])
                for n in range(years + 1):
                    value[o, last, n, k] = value_of_set(
                        n, last, free[o, last, k], taken[o, last, k], ordered[o], started[o], rate[o]
                    )
    return value, free, taken


@compiled
def next_smallest(here: Floats, after: Floats, k: int, part: float, last: int) -> tuple[int, float]:
    """Return the set that is smaller than set k first, going on from a part of the way, and where; (k, 2) if none is."""
    following, end = k, 2.0
    for other in range(last + 2):
        falls = (after[k] - here[k]) - (after[other] - here[other])
        if falls > 0.0:
            crossing = max(part, (here[other] - here[k]) / falls)
            if crossing < end or (crossing == end and after[other] < after[following]):
                following, end = other, crossing
    return following, end


@compiled
def envelopes(value: Floats) -> tuple[Ints, Floats]:
    """Return which set is smallest where, for values [offer, last year, n, set] that are linear between whole n.

    Returns:
        The sets [offer, last year, n, piece]; and for each the part of the way to n + 1 up to which it is smallest (beyond 1
        for the last), its value at n and its rise to n + 1.
    """
    offers, years, count, sets = value.shape
    which, lines = np.zeros(value.shape, dtype=np.int64), np.full((offers, years, count, sets, 3), 2.0)
    for o in range(offers):
        for last in range(years):
            for n in range(count):
                here, after = value[o, last, n], value[o, last, min(n + 1, count - 1)]
                k, end = int(np.argmin(here[: last + 2])), 0.0
                for piece in range(sets):
                    following, end = next_smallest(here, after, k, end, last)
                    which[o, last, n, piece] = k
                    lines[o, last, n, piece, 0] = end
                    lines[o, last, n, piece, 1] = here[k]
                    lines[o, last, n, piece, 2] = after[k] - here[k]
                    if end >= 1.0:
                        break
                    k = following
    return which, lines


@compiled
def right_side(  # noqa: PLR0913 - compiled code takes plain arrays
    reach: float, slope: float, saves: Floats, last: Years, t: int, s: int, rate: Floats, lines: Floats, beaten: float
) -> float:
    """Return `reach` less what the offers save at most; anything at most `beaten` as soon as it cannot be more."""
    left, most = reach, lines.shape[2] - 1
    for o in range(len(rate)):
        price, latest = slope * saves[o], last[o, t, s]
        if price > 0.0 and latest >= 0:
            years = years_needed(reach, price, rate[o], most)
            n, piece = int(years), 0
            while years - n > lines[o, latest, n, piece, 0]:
                piece += 1
            left -= price * (lines[o, latest, n, piece, 1] + lines[o, latest, n, piece, 2] * (years - n))
            if left <= beaten:
                break
    return float(left)


@compiled
def chosen_tangents(  # noqa: PLR0913 - compiled code takes plain arrays
    need: Floats, price: Floats, points: Floats, cost: Floats, cap: Floats, channel_group: Ints, availability: Floats,
    group: Ints, brings: Floats, last: Years, rate: Floats, lines: Floats,
) -> tuple[Floats, Floats, Floats]:  # fmt: skip
    """Choose for each year and scenario the tangent whose right side is largest, if any is above 0.

    Args:
        need: [year, scenario]
        price: [year, scenario] of emergency money.
        points: [year] per unit short.
        cost: [channel] and so cap and channel_group: those of the area, the cheapest first (`recourse.knapsack.Tiers`).
        availability: [group, year, scenario]
        group: [offer] and so brings, rate: offers that are started at the point.
        last: [offer, year, scenario] last order year that has arrived, -1 where none has.
        lines: See `envelopes`.

    Returns:
        Right sides, reaches and slopes, each [year, scenario]; 0 where no tangent is above 0.
    """
    years, scenarios = need.shape
    best, reach, slope = np.zeros((years, scenarios)), np.zeros((years, scenarios)), np.zeros((years, scenarios))
    saves = np.zeros(len(group))
    for t in range(years):
        for s in range(scenarios):
            for o in range(len(group)):
                saves[o] = brings[o] * availability[group[o], t, s]
            dear, start, behind = 0.0, 0.0, 0.0
            for k in range(len(cost) + 1):
                dearer = points[t] if k == len(cost) else min(price[t, s] * cost[k], points[t])
                behind += (dearer - dear) * start
                tried = dearer * need[t, s] - behind if dearer > dear else 0.0  # else it is the tangent before
                dear = dearer
                if k < len(cost):
                    start += cap[k] * availability[channel_group[k], t, s]
                if tried > best[t, s]:
                    right = right_side(tried, dearer, saves, last, t, s, rate, lines, best[t, s])
                    if right > best[t, s]:
                        best[t, s], reach[t, s], slope[t, s] = right, tried, dearer
    return best, reach, slope


@compiled
def add_alike(  # noqa: PLR0913 - compiled code takes plain arrays
    alike: Floats, weight: Floats, reach: Floats, slope: Floats, saves: Floats, last: Years, rate: float, which: Ints,
    lines: Floats,
) -> None:  # fmt: skip
    """Add the scenarios' prices, and prices times years needed, to [last year, set, whole years needed, 0 and 1]."""
    for s in range(len(reach)):
        price, latest = slope[s] * saves[s], last[s]
        if price > 0.0 and latest >= 0:
            needed = years_needed(reach[s], price, rate, which.shape[1] - 1)
            n, piece = int(needed), 0
            while needed - n > lines[latest, n, piece, 0]:
                piece += 1
            k = which[latest, n, piece]
            alike[latest, k, n, 0] += weight[s] * price
            alike[latest, k, n, 1] += weight[s] * price * needed


@compiled
def spread(alike: Floats, free: Ints, taken: Floats, rate: float, ordered: Floats, started: Floats) -> None:
    """Add sums of like scenarios to the coefficients of orders and starts, both [order year]."""
    for latest in range(alike.shape[0]):
        for k in range(latest + 2):
            for n in range(alike.shape[2]):
                times, with_needed = alike[latest, k, n, 0], alike[latest, k, n, 1]
                for u in range(latest + 1 if times > 0.0 else 0):
                    left = free[latest, k, u]
                    ordered[u] += times * taken[latest, k, u]
                    started[u] += rate * (with_needed if left > n else times * left)


@compiled
def summed(  # noqa: PLR0913 - compiled code takes plain arrays
    years: Ints, weight: Floats, reach: Floats, slope: Floats, usable: Floats, brings: float, last: Years, rate: float,
    free: Ints, taken: Floats, which: Ints, lines: Floats,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Add up the coefficients of one offer's orders and starts over the scenarios, each [year, order year].

    Args:
        years: Those that are wanted; the others stay 0.
        usable: [year, scenario]
    """
    order_years, count, sets = which.shape
    ordered, started = np.zeros((len(reach), order_years)), np.zeros((len(reach), order_years))
    alike = np.zeros((order_years, sets, count, 2))
    for t in years:
        alike[:] = 0.0
        add_alike(alike, weight, reach[t], slope[t], brings * usable[t], last[t], rate, which, lines)
        spread(alike, free, taken, rate, ordered[t], started[t])
    return ordered, started
