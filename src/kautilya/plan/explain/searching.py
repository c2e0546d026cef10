"""Planning again: how an explanation asks for another plan, and what two searches with gaps say about each other."""

from collections.abc import Callable, Sequence
from typing import Protocol

from kautilya.core.errors import InfeasibleError
from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solve import solve


class Search(Protocol):
    """Plan a case under further limits; None where no plan keeps all of them."""

    def __call__(self, case: Case, also: Sequence[Limit] = ()) -> Plan | None:
        """Search with the same work limit each time."""
        ...


def search(
    effort: Effort, *, start: Plan | None = None, futures: Sequence[Scenario] | None = None,
    told: Callable[[int], None] | None = None,
) -> Search:  # fmt: skip
    """Return a search of a fixed work limit.

    Args:
        start: A plan to begin each search with; then none finds a worse plan for a looser case.
        futures: Scenarios to plan for instead of those drawn from each case's seed.
        told: Called before each search with how many there were.
    """
    done = iter(range(1_000_000))

    def again(case: Case, also: Sequence[Limit] = ()) -> Plan | None:
        if told is not None:
            told(next(done))
        try:
            return solve(case, effort=effort, futures=futures, also=also, start=start)
        except InfeasibleError:
            return None

    return again


def optimum(plan: Plan) -> Interval:
    """Return where the best possible objective lies: between the bound and the plan's."""
    return Interval(low=min(plan.bound, plan.objective.total), high=plan.objective.total)


def gain(tight: Plan, loose: Plan) -> Interval:
    """Return by how much the optimum falls when limits are loosened.

    Every plan of the tight case is one of the loose case, so the gain is never below 0; the bound of either side and the plan
    of either side give the ends: `bound(tight) - value(loose) <= gain <= value(tight) - bound(loose)`.
    """
    before, after = optimum(tight), optimum(loose)
    low = max(0.0, before.low - after.high)
    return Interval(low=low, high=max(low, before.high - after.low))


def difference(one: Interval, other: Interval) -> Interval:
    """Return where `one - other` lies."""
    return Interval(low=one.low - other.high, high=one.high - other.low)
