"""The cheapest plan whose need over many scenarios is at most so much, and a bound on the cost of every such plan.

Bound: for any price m >= 0 of a point of need, in crore rupees, no plan with `need <= allowed` pays less than

    min { payments + m (need - allowed) },

and that is m times what the relaxation of the two stages bounds from below where a crore rupees weighs 1/m points (Lagrangian
relaxation; Geoffrion 1974). The best m of a few is taken. Plans are looked for in whole units on that relaxation
(`many.whole_units`) or, where the scenarios do not come apart, by whole-number searches on samples of them at such prices of
need, dearer after a plan that leaves too much of it over all scenarios and cheaper after one that does not, and then once with
a row on the sample's need; only a plan that keeps the need over all scenarios counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic

import numpy as np

from kautilya.plan.decomposition import effort as pace
from kautilya.plan.figures import Figures, Floats, figures
from kautilya.plan.goals import NEED_ROW, Goal, aimed, need_at_most
from kautilya.plan.many.problem import completed
from kautilya.plan.many.samples import SAMPLES, planned, sample_of
from kautilya.plan.many.search import STEPS, stop_of, values_of
from kautilya.plan.many.two_stages import Found, P, Point, R, Stages, Watched
from kautilya.plan.model import LIMITS, Limit, Program, program, rows_of
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solver import NothingFoundError, minimise

KEPT = 1e-9
"""By how much, relative to it, the need may be missed: floats."""
TRIES = 3
"""Prices of need per sample."""
SHARE = 0.25
"""Of the time that is left: for one search on a sample, and for the bound."""
STEPPED, NARROW = 1.25, 1.02
"""Factor between two prices of need that are tried, and between the best known ones when no more are."""
PRICES, PASSES, CLOSE = 8, 40, 5e-5


@dataclass(slots=True)
class Search(Generic[P, R]):
    """What is searched, and the best that was found."""

    stages: Stages[P, R]
    made: Callable[[Figures], Stages[P, R]]
    drawn: Sequence[Scenario]
    allowed: float
    effort: Effort
    also: Sequence[Limit]
    watch: pace.Watch
    best: P
    """Of the plans that keep the need; its objective is the need."""
    cost: float
    """What the best plan pays."""
    last: Floats
    """The plan found last, whether it keeps the need or not."""
    note: Callable[[str], None] | None = None

    def offer(self, values: Floats) -> float | None:
        """Take whole decisions, keep them if they are the cheapest that keep the need; return their need."""
        full = completed(self.stages.numbers, self.stages.now, values)
        if full is None:
            return None
        point = self.stages.worth(full)
        self.last = point.values
        self.take(point)
        return point.objective

    def take(self, point: P) -> None:
        """Keep a plan if it is the cheapest that keeps the need."""
        cost = paid(self.stages, point)
        if point.objective <= self.allowed * (1 + KEPT) and cost < self.cost:
            self.best, self.cost, self.watch.incumbent = point, cost, cost
        self.watch.step()

    @property
    def is_over(self) -> bool:
        """Whether the search ends now."""
        return self.watch.stop() is not None


@dataclass(slots=True)
class Price:
    """The price of a point of need, in crore rupees, between one at which too much is left and one at which it is not."""

    now: float
    low: float = 0.0
    high: float = np.inf

    @property
    def is_known(self) -> bool:
        """Whether the two ends are near each other."""
        return self.high <= self.low * NARROW

    def moved(self, *, dearer: bool) -> None:
        """Go towards the other end."""
        if dearer:
            self.low = self.now
        else:
            self.high = self.now
        if self.low == 0.0:
            self.now /= STEPPED
        else:
            self.now = self.now * STEPPED if self.high == np.inf else (self.low * self.high) ** 0.5


def cheapest(  # noqa: PLR0913 - what is searched for, and how
    made: Callable[[Figures], Stages[P, R]], stages: Stages[P, R], drawn: Sequence[Scenario], allowed: float, before: Plan,
    effort: Effort, also: Sequence[Limit], watched: Watched, find: Callable[[Search[P, R], R, float], None],
) -> Found[P, R]:  # fmt: skip
    """Return the cheapest plan found with at most so much need, and its bound in crore rupees.

    Args:
        made: Makes the two stages of need from some of the scenarios.
        stages: The two stages of need.
        drawn: The scenarios.
        allowed: Most need over all scenarios, in points.
        before: A plan that keeps it.
        find: Looks for plans, with the relaxation and its price of a point of need: `by_samples`, or `whole_units`.

    Raises:
        NothingFoundError: `before` does not keep the limits.
    """
    limits = pace.Effort(gap=effort.gap, time_limit=effort.time_limit, work=STEPS)
    watch = pace.Watch(limits, watched.progress, watched.wants_stop or (lambda: False))
    full = completed(stages.numbers, stages.now, values_of(stages, before))
    if full is None:
        raise NothingFoundError("the plan to begin with does not keep the limits")
    relaxation, first = stages.begin(None), stages.worth(full)
    at = Search(stages, made, drawn, allowed, effort, also, watch, first, paid(stages, first), first.values, watched.note)
    watch.incumbent, watch.bound = at.cost, 0.0
    price = Price(_first_price(at))
    bounded(at, relaxation, price)
    find(at, relaxation, price.now)
    return Found(plan=at.best, bound=watch.bound, stop=stop_of(watch), relaxation=relaxation)


def paid(stages: Stages[P, R], point: Point) -> float:
    """Return what a point pays, in crore rupees."""
    return float(point.values[stages.now.model.columns.payment.at].sum())


def bounded(at: Search[P, R], state: R, price: Price) -> None:
    """Raise the bound on the cost by prices of a point of need, climbing towards the best one."""
    until = at.watch.elapsed + SHARE * at.watch.left
    for _ in range(PRICES):
        need, bound = _at_price(at, state, price.now)
        at.watch.bound = max(at.watch.bound, bound)
        at.watch.step()
        price.moved(dearer=need > at.allowed)
        if at.watch.stop() is not None or at.watch.elapsed > until or price.is_known:
            return


def _at_price(at: Search[P, R], state: R, price: float) -> tuple[float, float]:
    """Return the need where payments and priced need are least in fractions, and the bound on the cost of whole plans."""
    at.stages.weigh_payments(state, 1 / price, at.best)
    for _ in range(PASSES):
        if not at.stages.step(state) or state.gap <= CLOSE or at.watch.wants_stop() or at.watch.left <= 0:
            break
    need = state.best.objective - paid(at.stages, state.best) / price
    return need, price * (state.bound - at.allowed)


def by_samples(at: Search[P, R], state: R, price: float) -> None:
    """Look for plans on samples of the scenarios, one after the other."""
    del state
    tried = Price(price)
    for turn, size in enumerate(SAMPLES):
        _sample(at, sample_of(at.drawn, turn, min(size, len(at.drawn))), tried)
        if at.is_over:
            return


def _sample(at: Search[P, R], some: Sequence[Scenario], price: Price) -> None:
    """Look for cheaper plans on a sample: at some prices of need, and then with a row on its need."""
    numbers = figures(at.stages.numbers.case, some)
    also = (*at.also, *at.stages.needed())
    model = program(numbers, (*LIMITS, *also))
    for _ in range(TRIES):
        if at.watch.stop() is not None or price.is_known:
            break
        need = _planned(at, numbers, _priced(model, price.now), at.last)
        if need is None:
            break
        price.moved(dearer=need > at.allowed)
    if at.watch.stop() is None:
        limited = program(numbers, (*LIMITS, *also, _need_in(at, numbers)))
        _planned(at, numbers, aimed(limited, Goal.COST), at.best.values)


def _priced(model: Program, price: float) -> Program:
    """Return the programme that minimises need and payments, a point of need at a price."""
    need = aimed(model, Goal.NEED)
    cost = need.cost.copy()
    cost[model.columns.payment.at] = 1 / price
    return replace(need, cost=cost)


def _planned(at: Search[P, R], numbers: Figures, model: Program, start: Floats) -> float | None:
    """Plan for a sample, take what is found, and return its need over all scenarios; None if nothing is found."""
    found = planned(numbers, model, (*at.also, need_at_most(0.0)), start, at.effort, at.watch, share=SHARE, note=at.note)
    return None if found is None else at.offer(found[: at.stages.now.count])


def _first_price(at: Search[P, R]) -> float:
    """Return what a point of need costs where decisions may be fractions, on the first sample, in crore rupees."""
    numbers = figures(at.stages.numbers.case, sample_of(at.drawn, 0, min(SAMPLES[0], len(at.drawn))))
    model = aimed(program(numbers, (*LIMITS, *at.also, _need_in(at, numbers))), Goal.COST)
    found = minimise(replace(model, integer=np.zeros_like(model.integer)), replace(at.effort, time_limit=None))
    row, _ = rows_of(model.blocks)[NEED_ROW]
    price = abs(float(found.prices[row])) if len(found.prices) else 0.0
    return price or at.cost / max(at.allowed, KEPT) or 1.0


def _need_in(at: Search[P, R], some: Figures) -> Limit:
    """Limit the need in a sample of the scenarios: what is allowed, and by how much the sample is worse for the best plan."""
    here = at.made(some).worth(at.best.values[: len(at.stages.now.stage.cost)])
    return need_at_most(at.allowed + here.objective - at.best.objective)
