"""A plan that a search begins with is an answer too, where the search finds none that is better."""

from collections.abc import Sequence

import pytest

from kautilya.plan.bounds import with_bound
from kautilya.plan.case import Case
from kautilya.plan.explain.alternatives import next_best
from kautilya.plan.explain.frontiers import frontier
from kautilya.plan.explain.restrictions import ordered
from kautilya.plan.explain.rivals import why
from kautilya.plan.explain.searching import Search, better_of
from kautilya.plan.model import Limit
from kautilya.plan.result import Plan
from kautilya.plan.solve import solve
from tests.plan.explain.test_adopting import CASE, EXACT


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(CASE, effort=EXACT)


@pytest.fixture(scope="module")
def nothing() -> Plan:
    """The plan that orders nothing, with a bound that holds for every question."""
    none = solve(CASE, effort=EXACT, also=tuple(ordered(one.id, wanted=False) for one in CASE.offers))
    return with_bound(none, 0.5)


def blind(nothing: Plan) -> Search:
    """Return a search that never finds more than the plan that orders nothing."""

    def again(case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:  # noqa: ARG001 (a Search)
        return nothing

    return again


def test_the_better_one_has_the_bound_of_the_search_and_the_gap_to_it(plan: Plan, nothing: Plan) -> None:
    kept = better_of(nothing, plan)
    assert (kept.orders, kept.bound) == (plan.orders, nothing.bound)
    assert kept.gap == pytest.approx(1 - nothing.bound / plan.objective.total)
    assert better_of(plan, nothing) is plan
    assert better_of(plan, None) is plan
    above = with_bound(nothing, plan.objective.total + 1e-9)
    assert better_of(above, plan).bound == plan.objective.total


def test_a_point_of_a_frontier_is_no_worse_than_the_plan_that_its_search_began_with(plan: Plan, nothing: Plan) -> None:
    (point,) = frontier("cost", CASE, plan, blind(nothing), at=(1.0,)).points
    assert (point.value, point.bound) == (plan.objective.total, nothing.bound)


def test_a_rival_is_no_worse_than_the_plan_that_its_search_began_with(plan: Plan, nothing: Plan) -> None:
    chosen = plan.orders[0].offer_id
    rival = next(one.id for one in CASE.offers if one.id not in {order.offer_id for order in plan.orders})
    other = solve(CASE, effort=EXACT, also=(ordered(chosen, wanted=False), ordered(rival, wanted=True)))
    found = why(CASE, plan, chosen, rival, blind(nothing), probes=1, known=(other,))
    assert found.alone is not None
    assert found.instead is not None
    assert (found.alone.low, found.alone.high) == (nothing.bound, plan.objective.total)
    assert (found.instead.low, found.instead.high) == (nothing.bound, other.objective.total)


def test_a_next_best_plan_is_no_worse_than_one_of_its_kind_that_is_known(plan: Plan, nothing: Plan) -> None:
    without = solve(CASE, effort=EXACT, also=(ordered(plan.orders[0].offer_id, wanted=False),))
    (found,) = next_best(CASE, plan, blind(nothing), 1, differ=0.3, known=(plan, without))
    assert (found.value, found.bound) == (without.objective.total, nothing.bound)
    assert without.objective.total < nothing.objective.total - 0.1
