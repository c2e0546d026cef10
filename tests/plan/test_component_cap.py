"""The cap on component families: against trying every plan, in the evaluator, in clashes, off unless asked for."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InfeasibleError, InputError
from kautilya.plan import codec
from kautilya.plan.assembly.component_needs import component_limit
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.evaluate import evaluate
from kautilya.plan.solve import solve
from kautilya.register.claim import Mark
from kautilya.store.view import View
from tests.plan.agreed import EXACT, agreed
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, components, number, offer

OWN = case(
    [area("a", requirement=[2, 2]), area("b", requirement=[2, 2])],
    [offer("jet", most=2, unit_cost=4), offer("gun", "b", most=2, unit_cost=4)],
    budget=[16, 16], order_years=2,
)  # fmt: skip


@st.composite
def capped(draw: st.DrawFn) -> Case:
    drawn = draw(cases(most_offers=2))
    names = [one.id for one in drawn.offers]
    some = st.lists(st.sampled_from(names), unique=True, min_size=1)
    return components(drawn, draw(st.sampled_from([0.3, 0.5, 1.0])), engine=draw(some), radar=draw(some))


@given(capped())
@settings(max_examples=30)
def test_no_plan_under_the_cap_is_better_than_the_planners(drawn: Case) -> None:
    agreed(drawn)


def test_the_cap_turns_a_plan_of_one_engine_into_one_of_two_halves_and_binds() -> None:
    assert sum(order.units for order in solve(OWN, effort=EXACT).orders) == 4
    dear = replace(OWN, offers=(OWN.offers[0], replace(OWN.offers[1], max_quantity=number(1))))
    free, tight = solve(dear, effort=EXACT), solve(components(dear, 0.5, engine=["jet"]), effort=EXACT)
    assert sum(order.units for order in free.orders if order.offer_id == "jet") == 2
    assert sum(order.units for order in tight.orders if order.offer_id == "jet") == 1
    assert "component_family_cap" in {binding.limit for binding in tight.binding}
    assert "component_family_cap" in tight.limits
    assert "component_family_cap" not in free.limits


def test_the_evaluator_rejects_a_plan_that_rests_on_one_engine() -> None:
    under = components(OWN, 0.3, engine=["jet", "gun"])
    plan = replace(solve(OWN, effort=EXACT), case_digest=codec.digest(under))
    assert "component_family_cap" in {violation.limit for violation in evaluate(under, plan).violations}


def test_a_target_that_only_one_engine_can_meet_clashes_with_the_cap() -> None:
    given_case = case([area("a", requirement=[2, 2])], [offer("jet")], budget=[30, 30], order_years=2, targets=[("a", 1, 0)])
    with pytest.raises(InfeasibleError) as caught:
        solve(components(given_case, 0.5, engine=["jet"]))
    assert any(limit.startswith("component_family_cap (engine") for limit in caught.value.clashing)


def test_a_case_without_the_cap_says_nothing_of_it_and_one_with_it_survives_its_json() -> None:
    assert "component_limit" not in json.loads(codec.write(OWN))
    under = components(OWN, 0.5, engine=["jet"])
    assert codec.read(Case, codec.write(under), "case.json") == under
    assert codec.digest(under) != codec.digest(OWN)


def test_a_cap_out_of_range_or_on_an_unknown_offer_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        checked(components(OWN, 1.5, engine=["tank"]))
    assert {problem.field for problem in caught.value.problems} == {"component_limit.cap", "component_limit.d-engine"}


def test_the_india_offers_need_what_the_rows_say_and_every_other_row_is_listed(india: Case, india_view: View) -> None:
    limit = component_limit(india_view, india, 0.35)
    assert limit.offers_on("USA F404/F414 (GE)") == {"tejas-mk2", "amca"}
    rows = {need.row for need in limit.needs} | {one.row for one in limit.uncounted}
    assert rows == set(india_view.records("dependence"))
    assert {need.mark for need in limit.needs if need.matched == "guess"} == {Mark.ASSUMED}
    assert all(one.reason for one in limit.uncounted)
    (luh,) = [need for need in limit.needs if need.row == "d043"]
    assert (luh.offer_id, luh.mark, luh.matched) == ("luh-hal", Mark.ASSUMED, "guess")  # `HAL LUH`: Light Utility Helicopter
    assert india.home not in {country for need in limit.needs for country in need.suppliers}
