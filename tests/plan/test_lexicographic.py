"""Need first, then cost: against looking at every plan, and for many scenarios against the extensive form."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from kautilya.core.errors import KautilyaError
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.extensive import prices
from kautilya.plan.figures import figures
from kautilya.plan.goals import Goal, aimed, need_at_most, need_of
from kautilya.plan.lexicographic import need_first
from kautilya.plan.model import LIMITS, Limit, program, rows_of
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import FEW, Searched, solve
from kautilya.plan.solver import NothingFoundError, Solution, Stop, minimise
from kautilya.plan.stages import NeedFirst
from kautilya.plan.starting import starting_values
from tests.plan.drawn import cases
from tests.plan.explain.every_plan import Tried, every_plan
from tests.plan.full import FULL
from tests.plan.many.by_scenario.limits import purchases_in_all
from tests.plan.many.test_search import GIVEN
from tests.plan.test_hubs import upheld

EXACT = Effort(gap=0.0, max_nodes=100_000)
NEAR = 1e-6


def need(given_case: Case, tried: Tried) -> float:
    """Points without the money spent: P05 is 1 in the drawn cases."""
    return tried.worth - tried.paid / sum(year.available.value for year in given_case.budget[: given_case.order_years])


def stages(plan: Plan) -> NeedFirst:
    assert plan.need_first is not None
    return plan.need_first


@pytest.mark.parametrize("tolerance", [0.0, 0.0731])
@given(cases(most_offers=2))
@settings(max_examples=25, deadline=None)
def test_no_plan_has_less_need_and_none_near_it_costs_less(tolerance: float, drawn: Case) -> None:
    plan = solve(drawn, way=need_first(tolerance), effort=EXACT)
    told, tried = stages(plan), list(every_plan(drawn))
    least = min(need(drawn, one) for one in tried)
    assert told.need == pytest.approx(least, rel=NEAR, abs=NEAR)
    near = [one.paid for one in tried if need(drawn, one) <= (1 + tolerance) * least + NEAR]
    assert told.cost == pytest.approx(min(near), rel=NEAR, abs=NEAR)
    assert told.need_bound <= least + NEAR
    assert told.cost_bound <= min(near) + NEAR
    assert plan.bound <= min(one.worth for one in tried) + NEAR
    assert need_of(plan.objective) <= told.allowed + NEAR
    assert evaluate(drawn, plan, searched=True).violations == ()


@given(cases(most_offers=2))
@settings(max_examples=15, deadline=None)
def test_a_wider_tolerance_never_costs_more(drawn: Case) -> None:
    costs = [stages(solve(drawn, way=need_first(tolerance), effort=EXACT)).cost for tolerance in (0.0, 0.1, 1.0)]
    assert costs == sorted(costs, reverse=True) or max(costs) - min(costs) <= NEAR


@given(cases())
@settings(max_examples=12, deadline=None)
def test_for_many_scenarios_bound_and_plan_lie_around_the_least_cost(drawn: Case) -> None:
    of = replace(drawn, scenarios=FEW + 10)
    plan = solve(of, way=need_first(0.05), effort=EXACT)
    told = stages(plan)
    numbers = figures(of, scenarios(of))
    least = minimise(aimed(program(numbers), Goal.NEED), EXACT).objective
    assert told.need_bound - NEAR <= least <= told.need + NEAR
    limited = program(numbers, (*LIMITS, need_at_most(told.allowed)))
    cheapest = minimise(aimed(limited, Goal.COST), EXACT).objective
    assert told.cost_bound - NEAR <= cheapest <= told.cost + NEAR
    assert evaluate(of, plan, searched=True).violations == ()


@given(upheld())
@settings(max_examples=8, deadline=None)
def test_for_many_scenarios_with_hubs_bound_and_plan_lie_around_the_least_cost(drawn: Case) -> None:
    of = replace(drawn, scenarios=FEW + 10)
    plan = solve(of, way=need_first(0.05), effort=EXACT)
    told = stages(plan)
    numbers = figures(of, scenarios(of))
    limited = program(numbers, (*LIMITS, need_at_most(told.allowed)))
    cheapest = minimise(aimed(limited, Goal.COST), EXACT).objective
    least = minimise(aimed(program(numbers), Goal.NEED), EXACT).objective
    assert told.need_bound - NEAR <= least <= told.need + NEAR
    assert told.cost_bound - NEAR <= cheapest <= told.cost + NEAR
    assert told.cost_bound > 0 or cheapest < 1
    assert evaluate(of, plan, searched=True).violations == ()


def test_of_many_scenarios_the_cheaper_plan_is_found() -> None:
    told = stages(solve(GIVEN, way=need_first(0.5), effort=EXACT))
    assert told.cost < told.cost_of_need
    assert told.cost_bound > 0.3 * told.cost


@pytest.mark.parametrize("case", [FULL, GIVEN])
def test_each_message_of_progress_says_of_which_stage_it_is_and_its_unit(case: Case) -> None:
    told = list[Progress]()
    plan = solve(case, way=need_first(0.1), progress=told.append)
    found = list(dict.fromkeys((at.stage, at.unit) for at in told))
    assert found == [("stage 1 of 2, least need", "points"), ("stage 2 of 2, least cost", "Rs crore")]
    assert told[-1].incumbent == pytest.approx(stages(plan).cost)


@pytest.mark.parametrize("error", [NothingFoundError("no plan in time"), KautilyaError("odd numbers")])
def test_where_the_extensive_form_finds_nothing_the_cheaper_plan_of_the_stages_stands(
    error: KautilyaError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_vain(*_: object) -> Searched:
        raise error

    monkeypatch.setattr("kautilya.plan.lexicographic.in_extensive_form", in_vain)
    told = stages(solve(replace(GIVEN, scenarios=5), way=need_first(0.5), effort=EXACT))
    assert told.cost < told.cost_of_need
    assert told.cost_bound > 0


@pytest.mark.parametrize("also", [(), (purchases_in_all(1e6),)], ids=["in closed form", "a programme for each"])
@pytest.mark.parametrize("tolerance", [0.0, 0.2])
def test_prices_of_what_binds_are_those_of_the_weighted_objective(tolerance: float, also: Sequence[Limit]) -> None:
    """The linear programme of all scenarios with the plan's starts prices them alike, though need and cost were searched."""
    plan = solve(GIVEN, way=need_first(tolerance), effort=EXACT, also=also)
    model = program(figures(GIVEN, scenarios(GIVEN)))
    values, (columns, whole) = np.zeros_like(model.cost), starting_values(model.columns, plan)
    values[columns] = whole
    at_starts = Solution(stop=Stop.DONE, values=values, prices=np.zeros(0), objective=0.0, bound=0.0)
    known = prices(model, at_starts, EXACT)
    assert known is not None
    price = np.abs(known)
    right: dict[tuple[str, str], float] = {}
    for block, (first, _) in zip(model.blocks, rows_of(model.blocks).values(), strict=True):
        right |= {(block.name, block.where(row)): float(price[first + row]) for row in range(block.size)}
    told = {(one.limit, one.where): one.price for one in plan.binding if (one.limit, one.where) in right}
    assert ("budget", GIVEN.years[0]) in told
    assert told == pytest.approx({one: right[one] for one in told}, abs=0.01)


def test_who_stops_at_once_gets_the_plan_of_the_first_stage_and_no_claim_about_cost() -> None:
    plan = solve(GIVEN, way=need_first(0.5), effort=EXACT, wants_stop=lambda: True)
    told = stages(plan)
    assert (told.need_stopped_by, told.cost_stopped_by, told.cost_bound) == ("interrupt", "interrupt", 0.0)
    assert evaluate(GIVEN, plan, searched=True).violations == ()


def test_the_evaluator_finds_what_does_not_hold_of_the_stages() -> None:
    of = replace(GIVEN, scenarios=3)
    plan = solve(of, way=need_first(0.5), effort=EXACT)
    told = stages(plan)
    for change in (
        {"allowed": told.allowed / 2}, {"tolerance": 0.0}, {"cost": told.cost / 2}, {"cost_bound": told.cost * 2},
        {"need_bound": told.need * 2}, {"cost_gap": 0.9},
    ):  # fmt: skip
        found = evaluate(of, replace(plan, need_first=replace(told, **change)), searched=True).violations  # type: ignore[arg-type]  # wrong on purpose
        assert {one.limit for one in found} == {"need_first"}


def test_a_weighted_plan_says_nothing_of_stages() -> None:
    assert solve(replace(GIVEN, scenarios=2)).need_first is None


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(ValueError, match="tolerance"):
        need_first(-0.1)
