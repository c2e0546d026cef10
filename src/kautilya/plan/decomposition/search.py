"""The search: relaxation, stronger cuts, whole-number plans, until a limit of gap, work or time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from kautilya.core.errors import KautilyaError
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.master import Work, in_play, whole_numbers
from kautilya.plan.decomposition.relaxation import Point, Relaxation, advance, begin, evaluated, solve
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.result import Progress

CLOSE = 1e-3
"""The relaxation is solved to this share of its value before cuts on starts are looked for."""
SURE_LOW, SURE_HIGH = 0.15, 0.85
"""Starts below or above these values in the relaxation are fixed while the first plan is searched."""
SECONDS, NODES = 20.0, 300
"""Of the search for the first plan."""


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
    best = completed(problem, state.best.values)
    if best is not None:
        watch.incumbent = best.objective
    relax(state, watch)
    best = better(best, first_plan(state, watch))
    if best is not None:
        watch.incumbent = best.objective
    watch.step()
    if best is None:
        raise KautilyaError("no plan that keeps every limit was found within the limits of the search; allow more time")
    return Found(
        values=best.values[: len(problem.first.cost)], objective=best.objective, bound=min(state.bound, best.objective),
        stopped_by=watch.stop() or "done", steps=watch.steps,
    )  # fmt: skip


def relax(state: Relaxation, watch: Watch) -> None:
    """Solve the linear relaxation closely."""
    while watch.stop() is None and state.best.objective - state.bound > CLOSE * abs(state.best.objective):
        if not solve(state):
            return
        watch.bound = state.bound
        advance(state)
        watch.step()


def completed(problem: Problem, values: Floats) -> Point | None:
    """Return a whole-number point with its exact value, None where it breaks a limit."""
    full = problem.complete(values[: len(problem.first.cost)])
    if full is None:
        return None
    return evaluated(problem, np.concatenate([full, np.zeros(len(values) - len(full))]))


def better(one: Point | None, other: Point | None) -> Point | None:
    """Return the better of two plans."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda point: point.objective)


def first_plan(state: Relaxation, watch: Watch) -> Point | None:
    """Search a plan with the starts that the relaxation is sure of."""
    opened = state.problem.first.opened
    share = state.best.values[opened]
    whole = state.program()
    lower, upper = whole.lower.copy(), whole.upper.copy()
    lower[opened[share > SURE_HIGH]] = 1.0
    upper[opened[share < SURE_LOW]] = 0.0
    fixed = replace(whole, lower=lower, upper=upper)
    active = state.active & (share[:, -1] >= SURE_LOW)
    columns, rows = in_play(state.problem, fixed, active)
    limited = watch.effort.time_limit is not None or watch.effort.work is None
    work = Work(seconds=SECONDS if limited else np.inf, nodes=NODES, wants_stop=watch.wants_stop)
    values = whole_numbers(fixed, columns, rows, work)
    return None if values is None else completed(state.problem, values)
