"""Need first, then cost: the least need, and among the plans that come near it the one that pays least.

A hierarchy of goals with a tolerance, so that the last points of need do not take all the money (Waltz 1967, 'An engineering
approach: hierarchical optimization criteria', IEEE Trans. AC-12, 179-180).
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from time import perf_counter

from kautilya.core.errors import KautilyaError
from kautilya.plan.bounds import capped
from kautilya.plan.figures import Floats
from kautilya.plan.goals import Goal, need_at_most, need_of
from kautilya.plan.many.by_scenario.problem import by_scenario
from kautilya.plan.many.cheapest import by_samples, cheapest
from kautilya.plan.many.first_stage import NotSeparableError
from kautilya.plan.many.problem import two_stage
from kautilya.plan.many.two_stages import Watched
from kautilya.plan.many.whole_units import whole_units
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import (
    FEW,
    Request,
    Searched,
    Way,
    in_extensive_form,
    of_programmes,
    of_two_stages,
    searched,
    written,
)
from kautilya.plan.solver import NothingFoundError, Stop
from kautilya.plan.stages import NeedFirst, gap

CRORE = "Rs crore"


def need_first(tolerance: float) -> Way:
    """Return the way to the least need and then the least cost of a plan whose need exceeds it by at most a share.

    Half of a limit of time goes to the first stage, what is left to the second; gap and nodes count for each. Progress is told
    in points first and then in crore rupees. The plan's `bound` is that of the first stage: it holds for the weighted objective
    too, because spending is never negative.

    Args:
        tolerance: Share by which the need may exceed the least that was found; 0 for none.

    Raises:
        ValueError: The tolerance is negative.
    """
    if not tolerance >= 0:
        raise ValueError(f"expected a tolerance from 0, found {tolerance}")
    return partial(_in_two_stages, tolerance)


def _in_two_stages(tolerance: float, whole: Request) -> Plan:
    asked = replace(whole, effort=_half(whole.left), watched=_staged(whole.watched, "stage 1 of 2, least need", "points"))
    first = searched(asked, Goal.NEED)
    before = written(whole, first)
    need = need_of(before.objective)
    allowed = (1 + tolerance) * need
    asked.note(f"least need found: {need:.3f} points, bound {first.bound:.3f}; now the least cost with at most {allowed:.3f}")
    watched = _staged(whole.watched, "stage 2 of 2, least cost", CRORE)
    second = _second(replace(asked, effort=whole.left, began=perf_counter(), watched=watched), before, first, allowed)
    cost, most = _paid(second.got.payments), _paid(first.got.payments)
    early = (Stop.TIME, Stop.INTERRUPT)
    stop = first.stop if first.stop in early and second.stop not in early else second.stop
    plan = written(whole, replace(second, bound=first.bound, stop=stop))
    need_bound, cost_bound = capped(first.bound, need), capped(max(0.0, second.bound), cost, CRORE)
    stages = NeedFirst(
        tolerance=tolerance, need=need, need_bound=need_bound, need_gap=gap(need, need_bound),
        need_stopped_by=first.stop.value, cost_of_need=most, allowed=allowed, cost=cost,
        cost_bound=cost_bound, cost_gap=gap(cost, cost_bound),
        cost_stopped_by=second.stop.value,
    )  # fmt: skip
    return replace(plan, need_first=stages)


def _staged(watched: Watched, stage: str, unit: str) -> Watched:
    """Return a watcher that is told which stage a message is of, and its unit."""
    tell = watched.progress
    return watched if tell is None else replace(watched, progress=lambda at: tell(at._replace(stage=stage, unit=unit)))


def _half(effort: Effort) -> Effort:
    return effort if effort.time_limit is None else replace(effort, time_limit=effort.time_limit / 2)


def _second(asked: Request, before: Plan, first: Searched, allowed: float) -> Searched:
    """Search for the least cost; where the search is stopped before it finds a plan, the first stage's is the answer."""
    unsearched = replace(first, bound=0.0)
    if first.stop is Stop.INTERRUPT:
        return unsearched
    try:
        return _cheapest(asked, before, allowed)
    except NothingFoundError:
        return unsearched


def _cheapest(asked: Request, before: Plan, allowed: float) -> Searched:
    """Search the scenarios apart; where they are few the extensive form too, if that leaves more than the gap asked for."""
    start, parts = before, None
    with suppress(NotSeparableError):  # with many scenarios the first stage has told so
        parts, stop = _apart(asked, before, allowed)
        if len(asked.drawn) > FEW or stop is not Stop.DONE:
            return parts
        start = written(asked, replace(parts, bound=0.0))  # that of the cost is of another goal
    limited = replace(asked, also=(*asked.also, need_at_most(allowed)), start=start)
    try:
        whole = in_extensive_form(limited, Goal.COST)
    except KautilyaError:  # nothing found in time, or numbers too odd for the solver: what was found before stands
        if parts is None:
            raise
        return replace(parts, stop=asked.why(parts.stop))
    if parts is None:
        return whole
    cheaper = min(whole, parts, key=lambda one: _paid(one.got.payments))
    return replace(cheaper, bound=max(whole.bound, parts.bound), stop=whole.stop)


def _apart(asked: Request, before: Plan, allowed: float) -> tuple[Searched, Stop]:
    """Search the two stages, with a closed form of the scenarios or, where they are many, a programme for each."""
    given = (asked.drawn, allowed, before, asked.left, asked.also, asked.watched)
    try:
        two = two_stage(asked.numbers, asked.also, Goal.NEED)
    except NotSeparableError:
        if len(asked.drawn) <= FEW:
            raise
        each = by_scenario(asked.numbers, asked.also, Goal.NEED, asked.is_over, up_to=allowed)
        found = cheapest(lambda some: by_scenario(some, asked.also, Goal.NEED), each, *given, find=by_samples)
        return of_programmes(each, found), found.stop
    plan = cheapest(lambda some: two_stage(some, asked.also, Goal.NEED), two, *given, find=partial(whole_units, two))
    return of_two_stages(two, plan), plan.stop


def _paid(payments: Floats) -> float:
    return float(payments.sum())
