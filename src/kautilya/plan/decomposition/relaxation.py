"""The linear relaxation by cuts: passes of master, exact recourse and new tangents, until bound and value meet."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array, lil_array

from kautilya.plan.decomposition.areas import Separation, Tangents, area_cuts, link, separation, tangents, total_cut
from kautilya.plan.decomposition.bounding import Programmes, admissible, balanced, programmes, reduced, safe_bound
from kautilya.plan.decomposition.cuts import Cut, TotalCut
from kautilya.plan.decomposition.layout import Layout, layout
from kautilya.plan.decomposition.lifting import lifted_cuts
from kautilya.plan.decomposition.master import Answer, Columns, Program, in_play, linear, program
from kautilya.plan.figures import Bools, Floats, Ints
from kautilya.plan.recourse.problem import FirstStage, Problem
from kautilya.plan.recourse.value import Outcome, outcome

VIOLATED = 1e-6
WORTH = 1e-7
"""Share of the bound that a programme must be worth to be added."""
USED, PATIENCE = 1e-3, 3
"""Start from which an offer counts as used, and passes after which an idle offer leaves the master."""
REMEMBERED = 6
"""Points whose tangents are drawn anew after the loss was taken apart anew."""


@dataclass(slots=True, kw_only=True)
class Point:
    """A first-stage decision and its exact value."""

    values: Floats
    outcome: Outcome
    objective: float


@dataclass(slots=True)
class Relaxation:
    """What is known of the linear relaxation so far."""

    problem: Problem
    layout: Layout
    own: Bools
    """Per row of the first stage: whether it belongs to one offer."""
    active: Bools
    at: Separation
    best: Point
    largest: Floats
    bound: float = -np.inf
    area: list[Cut] = field(default_factory=list)
    total: list[TotalCut] = field(default_factory=list)
    lifted: list[Cut] = field(default_factory=list)
    """Cuts on the starts of programmes (`lifting`), for the separation in force."""
    seen: list[Floats] = field(default_factory=list)
    lately: list[tuple[Floats, Programmes | None]] = field(default_factory=list)
    """Points where cuts on starts were looked for, with what the offers would have done at the prices."""
    answer: Answer | None = None
    price: Floats | None = None
    """Per row of the master that gave the answer: the prices of the bound. The first are those of the first stage's rows."""
    alone: Programmes | None = None
    """What each offer would do at the last prices."""
    idle: Ints | None = None
    """[offer] passes since the master used it."""
    columns: list[tuple[int, Floats, Floats]] = field(default_factory=list)
    """Offer, units and starts of the programmes that stand in for offers that are not in play."""

    @property
    def outside(self) -> float:
        """What the offers out of play would gain at the last prices, 0 or less: the bound lacks it."""
        return 0.0 if self.alone is None else float(self.alone.least[~self.active].sum())

    @property
    def value(self) -> float:
        """What the master's point costs by the cuts in force; without a point, minus infinity."""
        first, values = self.problem.first, None if self.answer is None else self.answer.values
        return -np.inf if values is None else float(first.cost @ values[: len(first.cost)] + values[self.layout.total])

    @property
    def cuts(self) -> list[Cut]:
        """All cuts in force."""
        return [link(self.at), *self.total, *self.area, *self.lifted]


FIRST = 120
"""Offers that the first master holds."""


def begin(problem: Problem) -> Relaxation:
    """Start from doing nothing, and from the offers of each group that gain most per money."""
    places = layout(problem)
    nothing = evaluated(problem, np.zeros(places.count))
    at = separation(problem, places, nothing.outcome.weight, nothing.outcome.price)
    found = tangents(at, nothing.values)
    largest = np.full(places.count - len(problem.first.cost), 100.0 * (1.0 + abs(nothing.objective)))
    active = _promising(problem, found)
    return Relaxation(
        problem, places, own_rows(problem.first), active, at, nothing, largest,
        area=list(area_cuts(at, found)), total=[total_cut(at, found)],
    )  # fmt: skip


def _promising(problem: Problem, found: Tangents) -> Bools:
    """Choose offers by what a unit in the first year gains at nothing per money."""
    gain = np.zeros(len(problem.first.rate))
    for (offer, _, _), gains in zip(problem.recourse.supplied, found.gain, strict=True):
        gain[offer] += gains.sum()
    worth, group = gain / np.maximum(problem.money, 1e-12), problem.recourse.group
    share = -(-FIRST // max(1, len(np.unique(group))))
    chosen = np.zeros(len(gain), dtype=np.bool_)
    for members in (np.flatnonzero(group == g) for g in np.unique(group)):
        chosen[members[np.argsort(-worth[members], kind="stable")][:share]] = True
    return chosen


def evaluated(problem: Problem, values: Floats) -> Point:
    """Evaluate a point of the master exactly."""
    first = problem.first
    result = outcome(problem.recourse, values[first.units], values[first.outlay])
    return Point(values=values, outcome=result, objective=result.value + float(first.cost @ values[: len(first.cost)]))


def own_rows(first: FirstStage) -> Bools:
    """Tell which rows hold columns of one offer only."""
    row = np.repeat(np.arange(first.rows.shape[0]), np.diff(first.rows.indptr))
    owner = first.owner[first.rows.indices]
    low, high = np.full(first.rows.shape[0], len(owner)), np.full(first.rows.shape[0], -1)
    np.minimum.at(low, row, owner)
    np.maximum.at(high, row, owner)
    return np.asarray((low == high) & (low >= 0))


def priced(state: Relaxation, cuts: list[Cut], tolerance: float) -> tuple[Program, Answer, Floats] | None:
    """Solve the master with some cuts; return it, its point, and prices that no solver can spoil (`bounding`).

    Args:
        cuts: The link first.
    """
    whole = program(state.problem, state.layout, cuts, state.largest)
    columns, rows = in_play(state.problem, whole, state.active)
    answer = linear(whole, columns, rows, _extra(state), tolerance)
    if answer is None:
        return None
    own = np.concatenate([state.own, np.zeros(len(cuts), dtype=np.bool_)])
    return whole, answer, balanced(cuts, admissible(whole, np.where(own, 0.0, answer.price)), state.layout.total)


def solve(state: Relaxation, tolerance: float = 1e-4) -> bool:
    """Solve the master, renew the bound, and let offers join and leave; False if the master has no answer."""
    found = priced(state, state.cuts, tolerance)
    if found is None:
        return False
    whole, state.answer, state.price = found
    state.bound = max(state.bound, safe_bound(state.problem.first, whole, state.price))
    state.alone = programmes(state.problem.first, reduced(whole, state.price))
    _join_and_leave(state, state.alone)
    return True


def _extra(state: Relaxation) -> Columns:
    """Return the programmes that stand in for offers out of play."""
    first = state.problem.first
    state.columns = [column for column in state.columns if not state.active[column[0]]]
    offer = np.array([column[0] for column in state.columns], dtype=np.int64)
    values = lil_array((len(offer), state.layout.count))
    for row, (at, units, opened) in enumerate(state.columns):
        values[row, first.units[at]], values[row, first.opened[at]] = units, opened
    return Columns(offer, csr_array(values))


def _join_and_leave(state: Relaxation, alone: Programmes) -> None:
    """Bring offers into play that the master uses by a programme, send away those it leaves idle, add programmes that pay."""
    if state.answer is None:
        return
    used = state.answer.values[state.problem.first.opened].max(axis=1) > USED
    idle = np.where(used, 0, (np.zeros(len(used), dtype=np.int64) if state.idle is None else state.idle) + 1)
    state.idle = idle
    for offer in np.flatnonzero(~state.active & (alone.least < -WORTH * abs(state.bound))):
        state.columns.append((int(offer), alone.units[offer], alone.opened[offer]))
    leaving = state.active & (idle >= PATIENCE)
    for offer in np.flatnonzero(leaving):
        state.columns.append((int(offer), alone.units[offer], alone.opened[offer]))
    state.active = (state.active & ~leaving) | used


STEADY = 0.6
"""Weight of the points before in the mean at which cuts on starts are drawn."""
IDLE = 5e-4
"""Cuts that the master's point keeps by more are dropped between rounds."""


def steadied(state: Relaxation, values: Floats) -> Floats:
    """Return a mean of the points of all rounds, and remember it.

    The points jump about an optimal face, and cuts that are drawn at them cut off little more than the point.
    """
    middle = values if not state.lately else STEADY * state.lately[-1][0] + (1 - STEADY) * values
    state.lately = [*state.lately[1 - REMEMBERED :], (middle, state.alone)]
    return middle


def strengthen(state: Relaxation) -> float:
    """Drop idle cuts, then add the cuts on starts and the tangents that the master's point violates; return by how much."""
    if state.answer is None:
        return 0.0
    values, middle = state.answer.values, steadied(state, state.answer.values)
    state.area = [cut for cut in state.area if cut.slack(values) < IDLE]
    state.lifted = [cut for cut in state.lifted if cut.slack(values) < IDLE]
    found = [cut for cut in lifted_cuts(state.at, middle, state.alone, -np.inf) if cut.slack(values) < -VIOLATED]
    state.lifted.extend(found)
    add(state, [values, middle])
    support(state, middle)
    return -sum(cut.slack(values) for cut in found)


def support(state: Relaxation, values: Floats) -> Point:
    """Add the tangent of the whole loss at a point, at the point's own weights and prices."""
    point = evaluated(state.problem, values)
    exact = separation(state.problem, state.layout, point.outcome.weight, point.outcome.price)
    state.total.append(total_cut(exact, tangents(exact, values)))
    return point


def advance(state: Relaxation, *, everywhere: bool = False) -> None:
    """Add the tangents at the master's point and halfway to the best one.

    Args:
        everywhere: Whether to add those that the point keeps, too: the loss was taken apart anew since the master gave it.
    """
    if state.answer is None:
        return
    values = state.answer.values
    state.best = min(state.best, support(state, values), key=lambda p: p.objective)
    middle = (values + state.best.values) / 2
    state.best = min(state.best, support(state, middle), key=lambda p: p.objective)
    add(state, [values, middle], everywhere=everywhere)
    state.seen = [*state.seen, values, middle][-REMEMBERED:]


def add(state: Relaxation, points: list[Floats], *, everywhere: bool = False) -> None:
    """Add the tangents of all areas and years that the master's point violates, or all of them."""
    for point in points:
        cuts = area_cuts(state.at, tangents(state.at, point))
        state.area.extend(
            cut for cut in cuts if everywhere or state.answer is None or cut.slack(state.answer.values) < -VIOLATED
        )
