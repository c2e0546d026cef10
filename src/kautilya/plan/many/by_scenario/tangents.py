"""Cuts from the prices of scenarios, safe whatever the prices: L-shaped cuts by parts and of all, and of what is possible.

For prices y of a scenario's rows (of the right sign) and its columns in their box,

    cost . taken  >=  y . (sides - T v) + sum_j min(d_j least_j, d_j most_j),    d = cost - W' y,

whatever y is (Van Slyke and Wets 1969 with y from a solver; Neumaier and Shcherbina 2004 on not trusting it). With cost 0 the
right side must be 0 or less wherever the scenario has an answer. Columns without a bound of their own are bounded by what is
worth looking at: points that a plan below `cutoff` cannot have in them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csc_array, csr_array

from kautilya.plan.decomposition.bounding import UNIT
from kautilya.plan.decomposition.cuts import SAFETY, Cut
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.many.by_scenario.apart import Apart
from kautilya.plan.many.by_scenario.programmes import Answers
from kautilya.plan.recourse.problem import FirstStage

WORST = 10
"""Scenarios without an answer that have a cut of their own at a point; the others are added up."""
ROOM = 1e-9
"""By how much the most of a column is widened, for rounding."""
NOTHING = 1e-11
"""Prices below it are those of the solver's rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangents:
    """What the prices of all scenarios promise: points per scenario and part are at least `constant - price . T v`."""

    price: Floats
    """[row of the scenarios] of the right sign."""
    constant: Floats
    """[part, scenario]"""
    missed: Floats
    """[row of the scenarios] of the right sign; 0 in a scenario with an answer."""
    impossible: Floats
    """[scenario] `missed . T v` must be at least this; 0 in a scenario with an answer."""


def reach(of: Apart, first: FirstStage, probability: Floats, cutoff: float) -> Floats:
    """Return the most that each column can be in a plan whose objective is below the cutoff.

    Money and losses are never negative and CVaR is never below the mean, so `probability x points x column <= cutoff`. A row
    without negative values limits each of its columns, whatever was decided within the box of the first stage.
    """
    points = of.cost * probability[of.scenario_of]
    most = np.minimum(of.most, np.divide(cutoff, points, out=np.full(len(points), np.inf), where=points > 0))
    count = of.now.shape[1]
    lower, upper = first.lower[:count], first.upper[:count]
    early = of.now.maximum(0) @ lower + of.now.minimum(0) @ upper
    plain = of.after.minimum(0).sum(axis=1) == 0
    room = np.where(plain, of.upper - early - of.after @ of.least, np.inf)
    entries = of.after.tocoo()
    limited = np.maximum(0.0, room[entries.row] / entries.data) + of.least[entries.col]
    positive = entries.data > 0
    np.minimum.at(most, entries.col[positive], limited[positive])
    return np.asarray(np.maximum(most * (1 + ROOM) + ROOM, of.least))


def tangents(of: Apart, most: Floats, found: Answers) -> Tangents:
    """Return what the prices of a point promise.

    Args:
        most: See `reach`.
    """
    count = len(found.losses)
    where = of.part * count + of.scenario, of.part_of * count + of.scenario_of
    price, constant = _promised(of, most, of.cost, _of_right_sign(of, found.price), where, of.parts * count)
    missed, impossible = np.broadcast_to(0.0, len(price)), np.zeros(count)
    if found.broken.any():
        by_scenario = of.scenario, of.scenario_of
        missing = _of_right_sign(of, found.missing)
        missed, impossible = _promised(of, most, np.zeros_like(of.cost), missing, by_scenario, count)
    return Tangents(price=price, constant=constant.reshape(of.parts, count), missed=missed, impossible=impossible)


def _of_right_sign(of: Apart, price: Floats) -> Floats:
    price = np.where(np.abs(price) < NOTHING, 0.0, price)
    price = np.where(np.isfinite(of.lower), price, np.minimum(price, 0.0))
    return np.asarray(np.where(np.isfinite(of.upper), price, np.maximum(price, 0.0)))


def _promised(
    of: Apart, most: Floats, cost: Floats, price: Floats, where: tuple[Ints, Ints], count: int
) -> tuple[Floats, Floats]:
    """Return prices and what they promise in each place of rows and columns; where that is nothing, prices of 0."""
    promised = _least(of, most, cost, price, where, count)
    nothing = ~np.isfinite(promised)
    if not nothing.any():
        return price, promised
    price = np.where(nothing[where[0]], 0.0, price)
    promised = _least(of, most, cost, price, where, count)
    return price, np.where(np.isfinite(promised), promised, 0.0)


def _least(of: Apart, most: Floats, cost: Floats, price: Floats, where: tuple[Ints, Ints], count: int) -> Floats:
    """Return the Lagrangian value over boxes at prices in each place, less what rounding can be off by."""
    side = np.where(price > 0, of.lower, of.upper)
    sides = np.where(price != 0, price * np.where(np.isfinite(side), side, 0.0), 0.0)
    reduced, terms = cost - of.after.T @ price, _terms(of, where)
    summed = np.abs(cost) + abs(of.after).T @ np.abs(price)
    endless, low = ~np.isfinite(most), reduced < 0
    lost = endless & low
    lost[_below_zero(of, cost, price, np.flatnonzero(endless & ~low & (reduced < UNIT * terms * summed)))] = True
    largest = np.where(endless, of.least, most)
    box = reduced * np.where(low, largest, of.least)
    box[lost] = -np.inf
    size = summed * largest
    slip = UNIT * terms * (np.bincount(where[1], size, count) + np.bincount(where[0], np.abs(sides), count))
    return np.asarray(np.bincount(where[0], sides, count) + np.bincount(where[1], box, count) - slip)


def _below_zero(of: Apart, cost: Floats, price: Floats, columns: Ints) -> Ints:
    """Return the columns whose reduced cost is below 0 in exact arithmetic.

    Where nothing bounds a column no room for rounding is enough: only its sign counts.
    """
    after = csc_array(of.after[:, columns]) if len(columns) else csc_array((len(price), 0))
    found = []
    for i, column in enumerate(columns.tolist()):
        mine = slice(after.indptr[i], after.indptr[i + 1])
        entries = zip(after.data[mine].tolist(), price[after.indices[mine]].tolist(), strict=True)
        if Fraction(float(cost[column])) < sum(Fraction(value) * Fraction(paid) for value, paid in entries):
            found.append(column)
    return np.array(found, dtype=np.int64)


def _terms(of: Apart, where: tuple[Ints, Ints]) -> float:
    """Return how many numbers are added up at most: in a reduced cost and then in a place."""
    in_column = np.diff(of.after.tocsc().indptr).max(initial=0)
    return float(in_column + sum(np.bincount(places).max(initial=0) for places in where) + 4)


def part_cuts(of: Apart, given: Tangents, weight: Floats, column: Ints) -> Iterator[Cut]:
    """Yield a cut per part: `weight . losses of the part >= ...`.

    Args:
        weight: Per scenario.
        column: [part] of the master.
    """
    by_part = csr_array((-weight[of.scenario] * given.price, (of.part, np.arange(len(of.row)))), shape=(of.parts, len(of.row)))
    slope, least = csr_array(by_part @ of.now), given.constant @ weight
    for part in range(of.parts):
        mine = slice(slope.indptr[part], slope.indptr[part + 1])
        columns = np.concatenate([column[part : part + 1], slope.indices[mine]])
        yield Cut(columns, np.concatenate([[1.0], -slope.data[mine]]), float(least[part]) - SAFETY)


def whole_cut(of: Apart, given: Tangents, weight: Floats, column: int) -> Cut:
    """Return the cut of the whole loss: `weight . losses >= ...`."""
    slope = -of.now.T @ (weight[of.scenario] * given.price)
    used = np.flatnonzero(slope)
    columns = np.concatenate([[column], used])
    least = float(given.constant.sum(axis=0) @ weight) - SAFETY
    return Cut(columns, np.concatenate([[1.0], -slope[used]]), least)


def unknown(rows: Sequence[Cut], new: Iterable[Cut]) -> list[Cut]:
    """Return the rows that are not known yet: a point that is judged again gives the same ones."""
    known = {_key(row) for row in rows}
    return [row for row in new if _key(row) not in known]


def _key(row: Cut) -> tuple[bytes, bytes, float]:
    return row.columns.tobytes(), row.values.tobytes(), row.least


def possible(of: Apart, given: Tangents, values: Floats) -> Iterator[Cut]:
    """Yield rows on what is decided, without which some scenario has no answer, and which a point breaks."""
    at = np.bincount(of.scenario, given.missed * (of.now @ values[: of.now.shape[1]]), len(given.impossible))
    broken = given.impossible - at
    worst = np.argsort(-broken, kind="stable")[:WORST]
    groups = [worst[i : i + 1] for i in range(len(worst))]
    if (broken > 0).sum() > WORST:
        groups.append(np.flatnonzero(broken > 0))
    for group in groups:
        if broken[group].sum() > 0:
            mine = np.isin(of.scenario, group)
            slope = of.now.T @ np.where(mine, given.missed, 0.0)
            used, least = np.flatnonzero(slope), float(given.impossible[group].sum())
            yield Cut(used, slope[used], least - SAFETY * max(1.0, abs(least)), losses=0)
