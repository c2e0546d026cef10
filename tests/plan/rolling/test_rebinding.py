"""Limits that bind otherwise than in an earlier plan: which of them are told."""

from dataclasses import replace

import pytest

from kautilya.plan.case import Case
from kautilya.plan.result import Binding, Plan
from kautilya.plan.rolling.rebinding import rebound
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.since import ChangedInput
from kautilya.plan.solve import solve
from tests.plan.rolling.test_replanning import EXACT, GIVEN, SECOND


@pytest.fixture(scope="module")
def before() -> Plan:
    return replace(solve(GIVEN, effort=EXACT), binding=())


def binds(plan: Plan, *where: str) -> Plan:
    places = (one.partition(", ") for one in where)
    return replace(plan, binding=tuple(Binding(limit=name, where=rest, price=1.0, slack=0.0) for name, _, rest in places))


def later(plan: Plan, offer_id: str) -> Plan:
    """One order of an offer, or its delivery alone, in another year."""
    moved = tuple(replace(one, units=one.units + 1) if one.offer_id == offer_id else one for one in plan.deliveries)
    assert moved != plan.deliveries
    return replace(plan, deliveries=moved)


def changed(where: str) -> ChangedInput:
    return ChangedInput(where=where, before="1", after="2", before_mark="assumed", after_mark="assumed", basis="")


def rebinds(before: Plan, now: Plan, *inputs: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return rebound((GIVEN, before), (GIVEN, now), [changed(one) for one in inputs], str(SECOND))


PLACES = ("budget, FY2027-28", "lead_time, own, FY2028-29", "maximum_quantity, foreign", "target, a, FY2028-29")


def test_where_nothing_else_changed_prices_that_come_and_go_are_not_told(before: Plan) -> None:
    assert rebinds(before, binds(before, *PLACES)) == ((), ())
    assert rebinds(binds(before, *PLACES), before) == ((), ())


def test_limits_of_an_offer_are_told_where_it_moved_and_others_where_anything_did(before: Plan) -> None:
    now = later(binds(before, *PLACES), "own")
    assert rebinds(before, now) == (("budget, FY2027-28", "lead_time, own, FY2028-29", "target, a, FY2028-29"), ())
    assert rebinds(now, before) == ((), ("budget, FY2027-28", "lead_time, own, FY2028-29", "target, a, FY2028-29"))
    assert rebinds(now, now) == ((), ())


@pytest.mark.parametrize(
    ("where", "told"),
    [("offers.foreign.unit_cost", {2}), ("origins.FRA.start_rate", {2}), ("areas.a.holding.FY2026-27", {1, 2}),
     ("parameters.P12", set()), ("offers.foreign-more.unit_cost", set())],
)  # fmt: skip
def test_a_changed_input_of_an_offer_its_area_or_origin_is_a_reason(before: Plan, where: str, told: set[int]) -> None:
    now = binds(before, *PLACES)
    assert rebinds(before, now, where)[0] == tuple(PLACES[i] for i in sorted({0, 3} | told))


def test_nothing_is_told_of_years_that_are_over(before: Plan) -> None:
    now = binds(before, "budget, FY2026-27", "lead_time, own, FY2026-27", "origin_cap, FRA, FY2025-26..FY2026-27",
                "origin_cap, FRA, FY2026-27..FY2027-28")  # fmt: skip
    assert rebinds(before, later(now, "own")) == (("origin_cap, FRA, FY2026-27..FY2027-28",), ())


def test_a_place_within_scenarios_is_told_once(before: Plan) -> None:
    now = later(binds(before, "emergency_reserve, s0, FY2027-28", "emergency_reserve, s12, FY2027-28"), "own")
    assert rebinds(before, now) == (("emergency_reserve, FY2027-28",), ())
    many = binds(before, "emergency_reserve, FY2027-28, 3 of 40 scenarios")
    assert rebinds(many, now) == ((), ())


def test_an_offer_that_is_called_like_a_scenario_keeps_its_name(before: Plan) -> None:
    case = replace(GIVEN, offers=(replace(GIVEN.offers[0], id="s400"), GIVEN.offers[1]))
    orders, deliveries = (
        tuple(replace(one, offer_id="s400") if one.offer_id == "own" else one for one in entries)
        for entries in (before.orders, before.deliveries)
    )
    was = replace(before, orders=orders, deliveries=deliveries)
    now = binds(was, "delivery_rate, s400, FY2028-29", "emergency_ceiling, s400, s400, FY2028-29")
    inputs = [changed("parameters.P12")]
    assert rebound((case, was), (case, now), inputs, str(SECOND)) == ((), ())
    told = ("delivery_rate, s400, FY2028-29", "emergency_ceiling, s400, FY2028-29")
    assert rebound((case, was), (case, later(now, "s400")), inputs, str(SECOND)) == (told, ())


def test_a_plan_made_again_for_the_same_case_tells_of_no_limit(india: Case, india_plan: Plan) -> None:
    told = solve(india, way=replanned(Earlier(case=india, plan=india_plan, year=SECOND))).since
    assert told is not None
    assert (told.orders, told.inputs) == ((), ())
    assert (told.binds, told.no_longer_binds) == ((), ())
