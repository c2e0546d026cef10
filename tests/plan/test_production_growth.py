"""Delivery rates that grow: against trying every plan, in the evaluator, with many scenarios, off unless asked for."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InputError
from kautilya.plan import codec
from kautilya.plan.assembly.home_growth import growing_at_home
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.evaluate import evaluate
from kautilya.plan.figures import figures
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import FEW, solve
from tests.plan.agreed import EXACT, agreed
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, number, offer


def rising(growth: float | None) -> Case:
    """Ten units are needed from a line that delivers two in the first year."""
    return case([area("a", requirement=[10] * 4)], [offer("o", most=10, unit_cost=1, growth=growth)], budget=[20] * 4,
                order_years=4)  # fmt: skip


def delivered(of: Case) -> list[int]:
    plan = solve(of, effort=EXACT)
    assert not evaluate(of, plan).violations
    return [sum(one.units for one in plan.deliveries if one.year == year) for year in of.years]


@st.composite
def growing(draw: st.DrawFn) -> Case:
    drawn = draw(cases(most_offers=2, most_units=3))
    shares = st.sampled_from([None, 0.0, 0.5, 1.0])
    needy = tuple(replace(one, requirement=tuple(number(need.value + 3) for need in one.requirement)) for one in drawn.areas)
    offers = (
        replace(one, max_rate=number(1), unit_cost=number(1), min_lot=number(1), fixed_cost=number(0)) for one in drawn.offers
    )
    return replace(drawn, areas=needy, offers=tuple(
        one if (share := draw(shares)) is None else replace(one, rate_growth=number(share)) for one in offers
    ))  # fmt: skip


@given(growing())
@settings(max_examples=25, deadline=None)
def test_no_plan_is_better_than_the_planners(drawn: Case) -> None:
    agreed(drawn)


@given(cases())
@settings(max_examples=20)
def test_growth_never_hurts(drawn: Case) -> None:
    faster = replace(drawn, offers=tuple(replace(one, rate_growth=number(0.6)) for one in drawn.offers))
    assert solve(faster, effort=EXACT).objective.total <= solve(drawn, effort=EXACT).objective.total + 1e-6


def test_a_line_that_grows_by_half_delivers_two_three_four_and_the_rest() -> None:
    assert delivered(rising(None)) == [2, 2, 2, 2]
    assert delivered(rising(0.5))[:3] == [2, 3, 4]


def test_a_rate_that_grows_by_a_tenth_grows_by_whole_units_and_without_rounding_errors() -> None:
    of = case([area("a", requirement=[1] * 3)], [offer("o", max_rate=10, growth=0.1), offer("p", max_rate=3, growth=0.1)],
              budget=[9] * 3, order_years=3)  # fmt: skip
    assert figures(of, scenarios(of)).offers.yearly_rate.tolist() == [[10, 11, 12], [3, 3, 3]]


def test_the_evaluator_rejects_a_plan_that_counts_on_growth_that_is_not_there() -> None:
    slow = rising(None)
    plan = replace(solve(rising(0.5), effort=EXACT), case_digest=codec.digest(slow))
    assert "delivery_rate" in {violation.limit for violation in evaluate(slow, plan).violations}


def test_many_scenarios_know_of_growth() -> None:
    many = replace(rising(0.5), scenarios=FEW + 10)
    plan = solve(many, effort=EXACT, note=pytest.fail)
    assert not evaluate(many, plan, searched=True).violations
    assert plan.objective.total == pytest.approx(solve(rising(0.5), effort=EXACT).objective.total, abs=1e-6)


def test_growth_is_not_told_where_there_is_none_and_survives_json_where_there_is() -> None:
    assert "rate_growth" not in json.loads(codec.write(rising(None)))["offers"][0]
    assert codec.read(Case, codec.write(rising(0.5)), "case.json") == rising(0.5)


def test_a_rate_that_shrinks_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        checked(rising(-0.1))
    assert [problem.field for problem in caught.value.problems] == ["offers.o.rate_growth"]


def test_only_home_makers_grow_when_asked_and_the_india_case_states_no_growth(india: Case) -> None:
    assert all(one.rate_growth is None for one in india.offers)
    asked = growing_at_home(india, 0.05)
    assert {one.counterparty for one in asked.offers if one.rate_growth is not None} == {india.home}
    assert {one.id for one in asked.offers if one.rate_growth is None} == {
        one.id for one in india.offers if one.counterparty != india.home
    }
