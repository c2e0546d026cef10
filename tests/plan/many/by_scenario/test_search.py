"""Plans for many scenarios that do not come apart: bound and plan, hubs, progress and what ends the search."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from kautilya.core.errors import InfeasibleError
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.decomposition import effort as pace
from kautilya.plan.evaluate import evaluate
from kautilya.plan.figures import figures
from kautilya.plan.many.by_scenario import answering
from kautilya.plan.many.by_scenario.problem import by_scenario
from kautilya.plan.many.by_scenario.programmes import StoppedError
from kautilya.plan.many.by_scenario.relaxation import step
from kautilya.plan.many.search import search
from kautilya.plan.many.two_stages import Watched
from kautilya.plan.model import LIMITS, program
from kautilya.plan.result import Effort, Progress
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import FEW, NO_PRICES, solve
from kautilya.plan.solver import Stop, minimise
from tests.plan.by_hand import best_by_hand
from tests.plan.full import FULL
from tests.plan.many.by_scenario.limits import (
    Tied,
    tied,
)
from tests.plan.many.test_search import EXACT, MANY, NEAR
from tests.plan.test_hubs import HELD, upheld
from tests.plan.tiny import number

HUBS = replace(HELD, scenarios=MANY, origins=(replace(HELD.origins[0], start_rate=number(1.0)),))


def best_with_hubs() -> float:
    return minimise(program(figures(HUBS, scenarios(HUBS))), EXACT).objective


@given(tied())
@settings(max_examples=20, deadline=None)
def test_bound_and_plan_lie_around_the_extensive_forms_optimum(drawn: Tied) -> None:
    many = replace(drawn, case=replace(drawn.case, scenarios=MANY))
    of, futures = many.case, many.futures
    best = minimise(program(figures(of, futures), (*LIMITS, *drawn.also)), EXACT)
    if best.stop is Stop.INFEASIBLE:
        with pytest.raises(InfeasibleError):
            solve(of, effort=EXACT, also=drawn.also, futures=futures)
        return
    plan = solve(of, effort=EXACT, also=drawn.also, futures=futures)
    assert plan.bound <= best.objective + NEAR
    assert plan.objective.total >= best.objective - NEAR
    if not drawn.also:
        assert evaluate(of, plan, futures, searched=True).violations == ()


@given(upheld())
@settings(max_examples=10, deadline=None)
def test_bound_and_plan_lie_around_the_best_of_all_plans_tried(drawn: Case) -> None:
    best = best_by_hand(json.loads(codec.write(drawn)))
    assert best is not None
    of = by_scenario(figures(drawn, scenarios(drawn)))
    found = search(of, scenarios(drawn), EXACT, (), None, Watched())
    assert found.bound <= best + NEAR
    assert found.plan.objective >= best - NEAR


def test_the_same_case_gives_the_same_plan() -> None:
    assert codec.write(solve(HUBS)) == codec.write(solve(HUBS))


def test_a_hub_is_expanded_and_told_and_priced_for_many_scenarios() -> None:
    plan = solve(HUBS)
    assert plan.expansions
    assert plan.placed
    assert {"hub_expansion", "hub_capacity", "hub_place"} <= set(plan.limits)
    assert evaluate(HUBS, plan, searched=True).violations == ()
    tight = solve(replace(HUBS, hubs=(replace(HUBS.hubs[0], expansion_cost=number(1000)),)))
    told = [one for one in tight.binding if one.limit == "hub_capacity"]
    assert told
    assert all(one.where.startswith("hub, FY") and one.where.endswith(f"of {MANY} scenarios") for one in told)


def test_limits_that_a_relaxation_gives_no_price_for_are_told_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    priced = {(one.limit, one.where) for one in solve(HUBS).binding}
    monkeypatch.setattr(answering, "solved", lambda *_, **__: None)
    said = list[str]()
    plan = solve(HUBS, note=said.append)
    assert {(one.limit, one.where) for one in plan.binding if one.price is None}
    assert priced <= {(one.limit, one.where) for one in plan.binding}
    assert said[-1] == NO_PRICES
    assert evaluate(HUBS, plan, searched=True).violations == ()


def test_all_that_a_case_can_have_is_planned_for_many_scenarios() -> None:
    of = replace(FULL, scenarios=MANY)
    plan = solve(of, effort=Effort(gap=0.01))
    assert evaluate(of, plan, searched=True).violations == ()
    best = minimise(program(figures(of, scenarios(of))), Effort(gap=1e-4, max_nodes=100_000))
    assert plan.bound <= best.objective + NEAR
    assert best.bound - NEAR <= plan.objective.total <= 1.01 * best.objective


def test_progress_tells_a_bound_that_never_falls_and_a_plan_that_never_rises() -> None:
    told: list[Progress] = []
    plan = solve(HUBS, effort=EXACT, progress=told.append)
    assert [one.bound for one in told] == sorted(one.bound for one in told)
    assert [one.incumbent for one in told] == sorted((one.incumbent for one in told), reverse=True)
    assert told[-1].incumbent == pytest.approx(plan.objective.total)


def test_a_user_who_stops_at_once_still_gets_a_plan_and_a_bound() -> None:
    plan = solve(HUBS, effort=EXACT, start=solve(HUBS), wants_stop=lambda: True)
    assert plan.stopped_by == "interrupt"
    assert 0 < plan.bound <= best_with_hubs() + NEAR
    assert evaluate(HUBS, plan, searched=True).violations == ()


def test_a_search_without_time_returns_a_plan_and_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where what is left to do after the clock has run out takes no time, the search was cut short by it."""
    monkeypatch.setattr("kautilya.plan.many.search.SAMPLES", (10,))
    monkeypatch.setattr(pace.Watch, "left", np.inf)
    plan = solve(HUBS, effort=Effort(gap=0.0, time_limit=1e-9))
    assert plan.stopped_by == "time"
    assert 0 < plan.bound <= best_with_hubs() + NEAR
    assert evaluate(HUBS, plan, searched=True).violations == ()


def test_more_scenarios_than_the_solver_keeps_are_solved_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = solve(HUBS)
    monkeypatch.setattr("kautilya.plan.many.by_scenario.programmes.KEPT", 5)
    assert solve(HUBS).objective.total == pytest.approx(kept.objective.total, abs=NEAR)
    assert FEW < MANY


def test_twice_the_same_scenarios_change_nothing() -> None:
    drawn = scenarios(HUBS)
    twice = [replace(one, probability=one.probability / 2) for one in (*drawn, *drawn)]
    values = []
    for futures in (drawn, twice):
        state = by_scenario(figures(HUBS, futures)).begin(None)
        for _ in range(30):
            if state.gap < NEAR or not step(state, vertex=True):
                break
        values.append((state.bound, state.best.objective))
    assert values[1] == pytest.approx(values[0], rel=NEAR)


def test_a_point_that_somebody_stops_is_given_up_in_its_midst_and_leaves_all_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kautilya.plan.many.by_scenario.programmes.ASKED", 10)
    asked: list[bool] = []

    def at_the_third() -> bool:
        asked.append(len(asked) == 2)
        return asked[-1]

    of = by_scenario(figures(HUBS, scenarios(HUBS)))
    state = of.begin(None)
    best, cuts = state.best, len(state.part)
    with pytest.raises(StoppedError):
        of.scenarios.programmes.answers(np.zeros(len(of.now.stage.cost)), at_the_third)
    assert asked == [False, False, True]  # of 40 scenarios
    asked.clear()
    assert not step(state, at_the_third)
    assert (state.best, len(state.part)) == (best, cuts)
    assert state.bound > 0  # of the master, which was solved
