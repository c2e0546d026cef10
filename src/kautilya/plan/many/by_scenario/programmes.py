"""One small linear programme per scenario, solved by HiGHS from the basis that was best before.

Between two points only the right sides change, so the basis stays dual feasible and a few steps of the dual simplex method are
enough. Where a scenario has no answer to what was decided, the prices of the least sum by which its rows are missed give a cut
on the decisions (Van Slyke and Wets 1969), and its own prices are taken with the right sides moved by as much.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from kautilya.core.errors import KautilyaError
from kautilya.plan.figures import Bools, Floats, Ints
from kautilya.plan.many.by_scenario.apart import Apart

KEPT = 500
"""Scenarios whose programme stays in the solver's hands; of the others only the basis is kept, to save memory."""
TOLERANCE = 1e-9
"""Of the solver, on rows and reduced costs."""
MISSED = 1e-7
"""Sum by which the rows of a scenario may be missed: what the solver lets pass elsewhere."""
ROOM = 1e-8
"""By how much more than that right sides are moved, relative to their size, so that rounding leaves an answer."""
ASKED = 50
"""Scenarios between two questions whether to stop."""
_STATUS = highspy.HighsModelStatus


class StoppedError(Exception):
    """The user or the clock has ended the search in the middle of a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What all scenarios answer to a point; axes are named in brackets."""

    values: Floats
    """The columns that are decided now."""
    price: Floats
    """[row of the scenarios] points per unit of the right side."""
    missing: Floats
    """[row of the scenarios] units missed per unit of the right side; 0 in a scenario with an answer."""
    taken: Floats
    """[column of the scenarios]"""
    broken: Bools
    """[scenario] whether it has no answer."""
    losses: Floats
    """[scenario] points; without an answer, those with the right sides moved."""


@dataclass(slots=True)
class Programmes:
    """The programmes of all scenarios in the solver's hands."""

    apart: Apart
    rows: list[Ints]
    """Per scenario."""
    columns: list[Ints]
    """Per scenario."""
    kept: dict[int, highspy.Highs] = field(default_factory=dict)
    bases: dict[int, highspy.HighsBasis] = field(default_factory=dict)

    def answers(self, values: Floats, wants_stop: Callable[[], bool] = lambda: False) -> Answers:
        """Solve the programmes of all scenarios at a point; StoppedError once somebody wants to stop."""
        of, count = self.apart, len(self.rows)
        moved = of.now @ values[: of.now.shape[1]]
        lower, upper = of.lower - moved, of.upper - moved
        price, missing, taken = np.zeros(len(of.row)), np.zeros(len(of.row)), of.least.copy()
        broken, losses = np.zeros(count, dtype=np.bool_), np.zeros(count)
        for s, (rows, columns) in enumerate(zip(self.rows, self.columns, strict=True)):
            if s % ASKED == 0 and wants_stop():
                raise StoppedError
            found = self._answer(s, lower[rows], upper[rows])
            if found is None:
                near = _nearest(self._matrix(s), (of.least[columns], of.most[columns]), lower[rows], upper[rows])
                found = self._answer(s, near.lower, near.upper)
                broken[s] = found is None or near.missed > MISSED
                missing[rows] = near.price if broken[s] else 0.0
            if found is not None:
                taken[columns], price[rows] = found
            losses[s] = of.cost[columns] @ taken[columns]
        return Answers(values=values, price=price, missing=missing, taken=taken, broken=broken, losses=losses)

    def _matrix(self, s: int) -> csr_array:
        return csr_array(self.apart.after[self.rows[s]][:, self.columns[s]])

    def _answer(self, s: int, lower: Floats, upper: Floats) -> tuple[Floats, Floats] | None:
        """Return values and prices of a scenario; None where it has no answer."""
        if not len(lower):
            return self.apart.least[self.columns[s]], lower
        highs = self.kept.get(s)
        if highs is None:
            of, columns = self.apart, self.columns[s]
            highs = passed(self._matrix(s), of.cost[columns], (of.least[columns], of.most[columns]), (lower, upper))
            if s in self.bases:
                highs.setBasis(self.bases[s])
            if s < KEPT:
                self.kept[s] = highs
        else:
            every = np.arange(len(lower), dtype=np.int32)
            highs.changeRowsBounds(len(lower), every, lower, upper)  # type: ignore[attr-defined]  # no annotation in highspy
        found = run(highs)
        if found is not None and s >= KEPT:
            self.bases[s] = highs.getBasis()
        return found


def programmes(apart: Apart, scenarios: int) -> Programmes:
    """Return the programmes of all scenarios, none of them solved yet."""
    return Programmes(apart, _by(apart.scenario, scenarios), _by(apart.scenario_of, scenarios))


def _by(scenario: Ints, count: int) -> list[Ints]:
    order = np.argsort(scenario, kind="stable")
    return np.split(order, np.searchsorted(scenario[order], np.arange(1, count)))


def passed(matrix: csr_array, cost: Floats, box: tuple[Floats, Floats], sides: tuple[Floats, Floats]) -> highspy.Highs:
    """Pass a small programme to the solver."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    options: dict[str, bool | int | float | str] = {
        "output_flag": False, "threads": 1, "random_seed": 0, "presolve": "off", "solver": "simplex",
        "primal_feasibility_tolerance": TOLERANCE, "dual_feasibility_tolerance": TOLERANCE,
    }  # fmt: skip
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(
        matrix.shape[1], matrix.shape[0], matrix.nnz, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        cost, *box, *sides, matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data,
        np.zeros(matrix.shape[1], dtype=np.int32),
    )  # fmt: skip
    return highs


def run(highs: highspy.Highs) -> tuple[Floats, Floats] | None:
    """Solve a programme from the basis at hand, or anew where that leads nowhere; None where there is no solution."""
    highs.run()
    if highs.getModelStatus() != _STATUS.kOptimal:
        highs.clearSolver()
        highs.run()
    status = highs.getModelStatus()
    if status == _STATUS.kOptimal:
        solution = highs.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)
    if status == _STATUS.kInfeasible:
        return None
    raise KautilyaError(f"HiGHS ended with '{highs.modelStatusToString(status)}'; the case may hold extreme numbers")


@dataclass(frozen=True, slots=True)
class _Near:
    """The right sides nearest to given ones that leave an answer, by the sum of what they are moved."""

    lower: Floats
    upper: Floats
    missed: float
    price: Floats
    """[row] units missed per unit of the right side."""


def _nearest(matrix: csr_array, box: tuple[Floats, Floats], lower: Floats, upper: Floats) -> _Near:
    height, width = matrix.shape
    elastic = csr_array(hstack([matrix, eye_array(height), -eye_array(height)], format="csr"))
    cost = np.concatenate([np.zeros(width), np.ones(2 * height)])
    least, most = (np.concatenate([side, np.full(2 * height, end)]) for side, end in zip(box, (0.0, np.inf), strict=True))
    found = run(passed(elastic, cost, (least, most), (lower, upper)))
    if found is None:
        raise KautilyaError("the solver finds no nearest answer of a scenario; the case may hold odd numbers")
    values, price = found
    moved = values[width : width + height] - values[width + height :]
    used = matrix @ values[:width]
    room = ROOM * (1 + np.abs(used))
    return _Near(np.minimum(lower, used - room), np.maximum(upper, used + room), float(np.abs(moved).sum()), price)
