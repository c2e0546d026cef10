"""The model against a second one, written row by row from the case's JSON, that reads and draws everything itself."""

import json

import pytest
from hypothesis import given, settings

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import solve
from tests.plan.drawn import cases
from tests.plan.independent import Independent


def independent(given_case: Case) -> Independent:
    return Independent(json.loads(codec.write(given_case)))


@given(cases(most_offers=4, most_units=4))
@settings(max_examples=100)
def test_an_independent_model_finds_the_same_optimum(drawn: Case) -> None:
    plan = solve(drawn, effort=Effort(gap=0.0, max_nodes=100_000))
    objective, _ = independent(drawn).minimise(0.0)
    assert abs(plan.objective.total - objective) <= 1e-6 * max(1.0, abs(objective))


def test_an_independent_search_for_the_india_plan_agrees_within_both_gaps(india: Case, india_plan: Plan) -> None:
    objective, bound = independent(india).minimise(0.01)
    assert bound <= india_plan.objective.total + 1e-6
    assert india_plan.bound <= objective + 1e-6
    assert objective == pytest.approx(india_plan.objective.total, rel=0.01 + india_plan.gap)
    assert bound == pytest.approx(india_plan.bound, rel=0.01 + india_plan.gap)


def test_an_independent_model_gives_the_india_plan_the_same_value(india: Case, india_plan: Plan) -> None:
    model = independent(india)
    told = json.loads(codec.write(india_plan))
    model.fix(told["orders"], told["deliveries"])
    objective, _ = model.minimise(0.0)
    assert abs(objective - india_plan.objective.total) <= 1e-6 * objective
