"""What a plan for many scenarios comes to: its emergency purchases, shortfalls, and what binds, scenario by scenario."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from kautilya.plan.achieved import Achieved, yearly
from kautilya.plan.binding import PRICE, TOLERANCE, binding
from kautilya.plan.decomposition.relaxation import Point, evaluated
from kautilya.plan.figures import Floats
from kautilya.plan.many.problem import TwoStage, channels_in_use
from kautilya.plan.many.relaxation import Relaxation, step
from kautilya.plan.many.two_stages import Found
from kautilya.plan.recourse.knapsack import purchases, short_before, tiers
from kautilya.plan.recourse.value import supply
from kautilya.plan.result import Binding
from kautilya.plan.solver import Stop

PASSES, CLOSE = 12, 1e-3
"""Of the linear programme that prices the limits at the plan's starts."""
PASSES_IN_A_HURRY = 1
"""Where the clock or the user has ended the search: the prices are rougher then."""


def achieved(two: TwoStage, found: Found[Point, Relaxation]) -> Achieved:
    """Return what a plan comes to with the best emergency purchases."""
    numbers, problem, at = two.numbers, two.problem, two.now.model.columns
    values = found.plan.values
    short = short_before(problem.recourse, supply(problem.recourse, values[problem.first.units]))
    brought, left = purchases(problem.recourse, short), short.copy()
    for channel, area in enumerate(problem.recourse.channel_area):
        left[:, area] -= brought[channel]
    bought = np.zeros((len(numbers.probability), len(numbers.channel_area), numbers.horizon))
    useful = channels_in_use(numbers)
    bought[:, useful] = (brought / numbers.channel_share[useful][:, None, None]).transpose(2, 0, 1)
    over = np.maximum(values[problem.first.outlay][:, None] - problem.recourse.year_money, 0.0).sum(axis=0)
    return Achieved(
        ordered=yearly(values[at.ordered.at]), delivered=yearly(values[at.delivered.at]),
        payments=values[at.payment.at], carried=values[at.carried.at],
        expanded=yearly(values[at.expanded.at]), placed=np.zeros((len(bought), 0, numbers.horizon)), bought=bought,
        short=np.maximum(left, 0.0).transpose(2, 1, 0), losses=found.plan.outcome.losses, overspend=over,
        binding=(*_beforehand(two, found), *_afterwards(two, found.plan, short, brought)),
    )  # fmt: skip


def _beforehand(two: TwoStage, found: Found[Point, Relaxation]) -> Iterator[Binding]:
    """Yield the limits of the first stage that bind, priced by the weighted objective's relaxation with the plan's starts.

    A pass that the solver has no answer to leaves the prices of the pass before; without any, they are told as not known.
    """
    started = two.problem.first.opened.ravel()
    fixed = (started, found.plan.values[started])
    weighted = replace(two.problem, first=replace(two.problem.first, cost=two.now.stage.cost))
    best = evaluated(weighted, found.plan.values)
    state = replace(found.relaxation, problem=weighted, fixed=fixed, best=best, bound=-np.inf)
    price: Floats | None = None
    for _ in range(PASSES_IN_A_HURRY if found.stop in (Stop.TIME, Stop.INTERRUPT) else PASSES):
        renewed = step(state, vertex=True)
        price = price if renewed is None else renewed
        if renewed is None or state.gap <= CLOSE:
            break
    of_rows = None if price is None else price[: len(two.now.model.row_lower)]
    yield from binding(two.now.model, two.now.full(found.plan.values), of_rows)


def _afterwards(two: TwoStage, plan: Point, short: Floats, brought: Floats) -> Iterator[Binding]:
    """Yield the ceilings and the reserve of emergency purchases that bind: by year, all scenarios added up."""
    case, recourse, of = two.numbers.case, two.problem.recourse, plan.outcome
    price = of.price * of.weight
    useful = np.flatnonzero(channels_in_use(two.numbers))
    for k, channel in enumerate(useful):
        area, cost = int(recourse.channel_area[k]), recourse.channel_cost[k]
        worth = tiers(recourse, area, of.price).marginal(short[:, area]) * of.weight - price * cost
        full = brought[k] >= recourse.cap(k) * (1 - TOLERANCE)
        gains = np.where(full, np.maximum(worth, 0.0), 0.0) * two.numbers.channel_share[channel]
        yield from _by_year(two, "emergency_ceiling", f"{case.channels[channel].id}, ", gains)
    yield from _by_year(two, "emergency_reserve", "", price)


def _by_year(two: TwoStage, limit: str, where: str, gains: Floats) -> Iterator[Binding]:
    """Yield a limit in each year in which loosening it gains something in some scenario."""
    count = gains.shape[1]
    for t, year in enumerate(two.numbers.case.years):
        felt = int((gains[t] > 0).sum())
        if (price := float(gains[t].sum())) > PRICE:
            yield Binding(limit=limit, where=f"{where}{year}, {felt} of {count} scenarios", price=price, slack=0.0)
