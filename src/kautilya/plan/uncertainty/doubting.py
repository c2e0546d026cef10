"""All that is asked about a plan's uncertainty, in one answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.explain.explaining import QUICK
from kautilya.plan.explain.searching import Search, search
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.uncertainty.foresight import foresight
from kautilya.plan.uncertainty.fresh import fresh
from kautilya.plan.uncertainty.result import Doubts
from kautilya.plan.uncertainty.survival import SAMPLE, Survived, survived
from kautilya.plan.uncertainty.swings import swings

FRESH_SEED = 1_000_003
"""Added to the case's seed for fresh scenarios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """What to ask."""

    swings: int = 0
    """For how many ranged values to plan again at both ends."""
    draws: int = 0
    """For how many draws of all ranged values to plan again."""
    sample: int = SAMPLE
    """For at most how many scenarios to plan each draw."""
    foresight: bool = False
    fresh: int = 0
    """On how many fresh scenarios to evaluate the plan; none or at least two."""


def doubts(
    case: Case, plan: Plan, asked: Doubted, *, effort: Effort = QUICK, futures: Sequence[Scenario] | None = None,
    others: Sequence[Scenario] | None = None, told: Callable[[int], None] | None = None,
    wants_stop: Callable[[], bool] | None = None,
) -> Doubts:  # fmt: skip
    """Answer the questions about a plan of a case; every answer but the fresh scenarios plans the case again.

    Args:
        effort: Work limit of each search.
        futures: The scenarios that the plan was made for, instead of those drawn from the case's seed.
        others: Fresh scenarios, instead of those drawn from the case's seed + 1,000,003.
        told: Called before each search with how many there were.
        wants_stop: Asked now and then; once it says so, no more is searched.

    Raises:
        ValueError: The plan is one of another case.
        BrokenOffError: The user wants no more searches.
    """
    if plan.case_digest != digest(case):
        raise ValueError(f"the plan is of case {plan.case_digest}, not of {digest(case)}")
    count = _Count(told)

    def again_for(scenarios: Sequence[Scenario] | None, work: Effort = effort) -> Search:
        return search(work, start=plan, futures=scenarios, told=count, wants_stop=wants_stop)

    again = again_for(futures)
    ranked, found = swings(case, plan, again, asked.swings) if asked.swings else (0, ())
    drawn = survived(case, plan, asked.draws, asked.sample, again_for, futures) if asked.draws else Survived()
    return Doubts(
        case_digest=plan.case_digest, effort=effort, ranked=ranked, swings=found, draws=asked.draws, sample=drawn.sample,
        moved_by_sample=drawn.moved, failed=drawn.failed, survivals=drawn.survivals,
        foresight=foresight(case, plan, again_for, futures) if asked.foresight else None,
        fresh=fresh(case, plan, asked.fresh, seed=case.seed + FRESH_SEED, futures=others) if asked.fresh else None,
        searches=count.searches,
    )  # fmt: skip


class _Count:
    """Counts searches over several of their makers."""

    def __init__(self, told: Callable[[int], None] | None) -> None:
        self._told, self.searches = told, 0

    def __call__(self, _: int) -> None:
        if self._told is not None:
            self._told(self.searches)
        self.searches += 1
