"""What a plan comes to where each scenario is a programme of its own: purchases, places, shortfalls, and what binds."""

from collections.abc import Iterator

import numpy as np

from kautilya.plan.achieved import Achieved, yearly
from kautilya.plan.binding import PRICE, binding
from kautilya.plan.block import Block
from kautilya.plan.columns import Family
from kautilya.plan.figures import Floats
from kautilya.plan.many.by_scenario.problem import ByScenario
from kautilya.plan.many.by_scenario.programmes import Answers
from kautilya.plan.many.by_scenario.relaxation import Judged, Relaxation, at_starts, judged, solved, with_cost
from kautilya.plan.many.two_stages import Found
from kautilya.plan.result import Binding
from kautilya.plan.solver import Stop

PASSES, CLOSE = 4, 1e-3
"""Of the linear programme that prices the limits at the plan's starts."""


def achieved(of: ByScenario, found: Found[Judged, Relaxation]) -> Achieved:
    """Return what a plan comes to with every scenario's best answer."""
    at, values, answers = of.rows.layout, found.plan.values, found.plan.answers
    every = np.zeros(at.count)
    every[of.scenarios.apart.column] = answers.taken

    def taken(family: Family) -> Floats:
        return np.maximum(every[family.at], 0.0)

    return Achieved(
        ordered=yearly(values[at.ordered.at]), delivered=yearly(values[at.delivered.at]),
        payments=values[at.payment.at], carried=values[at.carried.at], expanded=yearly(values[at.expanded.at]),
        placed=taken(at.placed), bought=taken(at.emergency), short=taken(at.short), losses=answers.losses,
        overspend=taken(at.overspend).sum(axis=1),
        binding=(*_beforehand(of, found), *_afterwards(of, found.plan)),
    )  # fmt: skip


def _beforehand(of: ByScenario, found: Found[Judged, Relaxation]) -> Iterator[Binding]:
    """Yield the limits of the first stage that bind, priced by the weighted objective's relaxation with the plan's starts.

    A pass that the solver has no answer to leaves the prices of the pass before; without any, they are told as not known.
    """
    state = at_starts(found.relaxation, found.plan)
    with_cost(state, of.now.stage.cost, found.plan)
    price: Floats | None = None
    for left in reversed(range(1 if found.stop in (Stop.TIME, Stop.INTERRUPT) else PASSES)):
        answer = solved(state, vertex=True)
        if answer is None:
            break
        values, price = answer
        if not left:
            break
        point = judged(state.of, values)
        if point.objective - state.bound <= CLOSE * point.objective:
            break
        state.draw(point)
    of_rows = None if price is None else price[: len(of.now.model.row_lower)]
    yield from binding(of.now.model, of.now.full(found.plan.values), of_rows)


def _afterwards(of: ByScenario, plan: Judged) -> Iterator[Binding]:
    """Yield the limits within scenarios that bind: all scenarios added up, by what else they name."""
    price, first = _prices(of, plan.answers) * plan.weight[of.rows.scenario], 0
    for block in of.rows.blocks:
        mine = slice(first, first + block.size)
        first += block.size
        if not block.definition:
            yield from _told(of, block, price[mine])


def _prices(of: ByScenario, answers: Answers) -> Floats:
    """Return the price of each row of the scenarios, those that only bound a column included."""
    apart = of.scenarios.apart
    price = np.zeros(len(of.rows.lower))
    price[apart.row] = np.abs(answers.price)
    reduced = apart.cost - apart.after.T @ answers.price
    full = (reduced < 0) & (apart.most_row >= 0)
    price[apart.most_row[full]] = -reduced[full]
    return price


def _told(of: ByScenario, block: Block, price: Floats) -> Iterator[Binding]:
    """Yield the rows of a limit that have a price; those that differ in their scenario alone are one."""
    futures = of.rows.layout.loss.axes[0]
    by_scenario = bool(block.axes) and block.axes[0] == futures
    if not by_scenario:
        for row in np.flatnonzero(price > PRICE).tolist():
            yield Binding(limit=block.name, where=block.where(row), price=float(price[row]), slack=0.0)
        return
    shape = tuple(len(axis) for axis in block.axes[1:])
    size = int(np.prod(shape))
    place = block.kept % size
    total, felt = np.bincount(place, price, size), np.bincount(place, price > 0, size)
    for one in np.flatnonzero(total > PRICE).tolist():
        names = [axis[int(i)] for axis, i in zip(block.axes[1:], np.unravel_index(one, shape), strict=True)] if shape else []
        where = ", ".join([*names, f"{int(felt[one])} of {len(futures)} scenarios"])
        yield Binding(limit=block.name, where=where, price=float(total[one]), slack=0.0)
