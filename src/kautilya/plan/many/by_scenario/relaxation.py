"""The linear relaxation over all scenarios by L-shaped cuts (Van Slyke and Wets 1969), in parts and as a whole.

For weights w of the scenarios that CVaR admits (`recourse.risk.tail`) the loss of a plan is at least `sum_s w_s loss_s`, a sum
over parts. Each point gives a cut per part at the weights in force and one of the whole loss at its own weights. Points are the
master's and those halfway to the best one (in-out separation, Ben-Ameur and Neto 2007). A pass's bound is computed from the
prices of its rows alone, with room for rounding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from kautilya.plan.decomposition.bounding import admissible, balanced, safe_bound
from kautilya.plan.decomposition.cuts import SAFETY, Cut, matrix
from kautilya.plan.decomposition.master import FREE, Program
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.many.by_scenario.apart import Apart
from kautilya.plan.many.by_scenario.programmes import Answers, Programmes, StoppedError, passed, run
from kautilya.plan.many.by_scenario.tangents import Tangents, part_cuts, possible, tangents, unknown, whole_cut
from kautilya.plan.many.relaxation import boxed, linear
from kautilya.plan.recourse.problem import FirstStage
from kautilya.plan.recourse.risk import tail

RENEWING = 0.25
"""Share of the gap that the weights in force may miss at the best point before they are taken anew."""
STALLED = 0.1
"""Share of the gap by which a pass must raise the bound, or the weights are taken from the master's prices."""
REMEMBERED = 10
"""Points whose cuts are drawn anew then."""
WHOLE_LOSS = 40
"""Cuts of the whole loss that are kept, the newest ones."""
VIOLATED = 1e-7
"""Points by which a cut of a part must raise what the master thought of its point; others are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenarios:
    """First stage and scenarios as one problem."""

    first: FirstStage
    apart: Apart
    programmes: Programmes
    probability: Floats
    risk_weight: float
    risk_level: float
    cutoff: float
    """No plan is sought whose objective is above this; see `tangents.reach`."""
    most: Floats
    """[column of the scenarios]"""

    @property
    def total(self) -> int:
        """The master's column of the whole loss: behind those of the first stage and of the parts."""
        return len(self.first.cost) + self.apart.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A point with its exact value."""

    values: Floats
    """First stage."""
    answers: Answers
    weight: Floats
    """[scenario] of its losses in the objective."""
    objective: float
    """Infinite where some scenario has no answer."""


def judged(of: Scenarios, values: Floats, wants_stop: Callable[[], bool] = lambda: False) -> Judged:
    """Solve the programmes of all scenarios at a point of the first stage."""
    values = values[: len(of.first.cost)]
    found = of.programmes.answers(values, wants_stop)
    density = tail(found.losses, of.probability, of.risk_level)
    weight = (1 - of.risk_weight) * of.probability + of.risk_weight * density
    value = np.inf if found.broken.any() else float(weight @ found.losses)
    return Judged(values=values, answers=found, weight=weight, objective=float(of.first.cost @ values) + value)


@dataclass(slots=True)
class Relaxation:
    """What is known of the linear relaxation so far."""

    of: Scenarios
    best: Judged
    """Fractional, the best so far."""
    weight: Floats
    """[scenario] at which the parts are added up."""
    fixed: tuple[Ints, Floats] | None = None
    """Columns held at values, for prices at a plan's starts."""
    bound: float = 0.0
    """Money and losses are never negative."""
    ceiling: float = np.inf
    """No bound above it is believed: that of the plans worth a look."""
    seen: list[Tangents] = field(default_factory=list)
    part: list[Cut] = field(default_factory=list)
    whole: list[tuple[Cut, Floats]] = field(default_factory=list)
    """With the weights that they were drawn at."""
    possible: list[Cut] = field(default_factory=list)
    """Rows without which some scenario has no answer."""

    @property
    def gap(self) -> float:
        """Between the best fractional point and the bound, relative to the point's value."""
        if not np.isfinite(self.best.objective):
            return np.inf
        return (self.best.objective - self.bound) / max(abs(self.best.objective), 1e-12)

    @property
    def on_losses(self) -> list[Cut]:
        """The cuts on the losses; the first one links the whole loss with its parts."""
        return [_link(self.of), *(cut for cut, _ in self.whole), *self.part]

    def program(self) -> Program:
        """The master in force."""
        of, first = self.of, self.of.first
        cuts = [*self.possible, *self.on_losses]
        extra = of.apart.parts + 1
        base = csr_array((first.rows.data, first.rows.indices, first.rows.indptr), shape=(first.rows.shape[0], of.total + 1))
        lower, upper = (np.concatenate([side, np.full(extra, end)]) for side, end in
                        ((first.lower, 0.0), (first.upper, of.cutoff)))  # fmt: skip
        if self.fixed is not None:
            lower[self.fixed[0]] = upper[self.fixed[0]] = self.fixed[1]
        return Program(
            cost=np.concatenate([first.cost, np.zeros(extra - 1), [1.0]]), lower=lower, upper=upper,
            integer=np.zeros(of.total + 1, dtype=np.int64),
            rows=csr_array(vstack([base, matrix(cuts, of.total + 1)], format="csr")),
            row_lower=np.concatenate([first.row_lower, [cut.least for cut in cuts]]),
            row_upper=np.concatenate([first.row_upper, np.full(len(cuts), FREE)]), base_rows=base.shape[0],
        )  # fmt: skip

    def draw(self, point: Judged, at: Floats | None = None) -> None:
        """Add the cuts of a point.

        Args:
            at: The master's point: cuts of parts that it keeps are left out.
        """
        of = self.of
        found = tangents(of.apart, of.most, point.answers)
        self.seen = [*self.seen[-REMEMBERED:], found]
        self._add(whole_cut(of.apart, found, point.weight, of.total), point.weight)
        self.part.extend(cut for cut in self.by_part(found) if at is None or cut.slack(at) < -VIOLATED)
        self.possible.extend(unknown(self.possible, possible(of.apart, found, point.values)))

    def renew(self, price: Floats, before: float) -> None:
        """Take other weights where those in force miss much of the best point's value, or lead nowhere.

        Every bound of the whole loss was drawn at weights of its own; their mean at the master's prices is admissible again.
        What the parts gave so far is kept as one bound of the whole loss, their cuts added up at their prices.

        Args:
            price: Of the cuts on the losses.
            before: The bound before the last pass.
        """
        best, gap = self.best, self.best.objective - self.bound
        if not np.isfinite(gap) or not price[0] > 0:
            return
        if float((best.weight - self.weight) @ best.answers.losses) > RENEWING * gap:
            weight = best.weight
        elif self.bound - before < STALLED * gap:
            share = price[: 1 + len(self.whole)] / price[: 1 + len(self.whole)].sum()
            weight = share @ np.stack([self.weight, *(weight for _, weight in self.whole)])
        else:
            return
        self._add(_added_up(self.of, self.part, price[1 + len(self.whole) :] / price[0]), self.weight)
        self.weight = weight
        self.part = [cut for found in self.seen for cut in self.by_part(found)]

    def _add(self, cut: Cut, weight: Floats) -> None:
        self.whole = [*self.whole, (cut, weight)][-WHOLE_LOSS:]

    def by_part(self, found: Tangents) -> list[Cut]:
        """Return the cuts of all parts at the weights in force."""
        column = len(self.of.first.cost) + np.arange(self.of.apart.parts, dtype=np.int64)
        return list(part_cuts(self.of.apart, found, self.weight, column))


def with_cost(state: Relaxation, cost: Floats, plan: Judged) -> None:
    """Give the first stage another cost: every cut still holds; begin from a plan or the best point so far.

    The bound is then one of plans whose need alone is at most the cutoff.
    """
    state.of = replace(state.of, first=replace(state.of.first, cost=cost))
    known = [one for one in (state.best, plan) if np.isfinite(one.objective)]
    again = [replace(one, objective=float(cost @ one.values + one.weight @ one.answers.losses)) for one in known]
    state.best, state.bound, state.ceiling = min(again, key=lambda one: one.objective), 0.0, np.inf


def _link(of: Scenarios) -> Cut:
    """Return the row that bounds the whole loss by its parts."""
    columns = np.arange(len(of.first.cost), of.total + 1)[::-1]
    return Cut(columns, np.concatenate([[1.0], np.full(of.apart.parts, -1.0)]), -SAFETY)


def _added_up(of: Scenarios, part: Sequence[Cut], share: Floats) -> Cut:
    """Return the cuts of parts as one of the whole loss; the shares of a part's cuts add up to at most 1."""
    total = np.zeros(of.total + 1)
    for cut, much in zip(part, share.tolist(), strict=True):
        total[cut.columns] += much * cut.values
    total[len(of.first.cost) :] = 0.0
    used = np.flatnonzero(total)
    least = float(share @ np.array([cut.least for cut in part])) - SAFETY
    return Cut(np.concatenate([[of.total], used]), np.concatenate([[1.0], total[used]]), least)


def begin(of: Scenarios, best: Judged, rows: list[Cut]) -> Relaxation:
    """Start from a point.

    Args:
        rows: On what is decided, without which some scenario has no answer; more of them are added.
    """
    state = Relaxation(of, best, best.weight, possible=rows, ceiling=of.cutoff)
    state.draw(best)
    return state


def solved(state: Relaxation, *, vertex: bool = False) -> tuple[Floats, Floats] | None:
    """Solve the master and renew the bound; return its values and safe prices of its rows, or None without an answer."""
    whole = state.program()
    found = linear(whole, vertex=vertex)
    if found is None:
        return None
    price = balanced(state.on_losses, admissible(whole, found[1]), state.of.total)
    state.bound = max(state.bound, min(state.ceiling, safe_bound(boxed(state.of.first), whole, price)))
    return found[0], price


def step(state: Relaxation, wants_stop: Callable[[], bool] = lambda: False, *, vertex: bool = False) -> bool:
    """Solve the master, and add the cuts at its point and halfway to the best one; tell whether to go on.

    Args:
        vertex: Whether the master's point is to be a vertex, exact but far from others; else one inside the optimal face.
    """
    before, found = state.bound, solved(state, vertex=vertex)
    if found is None:
        return False
    values, price = found
    points = [values[: len(state.of.first.cost)]]
    if np.isfinite(state.best.objective):
        points.append((points[0] + state.best.values) / 2)
    try:
        new = [judged(state.of, point, wants_stop) for point in points]
    except StoppedError:
        return False
    state.best = min([state.best, *new], key=lambda one: one.objective)
    state.renew(price[-len(state.on_losses) :], before)
    for one in new:
        state.draw(one, values)
    return True


def is_impossible(state: Relaxation) -> bool:
    """Tell whether the solver proves, without presolve and with it, that no point keeps the rows of the master."""
    whole = state.program()
    for presolve in ("off", "choose"):
        highs = passed(whole.rows, np.zeros_like(whole.cost), (whole.lower, whole.upper), (whole.row_lower, whole.row_upper))
        highs.setOptionValue("presolve", presolve)
        if run(highs) is not None:
            return False
    return True


def at_starts(state: Relaxation, plan: Judged) -> Relaxation:
    """Return the relaxation with a plan's starts, its cuts and those of the plan."""
    started = state.of.first.opened.ravel()
    held = replace(state, best=plan, bound=0.0, fixed=(started, plan.values[started]), part=[], whole=list(state.whole),
                   possible=list(state.possible), weight=plan.weight)  # fmt: skip
    held.draw(plan)
    held.part = [cut for found in held.seen for cut in held.by_part(found)]
    return held
