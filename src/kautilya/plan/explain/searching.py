"""Planning again: how an explanation asks for another plan, and what two searches with gaps say about each other."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from kautilya.core.errors import InfeasibleError
from kautilya.core.interval import Interval
from kautilya.plan.bounds import capped, with_bound
from kautilya.plan.case import Case
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solve import solve
from kautilya.plan.solver import NothingFoundError

LONGER = 100
"""So many times the nodes are allowed where two searches found no plan at all."""
COARSER = 0.02
"""Gap at which that longer search stops."""


BROKEN_OFF = "broken off"
"""Why a question is not answered that the user broke off."""


class BrokenOffError(Exception):
    """The user ended a search whose answer depends on its work limit, so there is no answer."""


class Search(Protocol):
    """Plan a case under further limits; None where no plan keeps all of them."""

    def __call__(self, case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:
        """Search with the same work limit each time, from a plan to begin with that is better known than the usual one."""
        ...


def search(
    effort: Effort, *, start: Plan | None = None, futures: Sequence[Scenario] | None = None,
    told: Callable[[int], None] | None = None, wants_stop: Callable[[], bool] | None = None,
) -> Search:  # fmt: skip
    """Return a search of a fixed work limit.

    One that finds no plan begins again with the plan that orders nothing, and then with more work and a coarser gap.

    Args:
        start: A plan to begin each search with where none other is told; then none finds a worse plan for a looser case.
        futures: Scenarios to plan for instead of those drawn from each case's seed.
        told: Called before each search with how many there were.
        wants_stop: Asked now and then; once it says so, each search raises `BrokenOffError`.
    """
    done = iter(range(1_000_000))

    def go_on() -> None:
        if wants_stop is not None and wants_stop():
            raise BrokenOffError

    def again(case: Case, also: Sequence[Limit] = (), start: Plan | None = start) -> Plan | None:
        if told is not None:
            told(next(done))
        nothing = None if start is None else replace(start, orders=(), deliveries=())
        longer = replace(effort, gap=max(effort.gap, COARSER), max_nodes=LONGER * effort.max_nodes)
        for work, first in ((effort, start), (effort, nothing), (longer, nothing)):
            go_on()
            try:
                found = solve(case, effort=work, futures=futures, also=also, start=first, wants_stop=wants_stop)
            except InfeasibleError:
                return None
            except NothingFoundError:
                continue
            go_on()
            return found
        go_on()
        raise NothingFoundError(f"no plan was found in {longer.max_nodes} nodes; allow the searches more work")

    return again


def decisions(plan: Plan) -> Plan:
    """Return a plan without what its scenarios do, which is most of its size: enough to begin a search with."""
    return replace(plan, purchases=(), shortfalls=(), placed=())


def better_of(found: Plan, start: Plan | None) -> Plan:
    """Return the better of what a search found and what it began with, with the bound of the search.

    The plan to begin with must be one of what was searched, and its value one of the same objective.
    """
    if start is None or found.objective.total <= start.objective.total:
        return found
    return with_bound(start, found.bound)


def optimum(plan: Plan) -> Interval:
    """Return where the best possible objective lies: between the bound and the plan's."""
    return Interval(low=capped(plan.bound, plan.objective.total), high=plan.objective.total)


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
