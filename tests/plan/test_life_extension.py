"""Life extension of retiring fleets: against trying every plan, in the evaluator, in clashes, with many scenarios."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InfeasibleError, InputError
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.evaluate import evaluate
from kautilya.plan.explain.prices import prices
from kautilya.plan.explain.searching import search
from kautilya.plan.solve import FEW, solve
from tests.plan.agreed import EXACT, agreed
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, fleet, number, offer

OLD = replace(
    case([area("a", requirement=[4] * 4, holding=0)],
         [offer("refit", most=4, unit_cost=1, max_rate=4, lease=2, extends="old")],
         budget=[20] * 4, order_years=4),
    fleets=(fleet(retiring=[0, 1, 0, 2]),),
)  # fmt: skip


def delivered(of: Case) -> list[int]:
    plan = solve(of, effort=EXACT)
    assert not evaluate(of, plan).violations
    return [sum(one.units for one in plan.deliveries if one.year == year) for year in of.years]


@st.composite
def retiring(draw: st.DrawFn) -> Case:
    drawn = draw(cases(most_offers=2))
    old = draw(st.sampled_from(drawn.offers)).area_id
    offers = tuple(
        replace(one, extends="old", lease_years=one.lease_years or number(2)) if one.area_id == old else one
        for one in drawn.offers
    )
    leaving = [draw(st.integers(0, 2)) for _ in drawn.years]
    return replace(drawn, offers=offers, fleets=(fleet("old", old, retiring=leaving),))


@given(retiring())
@settings(max_examples=30)
def test_no_plan_is_better_than_the_planners(drawn: Case) -> None:
    agreed(drawn)


@given(retiring())
@settings(max_examples=20)
def test_more_units_to_keep_never_hurt(drawn: Case) -> None:
    (old,) = drawn.fleets
    more = replace(drawn, fleets=(replace(old, retiring=tuple(number(units.value + 1) for units in old.retiring)),))
    assert solve(more, effort=EXACT).objective.total <= solve(drawn, effort=EXACT).objective.total + 1e-6


def test_a_unit_is_kept_when_it_would_leave_and_goes_after_its_years() -> None:
    assert delivered(OLD) == [0, 1, 0, 2]
    plan = solve(OLD, effort=EXACT)
    assert [short.expected for short in plan.shortfalls] == [4, 3, 3, 2]  # kept in the second and third year; two in the fourth
    assert "life_extension" in plan.limits
    assert "life_extension" in {one.limit for one in plan.binding}


def test_two_yards_share_the_fleet() -> None:
    two = replace(OLD, offers=(*OLD.offers, replace(OLD.offers[0], id="other")))
    assert sum(delivered(two)) == 3


def test_the_evaluator_rejects_a_plan_that_keeps_what_does_not_retire() -> None:
    fewer = replace(OLD, fleets=(fleet(retiring=[0, 0, 0, 1]),))
    plan = replace(solve(OLD, effort=EXACT), case_digest=codec.digest(fewer))
    assert "life_extension" in {violation.limit for violation in evaluate(fewer, plan).violations}


def test_a_target_before_anything_retires_clashes_with_the_fleet() -> None:
    early = replace(OLD, targets=case([], [], budget=[1], order_years=1, targets=[("a", 0, 3)]).targets)
    with pytest.raises(InfeasibleError) as caught:
        solve(early)
    assert set(caught.value.clashing) == {"life_extension (old, FY2026-27)", "target (a FY2026-27)"}


def test_many_scenarios_know_of_it() -> None:
    many = replace(OLD, scenarios=FEW + 10)
    plan = solve(many, effort=EXACT, note=pytest.fail)
    assert not evaluate(many, plan, searched=True).violations
    assert plan.objective.total == pytest.approx(solve(OLD, effort=EXACT).objective.total, abs=1e-6)


def test_the_price_of_the_fleets_size_is_told() -> None:
    (price,) = [one for one in prices(OLD, solve(OLD, effort=EXACT), search(EXACT)) if one.limit == "life_extension"]
    assert price.gain.low > 0


def test_fleets_survive_their_json_and_a_case_without_says_nothing_of_them(india: Case) -> None:
    assert codec.read(Case, codec.write(OLD), "case.json") == OLD
    told = json.loads(codec.write(india))
    assert "fleets" not in told
    assert not [one for one in told["offers"] if "extends" in one]


def test_an_extension_without_years_fleet_or_of_another_area_is_refused() -> None:
    wrong = replace(OLD, offers=(
        replace(OLD.offers[0], lease_years=None), replace(OLD.offers[0], id="x", extends="new"),
        replace(OLD.offers[0], id="y", area_id="b"),
    ), areas=(*OLD.areas, area("b", requirement=[1] * 4)), fleets=(fleet(retiring=[0, -1, 0]), ))  # fmt: skip
    with pytest.raises(InputError) as caught:
        checked(wrong)
    assert {problem.field for problem in caught.value.problems} == {
        "offers.refit.extends", "offers.x.extends", "offers.y.extends", "fleets.old.retiring", "fleets.old.retiring[1]"
    }  # fmt: skip
