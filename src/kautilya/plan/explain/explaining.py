"""All that is asked about a plan, in one answer."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.explain.alternatives import DIFFER, next_best
from kautilya.plan.explain.frontiers import frontier
from kautilya.plan.explain.prices import prices, terms
from kautilya.plan.explain.result import Explanation
from kautilya.plan.explain.rivals import PROBES, why
from kautilya.plan.explain.searching import Search, search
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario

QUICK = Effort(gap=0.002, max_nodes=20)
"""Work limit of each search: they begin with the plan that is explained, and many are needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What to explain."""

    limits: bool = True
    """Whether to price the limits."""
    whys: tuple[tuple[str, str], ...] = ()
    """Pairs: why the first offer and not the second."""
    alternatives: int = 0
    """How many next-best plans."""
    differ: float = DIFFER
    frontiers: tuple[str, ...] = ()
    probes: int = PROBES


def explain(
    case: Case, plan: Plan, asked: Questions, *, effort: Effort = QUICK, futures: Sequence[Scenario] | None = None,
    told: Callable[[int], None] | None = None,
) -> Explanation:  # fmt: skip
    """Answer the questions about a plan of a case, one after the other; every answer plans the case again.

    Args:
        effort: Work limit of each search; the intervals are as wide as the gaps that it leaves.
        futures: The scenarios that the plan was made for, instead of those drawn from the case's seed.
        told: Called before each search with how many there were.

    Raises:
        ValueError: The plan is one of another case.
        KeyError: The case has no such offer, or there is no such frontier.
    """
    if plan.case_digest != digest(case):
        raise ValueError(f"the plan is of case {plan.case_digest}, not of {digest(case)}")
    for offer_id in (name for pair in asked.whys for name in pair):
        case.offer(offer_id)
    again = _Counted(case, search(effort, start=plan, futures=futures, told=told))
    answers = {
        "prices": tuple(prices(case, plan, again)) if asked.limits else (),
        "whys": tuple(why(case, plan, chosen, rival, again, probes=asked.probes) for chosen, rival in asked.whys),
        "alternatives": next_best(case, plan, again, asked.alternatives, differ=asked.differ),
        "frontiers": tuple(frontier(of, case, plan, again) for of in asked.frontiers),
    }
    return Explanation(
        case_digest=plan.case_digest, value=plan.objective.total, bound=plan.bound,
        better=again.best if again.best < plan.objective.total else None, effort=effort, versions=plan.versions,
        terms=terms(plan), differ=asked.differ, searches=again.searches,
        **answers,  # type: ignore[arg-type]  # values of different types by name
    )  # fmt: skip


class _Counted:
    """A search that counts how often it is asked, and keeps the best value of the case itself."""

    def __init__(self, case: Case, again: Search) -> None:
        self._case, self._again = case, again
        self.searches, self.best = 0, math.inf

    def __call__(self, case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:
        self.searches += 1
        found = self._again(case, also) if start is None else self._again(case, also, start)
        if found is not None and case == self._case:
            self.best = min(self.best, found.objective.total)
        return found
