"""Plans and bounds of the decomposition: against enumeration, against random plans, and in odd shapes."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from kautilya.plan.decomposition.areas import tangents
from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.decomposition.families import relifted
from kautilya.plan.decomposition.lifting import lifted_cuts
from kautilya.plan.decomposition.relaxation import Relaxation, advance, begin, evaluated, solve, strengthen
from kautilya.plan.family.evaluating import problems, worth
from kautilya.plan.family.first_stage import layout
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.planning import plan_file, problem_of
from kautilya.plan.family.planning import solve as planned
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem
from tests.plan.family.drawn import decision, instance

ROUNDING = 1e-7


def lifted(problem: Problem, rounds: int = 4) -> Relaxation:
    """Return a relaxation with all kinds of cuts."""
    state = begin(problem)
    for _ in range(rounds):
        assert solve(state)
        advance(state)
    for k in range(2 * rounds):
        assert solve(state)
        if k == rounds:
            relifted(state)
        else:
            strengthen(state)
    return state


def point(drawn: Instance, state: Relaxation, order: Floats, hub: Floats) -> Floats:
    """Return a plan, which need not keep the limits, as a point of the master with its exact losses."""
    at, values = layout(drawn), np.zeros(state.layout.count)
    values[at.units], values[at.expanded] = order.cumsum(axis=1), hub.cumsum(axis=1)
    values[at.opened] = values[at.units] > 0
    values[at.outlay] = np.random.default_rng(len(order)).uniform(0, 1.5, len(drawn.budget)) * drawn.budget
    found = tangents(state.at, values)
    values[state.layout.area], values[state.layout.overspend] = found.loss, found.overspend
    values[state.layout.total] = evaluated(state.problem, values).outcome.value
    return values


@pytest.mark.parametrize("seed", range(10))
def test_every_cut_holds_at_random_whole_plans(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, scenarios=8, channels=seed % 6, years=5, offers=10)
    state = lifted(problem_of(drawn))
    cuts = [*state.cuts, *lifted_cuts(state.at, state.best.values, state.alone, -np.inf)]
    assert len(cuts) > 30
    for trial in range(60):
        values = point(drawn, state, *decision(drawn, 100 * seed + trial, busy=trial / 60))
        assert min(cut.slack(values) for cut in cuts) >= -1e-12


def test_cuts_on_starts_raise_the_bound(tmp_path: Path) -> None:
    raised = 0.0
    for seed in range(4):
        state = begin(problem_of(instance(tmp_path, seed, offers=10, years=5)))
        for _ in range(6):
            assert solve(state)
            advance(state)
        before = state.bound
        for _ in range(4):
            strengthen(state)
            assert solve(state)
        raised += state.bound - before
    assert raised > 0.1


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_of_all_is_below_the_bound_and_the_best_is_found(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, offers=3, areas=2, years=2, hubs=1, scenarios=3, money=40, rate=2)
    problem = problem_of(drawn)
    choices = [range(int(rate) + 1) for rate in np.repeat(drawn.max_rate, 2)]
    best = np.inf
    for chosen in product(*choices):
        order = np.array(chosen, dtype=np.float64).reshape(3, 2)
        for expanded in product((0.0, 1.0), repeat=2):
            if next(problems(drawn, order, np.array([expanded])), None) is None:
                best = min(best, worth(drawn, order, np.array([expanded]), problem.recourse).objective)
    plan = planned(drawn, Effort(work=25))
    assert plan.problems == ()
    assert plan.bound <= best + ROUNDING
    assert plan.objective.total >= best - ROUNDING
    assert plan.objective.total <= best + ROUNDING * max(1.0, best)


@pytest.mark.parametrize(
    "sizes",
    [
        {"scenarios": 1}, {"channels": 0}, {"money": 12.0}, {"years": 6, "offers": 6}, {"partners": 2}, {"offers": 1},
        {"areas": 1}, {"years": 1}, {"hubs": 1},
    ],
    ids=str,
)  # fmt: skip
def test_odd_shapes_have_sound_plans_and_an_honest_gap(tmp_path: Path, sizes: dict[str, float]) -> None:
    drawn = instance(tmp_path, 21, **sizes)
    plan = planned(drawn, Effort(work=12))
    assert plan.problems == ()
    assert plan.bound <= planned(drawn, Effort(work=20)).objective.total + ROUNDING
    assert plan.gap_points == pytest.approx(plan.objective.total - plan.bound)
    nothing = worth(
        drawn, np.zeros((len(drawn.cost), len(drawn.budget))), np.zeros((len(drawn.hub_capacity), len(drawn.budget)))
    )
    assert plan.objective.total <= nothing.objective + ROUNDING


def test_a_limit_of_work_gives_the_same_bytes_on_any_number_of_threads(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 2, offers=16, years=5)
    one, other = (planned(drawn, Effort(work=11, threads=threads)) for threads in (1, 2))
    assert plan_file(drawn, one) == plan_file(drawn, other)
    assert (one.bound, one.objective) == (other.bound, other.objective)


def test_the_wish_to_stop_returns_the_best_plan_so_far(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 2)
    told: list[float] = []
    plan = planned(drawn, Effort(time_limit=60), tell=lambda at: told.append(at.bound), wants_stop=lambda: len(told) >= 2)
    assert plan.stopped_by == "interrupt"
    assert plan.problems == ()
    assert 0 < plan.bound <= planned(drawn, Effort(work=12)).objective.total + ROUNDING
