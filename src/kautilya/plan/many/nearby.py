"""Cheaper plans near the best one: what some areas order is searched anew, and all that the others order stays as it is.

Where the best plan leaves hardly less need than is allowed, no unit can be taken away alone, and a search of all whole units at
once ends before it finds a plan that keeps the need. With most orders held, the programme over the cuts (`many.whole`) is small
and begins with a plan that keeps it: what one area gives up another one makes good. Large neighbourhood search (Shaw 1998,
'Using constraint programming and local search methods to solve vehicle routing problems', CP98, LNCS 1520, 417-431).
"""

import numpy as np

from kautilya.plan.decomposition import master
from kautilya.plan.decomposition.relaxation import Point
from kautilya.plan.figures import Bools, Floats
from kautilya.plan.many import trimming
from kautilya.plan.many.cheapest import Search, paid
from kautilya.plan.many.problem import TwoStage
from kautilya.plan.many.relaxation import Relaxation
from kautilya.plan.many.taking import NEWEST, take_tidied, work
from kautilya.plan.many.whole import programme

FEWEST = 6
"""Areas that are searched anew at first; one more after each turn that brings nothing."""
TURNS = 60
"""Most choices of areas."""
TRIES = 4
"""Searches of one choice: each for as much less need as the ones before it left too much."""
NODES, GAP = 100, 2e-4
"""Of one search: most nodes, and its gap as a share of the cost."""
NEAR = 1e-4
"""Most need that is left too much and still mended by single units, as a share of what is allowed."""


def nearby(two: TwoStage, of: Search[Point, Relaxation], state: Relaxation, dear: float) -> None:
    """Search near the best plan, from the best of each turn on, until the search is over or all areas would be searched.

    Args:
        dear: Price of need in excess, in crore rupees a point; so high that no plan pays it.
    """
    areas, drawn = len(two.numbers.case.areas), np.random.default_rng(0)
    free = FEWEST
    for _ in range(TURNS):
        if of.is_over or free >= areas:
            return
        before = of.cost
        chosen = drawn.choice(areas, free, replace=False)
        _anew(two, of, state, np.isin(two.numbers.offers.area, chosen), dear)
        free += of.cost >= before


def _anew(two: TwoStage, of: Search[Point, Relaxation], state: Relaxation, free: Bools, dear: float) -> None:
    """Search the orders of some offers anew, until a plan is cheaper or none is left that seems to be."""
    missed, before = 0.0, of.cost
    for _ in range(TRIES):
        values = None if of.is_over else _searched(two, of, state, free, (dear, missed))
        point = None if values is None else trimming.whole_point(two, values)
        if point is None:
            return
        state.draw(point)
        over = point.objective - of.allowed
        if paid(two, point) < before:
            take_tidied(two, of, point, NEAR)
        if of.cost < before or over <= 0:
            return
        missed += over


def _searched(
    two: TwoStage, of: Search[Point, Relaxation], state: Relaxation, free: Bools, need: tuple[float, float]
) -> Floats | None:
    """Return the first stage of the cheapest plan found over the cuts that leaves the orders of the other offers as they are.

    Args:
        need: The price of need in excess, and by how much what is allowed is lowered.
    """
    dear, missed = need
    best, at = of.best.values, two.now.model.columns
    given = programme(two, state, of.allowed - missed, dear, np.array([best, *state.seen[-NEWEST:]]))
    for columns in (at.ordered.at, at.started.at, at.delivered.at):
        held = columns[~free]
        given.lower[held] = given.upper[held] = np.rint(best[held])
    _, values = master.least(given, 1.0, work(of, NODES, GAP), np.append(best, 0.0))
    of.watch.step()
    return None if values is None else values[:-1]
