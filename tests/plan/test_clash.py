"""Cases without a plan: which limits clash."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import InfeasibleError, KautilyaError
from kautilya.plan import extensive
from kautilya.plan.block import Block
from kautilya.plan.case import Case, Target
from kautilya.plan.clash import _impossible, _unbounded, clash, smallest
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, figures
from kautilya.plan.goals import need_at_most
from kautilya.plan.limits.budget import budget
from kautilya.plan.model import AFTERWARDS, LIMITS, Limit, program, rows_of
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import scenarios
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


@given(st.sets(st.frozensets(st.integers(0, 11), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_found_is_impossible_and_no_part_of_it_is(clashes: set[frozenset[int]]) -> None:
    def impossible(part: Sequence[int]) -> bool:
        return any(clash <= set(part) for clash in clashes)

    found = smallest(list(range(12)), impossible)
    assert impossible(found)
    assert not any(impossible([one for one in found if one != left]) for left in found)


def test_each_limit_that_clashes_says_what_it_demands() -> None:
    given_case = case(AREA, [offer("o", most=9, unit_cost=10)], budget=[15, 15, 15], order_years=2, targets=[("a", 1, 0)])
    with pytest.raises(InfeasibleError) as caught:
        solve(given_case)
    kinds = {limit.partition(" (")[0] for limit in caught.value.clashing}
    assert {said.partition(":")[0] for said in caught.value.says} == kinds
    assert "budget: Pay from the year's money and what was carried into it" in str(caught.value).splitlines()


def test_without_any_one_of_the_limits_named_a_plan_exists() -> None:
    given_case = case(AREA, [offer("o", most=9, unit_cost=10)], budget=[15, 15, 15], order_years=2, targets=[("a", 1, 0)])
    numbers = figures(given_case, scenarios(given_case))
    model = program(_unbounded(numbers), tuple(limit for limit in LIMITS if limit not in AFTERWARDS))
    firsts = rows_of(model.blocks)
    always = [row for block in model.blocks if block.definition for row in range(*firsts[block.name])]
    named = [
        firsts[block.name][0] + row
        for block in model.blocks
        for row in range(block.size)
        if f"{block.name} ({block.where(row)})" in clash(numbers)
    ]
    assert len(named) == len(clash(numbers)) > 1
    assert _impossible(model, [*always, *named])
    assert not any(_impossible(model, [*always, *(row for row in named if row != left)]) for left in named)


def test_limits_that_do_not_clash_are_not_named() -> None:
    given = case(AREA, [offer("o", most=9)], budget=[90, 90, 90], order_years=2)
    assert clash(figures(given, scenarios(given))) == ()


def test_a_target_that_the_floor_of_indigenous_content_forbids_clashes_with_the_floor(india: Case) -> None:
    number = india.offers[0].indigenous_content
    foreign = tuple(replace(offer, indigenous_content=replace(number, value=0.1)) for offer in india.offers)
    target = Target(area_id="tanker", year=india.years[-1], shortfall=replace(number, value=0.0))
    given = replace(india, offers=foreign, targets=(target,))
    numbers = figures(given, scenarios(given))
    clashing = clash(numbers)
    assert f"target (tanker {india.years[-1]})" in clashing
    assert any(limit.startswith("indigenous_floor") for limit in clashing)
    assert len(clashing) < 25
    assert clash(figures(replace(given, targets=()), scenarios(given))) == ()


def test_a_small_target_that_the_floor_forbids_clashes_with_the_floor_and_lead_times_alone() -> None:
    foreign = [offer("o", most=9, indigenous_content=0.1), offer("p", most=9, indigenous_content=0.1)]
    given = case(AREA, foreign, budget=[90, 90, 90], order_years=2, targets=[("a", 2, 0)], P09="0.5")
    with pytest.raises(InfeasibleError) as caught:
        solve(given)
    assert {limit.split(" (")[0] for limit in caught.value.clashing} <= {"indigenous_floor", "lead_time", "target"}
    assert "target (a FY2028-29)" in caught.value.clashing


def test_rows_that_only_define_are_not_named_among_the_limits_of_a_caller() -> None:
    given = case(AREA, [offer("o", most=9)], budget=[90, 90, 90], order_years=2)
    numbers = figures(given, scenarios(given))

    def again(numbers: Figures, columns: Columns) -> Block:
        return replace(budget(numbers, columns), name="again")

    def message(*also: Limit) -> str:
        model = program(numbers, (*LIMITS, *also))
        with pytest.raises(KautilyaError) as caught:
            extensive.whole_plan(extensive.Asked(numbers=numbers, model=model, also=also), Effort())
        return str(caught.value)

    impossible = need_at_most(-1.0)
    assert message(impossible, again) == "no plan: these limits cannot hold together: again"
    assert "cannot show which limits clash" in message(impossible)
