"""Cuts on the starts of programmes: what the tangents forget is that a small share of a start brings no share of its rate.

In one scenario a tangent of an area's loss says `loss >= a - sum_o p_o X_o`, with X_o the units of an offer that have arrived.
No offer can save more than a, and one that started in year u cannot have brought more than its rate in each year since. So

    loss >= a - sum_o  min over sets L of order years of  p_o sum_{u in L} x_u + sum_u z_u min(a, p_o rate n_u(L))

with x_u the units ordered in u, z_u the start in u and n_u(L) the order years from u on that are not in L: if some started
offer counts with a, the right side is at most 0, and otherwise it is at most the tangent. These are the (l,S) inequalities
of lot sizing (Barany, Van Roy and Wolsey, 1984) with the demand a. For each scenario and offer the smallest of the sets
L_k, the k years with the most unused rate, is taken, and for each scenario the tangent that gives most; the weighted sum
over the scenarios is one row per area and year.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kautilya.plan.decomposition.areas import Separation
from kautilya.plan.decomposition.bounding import Programmes
from kautilya.plan.decomposition.cuts import SAFETY, Cut
from kautilya.plan.decomposition.lifting_kernel import chosen_tangents, envelopes, summed, values_of_sets
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.knapsack import channels_of

UNUSED = 1e-7
"""Starts below this are taken as none."""


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets L_k of all offers at a point, for each last year of order that has arrived."""

    free: Ints
    """[offer, last year, k, start year]: years since the start that are not in the set."""
    taken: Floats
    """[offer, last year, k, order year]: 1 where the year is in the set."""
    which: Ints
    lines: Floats
    """Which set is smallest where, and what it gives (`lifting_kernel.envelopes`)."""


def sets_at(units: Floats, opened: Floats, rate: Floats) -> Sets:
    """Lay out the sets of all offers from their cumulative orders and starts [offer, order year] at a point."""
    ordered, started = np.diff(units, prepend=0.0), np.diff(opened, prepend=0.0)
    value, free, taken = values_of_sets(ordered, started, opened, rate)
    return Sets(free, taken, *envelopes(value))


def lifted_cuts(at: Separation, values: Floats, alone: Programmes | None, violated: float) -> Iterator[Cut]:
    """Yield the cuts on starts that a point of the master violates by more than `violated`, one per area and year.

    Args:
        alone: For an offer that the point does not start, the sets are chosen at what it would do at the master's prices.
    """
    recourse, first = at.problem.recourse, at.problem.first
    units, opened = values[first.units], values[first.opened]
    if alone is not None:
        unused = opened.max(axis=1, keepdims=True) <= UNUSED
        units, opened = np.where(unused, alone.units, units), np.where(unused, alone.opened, opened)
    sets = sets_at(units, opened, first.rate)
    for area in np.unique(recourse.supplied.area):
        yield from _of_area(at, int(area), sets, values, violated)


def _of_area(at: Separation, area: int, sets: Sets, values: Floats, violated: float) -> Iterator[Cut]:
    """Choose a tangent per scenario, then add up."""
    recourse, first = at.problem.recourse, at.problem.first
    pairs, channels = recourse.pairs(area), channels_of(recourse, area)
    offers = pairs.offer
    last = np.array([recourse.arrivals.latest(int(offer)) for offer in offers])
    most = values[first.opened[offers]].max(axis=1)
    used = np.flatnonzero(most > UNUSED)
    used = used[np.argsort(-(most * first.rate[offers] * pairs.brings)[used], kind="stable")]  # soon too much: soon left
    best, reach, slope = chosen_tangents(
        recourse.need[:, area], at.price, recourse.loss_weight[:, area], recourse.channel_cost[channels],
        recourse.channel_cap[channels], recourse.channel_group[channels], recourse.availability, pairs.group[used],
        pairs.brings[used], last[used], first.rate[offers[used]], sets.lines[offers[used]],
    )  # fmt: skip
    years = np.flatnonzero(best @ at.weight - values[at.layout.area[:, area]] > violated)
    if not len(years):
        return
    ordered, started = np.zeros((2, len(offers), len(best), first.units.shape[1]))
    for i, o in enumerate(offers):
        ordered[i], started[i] = summed(
            years, at.weight, reach, slope, recourse.availability[pairs.group[i]], float(pairs.brings[i]), last[i],
            float(first.rate[o]), sets.free[o], sets.taken[o], sets.which[o], sets.lines[o],
        )  # fmt: skip
    ordered[:, :, :-1] -= ordered[:, :, 1:].copy()  # onto cumulative columns
    started[:, :, :-1] -= started[:, :, 1:].copy()
    least = reach @ at.weight
    for t in years:
        value = np.concatenate([ordered[:, t].ravel(), started[:, t].ravel()])
        columns = np.concatenate([first.units[offers].ravel(), first.opened[offers].ravel()])
        kept = value != 0
        columns = np.concatenate([[at.layout.area[t, area]], columns[kept]])
        yield Cut(columns, np.concatenate([[1.0], value[kept]]), float(least[t]) - SAFETY)
