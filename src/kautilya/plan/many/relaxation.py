"""The linear relaxation of a case for many scenarios: passes of master, exact recourse and new tangents.

The cuts are those of `kautilya.plan.decomposition.areas`. A case has some dozens of offers, so all of them stay in the master,
and a few passes are enough. The bound of a pass is computed from the prices of its rows alone, with room for rounding.
"""

from dataclasses import dataclass, field, replace

import highspy
import numpy as np
from scipy.sparse import csr_array

from kautilya.plan.decomposition.areas import Separation, area_cuts, link, separation, tangents, total_cut
from kautilya.plan.decomposition.bounding import admissible, balanced, safe_bound
from kautilya.plan.decomposition.cuts import Cut
from kautilya.plan.decomposition.layout import Layout, layout
from kautilya.plan.decomposition.master import Program, program
from kautilya.plan.decomposition.relaxation import Point, evaluated
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.problem import FirstStage, Problem

VIOLATED = 1e-6
RENEWING = 0.25
"""Share of the gap that the parts of the loss may miss at the best point before it is taken apart anew."""
REMEMBERED = 6
"""Points whose tangents are drawn anew then."""
WHOLE_LOSS = 40
"""Tangents of the whole loss that are kept, the newest ones."""


@dataclass(slots=True)
class Relaxation:
    """What is known of the linear relaxation so far."""

    problem: Problem
    layout: Layout
    at: Separation
    best: Point
    """Fractional, the best so far."""
    largest: Floats
    fixed: tuple[Ints, Floats] | None = None
    """Columns held at values, for prices at a plan's starts."""
    bound: float = -np.inf
    area: list[Cut] = field(default_factory=list)
    total: list[Cut] = field(default_factory=list)
    seen: list[Floats] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """Between the best fractional point and the bound, relative to the point's value."""
        return (self.best.objective - self.bound) / max(abs(self.best.objective), 1e-12)

    @property
    def cuts(self) -> list[Cut]:
        """All cuts in force, the link first."""
        return [link(self.at), *self.total, *self.area]

    def program(self) -> Program:
        """The master in force."""
        whole = program(self.problem, self.layout, self.cuts, self.largest)
        if self.fixed is None:
            return whole
        lower, upper = whole.lower.copy(), whole.upper.copy()
        lower[self.fixed[0]] = upper[self.fixed[0]] = self.fixed[1]
        return replace(whole, lower=lower, upper=upper)

    def draw(self, point: Point) -> None:
        """Add the tangents at a point."""
        exact = separation(self.problem, self.layout, point.outcome.weight, point.outcome.price)
        self.total = [*self.total, total_cut(exact, tangents(exact, point.values))][-WHOLE_LOSS:]
        self.area.extend(area_cuts(self.at, tangents(self.at, point.values)))
        self.seen.append(point.values)


def begin(problem: Problem, start: Point | None = None, fixed: tuple[Ints, Floats] | None = None) -> Relaxation:
    """Start from a plan, or from doing nothing."""
    places = layout(problem)
    first = evaluated(problem, np.zeros(places.count)) if start is None else start
    at = separation(problem, places, first.outcome.weight, first.outcome.price)
    largest = np.full(places.count - len(problem.first.cost), _most(problem))
    state = Relaxation(problem, places, at, first, largest, fixed)
    state.draw(first)
    return state


def _most(problem: Problem) -> float:
    """Return points that no loss exceeds, ten times over: no delivery at all, and all money overspent."""
    nothing = evaluated(problem, np.zeros(layout(problem).count))
    money = problem.first.upper[problem.first.outlay].sum() * problem.recourse.overspend_weight
    return 10.0 * (1.0 + float(nothing.outcome.losses.max()) + float(money))


def step(state: Relaxation, *, vertex: bool = False) -> Floats | None:
    """Solve the master, renew the bound, and add the tangents at its point and halfway to the best one.

    Args:
        vertex: Whether to end in a vertex, whose prices are clean; else inside the optimal face, which steadies the passes.

    Returns:
        The prices of the master's rows, those of the first stage first; None if the solver has no answer.
    """
    whole = state.program()
    found = linear(whole, vertex=vertex)
    if found is None:
        return None
    values, price = found
    state.bound = max(state.bound, bound_of(state, whole, price))
    point = evaluated(state.problem, values)
    middle = evaluated(state.problem, (values + state.best.values) / 2)
    state.best = min(state.best, point, middle, key=lambda one: one.objective)
    _renew(state)
    for new in (point, middle):
        state.draw(new)
    return price


def bound_of(state: Relaxation, whole: Program, price: Floats) -> float:
    """Return what no point of the master goes below, by the prices of its rows."""
    cuts = [link(state.at), *state.total, *state.area]
    return safe_bound(boxed(state.problem.first), whole, balanced(cuts, admissible(whole, price), state.layout.total))


def boxed(first: FirstStage) -> FirstStage:
    """Leave out the programmes of single offers: the prices of all rows count, and the columns are bounded by their box."""
    none, nothing = np.zeros((0, 1), dtype=np.int64), np.zeros(0)
    return replace(first, units=none, opened=none, rate=nothing, lot=nothing)


def _renew(state: Relaxation) -> None:
    """Take the loss apart at the best point where the present parts miss much of its value."""
    found = tangents(state.at, state.best.values)
    missed = state.best.outcome.value - float(found.loss.sum() + found.overspend.sum() - state.at.constant)
    if missed <= RENEWING * (state.best.objective - state.bound):
        return
    state.at = separation(state.problem, state.layout, state.best.outcome.weight, state.best.outcome.price)
    state.area = []
    for values in [*state.seen[-REMEMBERED:], state.best.values]:
        state.area.extend(area_cuts(state.at, tangents(state.at, values)))


def linear(whole: Program, *, vertex: bool) -> tuple[Floats, Floats] | None:
    """Return values and prices of the linear master; None if the solver has no answer."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1, "random_seed": 0}
    if not vertex:
        options |= {"solver": "ipx", "run_crossover": "off", "ipm_optimality_tolerance": 1e-5}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    rows = csr_array(whole.rows)
    highs.passModel(
        len(whole.cost), rows.shape[0], rows.nnz, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        whole.cost, whole.lower, whole.upper, whole.row_lower, whole.row_upper,
        rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data, np.zeros(len(whole.cost), dtype=np.int32),
    )  # fmt: skip
    highs.run()
    solution = highs.getSolution()
    if not solution.dual_valid or len(solution.col_value) != len(whole.cost):
        return None
    return np.clip(np.array(solution.col_value), whole.lower, whole.upper), np.array(solution.row_dual)
