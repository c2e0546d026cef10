"""Simulated annealing on whole plans with the exact objective (Kirkpatrick, Gelatt and Vecchi 1983)."""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.decomposition.local_kernel import density, fill_cells, gains, keep, losses_of, tried, try_overspend
from kautilya.plan.decomposition.local_mending import fill, mend
from kautilya.plan.decomposition.local_moves import Course, anneal
from kautilya.plan.decomposition.local_state import Future, Rules, State, put
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.arrivals import Shifted
from kautilya.plan.recourse.kernels import Years
from kautilya.plan.recourse.limits import UnitLimits
from kautilya.plan.recourse.problem import Problem, Recourse

SHARES = np.array([0.3, 0.05, 0.1, 0.1, 0.15, 0.3])
"""How often units are shaken, a programme is killed, started, shifted, or exchanged for another."""
FRESH = 25
"""Plans kept after which what units gain is worked out anew."""


def rules_of(limits: UnitLimits, values: Floats) -> Rules:
    """Return the limits with the hubs as a point of the first stage expands them."""
    room, other = limits.hubs(values)
    return Rules(
        cost=limits.cost, fixed=limits.fixed, rate=np.rint(limits.rate).astype(np.int64),
        lot=np.rint(limits.lot).astype(np.int64), party=limits.party, content=limits.content, hub=limits.hub,
        load=limits.load, lead=limits.lead, budget=limits.budget, carry=limits.carry_share * limits.budget,
        share_cap=limits.share_cap, window=limits.window, room=room, other=other, spend_weight=limits.spend_weight,
    )  # fmt: skip


def future_of(recourse: Recourse, lag: Years) -> Future:
    """Return the recourse in the form of the compiled loops."""
    supplied = recourse.supplied
    worth = recourse.loss_weight[:, recourse.channel_area] / recourse.channel_cost
    return Future(
        lag=lag, group=recourse.group, availability=recourse.availability,
        first=np.searchsorted(supplied.offer, np.arange(len(recourse.group) + 1)),
        area=supplied.area, brings=supplied.brings,
        loss_weight=recourse.loss_weight, order=np.argsort(-worth, axis=1, kind="stable"),
        channel_area=recourse.channel_area, channel_cost=recourse.channel_cost, channel_cap=recourse.channel_cap,
        channel_group=recourse.channel_group,
        money=recourse.emergency_money, own=recourse.year_money, overspend=recourse.overspend_weight,
        probability=recourse.probability, risk=recourse.risk_weight, level=recourse.risk_level,
    )  # fmt: skip


@dataclass(slots=True)
class LocalSearch:
    """A plan under change."""

    rules: Rules
    future: Future
    state: State
    course: Course
    stale: int = 0

    def run(self, heat: Floats) -> None:
        """Try one move per entry of `heat`, which says how many points worse a kept plan is on average."""
        self.stale += anneal(self.rules, self.future, self.state, self.course, heat)
        if self.stale >= FRESH:
            self.renew()

    def renew(self) -> None:
        """Work out anew what each unit gains and what money costs."""
        self.stale, future = 0, self.future
        try_overspend(self.rules, future, self.state)  # of the plan in hand, not of the one tried last
        by_cost = np.argsort(future.channel_cost, kind="stable")
        self.course.gain[:] = gains(future, self.state, np.arange(len(self.rules.cost)), by_cost)
        tail = density(losses_of(self.state, self.state.cell), future.probability, future.level)
        self.course.weight[:] = (1 - future.risk) * future.probability + future.risk * tail
        over = (self.state.outlay[:, None] > future.own) @ self.course.weight
        self.course.price[:] = self.rules.spend_weight + future.overspend * over


def begin(problem: Problem, values: Floats, seed: int) -> LocalSearch | None:
    """Start from a plan that keeps every limit; None where the problem is not of the kind that is known here."""
    found = _at(problem, values, np.rint(np.diff(values[problem.first.units], prepend=0.0)).astype(np.int64), seed)
    if found is not None:
        found.renew()
    return found


def mended(problem: Problem, values: Floats, order: Ints, seed: int) -> LocalSearch | None:
    """Start from orders [offer, year] within their rates and lots that may break other limits; None where mending fails.

    Args:
        values: A point of the first stage, for the hubs' expansions.
    """
    found = _at(problem, values, order, seed)
    if found is None:
        return None
    found.renew()
    course, rules, state = found.course, found.rules, found.state
    worth = course.gain / rules.cost[:, None] - course.price
    if not mend(rules, state, worth, -1):
        return None
    fill(rules, state, worth, np.inf)
    course.now[:] = tried(rules, found.future, state)
    keep(found.future, state)
    course.best[:] = state.kept
    found.renew()
    return found


def _at(problem: Problem, values: Floats, order: Ints, seed: int) -> LocalSearch | None:
    arrivals, limits = problem.recourse.arrivals, problem.limits
    if limits is None or not isinstance(arrivals, Shifted):
        return None
    rules, future = rules_of(limits, values), future_of(problem.recourse, arrivals.lag)
    state = placed(rules, future, problem.recourse, order, limits.parties)
    value = tried(rules, future, state)
    course = Course(
        seed=np.array([seed], dtype=np.int64), gain=np.zeros(order.shape), price=np.zeros(order.shape[1]),
        weight=np.zeros(len(future.probability)), now=np.array([value, value]), best=order.copy(), shares=SHARES,
        told=np.zeros((len(SHARES), 5), dtype=np.int64),
    )  # fmt: skip
    return LocalSearch(rules, future, state, course)


def placed(rules: Rules, future: Future, recourse: Recourse, order: Ints, parties: int) -> State:
    """Return the state of a plan."""
    years, _, scenarios = recourse.shape
    state = State(
        x=np.zeros(order.shape, dtype=np.int64), kept=np.zeros(order.shape, dtype=np.int64), spend=rules.other.copy(),
        paid=np.zeros((parties, years)), home=np.zeros(years), loads=np.zeros(rules.room.shape),
        missing=recourse.need.transpose(0, 2, 1).copy("C"), base=np.zeros((years, scenarios)),
        cell=np.zeros((years, scenarios)), trial=np.zeros((2, years, scenarios)), over=np.zeros((years, scenarios)),
        outlay=np.full(years, np.nan), changed=np.zeros(len(order) + 1, dtype=np.int64),
    )  # fmt: skip
    for offer, year in np.argwhere(order > 0):
        put(rules, state, int(offer), int(year), int(order[offer, year]))
    keep(future, state)
    fill_cells(future, state)
    return state
