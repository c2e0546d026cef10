"""A plan of the family says something true however early its search was stopped."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kautilya.plan import codec
from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.decomposition.search import Found, search
from kautilya.plan.family import planning
from kautilya.plan.recourse.problem import Problem
from tests.plan.family.drawn import instance


def test_a_search_stopped_before_any_bound_is_bounded_by_zero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unbounded(problem: Problem, effort: Effort, **watching: Any) -> Found:  # noqa: ANN401 - handed on as it is
        return replace(search(problem, effort, **watching), bound=-float("inf"))

    monkeypatch.setattr("kautilya.plan.family.planning.search", unbounded)
    plan = planning.solve(instance(tmp_path, 5), Effort(work=1), wants_stop=lambda: True)
    assert plan.bound == 0.0
    assert plan.gap == 1.0
    assert plan.gap_points == plan.objective.total
    json.dumps(codec.to_json(plan), allow_nan=False)
