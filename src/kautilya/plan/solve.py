"""Solve a case: the best plan that a stated amount of work finds, with a bound on every other plan."""

import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version as installed

import numpy as np

from kautilya.plan import extensive
from kautilya.plan.achieved import of_program
from kautilya.plan.answer import answer
from kautilya.plan.binding import binding
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.figures import Figures, figures
from kautilya.plan.many.answering import achieved
from kautilya.plan.many.first_stage import NotSeparableError
from kautilya.plan.many.problem import two_stage
from kautilya.plan.many.search import Watched, search
from kautilya.plan.model import LIMITS, Limit, program
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solver import version
from kautilya.plan.starting import starting_values

FEW = 30
"""Up to so many scenarios the extensive form is solved; for more, the two stages apart."""


def solve(
    case: Case,
    *,
    effort: Effort | None = None,
    futures: Sequence[Scenario] | None = None,
    also: Sequence[Limit] = (),
    start: Plan | None = None,
    progress: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] | None = None,
    note: Callable[[str], None] | None = None,
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

    Raises:
        InputError: The case lacks something; everything that it lacks is listed.
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
    """
    checked(case)
    drawn = scenarios(case) if futures is None else tuple(futures)
    numbers, work = figures(case, drawn), effort or Effort()
    watched = Watched(progress=progress, wants_stop=wants_stop)
    if len(drawn) > FEW:
        try:
            return _in_two_stages(numbers, drawn, work, also, start, watched)
        except NotSeparableError as exc:
            if note is not None:
                note(f"{exc}; the extensive form of all {len(drawn)} scenarios is solved instead, which takes long")
    return _extensive(numbers, work, also, start, watched)


def _extensive(numbers: Figures, work: Effort, also: Sequence[Limit], start: Plan | None, watched: Watched) -> Plan:
    model = program(numbers, (*LIMITS, *also))
    asked = extensive.Asked(
        numbers=numbers, model=model, also=also, start=None if start is None else starting_values(model.columns, start),
        progress=watched.progress, wants_stop=watched.wants_stop,
    )  # fmt: skip
    found, best = extensive.whole_plan(asked, work)
    bind = binding(model, best.values, extensive.prices(model, best, work))
    return answer(
        numbers, of_program(model, best.values, bind), blocks=model.blocks, bound=found.bound, stop=found.stop, effort=work,
        versions=_versions(),
    )  # fmt: skip


def _in_two_stages(
    numbers: Figures, drawn: Sequence[Scenario], work: Effort, also: Sequence[Limit], start: Plan | None, watched: Watched
) -> Plan:
    two = two_stage(numbers, also)
    found = search(two, drawn, work, also, start, watched)
    return answer(
        numbers, achieved(two, found), blocks=two.now.model.blocks, bound=found.bound, stop=found.stop, effort=work,
        versions=_versions(),
    )  # fmt: skip


def _versions() -> dict[str, str]:
    return {"kautilya": installed("kautilya"), "highs": version(), "numpy": np.__version__, "python": platform.python_version()}
