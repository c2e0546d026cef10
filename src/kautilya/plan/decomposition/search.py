"""The search: relaxation, cuts on starts, whole-number plans, until a limit of gap, work or time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kautilya.core.errors import KautilyaError
from kautilya.plan.decomposition.bound import steps
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.plans import PlanSearch, improved, rounded, rounded_down
from kautilya.plan.decomposition.relaxation import begin
from kautilya.plan.figures import Bools, Floats
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.result import Progress

FIRST_PLANS = 2
FIRST_SECONDS, FIRST_NODES = 40.0, 60
NEAR_SECONDS, NEAR_NODES = 20.0, 30
FREE = 12
"""Offers that are free in a search near the best plan."""
BAND = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best plan and the best bound."""

    values: Floats
    """Of the first stage's columns."""
    objective: float
    bound: float
    stopped_by: str
    steps: int


def search(
    problem: Problem,
    effort: Effort,
    *,
    tell: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] = lambda: False,
) -> Found:
    """Find a plan and certify how far it is from the best possible.

    Args:
        tell: Called with incumbent, bound, gap and seconds after each step.
        wants_stop: Asked now and then; the best plan so far is returned once it says so.
    """
    watch = Watch(effort, tell, wants_stop)
    state = begin(problem)
    plans = PlanSearch(state, watch)
    plans.offer(state.best.values)
    plans.seen.clear()
    for _ in steps(state, watch):
        watch.step()
    plan(plans, watch)
    if plans.best is None:
        raise KautilyaError("no plan that keeps every limit was found within the limits of the search; allow more time")
    return Found(
        values=plans.best.values[: len(problem.first.cost)], objective=plans.best.objective,
        bound=min(state.bound, plans.best.objective), stopped_by=watch.stop() or "done", steps=watch.steps,
    )  # fmt: skip


def plan(plans: PlanSearch, watch: Watch) -> None:
    """Search whole-number plans until a limit is reached."""
    rounded_down(plans)
    for _ in range(FIRST_PLANS):
        if watch.stop() is not None:
            return
        rounded(plans, FIRST_SECONDS, FIRST_NODES)
        watch.step()
    renewed = None
    while watch.stop() is None and plans.best is not None:
        if renewed is not plans.best:
            plans.renew(plans.best)
            renewed = plans.best
        improved(plans, neighbours(plans, watch), BAND, NEAR_SECONDS, NEAR_NODES)
        watch.step()


def neighbours(plans: PlanSearch, watch: Watch) -> Bools:
    """Choose the offers of one area, drawn at random, and some others that the plan or the relaxation starts."""
    problem, draw = plans.state.problem, np.random.default_rng([watch.effort.seed, watch.steps, 1])
    opened = problem.first.opened[:, -1]
    share = np.zeros(len(opened)) if plans.state.answer is None else plans.state.answer.values[opened]
    likely = share > 0.02  # a start that the relaxation hardly uses
    if plans.best is not None:
        likely |= plans.best.values[opened] > 0
    area = int(draw.integers(problem.recourse.shape[1]))
    here = np.array([offer for offer, c, _ in problem.recourse.supplied if c == area], dtype=np.int64)
    free = np.zeros(len(opened), dtype=np.bool_)
    free[here[likely[here]]] = True
    others = np.flatnonzero(likely & ~free)
    free[draw.permutation(others)[: max(0, FREE - int(free.sum()))]] = True
    return free
