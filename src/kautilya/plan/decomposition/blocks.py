"""Area blocks: cuts from the whole-number programme of one area, or of two that share offers, by itself.

At the master's prices the Lagrangian bound falls apart: what the cuts on the losses of one area give for each offer, and the
rest of the reduced cost of an offer, shared equally among its areas. For one area, or a few, that is a small programme,

    v = min  y sum_t theta_t + d . (units, starts)   over whole-number programmes of the areas' offers and their cuts,

with y the price of the link. Whatever d is, `sum_t theta_t + (d / y) . (units, starts) >= v / y` holds at every whole-number
point: a Benders cut that knows that units and starts are whole (Rahmaniani and others, 2020). It raises the bound by what the
linear programme of the areas at these prices lacks. The cuts on the losses are tangents, so a programme's answer is followed by
the tangents there and another programme, until they tell the loss at the answer: that, not the branching, closes most of it.

The solver's v is a floating-point value. Its own proof is off by at most its tolerance on reduced costs times the sizes of the
boxes; ten times that is taken off (`slip`). The losses' boxes are made small for that: no loss exceeds that of doing nothing.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array, vstack

from kautilya.plan.decomposition.areas import area_cuts, tangents
from kautilya.plan.decomposition.bounding import programmes, reduced
from kautilya.plan.decomposition.cuts import SAFETY, Cut, TotalCut, matrix
from kautilya.plan.decomposition.master import Program, Work, branched
from kautilya.plan.decomposition.relaxation import Relaxation, priced
from kautilya.plan.figures import Floats, Ints

SCALE = 1e3
"""The solver sees costs times this."""
TOLERANCE = 1e-7
"""Of the solver, on reduced costs."""
REPEATS, LEARNED = 6, 3
"""Most programmes of a block in a round, and the last solutions of each at which the next ones know the losses."""
TOGETHER = 24
"""Two areas make a block where they have no more offers than this, all together: larger programmes take too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The master's prices, taken apart."""

    link: float
    own: Floats
    """[area, column] what the cuts on an area's losses take off the columns of offers."""
    right: Floats
    """[area] their right sides at the prices, and the offers' own least costs: the linear bound of each area."""
    rest: Floats
    """[column] reduced costs, for each of the areas of the column's offer."""
    nothing: Floats
    """[year, area] losses where nothing is ordered."""


def prices(state: Relaxation) -> Prices | None:
    """Price the parts of the loss alone, without the other bounds of the whole loss, so that the link counts in full."""
    cuts = [cut for cut in state.cuts if not isinstance(cut, TotalCut)]
    found = priced(state, cuts, 1e-5)
    if found is None:
        return None
    whole, _, price = found
    first, (_, areas, _) = state.problem.first, state.problem.recourse.shape
    mine = price[whole.base_rows :]
    own, right = np.zeros((areas, len(whole.cost))), np.zeros(areas)
    for y, cut in zip(mine, cuts, strict=True):
        area = area_of(state, cut)
        if y > 0 and area >= 0:
            own[area, cut.columns[cut.losses :]] += y * cut.values[cut.losses :]
            right[area] += y * cut.least
    rest = reduced(whole, price)
    shares = np.bincount(state.problem.recourse.supplied.offer, minlength=len(first.rate))
    alone = programmes(first, rest).least / np.maximum(shares, 1)
    for area in range(areas):
        right[area] += alone[state.problem.recourse.pairs(area).offer].sum()
    for columns in (first.units, first.opened):
        rest[columns] /= np.maximum(shares, 1)[:, None]
    nothing = tangents(state.at, np.zeros(state.layout.count)).loss
    return Prices(link=float(mine[0]), own=own, right=right, rest=rest, nothing=nothing)


def area_of(state: Relaxation, cut: Cut) -> int:
    """Return the area whose losses a cut bounds, -1 if it bounds others."""
    place = int(cut.columns[0]) - int(state.layout.area.min())
    return place % state.layout.area.shape[1] if 0 <= place < state.layout.area.size else -1


def grouped(state: Relaxation) -> list[tuple[int, ...]]:
    """Return blocks of areas: pairs, those first that share the offers whose starts are least decided, and the areas left."""
    first, areas = state.problem.first, range(state.problem.recourse.shape[1])
    offers = [frozenset(state.problem.recourse.pairs(area).offer.tolist()) for area in areas]
    starts = np.zeros(first.opened.shape) if state.answer is None else state.answer.values[first.opened]
    open_ended = np.minimum(starts, 1.0 - starts).sum(axis=1)
    shared = [
        (float(open_ended[list(common)].sum()), -a, -b)
        for a, b in combinations(areas, 2)
        if (common := offers[a] & offers[b]) and len(offers[a] | offers[b]) <= TOGETHER
    ]
    left, found = set(areas), list[tuple[int, ...]]()
    for worth, a, b in sorted(shared, reverse=True):
        if worth > 0.0 and {-a, -b} <= left:
            left -= {-a, -b}
            found.append((-a, -b))
    return found + [(area,) for area in sorted(left)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gained:
    """The cut of a block, and by how much its value exceeds the linear bound at the same prices."""

    cut: Cut
    gain: float


def block(state: Relaxation, at: Prices, areas: Sequence[int], work: Work) -> Gained | None:
    """Solve the programme of some areas; None if that proves nothing.

    Args:
        areas: Cuts that bound their losses together with those of other areas are left out.
        work: Its seconds are for all programmes of the block together, its nodes for each.
    """
    first, here = state.problem.first, np.array(areas)
    places = state.layout.area[:, here].T.ravel()
    supplied = np.concatenate([state.problem.recourse.pairs(area).offer for area in areas])
    offers, count = np.unique(supplied, return_counts=True)
    own = np.concatenate([first.units[offers].ravel(), first.opened[offers].ravel()])
    times = np.tile(np.repeat(count, first.units.shape[1]), 2)
    price = at.own[here][:, own].sum(axis=0) + times * at.rest[own]
    losses = set(places.tolist())
    cuts = [cut for cut in state.cuts if losses.issuperset(cut.columns[: cut.losses].tolist())]
    bound, value, best, until = -np.inf, np.inf, None, time.monotonic() + work.seconds
    for _ in range(REPEATS):
        programme = _programme(state, np.concatenate([places, own]), cuts, at.link, price, at.nothing[:, here].T.ravel())
        found = branched(programme, SCALE, replace(work, seconds=max(0.0, until - time.monotonic())), best)
        bound = max(bound, found.bound - slip(programme))
        for point in found.points[-LEARNED:]:
            values = np.zeros(state.layout.count)
            values[own] = np.rint(point[len(places) :])
            exact = tangents(state.at, values, areas)
            cuts += [cut for cut in area_cuts(state.at, exact) if area_of(state, cut) in areas]
            cost = float(at.link * exact.loss.sum() + price @ values[own])
            if cost < value:
                value, best = cost, np.concatenate([np.zeros(len(places)), values[own]])
        if value - bound <= 2 * work.gap or not found.points or work.wants_stop() or time.monotonic() >= until:
            break
    if not np.isfinite(bound):
        return None
    used = price != 0
    cut = Cut(
        np.concatenate([places, own[used]]), np.concatenate([np.ones(len(places)), price[used] / at.link]),
        bound / at.link - SAFETY, losses=len(places),
    )  # fmt: skip
    return Gained(cut=cut, gain=float(bound - at.right[here].sum()))


def _programme(state: Relaxation, columns: Ints, cuts: list[Cut], link: float, price: Floats, nothing: Floats) -> Program:
    """Return the programme of the columns of a block: the losses of its areas, the rows of its offers, and the cuts."""
    first, losses = state.problem.first, len(nothing)
    mine = np.isin(first.rows.indices[first.rows.indptr[:-1][state.own]], columns)
    rows = np.flatnonzero(state.own)[mine]
    base = csr_array(first.rows[rows][:, columns[losses:]])
    place = np.full(state.layout.count, -1)
    place[columns] = np.arange(len(columns))
    moved = matrix([Cut(place[cut.columns], cut.values, cut.least) for cut in cuts], len(columns))
    padded = csr_array((base.data, base.indices + losses, base.indptr), shape=(base.shape[0], len(columns)))
    return Program(
        cost=np.concatenate([np.full(losses, link), price]),
        lower=np.concatenate([np.zeros(losses), first.lower[columns[losses:]]]),
        upper=np.concatenate([nothing + SAFETY, first.upper[columns[losses:]]]),
        integer=np.concatenate([np.zeros(losses, dtype=np.int64), np.ones(len(columns) - losses, dtype=np.int64)]),
        rows=csr_array(vstack([padded, moved], format="csr")),
        row_lower=np.concatenate([first.row_lower[rows], [cut.least for cut in cuts]]),
        row_upper=np.concatenate([first.row_upper[rows], np.full(len(cuts), np.inf)]), base_rows=len(rows),
    )  # fmt: skip


def slip(programme: Program) -> float:
    """Return by how much the solver's proof may be off: ten times its tolerance on reduced costs over all boxes."""
    return 10 * TOLERANCE * float((programme.upper - programme.lower).sum()) / SCALE
