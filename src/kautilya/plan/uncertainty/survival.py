"""How often each decision survives draws from all ranges at once.

With many scenarios each draw is planned for a sample of them, the same one for every draw: its random numbers are those of the
first scenarios, so that draws differ by the ranges alone. What the sample itself moves is told beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from scipy.stats import binomtest

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.explain.alternatives import units_of
from kautilya.plan.explain.searching import Search
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.uncertainty.ranges import drawn
from kautilya.plan.uncertainty.result import Survival

CONFIDENCE = 0.95
SAMPLE = 20
"""Scenarios that each draw is planned for, where the case has more."""
SAMPLED = Effort(gap=0.005, max_nodes=10)
"""Work limit of each search for a sample."""


class SearchFor(Protocol):
    """Return a search for some scenarios (the case's own where None), with its usual work limit or another."""

    def __call__(self, scenarios: Sequence[Scenario] | None, work: Effort = ...) -> Search:
        """Return the search."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """What is told of draws; see `Doubts`."""

    sample: int = 0
    moved: tuple[str, ...] = ()
    failed: int = 0
    survivals: tuple[Survival, ...] = ()


def survived(
    case: Case, plan: Plan, draws: int, sample: int, again_for: SearchFor, futures: Sequence[Scenario] | None
) -> Survived:  # fmt: skip
    """Plan every draw for a sample of at most so many scenarios, each from the plan itself, and count what survives.

    Args:
        futures: The scenarios that the plan was made for, instead of those drawn from the case's seed.
    """
    if case.scenarios <= sample:
        failed, found = survivals(case, plan, again_for(futures), draws)
        return Survived(sample=case.scenarios, failed=failed, survivals=found)
    some, again = replace(case, scenarios=sample), again_for(_first(futures, sample), SAMPLED)
    apart = moved(plan, again(some))
    failed, found = survivals(some, plan, again, draws)
    return Survived(sample=sample, moved=apart, failed=failed, survivals=found)


def _first(futures: Sequence[Scenario] | None, count: int) -> Sequence[Scenario] | None:
    """Return the first of some scenarios with chances that add up to 1."""
    if futures is None:
        return None
    whole = sum(one.probability for one in futures[:count])
    return [replace(one, probability=one.probability / whole) for one in futures[:count]]


def moved(plan: Plan, other: Plan | None) -> tuple[str, ...]:
    """Return the offers that one of two plans orders and the other does not."""
    return tuple(sorted(units_of(plan).keys() ^ ({} if other is None else units_of(other)).keys()))


def survivals(case: Case, plan: Plan, again: Search, draws: int) -> tuple[int, tuple[Survival, ...]]:
    """Draw every ranged value anew, plan again, and count how often each offer is ordered where the plan orders it, or not.

    Draws count from 0 with the case's seed, so more draws keep the first ones. A draw in which no plan keeps all limits counts
    against every decision.

    Returns:
        How many draws had no plan, and the offers in the order of the case.
    """
    found = [again(drawn(case, case.seed, draw)) for draw in range(draws)]
    orders = [None if one is None else units_of(one) for one in found]
    here = units_of(plan)
    return sum(one is None for one in orders), tuple(
        _survival(offer.id, here.get(offer.id, 0), [None if one is None else one.get(offer.id, 0) for one in orders])
        for offer in case.offers
    )


def _survival(offer_id: str, units: int, there: Sequence[int | None]) -> Survival:
    survived = sum(one is not None and (one > 0) == (units > 0) for one in there)
    known = [one for one in there if one is not None] or [units]
    return Survival(
        offer_id=offer_id, ordered=units > 0, survived=survived, draws=len(there), share=share_interval(survived, len(there)),
        units=units, fewest=min(known), most=max(known),
    )  # fmt: skip


def share_interval(count: int, of: int) -> Interval:
    """Return the exact 95 per cent interval of a share (Clopper and Pearson 1934); from 0 to 1 where there is no case."""
    if of == 0:
        return Interval(low=0.0, high=1.0)
    found = binomtest(count, of).proportion_ci(confidence_level=CONFIDENCE, method="exact")
    return Interval(low=float(found.low), high=float(found.high))
