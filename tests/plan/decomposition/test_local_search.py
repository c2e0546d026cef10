"""The local search: no limit is ever broken, and the value kept step by step is the evaluator's."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kautilya.plan.decomposition import local_search
from kautilya.plan.decomposition.local_kernel import tried
from kautilya.plan.decomposition.local_mending import fill, mend
from kautilya.plan.decomposition.local_moves import move, noisy
from kautilya.plan.decomposition.local_state import undo
from kautilya.plan.family.evaluating import problems, worth
from kautilya.plan.family.first_stage import layout
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.planning import problem_of
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem
from tests.plan.family.drawn import decision, instance


def at_nothing(drawn: Instance, problem: Problem, hub: Floats, seed: int) -> local_search.LocalSearch:
    """Return a search that begins with expansions alone."""
    at = layout(drawn)
    values = np.zeros(at.count)
    values[at.expanded] = hub.cumsum(axis=1)
    found = local_search.begin(problem, values, seed)
    assert found is not None
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**31), expanded=st.booleans(), heat=st.sampled_from([0.0, 0.05, 5.0]))
def test_every_plan_kept_keeps_all_limits_and_has_the_evaluators_value(
    tmp_path: Path, seed: int, expanded: bool, heat: float
) -> None:
    drawn = instance(tmp_path, seed % 50, channels=seed % 6, scenarios=1 + seed % 7, money=60.0 + seed % 60)
    problem = problem_of(drawn)
    hub = np.zeros((len(drawn.hub_capacity), len(drawn.budget)))
    hub[0, 0] = expanded
    search = at_nothing(drawn, problem, hub, seed)
    for _ in range(15):
        search.run(np.full(4, heat))
        for order, value in ((search.state.kept, search.course.now[0]), (search.course.best, search.course.now[1])):
            exact = worth(drawn, order.astype(np.float64), hub, problem.recourse)
            assert exact.problems == ()
            assert value == pytest.approx(exact.objective, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_that_is_tried_and_not_kept_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed)
    problem = problem_of(drawn)
    hub = np.zeros((len(drawn.hub_capacity), len(drawn.budget)))
    search = at_nothing(drawn, problem, hub, seed)
    search.run(np.full(60, 0.0))
    rules, state = search.rules, search.state
    for _ in range(30):
        _, spared = move(rules, state, search.course.seed, search.course.gain, local_search.SHARES)
        units = noisy(rules, search.course.gain, search.course.price, search.course.seed)
        if mend(rules, state, units, spared):
            fill(rules, state, units, np.inf)
            order = state.x.astype(np.float64)
            assert next(problems(drawn, order, hub), None) is None or (order > drawn.max_rate[:, None]).any()
            assert tried(rules, search.future, state) == pytest.approx(worth(drawn, order, hub).objective, abs=1e-9)
        undo(rules, state)
        np.testing.assert_array_equal(state.x, state.kept)
    assert tried(rules, search.future, state) == pytest.approx(search.course.now[0], abs=1e-9)


def test_a_local_search_from_nothing_finds_a_plan_worth_having(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 3)
    problem = problem_of(drawn)
    search = at_nothing(drawn, problem, np.zeros((len(drawn.hub_capacity), len(drawn.budget))), 1)
    before = float(search.course.now[0])
    for _ in range(10):
        search.run(np.full(100, 0.01))
    assert search.course.now[1] < 0.9 * before


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_loses_less_than_what_its_units_gain_at_the_margin(tmp_path: Path, seed: int) -> None:
    drawn = replace(instance(tmp_path, seed, channels=5), overspend_weight=0.0)
    problem = problem_of(drawn)
    search = at_nothing(drawn, problem, np.zeros((len(drawn.hub_capacity), len(drawn.budget))), seed)
    search.run(np.full(50, 0.0))
    search.renew()
    order, hub = search.state.kept.astype(np.float64), np.zeros((len(drawn.hub_capacity), len(drawn.budget)))
    here = worth(drawn, order, hub, problem.recourse)
    for trial in range(20):
        other, _ = decision(drawn, trial, busy=0.4)
        there = worth(drawn, other, hub, problem.recourse)
        gained = float((search.course.gain * (other - order)).sum())
        loss = (1 - drawn.risk_weight) * here.mean_loss + drawn.risk_weight * here.cvar
        other_loss = (1 - drawn.risk_weight) * there.mean_loss + drawn.risk_weight * there.cvar
        assert other_loss >= loss - gained - 1e-9


@pytest.mark.parametrize("seed", range(12))
def test_orders_that_break_limits_are_mended(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, money=30.0 + 2 * seed)
    problem = problem_of(drawn)
    order, _ = decision(drawn, seed, busy=1.0)
    first = (np.arange(order.shape[1]) == (order > 0).argmax(axis=1)[:, None]) & (order > 0)
    order = np.where(first, np.maximum(order, drawn.lot[:, None]), order)
    hub = np.zeros((len(drawn.hub_capacity), len(drawn.budget)))
    assert next(problems(drawn, order, hub), None) is not None
    search = local_search.mended(problem, np.zeros(layout(drawn).count), order.astype(np.int64), seed)
    assert search is not None
    exact = worth(drawn, search.course.best.astype(np.float64), hub)
    assert exact.problems == ()
    assert search.course.now[1] == pytest.approx(exact.objective, abs=1e-9)
