"""Cases without a plan: which limits clash."""

import pytest

from kautilya.core.errors import InfeasibleError
from kautilya.plan.clash import smallest
from kautilya.plan.solve import solve
from tests.plan.tiny import area, case, offer

AREA = [area("a", requirement=[2, 4, 4])]


def test_a_target_beyond_the_money_clashes_with_the_budget() -> None:
    given = case(AREA, [offer("o", most=9, unit_cost=10)], budget=[15, 15, 15], order_years=2, targets=[("a", 1, 0)])
    with pytest.raises(InfeasibleError) as caught:
        solve(given)
    assert "target (a FY2027-28)" in caught.value.clashing
    assert any(limit.startswith("budget") for limit in caught.value.clashing)
    assert len(caught.value.clashing) <= 3


def test_a_target_before_the_lead_time_clashes_with_the_lead_time_alone() -> None:
    given = case(AREA, [offer("o", most=9, lead_years=2)], budget=[90, 90, 90], order_years=1, targets=[("a", 1, 0)])
    with pytest.raises(InfeasibleError) as caught:
        solve(given)
    assert set(caught.value.clashing) == {"lead_time (o, FY2027-28)", "target (a FY2027-28)"}


def test_a_target_that_only_fractions_of_a_lot_would_meet_clashes_with_the_lot() -> None:
    given = case(AREA, [offer("o", most=9, min_lot=5, max_rate=5)], budget=[39, 9, 0], order_years=1, targets=[("a", 1, 0)])
    with pytest.raises(InfeasibleError) as caught:
        solve(given)
    assert any(limit.startswith("minimum_lot") for limit in caught.value.clashing)
    assert any(limit.startswith("budget") for limit in caught.value.clashing)


def test_a_year_in_debt_clashes_with_itself() -> None:
    given = case(AREA, [offer("o")], budget=[30, -5, 30], order_years=2)
    with pytest.raises(InfeasibleError, match=r"budget \(FY2027-28\)"):
        solve(given)


def test_the_smallest_impossible_part_is_found_among_many() -> None:
    assert smallest(list(range(40)), lambda part: {3, 17, 31} <= set(part)) == [3, 17, 31]
