"""All that is asked about a plan, in one answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kautilya.plan.case import Case
from kautilya.plan.explain.adopting import ROUNDS, At, BetterFoundError, Follower, Looking
from kautilya.plan.explain.alternatives import DIFFER, next_best
from kautilya.plan.explain.comparable import comparable
from kautilya.plan.explain.frontiers import frontier
from kautilya.plan.explain.loosening import loosened
from kautilya.plan.explain.prices import prices, terms
from kautilya.plan.explain.result import Alternative, Explanation, Frontier, Price, Why
from kautilya.plan.explain.rivals import PROBES, at_most, why
from kautilya.plan.explain.searching import BROKEN_OFF, BrokenOffError
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solver import NothingFoundError, UnsolvedError

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
        ValueError: The plan is one of another case, or cannot be compared with those that are searched (`comparable`).
        KeyError: The case has no such offer, or there is no such frontier.
    """
    _check(case, plan, asked, futures)
    by = Follower(told=told)
    return _answered(Looking(case=case, plan=plan, effort=effort, futures=futures, by=by, adopts=False), asked, ())


def explained(
    case: Case, plan: Plan, asked: Questions, *, effort: Effort = QUICK, futures: Sequence[Scenario] | None = None,
    by: Follower | None = None,
) -> tuple[Plan, Explanation]:  # fmt: skip
    """Return the best plan that the questions come upon, or the one given, with the answers to all of them about it.

    Once a search finds a plan that keeps all limits of the case and is better, that plan, planned on with the effort of the
    one given, takes its place, and the questions are asked anew; after `ROUNDS` such plans `better` tells of one more.
    `unanswered` names the questions that are not answered about the plan returned, and why: broken off, or a search found
    nothing. Other arguments and errors are those of `explain`.

    Args:
        by: Told of each search and each better plan; may break the questions off.
    """
    _check(case, plan, asked, futures)
    by = by or Follower()
    again = Looking(case=case, plan=plan, effort=effort, futures=futures, by=by, adopts=True)
    replaced: list[float] = []
    while True:
        again.adopts = len(replaced) < ROUNDS
        try:
            return again.plan, _answered(again, asked, tuple(replaced))
        except BetterFoundError as better:
            replaced.append(again.plan.objective.total)
            again.explain(better.plan)
            if by.adopted is not None:
                by.adopted(better.plan)


def _check(case: Case, plan: Plan, asked: Questions, futures: Sequence[Scenario] | None) -> None:
    comparable(case, plan, futures)
    for offer_id in (name for pair in asked.whys for name in pair):
        case.offer(offer_id)


def _answered(again: Looking, asked: Questions, replaced: tuple[float, ...]) -> Explanation:
    """Answer the questions about the plan of a search until the user breaks them off; one that finds nothing ends no other."""
    given, plan, answers = _questions(again.case, asked), again.plan, _Answers()
    unanswered = list[str]()
    for number, one in enumerate(given, 1):
        again.ask(one.doing, number, len(given), one.at_most)
        try:
            one.answer(again, answers)
        except BrokenOffError:
            unanswered += [f"{left.doing} ({BROKEN_OFF})" for left in given[number - 1 :]]
            break
        except (NothingFoundError, UnsolvedError) as why_not:
            unanswered.append(f"{one.doing} ({why_not})")
    return Explanation(
        case_digest=plan.case_digest, value=plan.objective.total, bound=plan.bound,
        prices=answers.prices, whys=tuple(answers.whys), alternatives=answers.alternatives,
        frontiers=tuple(answers.frontiers), better=again.best if again.best < plan.objective.total else None, replaced=replaced,
        effort=again.effort, versions=plan.versions, terms=terms(plan), differ=asked.differ, searches=again.searches,
        unanswered=tuple(unanswered),
    )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Answers:
    """Those that are complete."""

    alternatives: tuple[Alternative, ...] = ()
    whys: list[Why] = field(default_factory=list)
    frontiers: list[Frontier] = field(default_factory=list)
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    doing: str
    """What it asks for, in words."""
    answer: Callable[[Looking, _Answers], None]
    at_most: int | None = None
    """Searches that it can take; None where that depends on what they find."""


def _questions(case: Case, asked: Questions) -> Sequence[_Question]:
    """Return all questions; those first that come upon better plans most often."""
    given = []
    if asked.alternatives:
        given.append(_Question(doing="the next-best plans", answer=_alternatives(asked)))
    for chosen, rival in asked.whys:
        most = at_most(case, chosen, rival, probes=asked.probes)
        given.append(_Question(doing=f"why {chosen} and not {rival}", answer=_why(chosen, rival, asked), at_most=most))
    given += [_Question(doing=f"points against {of}", answer=_frontier(of)) for of in asked.frontiers]
    if asked.limits:
        given.append(_Question(doing="what each limit costs", answer=_prices, at_most=sum(1 for _ in loosened(case))))
    return given


def _alternatives(asked: Questions) -> Callable[[Looking, _Answers], None]:
    def answer(again: Looking, answers: _Answers) -> None:
        answers.alternatives = next_best(
            again.case, again.plan, again, asked.alternatives, differ=asked.differ, known=again.known
        )

    return answer


def _why(chosen: str, rival: str, asked: Questions) -> Callable[[Looking, _Answers], None]:
    def answer(again: Looking, answers: _Answers) -> None:
        answers.whys.append(why(again.case, again.plan, chosen, rival, again, probes=asked.probes, known=again.known))

    return answer


def _frontier(of: str) -> Callable[[Looking, _Answers], None]:
    def answer(again: Looking, answers: _Answers) -> None:
        answers.frontiers.append(frontier(of, again.case, again.plan, again, known=again.known))

    return answer


def _prices(again: Looking, answers: _Answers) -> None:
    answers.prices = tuple(prices(again.case, again.plan, again))
