"""Solve a case: the best plan that a stated amount of work finds, with a bound on every other plan."""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed

import numpy as np

from kautilya.core.errors import InfeasibleError, KautilyaError
from kautilya.plan.answer import answer
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.clash import clash
from kautilya.plan.figures import Figures, Floats, Ints, figures
from kautilya.plan.model import LIMITS, Limit, Program, program
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solver import WHOLE, Solution, Stop, minimise, version
from kautilya.plan.starting import starting_values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    numbers: Figures
    also: Sequence[Limit]
    start: Plan | None


def solve(
    case: Case,
    *,
    effort: Effort | None = None,
    futures: Sequence[Scenario] | None = None,
    also: Sequence[Limit] = (),
    start: Plan | None = None,
    progress: Callable[[Progress], None] | None = None,
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

    Raises:
        InputError: The case lacks something; everything that it lacks is listed.
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
    """
    checked(case)
    numbers = figures(case, scenarios(case) if futures is None else futures)
    model = program(numbers, (*LIMITS, *also))
    work = effort or Effort()
    found, best = _whole_plan(model, work, progress, _Question(numbers=numbers, also=also, start=start))
    prices = minimise(_with(model, model.columns.started.at, best.values), work).prices
    return answer(numbers, model, best, bound=found.bound, stop=found.stop, effort=work, prices=prices, versions=_versions())


def _whole_plan(
    model: Program, work: Effort, progress: Callable[[Progress], None] | None, asked: "_Question"
) -> tuple[Solution, Solution]:
    """Search, fix the whole-number decisions at whole numbers, and let every scenario do its best.

    Rounding what the solver left a millionth off can break a limit; then the search is repeated with a finer tolerance.
    """
    start = None if asked.start is None else starting_values(model.columns, asked.start)
    for tolerance in (WHOLE, WHOLE / 1000):
        found = minimise(model, work, tolerance=tolerance, progress=progress, start=start)
        if found.stop is Stop.INFEASIBLE:
            if clashing := clash(asked.numbers):
                raise InfeasibleError(clashing, _says(clashing))
            found = minimise(model, work, tolerance=tolerance, presolve=False, progress=progress)
        if found.stop is Stop.INFEASIBLE and asked.also:
            raise InfeasibleError([block.name for block in model.blocks[len(LIMITS) :]])
        if found.stop is Stop.INFEASIBLE:
            raise KautilyaError("the solver finds no plan but cannot show which limits clash; the case may hold odd numbers")
        best = minimise(_best_recourse(model, found), work)
        if best.stop is not Stop.INFEASIBLE:
            return found, best
    raise KautilyaError("the solver's plan keeps the limits only in fractions of a unit; the case may hold extreme numbers")


def _says(clashing: Sequence[str]) -> list[str]:
    """Say what each kind of limit demands, in its own words and without its formula."""
    kinds = dict.fromkeys(one.partition(" (")[0] for one in clashing)
    words = {limit.__name__: (limit.__doc__ or "").strip().partition("\n")[0].partition(": `")[0] for limit in LIMITS}
    return [f"{kind}: {words[kind].rstrip('.')}" for kind in kinds if kind in words]


def _best_recourse(model: Program, found: Solution) -> Program:
    """Minimise the sum of the losses at fixed decisions: nothing else ties scenarios, so each loss is smallest."""
    cost = np.zeros_like(model.cost)
    cost[model.columns.loss.at] = 1
    return replace(_with(model, np.flatnonzero(model.integer), found.values), cost=cost)


def _with(model: Program, columns: Ints, values: Floats) -> Program:
    """Fix some columns at whole numbers and let all others be fractions."""
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[columns] = upper[columns] = np.rint(values[columns])
    return replace(model, lower=lower, upper=upper, integer=np.zeros_like(model.integer))


def _versions() -> dict[str, str]:
    return {"kautilya": installed("kautilya"), "highs": version(), "numpy": np.__version__, "python": platform.python_version()}
