"""Small problems solved to the end: branch and bound on the master, with exact tangents at every whole-number point it finds.

The master with all offers, all cuts and whole columns is a relaxation of the problem: what branch and bound proves of it holds
for every plan. Its plans are completed and evaluated exactly, and their tangents join: at a plan's own weights and prices they
give its exact loss, so the master never claims too little of it again. There are finitely many plans, so bound and plan meet
(Benders 1962; for convex losses Geoffrion 1972). Where branch and bound stops early its bound holds all the same.

A solver's bound is a floating-point value. What its proof may be off by is taken off as in `blocks`; boxes of losses are small.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from kautilya.plan.bounds import held
from kautilya.plan.decomposition.areas import Separation, area_cuts, separation, tangents, total_cut
from kautilya.plan.decomposition.blocks import SCALE, slip
from kautilya.plan.decomposition.cuts import SAFETY, Cut
from kautilya.plan.decomposition.effort import Watch
from kautilya.plan.decomposition.master import Branched, Program, Work, branched, program
from kautilya.plan.decomposition.relaxation import Point, evaluated
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.recourse.value import outcome

SMALL = 150
"""Whole columns up to which a problem is solved to the end: twelve offers in five years take seconds, twenty minutes."""
ROUNDS, NODES = 40, 20_000
"""Most programmes solved, and most nodes of all of them together."""
PROVED, MEET = 1e-9, 1e-7
"""Points between plan and bound of one programme, and between the best plan and what the master claims."""
DONE = 1e-6
"""The same, relative, where the master can learn no more: its tolerance on rows."""
SHARE = 0.5
"""Of the time that is left, where a clock limits the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How far the problem was solved."""

    plan: Point
    bound: float
    """Above the plan by rounding at most."""
    is_done: bool
    """Whether no plan is better, to the solver's tolerances."""
    has_nodes: bool
    """Whether nodes were left."""


@dataclass(slots=True)
class _Search:
    problem: Problem
    at: Separation
    cuts: list[Cut]
    box: tuple[Floats, Floats]
    """Bounds of all columns of the master."""
    best: Point | None = None
    bound: float = -np.inf
    seen: set[bytes] = field(default_factory=set)

    @property
    def gap(self) -> float:
        """Points between the best plan and what is claimed of all of them."""
        return np.inf if self.best is None else self.best.objective - self.bound

    def offer(self, values: Floats) -> bool:
        """Take a point of the master: complete, evaluate and learn from it; False if it breaks a limit."""
        count = len(self.problem.first.cost)
        full = self.problem.complete(values[:count])
        if full is None:
            return False
        if full.tobytes() in self.seen:
            return True
        self.seen.add(full.tobytes())
        point = evaluated(self.problem, np.concatenate([full, np.zeros(len(self.box[0]) - count)]))
        own = separation(self.problem, self.at.layout, point.outcome.weight, point.outcome.price)
        self.cuts.append(total_cut(own, tangents(own, point.values)))
        self.cuts.extend(area_cuts(self.at, tangents(self.at, point.values)))
        if self.best is None or point.objective < self.best.objective:
            self.best = point
        return True


def is_small(problem: Problem) -> bool:
    """Tell whether a problem is small enough to be solved to the end."""
    return int(problem.first.integer.sum()) <= SMALL


def ended(
    at: Separation, cuts: list[Cut], watch: Watch, told: Callable[[float, float], None], most: int | None = None
) -> Ended | None:
    """Solve a small problem to the end, or as far as the work goes; None where no plan was found.

    Args:
        at: How the loss is taken apart; the cuts on losses of areas hold for it.
        cuts: Of the master, the link first.
        watch: Ends the search where the clock, the user or a gap above 0 does; work is counted in nodes.
        told: Called with plan and bound after each programme.
        most: Nodes of all programmes together, where these are fewer than `NODES`.

    Raises:
        KautilyaError: A bound lies above a plan: a cut is wrong.
    """
    search = _Search(at.problem, at, list(cuts), _box(at))
    search.offer(np.zeros(at.layout.count))
    until, nodes, off, is_done = watch.elapsed + SHARE * watch.left, min(NODES, NODES if most is None else most), 0.0, False
    for _ in range(ROUNDS):
        seconds = until - watch.elapsed if watch.timed else np.inf
        if nodes <= 0 or seconds <= 0 or watch.wants_stop() or _is_near(search, off, watch.effort.gap):
            break
        master, known = _master(search), len(search.seen)
        off = slip(master)
        work = Work(seconds=seconds, nodes=nodes, gap=_precise(search, watch.effort.gap), wants_stop=watch.wants_stop)
        found = branched(master, SCALE, work, None if search.best is None else search.best.values)
        nodes -= found.nodes + 1
        is_done = _learned(search, found, known)
        if search.best is not None:
            held(search.bound - off, search.best.objective)
            told(search.best.objective, search.bound - off)
        if is_done or len(search.seen) == known:
            break
    if search.best is None:
        return None
    return Ended(plan=search.best, bound=search.bound - off, is_done=is_done, has_nodes=nodes > 0)


def _is_near(search: _Search, off: float, gap: float) -> bool:
    """Tell whether the best plan is certified to be within a gap; one of 0 is left to the end of the search."""
    return gap > 0 and search.best is not None and search.gap + off <= gap * abs(search.best.objective)


def _precise(search: _Search, gap: float) -> float:
    """Return the points between plan and bound to which a programme is solved: half of what is asked for."""
    return PROVED if search.best is None else max(PROVED, gap / 2 * abs(search.best.objective))


def _learned(search: _Search, found: Branched, known: int) -> bool:
    """Take what branch and bound found; tell whether no plan is better than the best one."""
    search.bound = max(search.bound, found.bound)
    sound = [search.offer(point) for point in found.points]
    if search.best is None or not sound or not sound[-1]:
        return False
    nothing_new = found.is_proved and len(search.seen) == known
    return search.gap <= MEET or (nothing_new and search.gap <= DONE * max(1.0, abs(search.best.objective)))


def _master(search: _Search) -> Program:
    layout, first = search.at.layout, search.problem.first
    whole = program(search.problem, layout, search.cuts, np.zeros(layout.count - len(first.cost)))
    return replace(whole, lower=search.box[0], upper=search.box[1])


def _box(at: Separation) -> tuple[Floats, Floats]:
    """Return bounds of all columns: no loss exceeds that of ordering nothing with all money paid out."""
    first, layout = at.problem.first, at.layout
    lower, upper = np.zeros(layout.count), np.zeros(layout.count)
    lower[: len(first.cost)], upper[: len(first.cost)] = first.lower, first.upper
    worst = np.zeros(layout.count)
    worst[first.outlay] = first.upper[first.outlay]
    found = tangents(at, worst)
    upper[layout.area], upper[layout.overspend] = found.loss + SAFETY, found.overspend + SAFETY
    upper[layout.total] = outcome(at.problem.recourse, worst[first.units], worst[first.outlay]).value + SAFETY
    return lower, upper
