"""The master programme: the first stage of the offers in play, the losses, and the cuts on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from kautilya.plan.decomposition.cuts import Cut, matrix
from kautilya.plan.decomposition.layout import Layout
from kautilya.plan.figures import Bools, Floats, Ints
from kautilya.plan.recourse.problem import Problem

FREE = np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A linear programme with whole columns, over all columns of the master."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Ints
    rows: csr_array
    row_lower: Floats
    row_upper: Floats
    base_rows: int
    """Rows of the first stage; the rest are cuts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A solution of a linear master."""

    values: Floats
    """Per column; 0 for those that were left out."""
    price: Floats
    """Per row; 0 for those that were left out."""


def program(problem: Problem, layout: Layout, cuts: Sequence[Cut], largest: Floats) -> Program:
    """Put first stage and cuts together.

    Args:
        largest: Upper bounds of the losses' columns.
    """
    first = problem.first
    extra = layout.count - len(first.cost)
    cost = np.concatenate([first.cost, np.zeros(extra)])
    cost[layout.total] = 1.0
    rows = first.rows
    places, start = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
    base = csr_array((rows.data, places, start), shape=(rows.shape[0], layout.count))
    lower = np.concatenate([first.lower, np.zeros(extra)])
    return Program(
        cost=cost, lower=lower, upper=np.concatenate([first.upper, largest]),
        integer=np.concatenate([first.integer, np.zeros(extra, dtype=np.int64)]),
        rows=csr_array(vstack([base, matrix(cuts, layout.count)], format="csr")),
        row_lower=np.concatenate([first.row_lower, [cut.least for cut in cuts]]),
        row_upper=np.concatenate([first.row_upper, np.full(len(cuts), FREE)]), base_rows=base.shape[0],
    )  # fmt: skip


def in_play(problem: Problem, whole: Program, active: Bools) -> tuple[Ints, Ints]:
    """Return the columns and rows that remain when only some offers are in play."""
    owner = np.concatenate([problem.first.owner, np.full(len(whole.cost) - len(problem.first.owner), -1)])
    column = (owner < 0) | active[np.maximum(owner, 0)]
    touched = np.diff(whole.rows.indptr) - np.bincount(
        np.repeat(np.arange(whole.rows.shape[0]), np.diff(whole.rows.indptr))[~column[whole.rows.indices]],
        minlength=whole.rows.shape[0],
    )
    return np.flatnonzero(column), np.flatnonzero(touched > 0)


def loaded(whole: Program, columns: Ints, rows: Ints) -> highspy.Highs:
    """Pass the columns and rows in play to HiGHS, whole columns as such."""
    return _passed(
        csr_array(whole.rows[rows][:, columns]), whole.cost[columns], (whole.lower[columns], whole.upper[columns]),
        (whole.row_lower[rows], whole.row_upper[rows]), whole.integer[columns],
    )  # fmt: skip


def _passed(
    matrix: csr_array, cost: Floats, box: tuple[Floats, Floats], sides: tuple[Floats, Floats], integer: Ints
) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        highs.setOptionValue(name, value)
    start, place = matrix.indptr.astype(np.int32, copy=False), matrix.indices.astype(np.int32, copy=False)
    highs.passModel(
        matrix.shape[1], matrix.shape[0], matrix.nnz, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        cost, *box, *sides, start, place, matrix.data,
        integer.astype(np.int32),
    )  # fmt: skip
    return highs


@dataclass(frozen=True, slots=True)
class Columns:
    """Whole programmes of offers that are not in play themselves: one column each, at most one programme of an offer in all."""

    offer: Ints
    values: csr_array
    """[programme, column of the master]"""


NO_COLUMNS = Columns(np.zeros(0, dtype=np.int64), csr_array((0, 0)))


def linear(whole: Program, columns: Ints, rows: Ints, extra: Columns, tolerance: float) -> Answer | None:
    """Solve the linear master by interior points, without a vertex; None if the solver finds no answer.

    Points inside the optimal face steady the passes, and the bound needs prices only, which need not be exact.
    """
    part = csr_array(whole.rows[rows][:, columns])
    if len(extra.offer):
        part = csr_array(hstack([part, whole.rows[rows] @ extra.values.T], format="csr"))
    count, offers = len(extra.offer), np.unique(extra.offer)
    at_most_one = csr_array(
        (np.ones(count), (np.searchsorted(offers, extra.offer), len(columns) + np.arange(count))),
        shape=(len(offers), part.shape[1]),
    )
    matrix = csr_array(vstack([part, at_most_one], format="csr"))
    highs = _passed(
        matrix, np.concatenate([whole.cost[columns], np.zeros(count)]),
        (np.concatenate([whole.lower[columns], np.zeros(count)]), np.concatenate([whole.upper[columns], np.ones(count)])),
        (np.concatenate([whole.row_lower[rows], np.full(len(offers), -FREE)]),
         np.concatenate([whole.row_upper[rows], np.ones(len(offers))])),
        np.zeros(matrix.shape[1], dtype=np.int64),
    )  # fmt: skip
    width = matrix.shape[1]
    del part, matrix  # the solver has its own
    for name, value in (("solver", "ipx"), ("run_crossover", "off")):
        highs.setOptionValue(name, value)
    highs.setOptionValue("ipm_optimality_tolerance", tolerance)
    highs.run()
    solution = highs.getSolution()
    if not solution.dual_valid or len(solution.col_value) != width:
        return None
    values, price, used = np.zeros(len(whole.cost)), np.zeros(whole.rows.shape[0]), np.array(solution.col_value)
    values[columns], price[rows] = used[: len(columns)], np.array(solution.row_dual)[: len(rows)]
    if count:
        values += np.clip(used[len(columns) :], 0.0, 1.0) @ extra.values
    return Answer(values=np.clip(values, whole.lower, whole.upper), price=price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How long one search for whole numbers may take."""

    seconds: float
    nodes: int
    gap: float = 1e-4
    thorough: bool = False
    """Whether to try longer at the root: also with the columns fixed whose reduced costs are large."""
    wants_stop: Callable[[], bool] = lambda: False


def whole_numbers(whole: Program, columns: Ints, rows: Ints, work: Work, start: Floats | None = None) -> Floats | None:
    """Return the best whole-number point found, whole columns rounded, or None."""
    highs = loaded(whole, columns, rows)
    options: dict[str, str | int | float] = {
        "mip_max_nodes": work.nodes, "mip_rel_gap": work.gap, "mip_heuristic_effort": 0.2, "mip_allow_restart": "off",
        "mip_heuristic_run_root_reduced_cost": work.thorough, "mip_heuristic_run_feasibility_jump": "off",
    }  # fmt: skip
    for name, value in options.items():
        highs.setOptionValue(name, value)
    if np.isfinite(work.seconds):
        highs.setOptionValue("time_limit", work.seconds)
    if start is not None:
        point = highspy.HighsSolution()
        point.col_value = list(start[columns])
        highs.setSolution(point)
    highs.cbMipInterrupt.subscribe(lambda event: _stop(event, work.wants_stop))
    highs.run()
    solution, found = highs.getSolution(), np.zeros(len(whole.cost))
    if not solution.value_valid or not np.isfinite(highs.getInfo().objective_function_value):
        return None
    found[columns] = solution.col_value
    found[whole.integer > 0] = np.rint(found[whole.integer > 0])
    return found


def least(program: Program, scale: float, work: Work, start: Floats | None = None) -> tuple[float, Floats | None]:
    """Return what branch and bound proves the least cost of whole-number points to be, and its best point.

    Args:
        scale: The solver minimises the cost times this, so that its tolerances on costs matter by so much less.
        work: `gap` is in units of the cost, not a share.
        start: A point whose whole columns the solver may begin with.
    """
    highs = _searched(program, scale, work, {}, start)
    solution, bound = highs.getSolution(), float(highs.getInfo().mip_dual_bound) / scale
    return bound, np.array(solution.col_value) if solution.value_valid else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branched:
    """What branch and bound found."""

    bound: float
    points: list[Floats]
    """Each better than the one before."""
    is_proved: bool
    """Whether it went to its end: no point is better than the last one."""
    nodes: int


PLAIN = {
    "mip_allow_restart": False, "mip_heuristic_run_feasibility_jump": False, "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False, "mip_heuristic_run_root_reduced_cost": False,
}  # fmt: skip
"""A small programme with a point to begin with is done sooner without restarts and searches within the search."""


def branched(program: Program, scale: float, work: Work, start: Floats | None) -> Branched:
    """Search a small programme by plain branch and bound; see `least`.

    Args:
        start: A point whose whole columns the solver may begin with.
    """
    points: list[Floats] = []
    highs = _searched(program, scale, work, PLAIN, start, points)
    info, solution = highs.getInfo(), highs.getSolution()
    if solution.value_valid:
        points.append(np.array(solution.col_value))
    return Branched(
        bound=float(info.mip_dual_bound) / scale, points=points, nodes=max(0, int(info.mip_node_count)),
        is_proved=highs.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )  # fmt: skip


def _searched(
    program: Program, scale: float, work: Work, options: Mapping[str, bool], start: Floats | None = None,
    points: list[Floats] | None = None,
) -> highspy.Highs:  # fmt: skip
    """Search whole numbers; points found on the way are added to `points`."""
    highs = _passed(
        program.rows, scale * program.cost, (program.lower, program.upper), (program.row_lower, program.row_upper),
        program.integer,
    )  # fmt: skip
    limits = {"mip_max_nodes": work.nodes, "mip_rel_gap": 0.0, "mip_abs_gap": scale * work.gap}
    for name, value in {**limits, **options}.items():
        highs.setOptionValue(name, value)
    if np.isfinite(work.seconds):
        highs.setOptionValue("time_limit", work.seconds)
    if start is not None:
        whole = np.flatnonzero(program.integer)
        highs.setSolution(len(whole), whole.astype(np.int32), np.rint(start[whole]))
    if points is not None:
        highs.cbMipImprovingSolution.subscribe(lambda event: points.append(np.array(event.data_out.mip_solution)))
    highs.cbMipInterrupt.subscribe(lambda event: _stop(event, work.wants_stop))
    highs.run()
    return highs


def _stop(event: highspy.HighsCallbackEvent, wants_stop: Callable[[], bool]) -> None:
    if wants_stop():
        event.interrupt()
