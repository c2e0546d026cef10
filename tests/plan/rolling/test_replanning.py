"""Plans made again with what is signed: against looking at every plan, and what is told of the change."""

import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InfeasibleError, InputError
from kautilya.core.periods import FiscalYear
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Effort, Order, Plan
from kautilya.plan.rolling.comparing import changed_inputs
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.rolling.summary import by_kind, changed_offers
from kautilya.plan.since import Since
from kautilya.plan.solve import FEW, solve
from tests.plan.by_hand import _programmes, _worth
from tests.plan.drawn import cases
from tests.plan.own_reading import futures_of, rules_of
from tests.plan.tiny import area, case, number, offer

EXACT = Effort(gap=0.0, max_nodes=100_000)
NEAR = 1e-6
SECOND = FiscalYear.parse("FY2027-28")
GIVEN = case(
    [area("a", requirement=[2, 4, 6])],
    [offer("own", unit_cost=9), offer("foreign", origins=("FRA",), counterparty="FRA", unit_cost=4)],
    budget=[14, 20, 20], order_years=3, P06="0.5", P09="0.1",
)  # fmt: skip


def since(plan: Plan) -> Since:
    assert plan.since is not None
    return plan.since


def best_that_keeps(given_case: Case, signed: dict[tuple[str, str], int], years: int) -> float | None:
    """The least objective of all plans that order in the first years just what is signed, without a solver."""
    raw = json.loads(codec.write(given_case))
    rule, futures = rules_of(raw), futures_of(raw)
    wanted = [
        [signed.get((one["id"], year), 0) for year in raw["years"][:years]] for one in raw["offers"]
    ]  # fmt: skip
    every = [
        [one for one in _programmes(raw, rule, of) if list(one[0][:years]) == kept]
        for of, kept in zip(raw["offers"], wanted, strict=True)
    ]
    worths = [_worth(raw, rule, futures, chosen) for chosen in product(*every)]
    return min((one for one in worths if one is not None), default=None)


@given(cases(most_offers=2), st.sampled_from([0.7, 1.0, 1.3]), st.sampled_from([0, 1]))
@settings(max_examples=30, deadline=None)
def test_no_plan_that_keeps_what_is_signed_is_better(drawn: Case, money: float, more: int) -> None:
    before = solve(drawn, effort=EXACT)
    budget = tuple(replace(one, available=number(one.available.value * money)) for one in drawn.budget)
    areas = tuple(replace(one, requirement=tuple(number(n.value + more) for n in one.requirement)) for one in drawn.areas)
    changed = replace(drawn, budget=budget, areas=areas)
    signed = {(one.offer_id, one.year): one.units for one in before.orders if one.year < str(SECOND)}
    best = best_that_keeps(changed, signed, 1)
    earlier = Earlier(case=drawn, plan=before, year=SECOND)
    if best is None:
        with pytest.raises(InfeasibleError, match="signed"):
            solve(changed, way=replanned(earlier), effort=EXACT)
        return
    plan = solve(changed, way=replanned(earlier), effort=EXACT)
    told = since(plan)
    assert plan.objective.total == pytest.approx(best, rel=NEAR, abs=NEAR)
    assert plan.bound <= best + NEAR
    assert {(one.offer_id, one.year): one.units for one in told.signed} == signed
    assert evaluate(changed, plan, searched=True).violations == ()
    if not told.broken:
        assert plan.objective.total <= told.value_now + NEAR
    if money == 1.0 and not more:
        assert told.inputs == ()
        assert told.new_information == pytest.approx(0, abs=NEAR)
        assert plan.objective.total == pytest.approx(before.objective.total, abs=NEAR)


@given(cases(most_offers=2))
@settings(max_examples=10, deadline=None)
def test_many_scenarios_keep_what_is_signed_too(drawn: Case) -> None:
    of = replace(drawn, scenarios=FEW + 10)
    before = solve(of, effort=Effort(gap=0.05))
    assume(before.orders)
    plan = solve(of, way=replanned(Earlier(case=of, plan=before, year=SECOND)), effort=Effort(gap=0.01))
    first = [one for one in before.orders if one.year < str(SECOND)]
    assert [one for one in plan.orders if one.year < str(SECOND)] == first
    assert evaluate(of, plan, searched=True).violations == ()


def again(changed: Case, **told: object) -> Plan:
    before = solve(GIVEN, effort=EXACT)
    return solve(changed, way=replanned(Earlier(case=GIVEN, plan=before, year=SECOND, **told)), effort=EXACT)  # type: ignore[arg-type]  # fields by name


def dearer() -> Case:
    offers = (replace(GIVEN.offers[0], unit_cost=number(12)), GIVEN.offers[1])
    return replace(GIVEN, offers=offers, as_of="2027-04-30")


def test_a_changed_price_is_told_beside_the_orders_that_it_bears_on() -> None:
    plan = again(dearer())
    told = since(plan)
    assert [(one.where, one.before, one.after, one.before_mark) for one in told.inputs] == [
        ("offers.own.unit_cost", "9", "12", "assumed")
    ]
    (moved,) = told.orders
    assert (moved.offer_id, moved.year, moved.before, moved.after) == ("own", "FY2027-28", 2, 1)
    assert moved.money == pytest.approx(12 - 2 * 9)
    assert moved.inputs == ("offers.own.unit_cost",)
    assert [(one.offer_id, one.units, one.cost) for one in told.signed] == [("foreign", 2, 8.0)]


def test_the_change_is_split_into_new_information_and_planning_again() -> None:
    plan = again(dearer())
    told = since(plan)
    assert told.value == pytest.approx(solve(GIVEN, effort=EXACT).objective.total)
    assert told.new_information == pytest.approx(told.value_now - told.value)
    assert told.new_information > 0
    assert told.yardstick == 1.0
    assert told.broken == ("budget (FY2028-29): 21.6 against 20",)
    assert told.case_digest == codec.digest(GIVEN)


def test_a_larger_need_moves_the_yardstick() -> None:
    areas = (replace(GIVEN.areas[0], requirement=tuple(number(value) for value in (4, 8, 12))),)
    told = since(again(replace(GIVEN, areas=areas)))
    assert told.yardstick == pytest.approx(1.0)  # shares of the largest requirement: twice the need, twice the measure
    areas = (replace(GIVEN.areas[0], requirement=tuple(number(value) for value in (2, 4, 8))),)
    told = since(again(replace(GIVEN, areas=areas)))
    assert told.yardstick == pytest.approx((2 / 8 + 0.9 * 4 / 8 + 0.81) / (2 / 6 + 0.9 * 4 / 6 + 0.81))


def test_an_offer_told_not_signed_is_planned_anew_and_one_that_is_gone_lapses() -> None:
    told = since(again(GIVEN, unsigned=frozenset({"own", "foreign"})))
    assert told.signed == ()
    assert {one.reason for one in told.lapsed} == {"told to be not signed, or in the case already"}
    gone = replace(GIVEN, offers=GIVEN.offers[:1], parameters=tuple(
        replace(one, value="1") if one.id == "P06" else one for one in GIVEN.parameters))  # fmt: skip
    told = since(again(gone))
    assert "the new case has no such offer" in {one.reason for one in told.lapsed}
    assert ("offers.foreign", "there", "absent") in {(one.where, one.before, one.after) for one in told.inputs}


def test_signed_orders_that_break_a_limit_are_named() -> None:
    offers = tuple(replace(one, earliest_order=number(2028)) for one in GIVEN.offers)
    with pytest.raises(InfeasibleError, match=r"signed orders; earliest_order \(foreign, FY2026-27\)"):
        again(replace(GIVEN, offers=offers))


def test_an_earlier_plan_that_does_not_hold_is_refused() -> None:
    before = solve(GIVEN, effort=EXACT)
    wrong = replace(before, orders=(*before.orders, Order(offer_id="own", year="FY2028-29", units=3)))
    with pytest.raises(InputError, match=r"budget|maximum_quantity"):
        solve(GIVEN, way=replanned(Earlier(case=GIVEN, plan=wrong, year=SECOND)))
    with pytest.raises(InputError, match="is of case"):
        solve(GIVEN, way=replanned(Earlier(case=dearer(), plan=before, year=SECOND)))


def test_the_evaluator_finds_early_orders_that_are_not_signed() -> None:
    plan = again(GIVEN)
    told = since(plan)
    lies = replace(plan, since=replace(told, signed=told.signed[1:]))
    assert {one.limit for one in evaluate(GIVEN, lies, searched=True).violations} == {"signed"}


def test_later_years_can_be_planned_need_first_too() -> None:
    before = solve(GIVEN, effort=EXACT)
    earlier = Earlier(case=GIVEN, plan=before, year=SECOND)
    plan = solve(GIVEN, way=replanned(earlier, need_first(0.5)), effort=EXACT)
    assert plan.need_first is not None
    assert plan.since is not None
    assert evaluate(GIVEN, plan, searched=True).violations == ()


def test_cells_are_compared_by_name_and_year_whatever_their_place() -> None:
    turned = replace(GIVEN, offers=GIVEN.offers[::-1])
    assert changed_inputs(GIVEN, turned) == ()
    later = replace(GIVEN, years=tuple(f"FY{2027 + t}-{28 + t}" for t in range(3)))
    where = {one.where: (one.before, one.after) for one in changed_inputs(GIVEN, later)}
    assert where["areas.a.requirement.FY2026-27"] == ("2", "absent")
    assert where["areas.a.requirement.FY2027-28"] == ("4", "2")
    assert where["budget.FY2029-30"] == ("absent", "there")
    assert "budget.FY2029-30.available" not in where


def test_changes_are_added_up_by_offer_and_limits_by_kind() -> None:
    told = since(again(dearer()))
    (offer_told,) = changed_offers(replace(told, orders=(*told.orders, replace(told.orders[0], year="FY2028-29", money=-1.0))))
    assert (offer_told.before, offer_told.after, offer_told.years) == (4, 2, 2)
    assert offer_told.money == pytest.approx(-7.0)
    assert by_kind(("budget, FY2027-28", "target, a", "budget, FY2028-29"), ", ") == {
        "budget": (2, "budget, FY2027-28"), "target": (1, "target, a"),
    }  # fmt: skip
