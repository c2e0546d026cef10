"""Samples of scenarios are spread evenly, and what they say is of those scenarios."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.plan.decomposition import planner, sampling
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.local_search import LocalSearch
from kautilya.plan.decomposition.relaxation import begin, evaluated, solve
from kautilya.plan.decomposition.sampling import sampled, spread
from kautilya.plan.decomposition.search import planner_of
from kautilya.plan.decomposition.sight import sight
from kautilya.plan.family.planning import problem_of
from kautilya.plan.figures import Floats
from tests.plan.family.drawn import instance


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 1000))
def test_a_sample_is_spread_evenly_and_names_nothing_twice(count: int, more: int, turn: int) -> None:
    scenarios = count + more
    found = spread(scenarios, count, turn)
    assert len(np.unique(found)) == count
    assert found.min() >= 0
    assert found.max() < scenarios
    steps = np.diff(np.append(found, found[0] + scenarios))
    assert steps.max() - steps.min() <= 1


def test_all_scenarios_are_in_some_sample() -> None:
    seen = np.unique(np.concatenate([spread(100, 10, turn) for turn in range(10)]))
    np.testing.assert_array_equal(seen, np.arange(100))


def test_few_scenarios_are_all_taken_and_many_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(instance(tmp_path, 3, scenarios=12))
    assert sampled(problem) is problem
    monkeypatch.setattr(sampling, "MANY", 11)
    monkeypatch.setattr(sampling, "SAMPLE", 4)
    values = np.random.default_rng(3).random(len(problem.first.cost) + 40)
    whole, part = evaluated(problem, values).outcome, evaluated(sampled(problem, turn=2), values).outcome
    np.testing.assert_array_equal(part.losses, whole.losses[[2, 5, 8, 11]])


def test_a_local_search_on_a_sample_tries_as_many_changes_as_the_sample_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "MANY", 11)
    monkeypatch.setattr(sampling, "SAMPLE", 4)
    monkeypatch.setattr(planner, "TRIED", 4 * 3 * planner.LEAST)
    tried: list[int] = []
    run = LocalSearch.run

    def counted(search: LocalSearch, heat: Floats) -> None:
        tried.append(len(heat))
        run(search, heat)

    monkeypatch.setattr(LocalSearch, "run", counted)
    state = begin(problem_of(instance(tmp_path, 3, scenarios=12)))
    assert solve(state)
    plans = planner_of(state, Watch(Effort(work=5)))
    plans.begin(state.best.values)
    plans.look(sight(state))
    plans.step()
    assert sum(tried) == len(planner.TAKEN) * 3 * planner.LEAST
