"""Area blocks: cuts from the whole-number programme of one area by itself.

At the master's prices the Lagrangian bound falls apart: what the cuts on the losses of one area give for each offer, and the
rest of the reduced cost of an offer, shared equally among its areas. For one area that is a small programme,

    v = min  y sum_t theta_t + d . (units, starts)   over whole-number programmes of the area's offers and its cuts,

with y the price of the link. Whatever d is, `sum_t theta_t + (d / y) . (units, starts) >= v / y` holds at every whole-number
point: a Benders cut that knows that units and starts are whole (Rahmaniani and others, 2020). It raises the bound by what the
linear programme of the area at these prices lacks.

The solver's v is a floating-point value. Its own proof is off by at most its tolerance on reduced costs times the sizes of the
boxes; ten times that is taken off (`slip`). The losses' boxes are made small for that: no loss exceeds that of doing nothing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack

from kautilya.plan.decomposition.areas import area_cuts, tangents
from kautilya.plan.decomposition.bounding import programmes, reduced
from kautilya.plan.decomposition.cuts import SAFETY, Cut, TotalCut, matrix
from kautilya.plan.decomposition.master import Program, Work, least
from kautilya.plan.decomposition.relaxation import Relaxation, priced
from kautilya.plan.figures import Floats, Ints

SCALE = 1e3
"""The solver sees costs times this."""
TOLERANCE = 1e-7
"""Of the solver, on reduced costs."""
REPEATS = 3
"""Most programmes of an area in a round: each knows the losses at the solutions before."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Gained:
    """The cut of an area, and by how much its value exceeds the linear bound at the same prices."""

    area: int
    cut: Cut
    gain: float


def block(state: Relaxation, at: Prices, area: int, work: Work) -> Gained | None:
    """Solve the programme of an area; None if that proves nothing."""
    first, places = state.problem.first, state.layout.area[:, area]
    offers = np.unique(state.problem.recourse.pairs(area).offer)
    own = np.concatenate([first.units[offers].ravel(), first.opened[offers].ravel()])
    price = at.own[area, own] + at.rest[own]
    cuts = [cut for cut in state.cuts if area_of(state, cut) == area]
    bound, value = -np.inf, np.inf
    for _ in range(REPEATS):
        programme = _programme(state, np.concatenate([places, own]), cuts, at.link, price, at.nothing[:, area])
        proved, point = least(programme, SCALE, work)
        bound = max(bound, proved - slip(programme))
        if point is None:
            break
        values = np.zeros(state.layout.count)
        values[places], values[own] = point[: len(places)], np.rint(point[len(places) :])
        found = tangents(state.at, values, [area])
        value = min(value, float(at.link * found.loss[:, area].sum() + price @ values[own]))
        if value - bound <= 2 * work.gap or work.wants_stop():
            break
        cuts += [cut for cut in area_cuts(state.at, found) if area_of(state, cut) == area]
    if not np.isfinite(bound):
        return None
    used = price != 0
    cut = Cut(
        np.concatenate([places, own[used]]), np.concatenate([np.ones(len(places)), price[used] / at.link]),
        bound / at.link - SAFETY, losses=len(places),
    )  # fmt: skip
    return Gained(area=area, cut=cut, gain=float(bound - at.right[area]))


def _programme(state: Relaxation, columns: Ints, cuts: list[Cut], link: float, price: Floats, nothing: Floats) -> Program:
    """Return the programme of the columns of one area: the rows of its offers and the cuts on its losses."""
    first, years = state.problem.first, len(nothing)
    mine = np.isin(first.rows.indices[first.rows.indptr[:-1][state.own]], columns)
    rows = np.flatnonzero(state.own)[mine]
    base = csr_array(first.rows[rows][:, columns[years:]])
    place = np.full(state.layout.count, -1)
    place[columns] = np.arange(len(columns))
    moved = matrix([Cut(place[cut.columns], cut.values, cut.least) for cut in cuts], len(columns))
    padded = csr_array((base.data, base.indices + years, base.indptr), shape=(base.shape[0], len(columns)))
    return Program(
        cost=np.concatenate([np.full(years, link), price]),
        lower=np.concatenate([np.zeros(years), first.lower[columns[years:]]]),
        upper=np.concatenate([nothing + SAFETY, first.upper[columns[years:]]]),
        integer=np.concatenate([np.zeros(years, dtype=np.int64), np.ones(len(columns) - years, dtype=np.int64)]),
        rows=csr_array(vstack([padded, moved], format="csr")),
        row_lower=np.concatenate([first.row_lower[rows], [cut.least for cut in cuts]]),
        row_upper=np.concatenate([first.row_upper[rows], np.full(len(cuts), np.inf)]), base_rows=len(rows),
    )  # fmt: skip


def slip(programme: Program) -> float:
    """Return by how much the solver's proof may be off: ten times its tolerance on reduced costs over all boxes."""
    return 10 * TOLERANCE * float((programme.upper - programme.lower).sum()) / SCALE
