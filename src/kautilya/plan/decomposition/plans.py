"""Whole-number plans: small mixed-integer programmes on the tangents around a point, each answer evaluated exactly.

A tangent knows the loss at its own point only, and a solver moves to where the tangents are wrong. So the tangents are drawn at
the point itself, at scaled and at shaken copies of it and at the plans found before, with the loss taken apart at the plan in
hand: there the programme's value is the plan's exact one. What it claims of other plans is never believed.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from kautilya.plan.decomposition.areas import Separation, area_cuts, link, separation, tangents, total_cut
from kautilya.plan.decomposition.cuts import Cut
from kautilya.plan.decomposition.effort import Watch
from kautilya.plan.decomposition.master import NO_COLUMNS, Program, Work, in_play, linear, program, whole_numbers
from kautilya.plan.decomposition.relaxation import Point, evaluated
from kautilya.plan.decomposition.sight import REMEMBERED, Sight
from kautilya.plan.figures import Bools, Floats

SCALES = (0.6, 0.75, 0.88, 1.0, 1.12, 1.3, 1.6)
SHAKEN, SPREAD = 6, 0.4
"""Copies in which the units of each offer are multiplied by a factor of their own, and the spread of its logarithm."""
SURE_LOW, SURE_HIGH = 0.15, 0.85
"""Starts below or above these values in the relaxation are fixed while the first plans are searched."""
NEAR = 0.02
"""Cuts that a point keeps by more are left out of the programme around it."""
REFINING, MISSED, ROUGH = 6, 0.02, 1e-3
"""Most linear programmes solved to refine the tangents, the points that they may miss, and their tolerance."""
SPARE = 1e-7
BAND = 2.0
"""Units by which an offer that is not free may differ."""
NODES = 1
"""Of a search for whole numbers: near a good plan the first node finds in a third of the time what 30 nodes find."""
AGAIN, WRONG = 1, 0.01
"""How often a search near the best plan is repeated where its answer was claimed to be better by so many points and is not."""
LIKELY, SHRUNK = (0.3, 0.5, 0.8), (1.0, 0.97, 0.94, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
"""Starts from which offers are rounded down, and factors on their units, the first that keeps every limit being taken."""


@dataclass(slots=True)
class PlanSearch:
    """Plans found so far and the tangents around the best of them."""

    state: Sight
    watch: Watch
    best: Point | None = None
    seen: list[Floats] = field(default_factory=list)
    total: list[Cut] = field(default_factory=list)
    at: Separation | None = None
    area: list[Cut] = field(default_factory=list)
    answered: Point | None = None
    """What the last search for whole numbers came to, evaluated exactly."""
    learned: list[Cut] = field(default_factory=list)
    """Tangents at plans found since the loss was taken apart; never left out, or the same wrong claim comes again."""

    def renew(self, centre: Point) -> None:
        """Take the loss apart at a point and draw the tangents around it."""
        self.at = separation(self.state.problem, self.state.layout, centre.outcome.weight, centre.outcome.price)
        self.area = [cut for values in self.around(centre.values) for cut in area_cuts(self.at, tangents(self.at, values))]
        self.learned = [cut for values in self.seen[-REMEMBERED:] for cut in area_cuts(self.at, tangents(self.at, values))]

    def around(self, values: Floats) -> list[Floats]:
        """Return scaled and shaken copies of a point."""
        units = self.state.problem.first.units
        draw = np.random.default_rng([self.watch.effort.seed, self.watch.steps])
        factors = [np.full((len(units), 1), scale) for scale in SCALES]
        factors += [np.exp(draw.normal(0.0, SPREAD, (len(units), 1))) for _ in range(SHAKEN)]
        copies = []
        for factor in factors:
            copy = values.copy()
            copy[units] = values[units] * factor
            copies.append(copy)
        return copies

    def offer(self, values: Floats | None) -> bool:
        """Take a point of whole numbers: evaluate it, learn from it, and keep it if it is the best."""
        self.answered = found = None if values is None else completed(self.state, values)
        if found is None or any(np.array_equal(found.values, seen) for seen in self.seen):
            return False
        exact = separation(self.state.problem, self.state.layout, found.outcome.weight, found.outcome.price)
        self.total.append(total_cut(exact, tangents(exact, found.values)).bare())
        self.seen.append(found.values)
        if self.at is not None:
            self.learned.extend(area_cuts(self.at, tangents(self.at, found.values)))
        if self.best is not None and found.objective >= self.best.objective - 1e-9:
            return False
        self.best = found
        self.watch.incumbent = found.objective
        return True


def completed(state: Sight, values: Floats) -> Point | None:
    """Return a whole-number point with its exact value, None where it breaks a limit."""
    full = state.problem.complete(values[: len(state.problem.first.cost)])
    if full is None:
        return None
    return evaluated(state.problem, np.concatenate([full, np.zeros(state.layout.count - len(full))]))


def rounded_down(search: PlanSearch) -> None:
    """Take plans by rounding the relaxation down: poor ones, but at once, and a start where whole numbers take long."""
    state = search.state
    if state.values is None:
        return
    first, values = state.problem.first, state.values
    for least in LIKELY:
        likely = values[first.opened[:, -1:]] >= least
        for scale in SHRUNK:
            yearly = np.floor(np.diff(values[first.units], prepend=0.0) * scale + SPARE) * likely
            first_year = (np.arange(yearly.shape[1]) == (yearly > 0).argmax(axis=1)[:, None]) & (yearly > 0)
            yearly = np.where(first_year, np.maximum(yearly, first.lot[:, None]), yearly)
            point = values.copy()
            point[first.units] = yearly.cumsum(axis=1)
            if completed(state, point) is not None:
                search.offer(point)
                break


def rounded(search: PlanSearch, seconds: float) -> bool:
    """Search a plan with the starts that the relaxation is sure of."""
    state, opened = search.state, search.state.problem.first.opened
    if state.values is None:
        return False
    centre = evaluated(state.problem, state.values)
    search.renew(search.best if search.best is not None and search.seen else centre)
    share = centre.values[opened]
    lower, upper = box(state)
    lower[opened[share > SURE_HIGH]] = 1.0
    upper[opened[share < SURE_LOW]] = 0.0
    before = search.best
    _solved(search, (lower, upper), share[:, -1] >= SURE_LOW, None, seconds)
    return search.best is not before


def improved(search: PlanSearch, centre: Point, free: Bools, seconds: float, *, thorough: bool = False) -> None:
    """Search a better plan near a plan: some offers are free, the cumulative units of others stay within a band.

    Where the answer is not what the tangents claimed, they have learned from it, and the search is repeated.

    Args:
        centre: The plan that the tangents in force were drawn around.
        free: Per offer.
        thorough: Whether to try longer where quick ways found nothing before.
    """
    first, values = search.state.problem.first, centre.values
    lower, upper = box(search.state)
    units, opened = first.units[~free], first.opened[~free]
    lower[opened] = upper[opened] = values[opened]
    lower[units] = np.maximum(lower[units], values[units] - BAND)
    upper[units] = np.minimum(upper[units], values[units] + BAND)
    active = free | (values[first.opened[:, -1]] > 0)
    for _ in range(1 + AGAIN):
        claimed = _solved(search, (lower, upper), active, centre, seconds, thorough=thorough)
        found = search.answered
        better = found is not None and found.objective < centre.objective - SPARE
        if better or claimed > centre.objective - WRONG or search.watch.stop() is not None:
            return


def box(state: Sight) -> tuple[Floats, Floats]:
    """Return the bounds of all columns of the master."""
    first, extra = state.problem.first, np.zeros(len(state.largest))
    return np.concatenate([first.lower, extra]), np.concatenate([first.upper, state.largest])


def _programme(search: PlanSearch, at: Separation, limits: tuple[Floats, Floats]) -> Program:
    cuts = [link(at), *search.state.total[-REMEMBERED:], *search.total[-REMEMBERED:], *search.learned, *search.area]
    whole = program(search.state.problem, search.state.layout, cuts, search.state.largest)
    return replace(whole, lower=limits[0], upper=limits[1])


def _refined(search: PlanSearch, at: Separation, limits: tuple[Floats, Floats], active: Bools) -> None:
    """Draw tangents where the linear programme within the limits goes, until it claims no more than is true."""
    for _ in range(REFINING):
        if search.watch.stop() is not None:
            return
        whole = _programme(search, at, limits)
        answer = linear(whole, *in_play(search.state.problem, whole, active), NO_COLUMNS, ROUGH)
        if answer is None:
            return
        cuts = area_cuts(at, tangents(at, answer.values))
        missed = [(cut, -cut.slack(answer.values)) for cut in cuts]
        search.learned.extend(cut for cut, by in missed if by > MISSED / len(missed))
        if sum(by for _, by in missed if by > 0) < MISSED:
            return


def _filled(search: PlanSearch, at: Separation, best: Point) -> Floats:
    """Return a plan with the losses that the tangents' own parts give it."""
    full, layout, found = best.values.copy(), search.state.layout, tangents(at, best.values)
    full[layout.area], full[layout.overspend] = found.loss, found.overspend
    full[layout.total] = best.outcome.value + SPARE
    return full


def _solved(
    search: PlanSearch,
    limits: tuple[Floats, Floats],
    active: Bools,
    near: Point | None,
    seconds: float,
    *,
    thorough: bool = False,
) -> float:
    """Search whole numbers within limits, roughly, and offer the answer; return what it was claimed to come to."""
    if search.at is None:
        return np.inf
    _refined(search, search.at, limits, active)
    whole = _programme(search, search.at, limits)
    columns, rows = in_play(search.state.problem, whole, active)
    start = None
    if near is not None:
        start = _filled(search, search.at, near)
        slack = whole.rows[rows] @ start - whole.row_lower[rows]
        rows = rows[(rows < whole.rows.shape[0] - len(search.area)) | (slack < NEAR)]
    work = Work(seconds=min(seconds, search.watch.left) if search.watch.timed else np.inf, nodes=NODES,
                thorough=thorough, wants_stop=search.watch.wants_stop)  # fmt: skip
    answer = whole_numbers(whole, columns, rows, work, start)
    search.offer(answer)
    return np.inf if answer is None else float(whole.cost @ answer)
