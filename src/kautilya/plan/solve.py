"""Solve a case: the best plan that a stated amount of work finds, with a bound on every other plan."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed
from time import perf_counter

import numpy as np

from kautilya.plan import extensive
from kautilya.plan.achieved import Achieved, of_program
from kautilya.plan.answer import answer
from kautilya.plan.binding import binding
from kautilya.plan.block import Block
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.decomposition.relaxation import Point
from kautilya.plan.figures import Figures, figures
from kautilya.plan.goals import Goal, aimed
from kautilya.plan.many.answering import achieved
from kautilya.plan.many.by_scenario import answering as programmes
from kautilya.plan.many.by_scenario.problem import ByScenario, by_scenario
from kautilya.plan.many.by_scenario.relaxation import Judged
from kautilya.plan.many.by_scenario.relaxation import Relaxation as Relaxed
from kautilya.plan.many.first_stage import NotSeparableError
from kautilya.plan.many.problem import TwoStage, two_stage
from kautilya.plan.many.relaxation import Relaxation
from kautilya.plan.many.search import search
from kautilya.plan.many.two_stages import Found, Watched
from kautilya.plan.model import LIMITS, Limit, program
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solver import NothingFoundError, Stop, version
from kautilya.plan.starting import starting_values

FEW = 30
"""Up to so many scenarios the extensive form is solved; for more, the two stages apart."""

NO_PRICES = "the solver gives no prices of limits at this plan; what binds lists the limits that it uses up, price not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A case with its scenarios, how long to search for a plan, and who watches."""

    numbers: Figures
    drawn: Sequence[Scenario]
    effort: Effort
    also: Sequence[Limit]
    """Limits beside the case's own."""
    start: Plan | None
    watched: Watched
    note: Callable[[str], None]
    began: float
    """When the request was made, by the clock of the limit of time: drawing the scenarios counts."""

    @property
    def left(self) -> Effort:
        """The effort with the time that is left of it."""
        limit = self.effort.time_limit
        return self.effort if limit is None else replace(self.effort, time_limit=max(0.1, limit - perf_counter() + self.began))

    def is_over(self) -> bool:
        """Tell whether the user or the clock wants the search to end."""
        wants_stop = self.watched.wants_stop
        return (wants_stop is not None and wants_stop()) or self._is_late()

    def _is_late(self) -> bool:
        limit = self.effort.time_limit
        return limit is not None and perf_counter() - self.began > limit

    def why(self, stop: Stop) -> Stop:
        """Return why a search ended: one that the clock cut short has not done all that it knows of."""
        return Stop.TIME if stop is Stop.DONE and self._is_late() else stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search found."""

    got: Achieved
    blocks: Sequence[Block]
    """The limits on what is decided now, as rows."""
    bound: float
    """Of the goal of the search."""
    stop: Stop


def weighted(asked: Request) -> Plan:
    """Return the plan that is best for the weighted objective."""
    return written(asked, searched(asked))


Way = Callable[[Request], Plan]
"""Which plan is made of a request: that of the weighted objective, or another (`lexicographic`, `single_stage`, `rolling`)."""


def solve(  # noqa: PLR0913 - all that can be asked, in one place
    case: Case,
    *,
    effort: Effort | None = None,
    futures: Sequence[Scenario] | None = None,
    also: Sequence[Limit] = (),
    start: Plan | None = None,
    progress: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] | None = None,
    note: Callable[[str], None] | None = None,
    way: Way = weighted,
) -> Plan:
    """Find a plan and certify how far it is from the best possible.

    Args:
        case: The whole input; the same case, effort and versions give the same plan.
        effort: Work limit; 0.5 % gap or 2,000 nodes where None.
        futures: Scenarios to plan for instead of those drawn from the case's seed.
        also: Limits beside the case's own, for questions of the kind 'what if not'; bound and gap are then those of the
            plans that keep them too.
        start: A plan to begin the search with; it need not keep the limits, and it promises nothing.
        progress: Called now and then while searching.
        wants_stop: Asked now and then; the best plan so far is returned once it says so.
        note: Told what the reader should know of how it was solved.
        way: Which plan is asked for.

    Raises:
        InputError: The case lacks something; everything that it lacks is listed.
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
    """
    watched = Watched(progress=progress, wants_stop=wants_stop, note=note)
    return way(request(case, effort=effort, futures=futures, also=also, start=start, watched=watched, note=note))


def request(
    case: Case, *, effort: Effort | None = None, futures: Sequence[Scenario] | None = None, also: Sequence[Limit] = (),
    start: Plan | None = None, watched: Watched | None = None, note: Callable[[str], None] | None = None,
) -> Request:  # fmt: skip
    """Return what a search needs; see `solve`."""
    began = perf_counter()
    checked(case)
    drawn = scenarios(case) if futures is None else tuple(futures)
    return Request(
        numbers=figures(case, drawn), drawn=drawn, effort=effort or Effort(), also=also, start=start,
        watched=watched or Watched(), note=note or (lambda _: None), began=began,
    )  # fmt: skip


def searched(asked: Request, goal: Goal = Goal.WEIGHTED) -> Searched:
    """Search for the plan that is best for a goal; the money alone is minimised in the extensive form only."""
    if len(asked.drawn) > FEW:
        try:
            return _in_two_stages(asked, goal)
        except NotSeparableError as exc:
            asked.note(f"{exc}; each scenario is a linear programme of its own instead, which takes longer")
        try:
            return _by_scenario(asked, goal)
        except NotSeparableError as exc:
            asked.note(f"{exc}; the extensive form of all {len(asked.drawn)} scenarios is solved instead, which takes long")
    return in_extensive_form(asked, goal)


def written(asked: Request, found: Searched) -> Plan:
    """Write down what a search found, and tell where the solver gave no prices of limits."""
    if any(one.price is None for one in found.got.binding):
        asked.note(NO_PRICES)
    return answer(
        asked.numbers, found.got, blocks=found.blocks, bound=found.bound, stop=found.stop, effort=asked.effort,
        versions=_versions(),
    )  # fmt: skip


def in_extensive_form(asked: Request, goal: Goal) -> Searched:
    """Search the extensive form; the prices of what binds are those of the objective, whatever the goal."""
    whole, start = program(asked.numbers, (*LIMITS, *asked.also)), asked.start
    to_search = extensive.Asked(
        numbers=asked.numbers, model=aimed(whole, goal), also=asked.also,
        start=None if start is None else starting_values(whole.columns, start),
        progress=asked.watched.progress, wants_stop=asked.watched.wants_stop,
    )  # fmt: skip
    try:
        found, best = extensive.whole_plan(to_search, asked.left)
    except NothingFoundError as exc:
        if exc.stop not in (Stop.TIME, Stop.INTERRUPT):
            raise
        found, best = extensive.at_hand(to_search, asked.effort, exc)
    bind = binding(whole, best.values, extensive.prices(whole, best, asked.effort))
    bound = max(0.0, found.bound)  # money, need and losses are never negative; a search cut short may have no other bound
    return Searched(got=of_program(whole, best.values, bind), blocks=whole.blocks, bound=bound, stop=found.stop)


def _in_two_stages(asked: Request, goal: Goal) -> Searched:
    two = two_stage(asked.numbers, asked.also, goal)
    return of_two_stages(two, search(two, asked.drawn, asked.left, asked.also, asked.start, asked.watched))


def _by_scenario(asked: Request, goal: Goal) -> Searched:
    """Search with a linear programme per scenario."""
    of = by_scenario(asked.numbers, asked.also, goal, asked.is_over)
    found = search(of, asked.drawn, asked.left, asked.also, asked.start, asked.watched)
    return of_programmes(of, found)


def of_programmes(of: ByScenario, found: Found[Judged, Relaxed]) -> Searched:
    """Return what the search found where each scenario is a linear programme."""
    return Searched(got=programmes.achieved(of, found), blocks=of.blocks, bound=found.bound, stop=found.stop)


def of_two_stages(two: TwoStage, found: Found[Point, Relaxation]) -> Searched:
    """Return what the search for many scenarios found."""
    return Searched(got=achieved(two, found), blocks=two.now.model.blocks, bound=found.bound, stop=found.stop)


def _versions() -> dict[str, str]:
    return {"kautilya": installed("kautilya"), "highs": version(), "numpy": np.__version__, "python": platform.python_version()}
