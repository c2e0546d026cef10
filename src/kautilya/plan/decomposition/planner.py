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

FIRST_SECONDS, FIRST_NODES = 40.0, 60
FIRST_SHARE = 0.25
"""Share of a limit of time that a search with most starts fixed may take."""
NEAR_SECONDS, NEAR_NODES = 20.0, 30
FREE = 12
"""Offers that are free in a search near the best plan."""
BAND = 2.0
TRIED, LEAST, MOST = 2_000_000, 100, 4000
"""Moves of a polishing times scenarios, and least and most moves."""
SEARCHED = 2
"""Sights from which whole numbers are searched: the rough one, and one with cuts on starts."""
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


@dataclass(slots=True)
class Planner:
    """The search for plans, a step at a time; what it does depends on its sights and the number of its steps alone."""

    plans: PlanSearch
    log: list[Entry] = field(default_factory=list)
    looks: int = 0
    """Sights that whole numbers have been searched from."""
    fresh: bool = False
    rough: bool = False
    """Whether the best plan is to be polished."""
    renewed: Point | None = None

    def look(self, seen: Sight) -> None:
        """Take a new sight of the relaxation."""
        self.plans.state, self.fresh = seen, True

    def begin(self, values: Floats) -> None:
        """Take a plan to begin with, such as doing nothing."""
        self.plans.offer(values)
        self.plans.seen.clear()
        self._noted()

    def take(self, known: Entry) -> None:
        """Take a plan that somebody else found, where it is better than all here."""
        if not self.log or known.objective < self.log[-1].objective:
            layout = self.plans.state.layout
            self.plans.offer(np.concatenate([known.values, np.zeros(layout.count - len(known.values))]))
            self._noted()
            self.rough = False

    def warm(self) -> None:
        """Have the compiled loops ready: where they were not compiled before, that takes a while."""
        problem = sampled(self.plans.state.problem)
        search = local_search.begin(problem, self.log[-1].values, 0) if self.log else None
        if search is not None:
            search.run(np.full(1, HEAT))

    def step(self) -> None:
        """Take the next step, and note a better plan."""
        plans, watch = self.plans, self.plans.watch
        if self.looks == 0:
            rounded_down(plans)
            self._mended()
            self.looks = 1
        elif self.rough:
            self.rough = False
            self._polish()
        elif self.fresh and self.looks <= SEARCHED:
            rounded(plans, min(FIRST_SECONDS, FIRST_SHARE * watch.effort.seconds), FIRST_NODES)
            self.looks, self.fresh = self.looks + 1, False
        elif plans.best is not None:
            if self.renewed is not plans.best:
                plans.renew(plans.best)
                self.renewed = plans.best
            improved(plans, neighbours(plans), BAND, NEAR_SECONDS, NEAR_NODES)
        watch.step()
        self.rough = self._noted() and self.looks > 1

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

    def _polish(self) -> None:
        """Try small changes of the best plan with its exact value."""
        plans = self.plans
        problem = sampled(plans.state.problem, plans.watch.steps)
        if plans.best is None:
            return
        search = local_search.begin(problem, plans.best.values, 1 + 1000 * plans.watch.effort.seed + plans.watch.steps)
        if search is None:
            return
        self._run(search, plans.best.values, HEAT)


def likely_orders(first: FirstStage, values: Floats, least: float) -> Ints:
    """Return the orders [offer, year] of a point in whole units, of the offers whose start is at least so likely in the end."""
    yearly = np.rint(np.diff(values[first.units], prepend=0.0)) * (values[first.opened[:, -1:]] >= least)
    start = (np.arange(yearly.shape[1]) == (yearly > 0).argmax(axis=1)[:, None]) & (yearly > 0)
    yearly = np.where(start, np.maximum(yearly, first.lot[:, None]), yearly)
    return np.asarray(np.clip(yearly, 0, first.rate[:, None]), dtype=np.int64)


def neighbours(plans: PlanSearch) -> Bools:
    """Choose the offers of one area, drawn at random, and some others that the plan or the relaxation starts."""
    problem, draw = plans.state.problem, np.random.default_rng([plans.watch.effort.seed, plans.watch.steps, 1])
    opened = problem.first.opened[:, -1]
    share = np.zeros(len(opened)) if plans.state.values is None else plans.state.values[opened]
    likely = share > 0.02  # a start that the relaxation hardly uses
    if plans.best is not None:
        likely |= plans.best.values[opened] > 0
    area = int(draw.integers(problem.recourse.shape[1]))
    here = np.array([offer for offer, c, _ in problem.recourse.supplied if c == area], dtype=np.int64)
    free = np.zeros(len(opened), dtype=np.bool_)
    free[here[likely[here]]] = True
    others = np.flatnonzero(likely & ~free)
    free[draw.permutation(others)[: max(0, FREE - int(free.sum()))]] = True
    return free
