"""The search for many scenarios: plans of samples, judged on all scenarios, and the bound of the linear relaxation.

A plan of some dozens of programmes needs few scenarios to be found and all of them to be judged. So the extensive form is
solved for evenly spaced samples, each from the best plan so far, and each plan is evaluated exactly on all scenarios. The bound
is that of the relaxation over all scenarios, whose gap to whole numbers is small in such cases.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np

from kautilya.plan.bounds import capped
from kautilya.plan.decomposition import effort as pace
from kautilya.plan.figures import Floats, figures
from kautilya.plan.goals import aimed
from kautilya.plan.many.problem import completed
from kautilya.plan.many.rounding import rounded
from kautilya.plan.many.samples import SAMPLES, planned, sample_of, tell
from kautilya.plan.many.two_stages import Found, P, R, Stages, Watched
from kautilya.plan.model import LIMITS, Limit, program
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solver import NothingFoundError, Stop, nothing_found
from kautilya.plan.starting import starting_values

SHARE = 0.35
"""Of the time that is left, for the plan of one sample."""
CLOSE = 3e-4
"""The relaxation is solved to this share of its value."""
FIRST_PASSES, PASSES = 4, 60
"""Of the relaxation before there is a plan of a sample, and after it."""
AGAIN = 6
"""So often a sample is planned where its plans leave other scenarios without an answer."""
STEPS = 10_000
"""Where no time is limited the work is, by gap, passes and nodes; this ends nothing."""


@dataclass(slots=True)
class _Search(Generic[P, R]):
    stages: Stages[P, R]
    drawn: Sequence[Scenario]
    effort: Effort
    also: Sequence[Limit]
    watch: pace.Watch
    note: Callable[[str], None] | None = None
    best: P | None = None

    def offer(self, values: Floats) -> bool:
        """Take whole decisions: evaluate them on all scenarios, and keep them if they are the best.

        Returns:
            Whether they keep every limit but leave some scenario without an answer.
        """
        full = completed(self.stages.numbers, self.stages.now, values)
        if full is None:
            return False
        found = self.stages.worth(full)
        if found.objective < (np.inf if self.best is None else self.best.objective):
            self.best, self.watch.incumbent = found, found.objective
        self.watch.step()
        return found.objective == np.inf


def search(
    stages: Stages[P, R], drawn: Sequence[Scenario], effort: Effort, also: Sequence[Limit], start: Plan | None,
    watched: Watched,
) -> Found[P, R]:  # fmt: skip
    """Find a plan for many scenarios and certify how far it is from the best possible.

    Args:
        stages: The case, in two stages.
        drawn: Its scenarios.
        also: Limits beside the case's own that the two stages hold too.
        start: A plan to begin with; it need not keep the limits.

    Raises:
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
        NothingFoundError: The search ended before it found a plan.
        KautilyaError: The bound lies above the plan: a cut is wrong.
    """
    limits = pace.Effort(gap=effort.gap, time_limit=effort.time_limit, work=STEPS)
    watch = pace.Watch(limits, watched.progress, watched.wants_stop or (lambda: False))
    at = _Search(stages, drawn, effort, also, watch, watched.note)
    if start is not None:
        at.offer(values_of(stages, start))
    at.offer(np.zeros(len(stages.now.stage.cost)))
    relaxation = stages.begin(at.best)
    _relax(at, relaxation, FIRST_PASSES)
    at.offer(rounded(stages.numbers, stages.now, relaxation.best.values, lambda values: _fits(stages, values)))
    if watch.stop() is None:
        _sample(at, 0, SAMPLES[0])
    _relax(at, relaxation, PASSES)
    for turn, size in enumerate(SAMPLES):
        if watch.stop() is not None:
            break
        if turn and size < len(drawn):
            _sample(at, turn, size)
    last = _to_the_end(at, relaxation) if watch.stop() is None else Stop.DONE
    if at.best is None:
        raise NothingFoundError(nothing_found(effort), stop_of(watch, Stop.NODES))
    return Found(
        plan=at.best, bound=capped(relaxation.bound, at.best.objective), stop=stop_of(watch, last), relaxation=relaxation
    )  # fmt: skip


def stop_of(watch: pace.Watch, last: Stop = Stop.DONE) -> Stop:
    """Return why a search ended; `last` where neither gap, user nor clock ended it."""
    return {"gap": Stop.GAP, "interrupt": Stop.INTERRUPT, "time": Stop.TIME}.get(watch.stop() or "", last)


def _fits(stages: Stages[P, R], values: Floats) -> bool:
    return completed(stages.numbers, stages.now, values) is not None


def values_of(stages: Stages[P, R], plan: Plan) -> Floats:
    """Return a plan's whole-number columns; offers and years that the case lacks are left out."""
    columns, given = starting_values(stages.now.model.columns, plan)
    values = np.zeros(len(stages.now.stage.cost))
    values[columns] = given
    return values


def _sample(at: _Search[P, R], turn: int, size: int) -> None:
    """Plan for an evenly spaced sample of the scenarios, beginning with the best plan so far.

    Where some scenario that is not in the sample has no answer to the plan, it is planned again with what is learnt of it.
    """
    numbers = figures(at.stages.numbers.case, sample_of(at.drawn, turn, size))
    for _ in range(AGAIN):
        also = (*at.also, *at.stages.needed())
        model = aimed(program(numbers, (*LIMITS, *also)), at.stages.goal)
        start = None if at.best is None else at.best.values
        found = planned(numbers, model, also, start, at.effort, at.watch, share=SHARE, note=at.note)
        if found is None:
            return
        if not at.offer(found[: at.stages.now.count]) or at.watch.stop() is not None:
            return


def _to_the_end(at: _Search[P, R], state: R) -> Stop:
    """Solve a small case to the end, on all scenarios; return why that ended."""

    def told(objective: float, bound: float) -> None:
        watch.bound, watch.incumbent = max(watch.bound, bound), min(watch.incumbent, objective)
        tell(watch)

    watch = at.watch
    values, stop = at.stages.ended(state, watch, told, at.effort.max_nodes)
    if values is not None:
        at.offer(values)
    return stop


def _relax(at: _Search[P, R], state: R, passes: int) -> None:
    """Solve the linear relaxation closely; at least one pass, so that there is a bound."""
    for _ in range(passes):
        if not at.stages.step(state):
            return
        at.watch.bound = state.bound
        at.watch.step()
        if state.gap <= CLOSE or at.watch.stop() is not None:
            return
