"""Sums over all scenarios, compiled: what has arrived, what its slopes are, and the loss of an area and a year.

Scenarios are added up in their order, so the sums do not depend on threads. Whole numbers of years are kept in one byte each.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kautilya.plan.figures import Floats, Ints

Years = NDArray[np.int8]
"""Small whole numbers of years, one byte each."""

compiled = njit(cache=True, nogil=True)
"""Compiled once per machine."""
BLOCK = 512
"""Scenarios whose slopes are laid out year by year at once: few enough to stay in the processor's own memory."""


@compiled
def add_shifted(
    into: Floats, lag: Years, offers: Ints, groups: Ints, brings: Floats, units: Floats, availability: Floats
) -> None:
    """Add `brings x units[offer, t - lag] x availability` of all pairs to `into` [year, scenario]."""
    years, scenarios = into.shape
    after = np.zeros(years + 1)
    for i in range(len(offers)):
        if units[offers[i], years - 1] <= 0.0:
            continue
        own, usable = lag[offers[i]], availability[groups[i]]
        for t in range(years):
            after[: t + 1] = brings[i] * units[offers[i], : t + 1][::-1]
            after[t + 1 :] = 0.0
            for s in range(scenarios):
                into[t, s] += after[own[s]] * usable[t, s]


@compiled
def lay_out(used: Floats, slope: Floats, usable: Floats, start: int) -> None:
    """Set `used` [scenario of a block, year] to `slope x usable` of the scenarios from `start` on."""
    for t in range(len(slope)):
        for s in range(min(len(used), slope.shape[1] - start)):
            used[s, t] = slope[t, start + s] * usable[t, start + s]


@compiled
def add_by_lag(sums: Floats, lag: Years, used: Floats, start: int) -> None:
    """Add the years of each scenario of a block to the row of its lag in `sums` [lag, year]."""
    for s in range(min(len(used), len(lag) - start)):
        into = sums[lag[start + s]]
        for t in range(used.shape[1]):
            into[t] += used[s, t]


@compiled
def shifted_gains(slope: Floats, lag: Years, offers: Ints, groups: Ints, brings: Floats, availability: Floats) -> Floats:
    """Return `brings sum_s slope[t, s] availability[t, s]` on the order year t - lag[s], as [pair, year, order year]."""
    years, scenarios = slope.shape
    sums, used = np.zeros((len(offers), years + 1, years)), np.zeros((min(BLOCK, scenarios), years))
    for start in range(0, scenarios, BLOCK):
        for group in np.unique(groups):
            lay_out(used, slope, availability[group], start)
            for pair in np.flatnonzero(groups == group):
                add_by_lag(sums[pair], lag[offers[pair]], used, start)
    out = np.zeros((len(offers), years, years))
    for i in range(len(offers)):
        for t in range(years):
            for later in range(t + 1):
                out[i, t, t - later] = brings[i] * sums[i, later, t]
    return out


@compiled
def add_scheduled(
    into: Floats, arrives: Years, stays: Years, offers: Ints, groups: Ints, brings: Floats, units: Floats, availability: Floats
) -> None:
    """Add `brings x units in service x availability` of all pairs to `into` [year, scenario]."""
    years, scenarios = into.shape
    for i in range(len(offers)):
        offer, ordered = offers[i], 0.0
        for u in range(arrives.shape[1]):
            new = units[offer, u] - ordered
            ordered = units[offer, u]
            if new == 0.0:
                continue
            for s in range(scenarios):
                come = arrives[offer, u, s]
                for t in range(come, min(years, come + stays[offer])):
                    into[t, s] += brings[i] * (new * availability[groups[i], t, s])


@compiled
def scheduled_gains(
    slope: Floats, arrives: Years, stays: Years, offers: Ints, groups: Ints, brings: Floats, availability: Floats
) -> Floats:
    """Return what a unit more up to an order year lowers, as [pair, year, order year].

    It is there if ordered in that year less if ordered in the next.
    """
    years, scenarios = slope.shape
    out = np.zeros((len(offers), years, arrives.shape[1]))
    for i in range(len(offers)):
        offer = offers[i]
        for u in range(arrives.shape[1]):
            for s in range(scenarios):
                come = arrives[offer, u, s]
                for t in range(come, min(years, come + stays[offer])):
                    out[i, t, u] += slope[t, s] * availability[groups[i], t, s]
        out[i, :, :-1] -= out[i, :, 1:].copy()
        out[i] *= brings[i]
    return out


@compiled
def area_losses(  # noqa: PLR0913 - compiled code takes plain arrays
    have: Floats, need: Floats, price: Floats, weight: Floats, points: Floats, cost: Floats, cap: Floats, groups: Ints,
    availability: Floats,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return weighted loss and intercept of the tangent of an area by year; `have` turns into the weighted slope.

    The loss is that of `knapsack.Tiers`: the channels, cheapest first, cost the price of money up to the area's weight.

    Args:
        have: [year, scenario] what arrived orders bring.
        price: [year, scenario] points per unit of emergency money.
        weight: [scenario]
        points: [year] per unit short.
        cost: [channel], and so cap and groups: those of the area, the cheapest first.
    """
    years, scenarios = need.shape
    loss, intercept = np.zeros(years), np.zeros(years)
    for t in range(years):
        for s in range(scenarios):
            brought = have[t, s]
            short = need[t, s] - brought
            have[t, s] = 0.0
            if short <= 0.0:
                continue
            slope, start, value = 0.0, 0.0, 0.0
            for k in range(len(cost)):
                if short <= start:
                    break
                dearer = min(price[t, s] * cost[k], points[t])
                value += (dearer - slope) * (short - start)
                slope = dearer
                start += cap[k] * availability[groups[k], t, s]
            if short > start:
                value += (points[t] - slope) * (short - start)
                slope = points[t]
            have[t, s] = slope * weight[s]
            loss[t] += value * weight[s]
            intercept[t] += have[t, s] * brought
        intercept[t] += loss[t]
    return loss, intercept


@compiled
def bought_greedily(  # noqa: PLR0913 - compiled code takes plain arrays
    short: Floats, money: Floats, points: Floats, area: Ints, cost: Floats, cap: Floats, groups: Ints, availability: Floats,
    order: Ints, losses: Floats, price: Floats,
) -> None:  # fmt: skip
    """Buy where a unit of money saves most, scenario by scenario and year by year.

    Args:
        short: [year, area, scenario] need less supply; below 0 where nothing is missing.
        money: [year, scenario]
        points: [year, area]
        area: [channel], and so cost, cap and groups.
        order: [year, channel] channels by what a unit of their money saves, most first.
        losses: [scenario] to which the points of what stays short are added.
        price: [year, scenario] is set to what one more unit of money would save, 0 where money is left over.
    """
    years, areas, scenarios = short.shape
    left = np.zeros(areas)
    for t in range(years):
        for s in range(scenarios):
            for c in range(areas):
                left[c] = max(short[t, c, s], 0.0)
            rest = money[t, s]
            for place in range(len(area)):
                k = order[t, place]
                wanted = min(cap[k] * availability[groups[k], t, s], left[area[k]])
                bought = min(wanted, rest / cost[k])
                left[area[k]] -= bought
                if bought < wanted:
                    price[t, s] = points[t, area[k]] / cost[k]
                    break
                rest = max(rest - bought * cost[k], 0.0)
            for c in range(areas):
                losses[s] += points[t, c] * left[c]
