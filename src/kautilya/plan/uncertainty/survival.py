"""How often each decision survives draws from all ranges at once."""

from collections.abc import Sequence

from scipy.stats import binomtest

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.explain.alternatives import units_of
from kautilya.plan.explain.searching import Search
from kautilya.plan.result import Plan
from kautilya.plan.uncertainty.ranges import drawn
from kautilya.plan.uncertainty.result import Survival

CONFIDENCE = 0.95


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
    """Return the 95 per cent interval of a share after Wilson (1927); from 0 to 1 where there is no case."""
    if of == 0:
        return Interval(low=0.0, high=1.0)
    found = binomtest(count, of).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return Interval(low=float(found.low), high=float(found.high))
