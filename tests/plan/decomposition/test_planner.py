"""The order of the steps of the search for plans."""

from pathlib import Path

import pytest

from kautilya.plan.decomposition import local_search
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.planner import LITTLE, Planner
from kautilya.plan.decomposition.plans import PlanSearch
from kautilya.plan.decomposition.relaxation import Point, begin, solve
from kautilya.plan.decomposition.sight import sight
from kautilya.plan.family.planning import problem_of
from tests.plan.family.drawn import instance


@pytest.mark.parametrize("sights", [1, 2])
def test_a_plan_that_whole_numbers_made_much_better_is_polished_next(
    tmp_path: Path, sights: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    polished: list[Point] = []
    monkeypatch.setattr(Planner, "_polish", lambda _, point: polished.append(point))
    monkeypatch.setattr(local_search, "mended", lambda *_: None)  # leaves rounding down alone, which leaves much to find
    state = begin(problem_of(instance(tmp_path, 3, offers=24, years=5)))
    assert solve(state)
    search = Planner(PlanSearch(sight(state), Watch(Effort(work=99))))
    search.begin(state.best.values)
    for _ in range(sights):
        search.look(sight(state))
    search.step()
    first = search.plans.best
    assert first is not None
    search.step()
    second = search.plans.best
    assert second is not None
    assert second.objective < first.objective - LITTLE
    polished.clear()
    search.step()
    assert len(polished) == 1
    assert polished[0] is second
