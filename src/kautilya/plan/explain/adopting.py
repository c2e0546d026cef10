"""Better plans that questions come upon: what is searched for an answer may also be a plan of the case, and a better one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import NamedTuple

from kautilya.plan.bounds import with_bound
from kautilya.plan.case import Case
from kautilya.plan.evaluate import worth_of
from kautilya.plan.explain.searching import Search, decisions, search
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solve import solve
from kautilya.plan.solver import NothingFoundError, UnsolvedError

SAME = 1e-6
"""Points by which two values differ from rounding alone."""
ROUNDS = 25
"""So often at most a better plan takes the place of the one that is explained."""


class BetterFoundError(Exception):
    """A search came upon a better plan of the case than the one that is explained, so the questions are asked of that one."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"a plan of {plan.objective.total:.3f} points")
        self.plan = plan


class At(NamedTuple):
    """Where the answers are, before a search."""

    searches: int
    """How many there were for all questions."""
    doing: str = ""
    """The question, in words; blank where only searches are counted."""
    question: int = 0
    """Its number, from 1."""
    questions: int = 0
    search: int = 0
    """The number of the search that begins, for this question, from 1."""
    at_most: int | None = None
    """Searches that the question can take; None where that depends on what they find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Who follows the questions, and who may break them off."""

    told: Callable[[At], None] | None = None
    """Called before each search with which question it is for, and how many there were."""
    adopted: Callable[[Plan], None] | None = None
    """Called with each plan that takes the place of the one that is explained."""
    wants_stop: Callable[[], bool] | None = None
    """Asked now and then; once it says so, no more is searched and the answers are those that are complete."""


@dataclass(slots=True, kw_only=True)
class Looking:
    """A search that counts how often it is asked, and looks whether what it finds is a better plan of the case itself."""

    case: Case
    plan: Plan
    """That is explained."""
    effort: Effort
    futures: Sequence[Scenario] | None
    by: Follower
    adopts: bool
    """Whether a better plan ends the search with `BetterFoundError`; otherwise its value is kept."""
    searches: int = 0
    best: float = 0.0
    """Least value known of a plan of the case."""
    known: list[Plan] = field(default_factory=list)
    """Plans of the case itself that were found, and those that were to be explained."""
    looked: float = 0.0
    """Seconds that planning anew from what was found has taken."""
    _at: At = field(init=False, default=At(0))
    _whole: Effort = field(init=False)
    """With which the first plan was made: its time is that of all planning anew together."""
    _again: Search = field(init=False)
    _drawn: Sequence[Scenario] = field(init=False)

    def __post_init__(self) -> None:
        self._drawn = scenarios(self.case) if self.futures is None else self.futures
        self._whole = self.plan.effort
        self.explain(self.plan)

    def explain(self, plan: Plan) -> None:
        """Begin each search from now on with another plan."""
        self.plan, self.best = plan, plan.objective.total
        self.known.append(decisions(plan))
        self._again = search(self.effort, start=plan, futures=self.futures, wants_stop=self.by.wants_stop)

    def ask(self, doing: str, question: int, questions: int, at_most: int | None) -> None:
        """Say which question the searches from now on are for."""
        self._at = At(self.searches, doing, question, questions, 0, at_most)

    def __call__(self, case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:
        """Search (`searching.Search`) and look at what is found.

        Raises:
            BetterFoundError: It is a better plan of the case.
            BrokenOffError: The user wants no more searches.
        """
        if self.by.told is not None:
            self._at = self._at._replace(searches=self.searches, search=self._at.search + 1)
            self.by.told(self._at)
        self.searches += 1
        found = self._again(case, also) if start is None else self._again(case, also, start)
        if found is not None and found.case_digest == self.plan.case_digest:
            self.known.append(decisions(found))
        if found is not None and self._worth(found) < self.best - SAME:
            self._look(found)
        return found

    def _worth(self, found: Plan) -> float:
        """Return what a plan, perhaps of a changed case, is worth in the case itself; infinity where it breaks a limit."""
        if found.case_digest == self.plan.case_digest:
            return found.objective.total
        return worth_of(self.case, self._drawn, found)

    def _look(self, found: Plan) -> None:
        """Plan the case anew from what was found, without whatever the question changed; keep or hand on a better plan.

        A bound on the plan before holds for the better one too, as both are of one case and of the same scenarios
        (`comparable`), and is kept where it is the higher.
        It is told with the whole effort, that of all planning anew together.
        Where planning anew comes to nothing, the value of what was found is kept.
        """
        self.searches += 1
        began = perf_counter()
        try:
            anew = solve(self.case, effort=self._left(), futures=self.futures, start=found, wants_stop=self.by.wants_stop)
        except (NothingFoundError, UnsolvedError):
            self.best = self._worth(found)
            return
        finally:
            self.looked += perf_counter() - began
        if anew.objective.total >= self.best - SAME:
            return
        self.best = anew.objective.total
        if self.adopts:
            better = with_bound(anew, max(anew.bound, self.plan.bound))
            raise BetterFoundError(replace(better, versions=self.plan.versions, effort=self._whole))

    def _left(self) -> Effort:
        """Return the effort of the first plan with what is left of its time, if it has a limit of time."""
        limit = self._whole.time_limit
        return self._whole if limit is None else replace(self._whole, time_limit=max(0.0, limit - self.looked))
