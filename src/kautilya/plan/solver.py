"""HiGHS: a programme in, a solution with its bound out."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import highspy
import numpy as np

from kautilya.core.errors import KautilyaError
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.model import Program
from kautilya.plan.result import Effort, Progress

_STATUS = highspy.HighsModelStatus
WHOLE = 1e-6
"""How far from a whole number the solver may leave an integer variable."""


class Stop(StrEnum):
    """Why the search ended."""

    GAP = "gap"
    NODES = "nodes"
    ROUNDS = "rounds"
    """A small case was to be solved to its end, and its programmes are used up or teach nothing more; its nodes are not."""
    TIME = "time"
    INTERRUPT = "interrupt"
    DONE = "done"
    """The search has done all that it knows of."""
    INFEASIBLE = "infeasible"


class NothingFoundError(KautilyaError):
    """The search ended before it found any plan; that none exists is not shown."""

    def __init__(self, message: str, stop: Stop = Stop.NODES, bound: float = -math.inf) -> None:
        """Say what to do next, why the search ended, and what bound it had."""
        self.stop, self.bound = stop, bound
        super().__init__(message)


class UnsolvedError(KautilyaError):
    """The solver came to no answer that can be used; another search of the same case may."""


def nothing_found(effort: Effort) -> str:
    """Say that a search found nothing in what it was given, and what to do next."""
    less = "more nodes" if effort.time_limit is None else "more time, or no limit of it,"
    return (
        f"no plan was found within {effort.in_words()}; whether there is one is not known from this. "
        f"Allow {less} or plan for fewer scenarios"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Values of the columns, or none if there is no solution."""

    stop: Stop
    values: Floats
    prices: Floats
    """Per row: change of the objective per unit of the row's bound; empty for a mixed-integer programme."""
    objective: float
    bound: float


_STOPS = {
    _STATUS.kOptimal: Stop.GAP,
    _STATUS.kInfeasible: Stop.INFEASIBLE,
    _STATUS.kUnboundedOrInfeasible: Stop.INFEASIBLE,
    _STATUS.kSolutionLimit: Stop.NODES,
    _STATUS.kTimeLimit: Stop.TIME,
    _STATUS.kInterrupt: Stop.INTERRUPT,
}


def minimise(
    program: Program,
    effort: Effort,
    *,
    tolerance: float = WHOLE,
    presolve: bool = True,
    start: tuple[Ints, Floats] | None = None,
    progress: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] | None = None,
) -> Solution:
    """Minimise a programme; NothingFoundError or UnsolvedError if the solver stops without a plan or an answer.

    Args:
        tolerance: How far from a whole number an integer variable may be.
        presolve: Whether the solver may simplify the programme first.
        start: Columns and their values in a solution to begin with; one that breaks a row is passed over.
        wants_stop: Asked now and then; the search ends with what it has once it says so.
    """
    highs = _highs(effort, tolerance)
    if not presolve:
        highs.setOptionValue("presolve", "off")
    if progress is not None:
        for option, value in {"output_flag": True, "log_to_console": False}.items():  # silent, HiGHS does not report either
            highs.setOptionValue(option, value)
        highs.cbMipLogging.subscribe(lambda event: progress(_progress(event)))
    if wants_stop is not None:
        highs.cbMipInterrupt.subscribe(lambda event: event.interrupt() if wants_stop() else None)
    load(highs, program)
    if start is not None:
        highs.setSolution(len(start[0]), start[0].astype(np.int32), start[1])
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    stop = _STOPS.get(status)
    if stop is None:
        raise UnsolvedError(f"HiGHS ended with '{highs.modelStatusToString(status)}'; the case may hold extreme numbers")
    solution = highs.getSolution()
    values, mixed = np.array(solution.col_value), bool(program.integer.any())
    if stop is not Stop.INFEASIBLE and (not len(values) or not np.isfinite(info.objective_function_value)):
        raise NothingFoundError(nothing_found(effort), stop, info.mip_dual_bound if mixed else -math.inf)
    return Solution(
        stop=stop,
        values=values,
        prices=np.zeros(0) if mixed else np.array(solution.row_dual),
        objective=info.objective_function_value,
        bound=info.mip_dual_bound if mixed else info.objective_function_value,
    )


def is_impossible(program: Program, effort: Effort) -> bool:
    """Tell whether a programme is proven to have no solution, both with presolve and without.

    Presolve alone can call a mixed-integer programme infeasible that orders nothing and keeps every row. An answer that
    the work limit cuts short proves nothing.
    """
    for presolve in ("choose", "off"):
        highs = _highs(effort, WHOLE)
        highs.setOptionValue("presolve", presolve)
        load(highs, program)
        highs.run()
        if _STOPS.get(highs.getModelStatus()) is not Stop.INFEASIBLE:
            return False
    return True


def load(highs: highspy.Highs, program: Program) -> None:
    """Pass a programme to HiGHS, array by array."""
    highs.passModel(
        len(program.cost), len(program.row_lower), len(program.value), int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize), 0.0, program.cost, program.lower, program.upper, program.row_lower, program.row_upper,
        program.start, program.column, program.value, program.integer,
    )  # fmt: skip


def write(program: Program, path: Path) -> None:
    """Write a programme as a file with readable names: MPS, or LP, by the ending of the path."""
    highs = _highs(Effort(), WHOLE)
    load(highs, program)
    for column, label in enumerate(label for family in program.columns.families for label in family.labels()):
        highs.passColName(column, _name(label))
    for row, label in enumerate(f"{block.name}[{block.where(i)}]" for block in program.blocks for i in range(block.size)):
        highs.passRowName(row, _name(label))
    if highs.writeModel(str(path)) == highspy.HighsStatus.kError:
        raise KautilyaError(f"cannot write the model to {path}")


def version() -> str:
    """Return the version of HiGHS."""
    return str(highspy.Highs().version())  # type: ignore[no-untyped-call]  # no annotations in highspy


def _highs(effort: Effort, tolerance: float) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    options = {"output_flag": False, "threads": effort.threads, "random_seed": 0, "mip_rel_gap": effort.gap,
               "mip_max_nodes": effort.max_nodes, "mip_feasibility_tolerance": tolerance}  # fmt: skip
    for name, value in options.items():
        highs.setOptionValue(name, value)
    if effort.time_limit is not None:
        highs.setOptionValue("time_limit", effort.time_limit)
    return highs


def _progress(event: highspy.HighsCallbackEvent) -> Progress:
    told = event.data_out
    return Progress(told.mip_primal_bound, told.mip_dual_bound, told.mip_gap, told.running_time)


def _name(label: str) -> str:
    """Spell a label with the letters that the LP format allows: `order[tejas-mk2,FY2027-28]` is `order.tejas_mk2.FY2027_28`."""
    return re.sub(r"[^A-Za-z0-9_]+", lambda gap: "_" if gap[0] == "-" else ".", label).strip(".")
