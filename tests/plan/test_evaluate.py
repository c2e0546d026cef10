"""The evaluator rejects a plan in which one thing is wrong, and says which."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from kautilya.plan.case import Case, Target
from kautilya.plan.codec import digest
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Binding, Order, Plan, Purchase
from kautilya.plan.solve import solve
from kautilya.register.claim import Mark
from tests.plan.tiny import area, case, channel, number, offer, parameters

T = TypeVar("T")
YEARS = ("FY2026-27", "FY2027-28", "FY2028-29")
GIVEN = case(
    [area("a", requirement=[4, 6, 6]), area("b", requirement=[9, 9, 9])],
    [
        offer("own", most=4, min_lot=2, lead_years=1, unit_cost=5),
        offer("french", origins=("FRA",), counterparty="FRA", most=4, unit_cost=5, indigenous_content=0.1),
        offer("joint", "b", origins=("IND", "RUS"), most=3, unit_cost=5, indigenous_content=0.5, earliest_order=2027),
    ],
    budget=[30, 30, 30], order_years=2, channels=[channel("k", "b", cost=1, quantity=2)], draws=2,
    P06="0.5", P07="0.45", P09="0.5",
)  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(GIVEN)


def with_units(given: Plan, orders: dict[tuple[str, int], int], deliveries: dict[tuple[str, int], int]) -> Plan:
    def entries(units: dict[tuple[str, int], int]) -> tuple[Order, ...]:
        return tuple(Order(offer_id=name, year=YEARS[t], units=count) for (name, t), count in units.items())

    return replace(given, orders=entries(orders), deliveries=entries(deliveries))


SOUND = {("own", 0): 2, ("own", 1): 1, ("french", 0): 1, ("joint", 1): 1}
ARRIVING = {("own", 1): 2, ("own", 2): 1, ("french", 0): 1, ("joint", 1): 1}


def test_the_planners_own_plan_is_sound(plan: Plan) -> None:
    assert evaluate(GIVEN, plan).violations == ()
    assert evaluate(GIVEN, plan).objective is not None


@pytest.mark.parametrize(
    ("orders", "deliveries", "limit"),
    [
        ({("own", 0): 1}, {("own", 1): 1}, "minimum_lot"),
        ({("joint", 0): 1}, {("joint", 1): 1}, "earliest_order"),
        ({("own", 0): 5}, {("own", 1): 2, ("own", 2): 2}, "maximum_quantity"),
        (SOUND, ARRIVING | {("own", 2): 0}, "all_delivered"),
        (SOUND, ARRIVING | {("own", 0): 1, ("own", 1): 1}, "lead_time"),
        (SOUND | {("own", 0): 3}, ARRIVING | {("own", 1): 3}, "delivery_rate"),
        (SOUND | {("french", 0): 4}, ARRIVING | {("french", 0): 2, ("french", 1): 2}, "counterparty_cap"),
        ({("own", 0): 2, ("joint", 1): 3}, {("own", 1): 2, ("joint", 1): 2, ("joint", 2): 1}, "origin_cap"),
        ({("french", 0): 1, ("joint", 1): 1}, {("french", 0): 1, ("joint", 1): 1}, "indigenous_floor"),
        (SOUND | {("own", 0): -1}, ARRIVING, "whole_units"),
        (SOUND | {("own", 2): 1}, ARRIVING, "orders"),
        (SOUND | {("nobody", 0): 1}, ARRIVING, "orders"),
        (SOUND, ARRIVING, "objective"),
        (SOUND, ARRIVING, "shortfall"),
    ],
)  # fmt: skip
def test_a_corrupted_order_or_delivery_is_rejected_by_name(
    plan: Plan, orders: dict[tuple[str, int], int], deliveries: dict[tuple[str, int], int], limit: str
) -> None:
    found = evaluate(GIVEN, with_units(plan, orders, deliveries))
    assert not found.feasible
    assert limit in {violation.limit for violation in found.violations}


def test_an_overspent_year_is_rejected(plan: Plan) -> None:
    poor = replace(GIVEN, budget=tuple(replace(year, available=number(11)) for year in GIVEN.budget))
    found = evaluate(poor, replace(plan, case_digest=digest(poor)))
    assert "budget" in {violation.limit for violation in found.violations}


def test_an_open_target_is_rejected(plan: Plan) -> None:
    strict = replace(GIVEN, targets=(Target(area_id="b", year=YEARS[0], shortfall=number(1)),))
    found = evaluate(strict, replace(plan, case_digest=digest(strict)))
    assert "target" in {violation.limit for violation in found.violations}


def first(entries: tuple[T, ...], **changes: object) -> tuple[T, ...]:
    """The entries with the first one changed."""
    return (replace(entries[0], **changes), *entries[1:])  # type: ignore[type-var]  # dataclasses, all of them


def purchase(units: float, *, scenario: int = 0) -> Purchase:
    return Purchase(scenario=scenario, channel_id="k", year=YEARS[0], units=units)


@pytest.mark.parametrize(
    ("corrupt", "limit"),
    [
        (lambda plan: replace(plan, purchases=(purchase(2.5),)), "emergency_ceiling"),
        (lambda plan: replace(plan, purchases=(purchase(1.0), purchase(1.5))), "emergency_ceiling"),
        (lambda plan: replace(plan, purchases=(purchase(1.0, scenario=7),)), "purchases"),
        (lambda plan: replace(plan, purchases=()), "shortfall"),
        (lambda plan: replace(plan, case_digest="0" * 64), "case"),
        (lambda plan: replace(plan, scenarios=3), "scenarios"),
        (lambda plan: replace(plan, bound=plan.objective.total + 1), "bound"),
        (lambda plan: replace(plan, objective=replace(plan.objective, cvar=0.0)), "objective"),
        (lambda plan: replace(plan, shortfalls=plan.shortfalls[1:]), "shortfall"),
        (lambda plan: replace(plan, shortfalls=(*plan.shortfalls, plan.shortfalls[0])), "shortfall"),
        (lambda plan: replace(plan, shortfalls=first(plan.shortfalls, without_plan=1.0)), "shortfall"),
        (lambda plan: replace(plan, shortfalls=first(plan.shortfalls, worst=0.0)), "shortfall"),
        (lambda plan: replace(plan, shortfalls=first(plan.shortfalls, expected_share=0.0)), "shortfall"),
        (lambda plan: replace(plan, objective=replace(plan.objective, risk_weight=0.0)), "objective"),
        (lambda plan: replace(plan, gap=0.5), "gap"),
        (lambda plan: replace(plan, gap=math.nan), "gap"),
        (lambda plan: replace(plan, bound=plan.bound - 5), "gap"),
        (lambda plan: replace(plan, bound=math.nan), "bound"),
        (lambda plan: replace(plan, seed=7), "seed"),
        (lambda plan: replace(plan, case_title="forecast"), "case_title"),
        (lambda plan: replace(plan, as_of="2030-01-01"), "as_of"),
        (lambda plan: replace(plan, years=first(plan.years, payments=1.0)), "years"),
        (lambda plan: replace(plan, years=first(plan.years, available=1e6)), "years"),
        (lambda plan: replace(plan, years=first(plan.years, carried=5.0)), "years"),
        (lambda plan: replace(plan, years=plan.years[:-1]), "years"),
        (lambda plan: replace(plan, money=first(plan.money, cost=plan.money[0].cost / 10)), "money"),
        (lambda plan: replace(plan, money=first(plan.money, share=0.01)), "money"),
        (lambda plan: replace(plan, money=first(plan.money, largest_window_share=0.0)), "money"),
        (lambda plan: replace(plan, money=first(plan.money, largest_window="FY2040-41..FY2041-42")), "money"),
        (lambda plan: replace(plan, money=plan.money[1:]), "money"),
        (lambda plan: replace(plan, marks=replace(plan.marks, own={"sourced": 1.0})), "marks"),
        (lambda plan: replace(plan, marks=replace(plan.marks, coefficients=1)), "marks"),
        (lambda plan: replace(plan, marks=replace(plan.marks, results={"orders": Mark.SOURCED})), "marks"),
        (lambda plan: replace(plan, binding=(Binding(limit="wish", where="all", price=1.0, slack=0.0),)), "binding"),
        (lambda plan: replace(plan, orders=first(plan.orders, units=math.inf)), "whole_units"),
        (lambda plan: replace(plan, orders=first(plan.orders, units=10**400)), "whole_units"),
        (lambda plan: replace(plan, purchases=(purchase(math.nan),)), "purchases"),
    ],
)
def test_a_corrupted_claim_is_rejected_by_name(plan: Plan, corrupt: Callable[[Plan], Plan], limit: str) -> None:
    found = evaluate(GIVEN, corrupt(plan))
    assert limit in {violation.limit for violation in found.violations}


def test_an_exceeded_reserve_is_rejected(plan: Plan) -> None:
    small = replace(GIVEN, parameters=parameters({"P06": "0.5", "P07": "0.45", "P09": "0.5", "P12": "0.01"}))
    found = evaluate(small, replace(plan, case_digest=digest(small), purchases=(purchase(1.0),)))
    assert "emergency_reserve" in {violation.limit for violation in found.violations}


def test_doing_nothing_is_worth_a_hundred_points_without_any_surge() -> None:
    alone: Case = replace(GIVEN, channels=(), offers=())
    nothing = solve(alone)
    assert nothing.orders == ()
    assert nothing.objective.expected_shortfall == pytest.approx(100)
    assert nothing.objective.total == pytest.approx(100)
