"""The steps of the search for plans: round, search whole numbers, and polish, from what is seen of the relaxation."""

from dataclasses import dataclass, field

import numpy as np

from kautilya.plan.decomposition import local_search
from kautilya.plan.decomposition.plans import PlanSearch, improved, rounded, rounded_down
from kautilya.plan.decomposition.relaxation import Point
from kautilya.plan.decomposition.sampling import sampled
from kautilya.plan.decomposition.sight import Sight
from kautilya.plan.figures import Bools, Floats, Ints
from kautilya.plan.recourse.problem import FirstStage

FIRST_SECONDS = 40.0
FIRST_SHARE = 0.25
"""Share of a limit of time that a search with most starts fixed may take."""
NEAR_SECONDS = 20.0
FREE, MORE, PATIENCE, MOST_FREE = 12, 3, 3, 24
"""Offers that are free in a search near the best plan; how many more after so many failures, and most."""
BY_AREA, ALIKE = 0.5, 1e-3
"""How often the free offers are those of an area; what is added to the years by which starts of plan and relaxation differ."""
TRIED, LEAST, MOST = 1_000_000, 100, 4000
"""Moves of a polishing times scenarios, and least and most moves."""
CLOSE, SAME, LITTLE = 0.05, 1e-6, 2e-3
"""Points by which the answer of a search may be worse than the best plan and still be polished and gone on from; by which plans
differ at least; and by which a plan must be better than that before for it to be polished."""
ASTRAY = 12
"""Failures after which the search returns to the best plan."""
ANEW = 2
"""The sight from which all begins anew, without a search with the likely starts fixed: it takes long, and the searches near its
answer hardly leave the starts that it fixed."""
HEAT = 4e-4
"""Points by which a plan that polishing keeps may be worse at first, on average."""
HOT = 0.005
"""The same for a plan that was rounded and mended."""

TAKEN = (0.15, 0.3)
"""Starts from which offers are taken into a plan that is rounded and mended."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan that was the best when it was found."""

    step: int
    objective: float
    values: Floats
    """Of the first stage's columns."""


def better(found: list[Entry], log: list[Entry]) -> list[Entry]:
    """Return those plans that are better than the last one of a log, which is its best."""
    best = log[-1].objective if log else np.inf
    return [entry for entry in found if entry.objective < best]


@dataclass(slots=True)
class Planner:
    """The search for plans, a step at a time; what it does depends on its sights and the number of its steps alone."""

    plans: PlanSearch
    log: list[Entry] = field(default_factory=list)
    sights: int = 0
    begun: bool = False
    """Whether the relaxation's orders have been rounded and mended."""
    fresh: bool = False
    rough: bool = False
    """Whether the best plan is to be polished."""
    renewed: Point | None = None
    failed: int = 0
    """Searches that found no better plan than the best, one after the other."""
    centre: Point | None = None
    """The plan to go on from; None for the best one."""

    def look(self, seen: Sight) -> None:
        """Take a new sight of the relaxation; from the second one, which is far better than the first, begin anew."""
        self.sights, self.fresh = self.sights + 1, True
        if self.sights == ANEW:
            self.plans = PlanSearch(seen, self.plans.watch)
            self.begun, self.rough, self.renewed, self.centre, self.failed = False, False, None, None, 0
        self.plans.state = seen

    def begin(self, values: Floats) -> None:
        """Take a plan to begin with, such as doing nothing."""
        self.plans.offer(values)
        self.plans.seen.clear()
        self._noted()

    def take(self, known: Entry) -> None:
        """Take a plan that somebody else found, where it is better than all here."""
        if not self.log or known.objective < self.log[-1].objective:
            self._resume(known)
            self._noted()

    def _resume(self, known: Entry) -> None:
        self.plans.offer(np.concatenate([known.values, np.zeros(self.plans.state.layout.count - len(known.values))]))
        self.rough, self.centre, self.failed = False, None, 0

    def warm(self) -> None:
        """Have the compiled loops ready: where they were not compiled before, that takes a while."""
        problem = sampled(self.plans.state.problem)
        search = local_search.begin(problem, self.log[-1].values, 0) if self.log else None
        if search is not None:
            search.run(np.full(1, HEAT))

    def step(self) -> None:
        """Take the next step, and note a better plan."""
        plans, watch = self.plans, self.plans.watch
        before, mending = np.inf if plans.best is None else plans.best.objective, not self.begun
        if mending:
            rounded_down(plans)
            self._mended()
            self.begun = True
        elif self.rough:
            self.rough = False
            if plans.best is not None:
                self._polish(plans.best)
        elif self.fresh and self.sights < ANEW:
            rounded(plans, min(FIRST_SECONDS, FIRST_SHARE * watch.effort.seconds))
            self.fresh = False
        elif plans.best is not None:
            self._near(plans.best)
        elif self.log:
            self._resume(self.log[-1])
        watch.step()
        self._noted()
        self.rough = plans.best is not None and not mending and plans.best.objective < before - LITTLE

    def _near(self, best: Point) -> None:
        """Search whole numbers near the plan in hand; polish an answer that is nearly as good as the best."""
        plans, centre = self.plans, self.centre or best
        if self.renewed is not centre:
            plans.renew(centre)
            self.renewed = centre
        free = min(MOST_FREE, FREE + MORE * (self.failed // PATIENCE))
        improved(plans, centre, neighbours(plans, centre, free), NEAR_SECONDS, thorough=self.failed > 0)
        found = plans.answered
        if plans.best is best and found is not None and SAME < found.objective - best.objective < CLOSE:
            self._polish(found)
        self._moved(best, centre, plans.answered)

    def _moved(self, best: Point, centre: Point, found: Point | None) -> None:
        """Choose the plan to go on from: the best one, or after failures one that is nearly as good, for a while."""
        self.failed += 1
        if self.plans.best is not best or self.failed >= ASTRAY:
            self.centre, self.failed = None, 0
            return
        going = self.failed % PATIENCE == 0 or (found is not None and found.objective < centre.objective - SAME)
        if going and found is not None and SAME < found.objective - best.objective < CLOSE:
            self.centre = found

    def _noted(self) -> bool:
        best = self.plans.best
        if best is None or (self.log and best.objective >= self.log[-1].objective):
            return False
        first = len(self.plans.state.problem.first.cost)
        self.log.append(Entry(self.plans.watch.steps, best.objective, best.values[:first]))
        return True

    def _mended(self) -> None:
        """Round the relaxation's orders, mend what then breaks a limit, and improve on that."""
        plans = self.plans
        values, first = plans.state.values, plans.state.problem.first
        if values is None:
            return
        seed = 1000 * plans.watch.effort.seed
        for least in TAKEN:
            order = likely_orders(first, values, least)
            search = local_search.mended(sampled(plans.state.problem), np.rint(values), order, seed)
            if search is not None:
                self._run(search, values, HOT)

    def _run(self, search: local_search.LocalSearch, values: Floats, heat: float) -> None:
        """Let a local search run for some moves, and offer its best plan."""
        plans, problem = self.plans, self.plans.state.problem
        moves = int(np.clip(TRIED // len(search.future.probability), LEAST, MOST))
        for left in range(moves, 0, -LEAST):
            if plans.watch.wants_stop() or plans.watch.left <= 0:
                break
            search.run(np.full(LEAST, heat * left / moves))
        found = np.rint(values)
        found[problem.first.units] = search.course.best.cumsum(axis=1)
        plans.offer(found)

    def _polish(self, point: Point) -> None:
        """Try small changes of a plan with its exact value."""
        plans = self.plans
        problem = sampled(plans.state.problem, plans.watch.steps)
        search = local_search.begin(problem, point.values, 1 + 1000 * plans.watch.effort.seed + plans.watch.steps)
        if search is not None:
            self._run(search, point.values, HEAT)


def likely_orders(first: FirstStage, values: Floats, least: float) -> Ints:
    """Return the orders [offer, year] of a point in whole units, of the offers whose start is at least so likely in the end."""
    yearly = np.rint(np.diff(values[first.units], prepend=0.0)) * (values[first.opened[:, -1:]] >= least)
    start = (np.arange(yearly.shape[1]) == (yearly > 0).argmax(axis=1)[:, None]) & (yearly > 0)
    yearly = np.where(start, np.maximum(yearly, first.lot[:, None]), yearly)
    return np.asarray(np.clip(yearly, 0, first.rate[:, None]), dtype=np.int64)


def neighbours(plans: PlanSearch, centre: Point, count: int) -> Bools:
    """Choose some offers that plan or relaxation starts: those of an area, or those on which the two differ, and others."""
    problem, draw = plans.state.problem, np.random.default_rng([plans.watch.effort.seed, plans.watch.steps, 1])
    opened = problem.first.opened
    share = np.zeros(opened.shape) if plans.state.values is None else plans.state.values[opened]
    mine = centre.values[opened]
    likely = np.maximum(share[:, -1], mine[:, -1]) > 0.02  # less is a start that the relaxation hardly uses
    free = np.zeros(len(opened), dtype=np.bool_)
    if not likely.any():
        return free
    if draw.random() < BY_AREA:
        area = int(draw.integers(problem.recourse.shape[1]))
        here = np.array([offer for offer, c, _ in problem.recourse.supplied if c == area], dtype=np.int64)
        free[here[likely[here]]] = True
    else:
        apart = np.where(likely, np.abs(share - mine).sum(axis=1) + ALIKE, 0.0)
        free[draw.choice(len(free), min(count, int(likely.sum())), replace=False, p=apart / apart.sum())] = True
    others = np.flatnonzero(likely & ~free)
    free[draw.permutation(others)[: max(0, count - int(free.sum()))]] = True
    return free
