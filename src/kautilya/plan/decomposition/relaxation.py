"""The linear relaxation by cuts: passes of master, exact recourse and new tangents, until bound and value meet."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array, lil_array

from kautilya.plan.decomposition.areas import Separation, Tangents, area_cuts, link, separation, tangents, total_cut
from kautilya.plan.decomposition.bounding import Programmes, admissible, balanced, programmes, reduced, safe_bound
from kautilya.plan.decomposition.cuts import Cut
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
    total: list[Cut] = field(default_factory=list)
    lifted: list[Cut] = field(default_factory=list)
    """Cuts on the starts of programmes (`lifting`), for the separation in force."""
    seen: list[Floats] = field(default_factory=list)
    answer: Answer | None = None
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
    def cuts(self) -> list[Cut]:
        """All cuts in force."""
        return [link(self.at), *self.total, *self.area, *self.lifted]

    def program(self) -> Program:
        """The master in force, all offers in it."""
        return program(self.problem, self.layout, self.cuts, self.largest)


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


def solve(state: Relaxation, tolerance: float = 1e-4) -> bool:
    """Solve the master, renew the bound, and let offers join and leave; False if the master has no answer."""
    whole = state.program()
    columns, rows = in_play(state.problem, whole, state.active)
    answer = linear(whole, columns, rows, _extra(state), tolerance)
    if answer is None:
        return False
    state.answer = answer
    own = np.concatenate([state.own, np.zeros(len(answer.price) - len(state.own), dtype=np.bool_)])
    price = balanced(state.cuts, admissible(whole, np.where(own, 0.0, answer.price)), state.layout.total)
    state.bound = max(state.bound, safe_bound(state.problem.first, whole, price))
    state.alone = programmes(state.problem.first, reduced(whole, price))
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


IDLE = 5e-4
"""Cuts that the master's point keeps by more are dropped between rounds."""


def strengthen(state: Relaxation) -> float:
    """Drop idle cuts, then add the cuts on starts and the tangents that the master's point violates; return by how much."""
    if state.answer is None:
        return 0.0
    values = state.answer.values
    state.area = [cut for cut in state.area if cut.slack(values) < IDLE]
    state.lifted = [cut for cut in state.lifted if cut.slack(values) < IDLE]
    found = list(lifted_cuts(state.at, values, state.alone, VIOLATED))
    state.lifted.extend(found)
    _add(state, [values])
    return -sum(cut.slack(values) for cut in found)


def advance(state: Relaxation) -> None:
    """Add the tangents at the master's point and halfway to the best one; take the loss apart anew where that pays."""
    if state.answer is None:
        return
    values = state.answer.values
    point = evaluated(state.problem, values)
    state.best = min(state.best, point, key=lambda p: p.objective)
    middle = evaluated(state.problem, (values + state.best.values) / 2)
    for found in (point, middle):
        exact = separation(state.problem, state.layout, found.outcome.weight, found.outcome.price)
        state.total.append(total_cut(exact, tangents(exact, found.values)))
    state.best = min(state.best, middle, key=lambda p: p.objective)
    if not _renewed(state):
        _add(state, [point.values, middle.values])
    state.seen.extend([point.values, middle.values])


def _renewed(state: Relaxation) -> bool:
    """Take the loss apart at the best point where the present parts miss much of its value."""
    found = tangents(state.at, state.best.values)
    missed = state.best.outcome.value - float(found.loss.sum() + found.overspend.sum() - state.at.constant)
    if missed <= 0.25 * (state.best.objective - state.bound):
        return False
    state.at = separation(state.problem, state.layout, state.best.outcome.weight, state.best.outcome.price)
    state.area, state.lifted = [], []
    _add(state, [*state.seen[-REMEMBERED:], state.best.values], everywhere=True)
    return True


def _add(state: Relaxation, points: list[Floats], *, everywhere: bool = False) -> None:
    for point in points:
        cuts = area_cuts(state.at, tangents(state.at, point))
        state.area.extend(
            cut for cut in cuts if everywhere or state.answer is None or cut.slack(state.answer.values) < -VIOLATED
        )
