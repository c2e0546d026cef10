"""The extensive form solved: whole-number decisions, and every scenario's best answer to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kautilya.core.errors import InfeasibleError, KautilyaError
from kautilya.plan.clash import clash
from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.goals import NEED_ROW
from kautilya.plan.model import LIMITS, Limit, Program
from kautilya.plan.result import Effort, Progress
from kautilya.plan.solver import WHOLE, NothingFoundError, Solution, Stop, UnsolvedError, minimise


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search and how it is watched."""

    numbers: Figures
    model: Program
    also: Sequence[Limit] = ()
    """The limits of the model beside the case's own; they stand last."""
    start: tuple[Ints, Floats] | None = None
    """Columns and their values in a plan to begin with."""
    progress: Callable[[Progress], None] | None = None
    wants_stop: Callable[[], bool] | None = None


UNNAMED = (NEED_ROW, "answered")
"""Rows that a search adds for itself; a caller's limits, and what is signed, are named where they clash."""


def whole_plan(asked: Asked, work: Effort) -> tuple[Solution, Solution]:
    """Search, fix the whole-number decisions at whole numbers, and let every scenario do its best.

    Rounding what the solver left a millionth off can break a limit; then the search is repeated with a finer tolerance.

    Raises:
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
        NothingFoundError: The search ended before it found a plan.
        UnsolvedError: The solver's answer cannot be used.
    """
    model = asked.model
    for tolerance in (WHOLE, WHOLE / 1000):
        found = minimise(
            model, work, tolerance=tolerance, progress=asked.progress, start=asked.start, wants_stop=asked.wants_stop
        )
        if found.stop is Stop.INFEASIBLE:
            if clashing := clash(asked.numbers):
                raise no_plan(clashing)
            found = minimise(
                model, work, tolerance=tolerance, presolve=False, progress=asked.progress, wants_stop=asked.wants_stop
            )
        if found.stop is Stop.INFEASIBLE:
            raise no_plan([block.name for block in model.blocks[len(LIMITS) :] if block.name not in UNNAMED])
        best = minimise(_best_recourse(model, found), _untimed(work))
        if best.stop is not Stop.INFEASIBLE:
            return found, best
    raise UnsolvedError("the solver's plan keeps the limits only in fractions of a unit; the case may hold extreme numbers")


def at_hand(asked: Asked, work: Effort, why: NothingFoundError) -> tuple[Solution, Solution]:
    """Return a plan that needs no search, as `whole_plan` does: the one to begin with, or none of anything.

    Raises:
        NothingFoundError: Neither keeps all limits.
    """
    model, whole = asked.model, np.flatnonzero(asked.model.integer)
    for columns, given in (*(() if asked.start is None else (asked.start,)), (whole, np.zeros(len(whole)))):
        values = np.zeros(len(model.cost))
        values[columns] = given
        found = Solution(stop=why.stop, values=values, prices=np.zeros(0), objective=np.inf, bound=why.bound)
        best = minimise(_best_recourse(model, found), _untimed(work))
        if best.stop is not Stop.INFEASIBLE:
            return found, best
    raise why


def _untimed(work: Effort) -> Effort:
    """Return the work without its limit of time: what fixed decisions come to and prices are small linear programmes."""
    return replace(work, time_limit=None)


def no_plan(clashing: Sequence[str]) -> KautilyaError:
    """Return the error that no plan keeps some limits; without a name among them, that none was shown to clash."""
    if not clashing:
        return UnsolvedError("the solver finds no plan but cannot show which limits clash; the case may hold odd numbers")
    return InfeasibleError(clashing, _says(clashing))


def prices(model: Program, best: Solution, work: Effort) -> Floats | None:
    """Return the prices of all rows in the linear programme with the starts of a plan, however long the search before took.

    None where the solver has none: prices that are not known are no zeros, and no reason to lose the plan.
    """
    fixed = _with(model, model.columns.started.at, best.values)
    for presolve in (True, False):
        try:
            found = minimise(fixed, _untimed(work), presolve=presolve)
        except KautilyaError:
            continue
        if found.stop is Stop.GAP:
            return found.prices
    return None


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
