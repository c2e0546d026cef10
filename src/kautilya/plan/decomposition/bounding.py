"""A bound that rounding cannot spoil: from any prices of the rows, whatever solver they came from.

For prices y of the rows (of the right sign), `cost . v >= y . sides + (cost - A'y) . v`, and the last term is at least its
least value over a box or, for the columns of an offer, over the whole-number programmes of that offer (Neumaier and Shcherbina,
2004; Geoffrion, 1974). What the sums can be off by rounding is taken off.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from kautilya.plan.decomposition.cuts import Cut
from kautilya.plan.decomposition.master import Program
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import FirstStage

UNIT = 2.0**-52


def reduced(program: Program, price: Floats) -> Floats:
    """Return the reduced costs of all columns."""
    return np.asarray(program.cost - program.rows.T @ price)


def admissible(program: Program, price: Floats) -> Floats:
    """Return prices with the signs that their rows' sides allow."""
    price = np.where(np.isfinite(program.row_lower), price, np.minimum(price, 0.0))
    return np.asarray(np.where(np.isfinite(program.row_upper), price, np.maximum(price, 0.0)))


@dataclass(frozen=True, slots=True)
class Programmes:
    """What each offer would do by itself at given prices."""

    least: Floats
    """[offer] the least cost; 0 where no start is best."""
    units: Floats
    """[offer, order year] cumulative units of the best programme that starts, even if none is better."""
    opened: Floats
    """[offer, order year]"""


def programmes(first: FirstStage, reduced_cost: Floats) -> Programmes:
    """Return each offer's best programme at reduced costs: no start, or the best year to start in.

    Started in u: at least the lot in u, up to the rate in u and each later year; a cost of cumulative columns is that of
    every later year too.
    """
    unit = reduced_cost[first.units][:, ::-1].cumsum(axis=1)[:, ::-1]
    started = reduced_cost[first.opened][:, ::-1].cumsum(axis=1)[:, ::-1]
    rate, lot = first.rate[:, None], first.lot[:, None]
    yearly = rate * np.minimum(unit, 0.0)
    later = yearly[:, ::-1].cumsum(axis=1)[:, ::-1] - yearly
    total = started + np.minimum(lot * unit, rate * unit) + later
    start, year = total.argmin(axis=1)[:, None], np.arange(total.shape[1])
    order = np.where((unit < 0) & (year >= start), rate, 0.0)
    order = np.where((year == start) & (unit >= 0), lot, order)
    return Programmes(np.minimum(total.min(axis=1), 0.0), order.cumsum(axis=1), (year >= start).astype(np.float64))


def balanced(cuts: Sequence[Cut], price: Floats, total: int) -> Floats:
    """Return prices that ask no loss to be below 0: the cuts on a loss add up to at most the price of its use.

    The first of the cuts links the whole loss with those of areas and years (`areas.link`). Prices stay admissible.
    """
    base = len(price) - len(cuts)
    price, mine = price.copy(), price[base:].copy()
    count = np.array([cut.losses for cut in cuts], dtype=np.int64)
    of = np.concatenate([cut.columns[: cut.losses] for cut in cuts])
    start = np.concatenate([[0], np.cumsum(count)[:-1]])
    whole = of[start] == total
    mine[whole] /= max(1.0, float(mine[whole].sum()))
    part = np.repeat(~whole, count)
    asked = np.bincount(of[part], weights=np.repeat(mine, count)[part], minlength=total + 1)
    lowered = np.minimum.reduceat(np.minimum(1.0, mine[0] / np.maximum(asked[of], 1e-300)), start)
    mine[~whole] *= lowered[~whole]
    price[base:] = mine
    return price


def safe_bound(first: FirstStage, program: Program, price: Floats) -> float:
    """Return a value that no feasible point of the programme goes below.

    Args:
        price: Admissible, per row; 0 for the rows of single offers, whose columns are bounded by whole programmes.
    """
    cost = reduced(program, price)
    side = np.where(price > 0, program.row_lower, program.row_upper)
    sides = np.where(price != 0, price * np.where(np.isfinite(side), side, 0.0), 0.0)
    shared = np.ones(len(cost), dtype=np.bool_)
    shared[first.units], shared[first.opened] = False, False
    box = np.where(cost > 0, cost * program.lower, cost * program.upper)[shared]
    offers = programmes(first, cost).least
    rows = program.rows
    sizes = csr_array((np.abs(rows.data), rows.indices, rows.indptr), shape=rows.shape)
    size = np.abs(program.cost) + sizes.T @ np.abs(price)
    reach = np.maximum(np.abs(program.lower), np.abs(program.upper))
    terms = np.bincount(rows.indices, minlength=len(cost)) + 2
    slip = UNIT * (float((terms * size) @ reach) + len(price) * float(np.abs(sides).sum()))
    return float(sides.sum() + box.sum() + offers.sum()) - slip
