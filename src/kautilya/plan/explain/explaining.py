"""All that is asked about a plan, in one answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.explain.adopting import ROUNDS, At, BetterFoundError, Watched
from kautilya.plan.explain.alternatives import DIFFER, next_best
from kautilya.plan.explain.frontiers import frontier
from kautilya.plan.explain.loosening import loosened
from kautilya.plan.explain.prices import prices, terms
from kautilya.plan.explain.result import Explanation
from kautilya.plan.explain.rivals import PROBES, at_most, why
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
    told: Callable[[At], None] | None = None,
) -> Explanation:  # fmt: skip
    """Answer the questions about a plan of a case, one after the other; every answer plans the case again.

    Args:
        effort: Work limit of each search; the intervals are as wide as the gaps that it leaves.
        futures: The scenarios that the plan was made for, instead of those drawn from the case's seed.
        told: Called before each search with which question it is for, and how many there were.

    Raises:
        ValueError: The plan is one of another case.
        KeyError: The case has no such offer, or there is no such frontier.
    """
    _check(case, plan, asked)
    return _answered(Watched(case=case, plan=plan, effort=effort, futures=futures, told=told, adopts=False), asked, ())


def explained(
    case: Case, plan: Plan, asked: Questions, *, effort: Effort = QUICK, futures: Sequence[Scenario] | None = None,
    told: Callable[[At], None] | None = None,
) -> tuple[Plan, Explanation]:  # fmt: skip
    """Return the best plan that the questions come upon, or the one given, with the answers to all of them about it.

    Once a search finds a plan that keeps all limits of the case and is better, that plan, planned on with the effort of the one
    given, takes its place, and the questions are asked anew; after `ROUNDS` such plans `better` tells of one more. Arguments
    and errors are those of `explain`.
    """
    _check(case, plan, asked)
    again = Watched(case=case, plan=plan, effort=effort, futures=futures, told=told, adopts=True)
    replaced: list[float] = []
    while True:
        again.adopts = len(replaced) < ROUNDS
        try:
            return again.plan, _answered(again, asked, tuple(replaced))
        except BetterFoundError as better:
            replaced.append(again.plan.objective.total)
            again.explain(better.plan)


def _check(case: Case, plan: Plan, asked: Questions) -> None:
    if plan.case_digest != digest(case):
        raise ValueError(f"the plan is of case {plan.case_digest}, not of {digest(case)}")
    for offer_id in (name for pair in asked.whys for name in pair):
        case.offer(offer_id)


def _answered(again: Watched, asked: Questions, replaced: tuple[float, ...]) -> Explanation:
    """Answer all questions about the plan of a search; those first that come upon better plans most often."""
    case, plan = again.case, again.plan
    asks = _Asks(again=again, of=bool(asked.alternatives) + len(asked.whys) + len(asked.frontiers) + asked.limits)
    if asked.alternatives:
        asks.begin("the next-best plans")
    alternatives = next_best(case, plan, again, asked.alternatives, differ=asked.differ, known=again.known)
    whys = []
    for chosen, rival in asked.whys:
        asks.begin(f"why {chosen} and not {rival}", at_most(case, chosen, rival, probes=asked.probes))
        whys.append(why(case, plan, chosen, rival, again, probes=asked.probes, known=again.known))
    frontiers = []
    for of in asked.frontiers:
        asks.begin(f"points against {of}")
        frontiers.append(frontier(of, case, plan, again, known=again.known))
    if asked.limits:
        asks.begin("what each limit costs", sum(1 for _ in loosened(case)))
    return Explanation(
        case_digest=plan.case_digest, value=plan.objective.total, bound=plan.bound,
        prices=tuple(prices(case, plan, again)) if asked.limits else (), whys=tuple(whys), alternatives=alternatives,
        frontiers=tuple(frontiers), better=again.best if again.best < plan.objective.total else None, replaced=replaced,
        effort=again.effort, versions=plan.versions, terms=terms(plan), differ=asked.differ, searches=again.searches,
    )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Asks:
    """Counts the questions as they are asked."""

    again: Watched
    of: int
    number: int = 0

    def begin(self, doing: str, at_most: int | None = None) -> None:
        self.number += 1
        self.again.ask(doing, self.number, self.of, at_most)
