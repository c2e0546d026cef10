"""The second-source rule: against trying every plan, in the evaluator, in clashes, with many scenarios; off by default."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InfeasibleError, InputError
from kautilya.plan import codec
from kautilya.plan.assembly.second_sources import ALL, Wanted, second_sources
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.evaluate import evaluate
from kautilya.plan.explain.prices import prices
from kautilya.plan.explain.searching import search
from kautilya.plan.on_request import Source
from kautilya.plan.solve import FEW, solve
from tests.plan.agreed import EXACT, agreed
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, offer, second_source

TWO = case(
    [area("a", requirement=[4, 4])],
    [offer("cheap", most=4, max_rate=4, unit_cost=4),
     offer("dear", most=4, max_rate=4, unit_cost=6, origins=("FRA",), counterparty="FRA")],
    budget=[60, 60], order_years=2,
)  # fmt: skip


def units(of: Case) -> dict[str, int]:
    found: dict[str, int] = {}
    for order in solve(of, effort=EXACT).orders:
        found[order.offer_id] = found.get(order.offer_id, 0) + order.units
    return found


@st.composite
def ruled(draw: st.DrawFn) -> Case:
    drawn = draw(cases(most_offers=3, most_units=2))
    for name in draw(st.sampled_from([("a",), ("b",), ("a", "b")])):
        drawn = second_source(drawn, name, draw(st.sampled_from([0.5, 0.7, 1.0])), draw(st.sampled_from(Source)))
    return drawn


@given(ruled())
@settings(max_examples=30)
def test_no_plan_under_the_rule_is_better_than_the_planners(drawn: Case) -> None:
    agreed(drawn)


@given(cases())
@settings(max_examples=20)
def test_a_larger_share_never_hurts(drawn: Case) -> None:
    tight, loose = (solve(second_source(drawn, "a", most), effort=EXACT).objective.total for most in (0.5, 0.8))
    assert loose <= tight + 1e-6


def test_the_rule_splits_the_order_in_two_and_binds() -> None:
    assert units(TWO) == {"cheap": 4}
    plan = solve(second_source(TWO, "a", 0.5), effort=EXACT)
    assert units(second_source(TWO, "a", 0.5)) == {"cheap": 2, "dear": 2}
    assert "second_source" in plan.limits
    assert ("second_source", "a, cheap") in {(one.limit, one.where) for one in plan.binding}
    assert "second_source" not in solve(TWO, effort=EXACT).limits


def test_two_offers_of_one_country_are_two_lines_but_one_partner() -> None:
    own = replace(TWO, offers=(TWO.offers[0], offer("other", most=4, max_rate=4, unit_cost=5), TWO.offers[1]))
    assert set(units(second_source(own, "a", 0.5))) == {"cheap", "other"}
    assert "dear" in units(second_source(own, "a", 0.5, Source.COUNTERPARTY))


def test_the_evaluator_rejects_a_plan_with_one_source() -> None:
    under = second_source(TWO, "a", 0.5)
    plan = replace(solve(TWO, effort=EXACT), case_digest=codec.digest(under))
    assert {violation.limit for violation in evaluate(under, plan).violations} >= {"second_source"}


def test_a_target_that_one_source_alone_can_meet_clashes_with_the_rule() -> None:
    alone = case([area("a", requirement=[2, 2])], [offer("jet")], budget=[30, 30], order_years=2, targets=[("a", 1, 0)])
    with pytest.raises(InfeasibleError) as caught:
        solve(second_source(alone, "a", 0.7))
    assert set(caught.value.clashing) == {"second_source (a, jet)", "target (a FY2027-28)"}


def test_many_scenarios_keep_the_rule_too() -> None:
    under = replace(second_source(TWO, "a", 0.5), scenarios=FEW + 10)
    plan = solve(under, effort=EXACT, note=pytest.fail)
    assert not evaluate(under, plan, searched=True).violations
    assert plan.objective.total == pytest.approx(solve(second_source(TWO, "a", 0.5), effort=EXACT).objective.total, abs=1e-6)


def test_the_price_of_the_rule_is_told() -> None:
    under = second_source(TWO, "a", 0.5)
    (price,) = [one for one in prices(under, solve(under, effort=EXACT), search(EXACT)) if one.limit == "second_source"]
    assert price.gain.high > 0
    assert price.places == 1


def test_a_rule_survives_its_json_and_none_is_not_told() -> None:
    under = second_source(TWO, "a", 0.5)
    assert codec.read(Case, codec.write(under), "case.json") == under
    assert "second_sources" not in json.loads(codec.write(TWO))


def test_a_rule_out_of_range_of_no_area_or_given_twice_is_refused() -> None:
    wrong = second_source(second_source(second_source(TWO, "a", 1.5), "a", 0.5), "x", 0.5)
    with pytest.raises(InputError) as caught:
        checked(wrong)
    assert {problem.field for problem in caught.value.problems} == {
        "second_sources.a", "second_sources.a.most", "second_sources.x"
    }  # fmt: skip


def test_all_means_the_areas_with_two_sources_and_a_named_area_goes_before(india: Case) -> None:
    rules = second_sources(india, [Wanted(area_id=ALL, most=0.7), Wanted(area_id="fighter", most=0.5)])
    most = {rule.area_id: rule.most.value for rule in rules}
    lines = {area.id: sum(offer.area_id == area.id for offer in india.offers) for area in india.areas}
    assert set(most) == {area for area, count in lines.items() if count > 1}
    assert most["fighter"] == 0.5
    assert set(most.values()) == {0.5, 0.7}
    partners = second_sources(india, [Wanted(area_id=ALL, most=0.7, by=Source.COUNTERPARTY)])
    assert {rule.area_id for rule in partners} < set(most)
    with pytest.raises(KeyError):
        second_sources(india, [Wanted(area_id="moon", most=0.7)])
