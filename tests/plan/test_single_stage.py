"""A plan for one mean future: against looking at every plan."""

import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Effort
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import solve
from tests.plan.by_hand import _programmes, _worth
from tests.plan.drawn import cases
from tests.plan.explain.every_plan import best
from tests.plan.many.test_search import GIVEN
from tests.plan.own_reading import futures_of, rules_of

EXACT = Effort(gap=0.0, max_nodes=100_000)
NEAR = 1e-6


def worth_of(given_case: Case, orders: dict[tuple[str, str], int], deliveries: dict[tuple[str, str], int]) -> float:
    """The objective of one plan by code that shares nothing with the planner."""
    raw = json.loads(codec.write(given_case))
    rule, futures = rules_of(raw), futures_of(raw)

    def matches(of: dict[str, str], units: tuple[int, ...], by_year: dict[tuple[str, str], int]) -> bool:
        return all(count == by_year.get((of["id"], year), 0) for year, count in zip(raw["years"], units, strict=False))

    every = [
        [one for one in _programmes(raw, rule, of) if matches(of, one[0], orders) and matches(of, one[1], deliveries)]
        for of in raw["offers"]
    ]
    worths = [_worth(raw, rule, futures, chosen) for chosen in product(*every)]
    (found,) = [one for one in worths if one is not None]
    return float(found)


@given(cases(most_offers=2))
@settings(max_examples=25, deadline=None)
def test_it_is_worth_what_its_orders_are_and_never_more_than_the_best(drawn: Case) -> None:
    plan = solve(drawn, effort=EXACT, way=single_stage)
    told = plan.single_stage
    assert told is not None
    orders = {(one.offer_id, one.year): one.units for one in plan.orders}
    deliveries = {(one.offer_id, one.year): one.units for one in plan.deliveries}
    real, least = worth_of(drawn, orders, deliveries), best(drawn)
    assert plan.objective.total == pytest.approx(real, rel=NEAR, abs=NEAR)
    assert told.stochastic.low - NEAR <= real - least <= told.stochastic.high + NEAR
    assert told.two_stage_value == pytest.approx(least, rel=NEAR, abs=NEAR)
    assert plan.bound <= least + NEAR
    assert evaluate(drawn, plan, searched=True).violations == ()


def test_with_one_scenario_without_chance_it_is_the_best_plan() -> None:
    sure = replace(GIVEN, scenarios=1, origins=(), parameters=tuple(
        replace(one, value={"P19": "0: 1.0", "P20": "0", "P23": "0"}.get(one.id, one.value)) for one in GIVEN.parameters),
        offers=GIVEN.offers[:1])  # fmt: skip
    plan = solve(sure, effort=EXACT, way=single_stage)
    assert plan.single_stage is not None
    assert plan.single_stage.stochastic.high == pytest.approx(0, abs=NEAR)
    assert plan.objective.total == pytest.approx(solve(sure, effort=EXACT).objective.total)


def test_many_scenarios_are_told_of_as_well() -> None:
    plan = solve(GIVEN, effort=EXACT, way=single_stage)
    assert plan.scenarios == GIVEN.scenarios
    assert plan.single_stage is not None
    assert plan.single_stage.stochastic.low >= 0
    assert evaluate(GIVEN, plan, searched=True).violations == ()


def test_the_evaluator_finds_a_wrong_worth_of_planning_for_many_futures() -> None:
    plan = solve(replace(GIVEN, scenarios=3), effort=EXACT, way=single_stage)
    assert plan.single_stage is not None
    lies = replace(plan, single_stage=replace(plan.single_stage, two_stage_value=plan.single_stage.two_stage_value / 2))
    wrong = evaluate(replace(GIVEN, scenarios=3), lies, searched=True).violations
    assert {one.limit for one in wrong} == {"single_stage"}
