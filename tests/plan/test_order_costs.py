"""What is ordered, and ordered beyond need, by hand."""

from dataclasses import replace

import pytest

from kautilya.plan.order_costs import surpluses
from kautilya.plan.result import Order
from kautilya.plan.solve import solve
from tests.plan.tiny import area, case, offer


def test_orders_beyond_the_largest_shortfall_are_told_with_their_cost() -> None:
    """By hand: short of 3 at most; 5 ordered at 10 each, so 2 beyond need for 20."""
    given = case([area(requirement=[3, 2], holding=0)], [offer("o", most=8)], budget=[100, 100], order_years=2)
    plan = solve(given)
    assert surpluses(given, plan) == ()
    more = replace(plan, orders=(Order(offer_id="o", year=given.years[0], units=5),))
    (one,) = surpluses(given, more)
    assert (one.area_id, one.ordered, one.shortfall) == ("a", 5, 3)
    assert one.cost == pytest.approx(20)


def test_a_lease_is_no_surplus() -> None:
    given = case([area(requirement=[3, 2])], [offer("o", most=8, lease=1)], budget=[100, 100], order_years=2)
    plan = replace(solve(given), orders=(Order(offer_id="o", year=given.years[0], units=5),))
    assert surpluses(given, plan) == ()
