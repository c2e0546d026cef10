"""Units beyond the largest shortfall: how many, and what they cost."""

from dataclasses import replace

import pytest

from kautilya.plan.beyond_need import beyond_need
from kautilya.plan.case import Case
from kautilya.plan.result import Order, Plan
from kautilya.plan.solve import solve
from tests.plan.tiny import area, case, offer

YEARS = ("FY2026-27", "FY2027-28", "FY2028-29")


def _plan(given: Case, *units: tuple[str, int, int]) -> Plan:
    """A plan with these orders (offer, year index, units), delivered at once."""
    orders = tuple(Order(offer_id=name, year=YEARS[year], units=number) for name, year, number in units)
    return replace(solve(given), orders=orders, deliveries=orders)


def test_units_beyond_the_largest_shortfall_cost_the_mean_price_without_the_fixed_cost() -> None:
    given = case(
        [area("a", requirement=[2, 4, 4])],
        [offer("o", most=9, unit_cost=10, fixed_cost=50), offer("dear", most=9, unit_cost=40)],
        budget=[900, 900, 900],
        order_years=2,
    )
    (one,) = beyond_need(given, _plan(given, ("o", 0, 4), ("dear", 1, 2)))
    assert (one.area_id, one.planned, one.largest_shortfall, one.beyond) == ("a", 6, 4, 2)
    assert one.cost == pytest.approx(2 * (4 * 10 + 2 * 40) / 6)


def test_what_is_held_is_not_short_and_an_ordered_unit_can_bring_several() -> None:
    given = case(
        [area("a", requirement=[4, 4, 4], holding=1)],
        [offer("o", most=9, unit_cost=10, units_per_order_unit=2)],
        budget=[900, 900, 900],
        order_years=2,
    )
    (one,) = beyond_need(given, _plan(given, ("o", 0, 2)))
    assert (one.planned, one.largest_shortfall, one.beyond) == (4, 3, 1)
    assert one.cost == pytest.approx(5)


def test_a_lease_that_follows_an_ended_one_is_not_beyond_need() -> None:
    given = case([area("a", requirement=[2, 2, 2])], [offer("o", most=9, lease=1)], budget=[90, 90, 90], order_years=2)
    assert beyond_need(given, _plan(given, ("o", 0, 2), ("o", 1, 2))) == ()


def test_a_plan_that_closes_no_more_than_the_shortfall_buys_nothing_beyond_need() -> None:
    given = case([area("a", requirement=[2, 4, 4])], [offer("o", most=9)], budget=[90, 90, 90], order_years=2)
    assert beyond_need(given, _plan(given, ("o", 0, 2), ("o", 1, 2))) == ()
