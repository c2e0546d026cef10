"""Cheap plans of a case in two stages, searched in whole units on its relaxation over all scenarios.

The cuts of the relaxation bound the need from below at every plan, so they go to branch and bound (`many.whole`; Benders 1962):
first with whole starts alone, which nearly gives the bound; then, with the starts that this chose, in whole units; then all
together. Each answer is judged on all scenarios, its tangents join the cuts, and where it leaves too much need the next one is
asked for as much less. Single units that miss are added, and those that are not missed taken away (`many.trimming`). Near the
best plan some areas are searched anew (`many.nearby`): first of all where that plan leaves all the need that is allowed.
"""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.decomposition import master
from kautilya.plan.decomposition.relaxation import Point, evaluated
from kautilya.plan.figures import Ints
from kautilya.plan.many import trimming
from kautilya.plan.many.cheapest import Search
from kautilya.plan.many.nearby import nearby
from kautilya.plan.many.problem import TwoStage
from kautilya.plan.many.relaxation import Relaxation
from kautilya.plan.many.taking import NEWEST, take_tidied, work
from kautilya.plan.many.whole import programme, slip, started_as

DEARER = (1.3, 1.6, 2.0)
"""Price of need in excess, times that of the relaxation: dearer where whole plans pay it."""
HARD = 100.0
"""The same where nothing cheaper was found otherwise, so that no plan pays it."""
ROUNDS = 3
"""Rounds of starts and units."""
MISSED = 0.001
"""Most of the need by which less is asked for at once, as a share of it; starts that leave more too much are not kept."""
NODES, FINER = 500, 0.25
"""Of one search of whole numbers: most nodes, and its gap as a share of the gap asked for."""
LEAST_GAP, PROGRESS = 2e-4, 2e-4
"""Smallest gap of such a search but the last, and what a round must bring, as shares of the cost."""


@dataclass(frozen=True, slots=True)
class _Search:
    two: TwoStage
    of: Search[Point, Relaxation]
    state: Relaxation
    price: float
    """What a point of need costs in the relaxation, in crore rupees."""

    @property
    def allowed(self) -> float:
        """Most need."""
        return self.of.allowed

    def is_over(self) -> bool:
        """Tell whether the search ends now."""
        return self.of.is_over


def whole_units(two: TwoStage, of: Search[Point, Relaxation], state: Relaxation, price: float) -> None:
    """Search for whole plans, by starts and units in turn, and then by both together.

    Args:
        price: What a point of need costs in the relaxation, in crore rupees.
    """
    at = _Search(two, of, state, price)
    is_tight = at.allowed - of.best.objective <= MISSED * at.allowed
    take_tidied(two, of, of.best)
    if is_tight:
        nearby(two, of, state, HARD * price)
    first = of.best
    for _ in range(ROUNDS):
        before = of.cost
        starts = None if at.is_over() else _searched(at, DEARER[0], whole=two.problem.first.opened.ravel())
        if starts is None:
            break
        _units(at, starts)
        if before - of.cost < PROGRESS * of.cost:
            break
    _units(at, None)
    if of.best is first and not at.is_over():
        found = _searched(at, HARD)
        if found is not None:
            take_tidied(two, of, found)
    if not is_tight:
        nearby(two, of, state, HARD * price)


def _units(at: _Search, starts: Point | None) -> None:
    """Search for whole units, with the starts of a point if one is given: for less need where the last ones left too much."""
    missed = 0.0
    for dear in DEARER:
        found = None if at.is_over() else _searched(at, dear, starts=starts, missed=missed)
        if found is None:
            return
        take_tidied(at.two, at.of, found)
        over = found.objective - at.allowed
        if over <= 0 or (starts is not None and over > MISSED * at.allowed):
            return
        missed += min(over, MISSED * at.allowed)


def _searched(
    at: _Search, dearer: float, *, whole: Ints | None = None, starts: Point | None = None, missed: float = 0.0
) -> Point | None:
    """Search the cuts' programme; return its plan, judged on all scenarios, or its point where not all has to be whole.

    Args:
        dearer: Price of need in excess, times that of the relaxation.
        starts: Point whose starts are kept; what is proved then is no bound.
        missed: Points of need by which what is allowed is lowered; neither is it then.
    """
    of, state, begin = at.of, at.state, at.of.best if starts is None else starts
    near = np.array([state.best.values, of.best.values, begin.values, *state.seen[-NEWEST:]])
    dear = dearer * at.price
    given = programme(at.two, state, at.allowed - missed, dear, near, whole)
    given = given if starts is None else started_as(at.two, given, starts.values)
    finest = LEAST_GAP if starts is not None or whole is not None else 0.0
    limit = work(of, NODES, max(FINER * of.effort.gap, finest))
    proved, values = master.least(given, 1.0, limit, np.append(begin.values, 0.0))
    if starts is None and missed == 0.0 and np.isfinite(proved):
        of.watch.bound = max(of.watch.bound, proved - slip(given, dear, len(state.largest)))
    of.watch.step()
    if values is None:
        return None
    point = evaluated(at.two.problem, values[:-1]) if whole is not None else trimming.whole_point(at.two, values[:-1])
    if point is not None:
        state.draw(point)
    return point
