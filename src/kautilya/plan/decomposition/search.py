"""The search: the bound (relaxation, cuts on starts) and beside it plans, until a limit of gap, work or time."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from kautilya.core.errors import KautilyaError
from kautilya.plan.bounds import held
from kautilya.plan.decomposition.bound import CLOSE, SETTLED_BY, steps
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.exact import Ended, ended, is_small
from kautilya.plan.decomposition.planner import PATIENCE, Entry, Planner, better
from kautilya.plan.decomposition.plans import PlanSearch
from kautilya.plan.decomposition.relaxation import Relaxation, begin
from kautilya.plan.decomposition.sight import sight
from kautilya.plan.decomposition.two_cores import Beside, InTurn, beside_possible
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.result import Progress

EARLY = 2
"""Steps for plans as soon as the relaxation is close."""
ALONE = 0.5
"""Share of the time left after which both processes go on from one plan."""
FOR_PLANS = 3
"""Of a limit of work at least one step in so many is for plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best plan and the best bound."""

    values: Floats
    """Of the first stage's columns."""
    objective: float
    bound: float
    proved: float
    """The bound as it was proved; rounding may leave it above the plan, and `bound` is the lower of the two."""
    stopped_by: str
    """`done` where no plan is better, `gap`, `work`, `time`, `interrupt`, or `lost` where the process that searches plans was
    ended by somebody else."""
    steps: int


def search(
    problem: Problem,
    effort: Effort,
    *,
    tell: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] = lambda: False,
) -> Found:
    """Find a plan and certify how far it is from the best possible.

    With two threads the bound and the plans have a process each; under a limit of work the result is that of one thread.

    Args:
        tell: Called with incumbent, bound, gap and seconds after each step.
        wants_stop: Asked now and then; the best plan so far is returned once it says so.

    Raises:
        KautilyaError: No plan was found, or the bound lies above the plan: a cut is wrong.
    """
    watch = Watch(effort, tell, wants_stop)
    state = begin(problem)
    plans = planner_of(state, watch)
    plans.begin(state.best.values)
    both = effort.threads > 1 and beside_possible()
    partner: Beside | InTurn = Beside(plans) if both else InTurn(plans, lambda: _halted(watch, plans.log))
    if isinstance(partner, Beside):
        partner.begin()
    try:
        _bounded(state, watch, partner)
        last = _ended(state, watch, partner)
        if not _is_last(last, watch):
            _rest(state, watch, partner)
    finally:
        partner.end()
    return _found(state, watch, partner, last)


def planner_of(state: Relaxation, watch: Watch) -> Planner:
    """Return a search for plans that knows of none; it has no limit of work of its own."""
    alone = Watch(replace(watch.effort, work=None, time_limit=watch.effort.seconds), None, watch.wants_stop, watch.began)
    return Planner(PlanSearch(sight(state), alone))


def _bounded(state: Relaxation, watch: Watch, partner: Beside | InTurn) -> None:
    """Raise the bound, showing the relaxation to the search for plans when it is close, later on, and at the end."""
    worked, beside = watch.effort.work is not None, isinstance(partner, Beside)
    early, work = _early(watch), watch.effort.work
    most = None if work is None else max(1, work - max(early + is_small(state.problem), work // FOR_PLANS))
    own = Watch(replace(watch.effort, work=most, time_limit=watch.effort.seconds), None, watch.wants_stop, watch.began)
    shown: int | None = None
    share = 1.0 if beside else SETTLED_BY
    for settled in steps(state, own, share):
        own.steps += settled is not None
        if shown is None and state.best.objective - state.bound <= 2 * CLOSE * abs(state.best.objective):
            shown = own.steps
            partner.look(sight(state))
            partner.go(early if worked else None if beside else 1)
        elif settled and shown is not None and not worked:
            partner.look(sight(state))
        _tell(state, watch, partner)
        if not worked:
            own.incumbent = watch.incumbent
    if shown is None:
        partner.look(sight(state))
        partner.go(early)
    watch.steps = own.steps


def _ended(state: Relaxation, watch: Watch, partner: Beside | InTurn) -> Ended | None:
    """Solve a small problem to the end, which is one step; under a limit of work that hears nothing of the plans."""
    work = watch.effort.work
    halted = _halted(watch, partner.log, state.bound) if work is None else watch.steps + _early(watch) >= work
    if halted or not is_small(state.problem):
        return None

    def tell(objective: float, bound: float) -> None:
        state.bound = max(state.bound, bound)
        _tell(state, watch, partner, objective)

    watch.steps += 1
    return ended(state.at, state.cuts, watch, tell)


def _is_last(last: Ended | None, watch: Watch) -> bool:
    """Tell whether nothing remains to be searched."""
    if last is None:
        return False
    return last.is_done or last.plan.objective - last.bound <= watch.effort.gap * abs(last.plan.objective)


def _early(watch: Watch) -> int:
    """Return the steps for plans from the first sight; the bound's first step comes before them."""
    return EARLY if watch.effort.work is None else min(EARLY, watch.effort.work - 1)


def _rest(state: Relaxation, watch: Watch, partner: Beside | InTurn) -> None:
    """Leave what remains to the plans."""
    work = watch.effort.work
    partner.look(sight(state))
    if work is None:
        partner.go(None)
    else:
        left = max(0, work - watch.steps - _early(watch))
        for _ in range(left):
            if isinstance(partner, InTurn) and _halted(watch, partner.log, state.bound):
                break
            partner.go(1)
            _tell(state, watch, partner)
    if isinstance(partner, Beside) and work is None and partner.log:
        _joined(state, watch, partner)
    while partner.busy() and not _halted(watch, partner.log, state.bound):
        _tell(state, watch, partner)


def _joined(state: Relaxation, watch: Watch, partner: Beside) -> None:
    """Search plans here too once the bound is as high as it gets, by other draws and from the relaxation that gave the bound.

    That goes its own way until it fails for a while or a part of the time is over, and then on from the best plan of both.
    """
    mine = replace(watch, effort=replace(watch.effort, seed=watch.effort.seed + 1), tell=None)
    mine.wants_stop = lambda: watch.wants_stop() or not partner.busy(0.0) or _halted(watch, partner.log, state.bound)
    planner = planner_of(state, mine)
    planner.fresh = True
    alone, until = True, ALONE * watch.left
    state.area, state.lifted, state.columns, state.total = [], [], [], []  # the bound is done, and the plans want their memory
    while not mine.wants_stop() and watch.left > 0:
        alone = alone and planner.failed < PATIENCE and watch.left > until and (planner.log != [] or not planner.begun)
        if not alone:
            planner.take(partner.log[-1])
        planner.step()
        partner.log.extend(better(planner.log[-1:], partner.log))
        _tell(state, watch, partner)


def _halted(watch: Watch, log: list[Entry], bound: float | None = None) -> bool:
    """Tell whether the search ends before its work is done."""
    if watch.wants_stop() or watch.left <= 0:
        return True
    known = watch.bound if bound is None and watch.effort.work is None else bound
    return known is not None and _within(log, known, watch.effort.gap) is not None


def _within(log: list[Entry], bound: float, gap: float) -> Entry | None:
    """Return the first plan that is certified to be within the gap."""
    for entry in log:
        if max(0.0, entry.objective - bound) <= gap * max(abs(entry.objective), 1e-12):
            return entry
    return None


def _tell(state: Relaxation, watch: Watch, partner: Beside | InTurn, also: float = math.inf) -> None:
    """Tell where the search is.

    Args:
        also: The value of a plan that is not among the partner's.
    """
    if isinstance(partner, Beside):
        partner.busy(0.0)
    watch.bound = state.bound
    watch.incumbent = min(watch.incumbent, also, partner.log[-1].objective if partner.log else math.inf)
    if watch.tell is not None:
        watch.tell(Progress(watch.incumbent, watch.bound, watch.gap, watch.elapsed))


def _found(state: Relaxation, watch: Watch, partner: Beside | InTurn, last: Ended | None) -> Found:
    if last is not None and _is_last(last, watch):
        return _of_last(state, watch, partner, last)
    log = list(partner.log)
    if last is not None and (not log or last.plan.objective < log[-1].objective):
        log.append(Entry(partner.steps, last.plan.objective, last.plan.values[: len(state.problem.first.cost)]))
    enough = _within(log, state.bound, watch.effort.gap)
    if partner.lost and enough is None and (watch.effort.work is not None or len(partner.log) <= 1):
        raise KautilyaError("the process that searches plans was ended from outside; run again, or with --threads 1")
    if not log:
        raise KautilyaError("no plan that keeps every limit was found within the limits of the search; allow more time")
    best = log[-1] if enough is None else enough
    taken = partner.steps if enough is None or watch.effort.work is None else enough.step
    held(state.bound, best.objective)
    watch.incumbent, watch.bound = best.objective, state.bound
    watch.steps += taken
    return Found(
        values=best.values, objective=best.objective, bound=min(state.bound, best.objective), proved=state.bound,
        stopped_by=watch.stop() or ("lost" if partner.lost else "work"), steps=watch.steps,
    )  # fmt: skip


def _of_last(state: Relaxation, watch: Watch, partner: Beside | InTurn, last: Ended) -> Found:
    """Return the plan of a problem solved to the end; under a limit of work the plans' steps ordered count, not those taken."""
    proved = max(state.bound, last.bound)
    held(proved, last.plan.objective)
    watch.incumbent, watch.bound = last.plan.objective, min(proved, last.plan.objective)
    watch.steps += partner.steps if watch.effort.work is None else _early(watch)
    return Found(
        values=last.plan.values[: len(state.problem.first.cost)], objective=watch.incumbent, bound=watch.bound, proved=proved,
        stopped_by="gap" if watch.gap <= watch.effort.gap else "done", steps=watch.steps,
    )  # fmt: skip
