"""Small problems solved to the end, and what holds of the bound where that is stopped early."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from kautilya.core.errors import KautilyaError
from kautilya.plan.decomposition import exact
from kautilya.plan.decomposition.areas import Separation, Tangents, total_cut
from kautilya.plan.decomposition.cuts import TotalCut
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.exact import Ended, ended, is_small
from kautilya.plan.decomposition.relaxation import begin, solve
from kautilya.plan.decomposition.search import search
from kautilya.plan.family.evaluating import problems, worth
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.planning import problem_of
from kautilya.plan.family.planning import solve as planned
from kautilya.plan.result import Progress
from tests.plan.family.drawn import instance

NEAR = 1e-6
TINY: dict[str, float] = {"offers": 3, "areas": 2, "years": 2, "hubs": 1, "scenarios": 3, "money": 40, "rate": 2}


def solved(drawn: Instance, effort: Effort, told: list[tuple[float, float]] | None = None) -> Ended:
    state = begin(problem_of(drawn))
    assert solve(state)
    seen = [] if told is None else told
    found = ended(state.at, state.cuts, Watch(effort), lambda plan, bound: seen.append((plan, bound)))
    assert found is not None
    return found


def best_of_all(drawn: Instance) -> float:
    recourse, best = problem_of(drawn).recourse, np.inf
    for chosen in product(*(range(int(rate) + 1) for rate in np.repeat(drawn.max_rate, 2))):
        order = np.array(chosen, dtype=np.float64).reshape(3, 2)
        for expanded in product((0.0, 1.0), repeat=2):
            hub = np.array([expanded])
            if next(problems(drawn, order, hub), None) is None:
                best = min(best, worth(drawn, order, hub, recourse).objective)
    return best


@pytest.mark.parametrize("seed", range(8))
def test_bound_and_plan_meet_at_the_best_of_all_plans(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, **TINY)
    best, found = best_of_all(drawn), solved(drawn, Effort(gap=0.0))
    assert found.is_done
    assert abs(found.plan.objective - best) <= NEAR
    assert best - 1e-4 <= found.bound <= best + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_few_nodes_and_programmes_leave_a_bound_that_holds(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = instance(tmp_path, seed, **{**TINY, "scenarios": 12, "money": 70})
    best = best_of_all(drawn)
    for name, value in (("NODES", 1), ("ROUNDS", 1)):
        with monkeypatch.context() as patched:
            patched.setattr(exact, name, value)
            found = solved(drawn, Effort(gap=0.0))
            assert found.bound <= best + 1e-9
            assert found.plan.objective >= best - NEAR


def test_each_programme_tells_a_better_bound_and_no_worse_plan(tmp_path: Path) -> None:
    told: list[tuple[float, float]] = []
    found = solved(instance(tmp_path, 1, scenarios=8), Effort(gap=0.0), told)
    assert len(told) > 2
    plans, bounds = zip(*told, strict=True)
    assert list(plans) == sorted(plans, reverse=True)
    assert list(bounds) == pytest.approx(sorted(bounds), abs=1e-3)  # what rounding takes off may differ
    assert found.plan.objective == plans[-1]


def test_a_cut_that_claims_too_much_is_told_as_an_error_and_not_as_done(tmp_path: Path) -> None:
    state = begin(problem_of(instance(tmp_path, 3)))
    assert solve(state)
    best = solved(instance(tmp_path, 3), Effort(gap=0.0)).plan.objective
    spoilt = [replace(cut, least=cut.least + 0.3 * best) for cut in state.total]
    cuts = [*state.cuts[:1], *spoilt, *state.area]
    with pytest.raises(KautilyaError, match=r"lies above a plan.*error of the programme"):
        ended(state.at, cuts, Watch(Effort(gap=0.0)), lambda *_: None)


def test_a_bound_above_the_plan_is_told_as_an_error_where_no_search_goes_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(at: Separation, found: Tangents) -> TotalCut:
        right = total_cut(at, found)
        return replace(right, least=right.least + 50.0)

    monkeypatch.setattr("kautilya.plan.decomposition.search.is_small", lambda _: False)
    monkeypatch.setattr("kautilya.plan.decomposition.relaxation.total_cut", spoilt)
    with pytest.raises(KautilyaError, match="lies above a plan"):
        search(problem_of(instance(tmp_path, 3)), Effort(work=9, gap=0.0))


def test_a_gap_ends_it_before_its_end(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 1, scenarios=8)
    near, end = solved(drawn, Effort(gap=0.05)), solved(drawn, Effort(gap=0.0))
    assert near.plan.objective - near.bound <= 0.05 * near.plan.objective
    assert near.bound <= end.plan.objective
    assert (near.is_done, end.is_done) == (False, True)


def test_a_small_problem_is_done_and_a_large_one_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = instance(tmp_path, 3), instance(tmp_path, 3, offers=20, years=5)
    assert is_small(problem_of(small))
    assert not is_small(problem_of(large))
    plan = planned(small, Effort(work=9, gap=0.0))
    assert plan.stopped_by == "done"
    assert plan.gap_points < 1e-3
    assert plan.steps <= 9
    monkeypatch.delattr("kautilya.plan.decomposition.search.ended")
    assert planned(large, Effort(work=5, gap=0.0)).stopped_by == "work"


def test_a_clock_leaves_time_for_plans_and_the_user_is_heard(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 3)
    told: list[Progress] = []
    found = search(problem_of(drawn), Effort(time_limit=60, gap=0.0), tell=told.append)
    assert found.stopped_by == "done"
    assert told[-1].incumbent == pytest.approx(found.objective)
    late = Watch(Effort(gap=0.0), wants_stop=lambda: True)
    state = begin(problem_of(drawn))
    stopped = ended(state.at, state.cuts, late, lambda *_: None)
    assert stopped is not None
    assert (stopped.is_done, stopped.bound) == (False, -np.inf)
