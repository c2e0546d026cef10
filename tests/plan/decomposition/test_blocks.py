"""Cuts from the whole-number programmes of areas, alone and in pairs: they hold at every plan, and raise the bound."""

import time
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from kautilya.plan.decomposition.areas import tangents
from kautilya.plan.decomposition.blocks import REPEATS, TOGETHER, Prices, block, grouped, prices
from kautilya.plan.decomposition.bounding import balanced
from kautilya.plan.decomposition.cuts import Cut
from kautilya.plan.decomposition.families import gathered, relifted
from kautilya.plan.decomposition.master import Branched, Program, Work, branched
from kautilya.plan.decomposition.relaxation import Relaxation, evaluated, solve
from kautilya.plan.family.first_stage import layout
from kautilya.plan.family.planning import problem_of
from kautilya.plan.figures import Floats
from tests.plan.decomposition.test_search import lifted, point
from tests.plan.family.drawn import decision, instance

WORK = Work(seconds=np.inf, nodes=200, gap=1e-6)


def alone(state: Relaxation) -> list[tuple[int, ...]]:
    """Return every area by itself."""
    return [(area,) for area in range(state.problem.recourse.shape[1])]


def blocks(state: Relaxation, groups: list[tuple[int, ...]]) -> list[Cut]:
    """Return the cuts of groups of areas at the master's prices."""
    at = prices(state)
    assert at is not None
    found = [block(state, at, areas, WORK) for areas in groups]
    return [one.cut for one in found if one is not None]


def allowed(state: Relaxation, values: Floats) -> bool:
    """Tell whether every offer keeps its own limits."""
    first = state.problem.first
    rows = (first.rows @ values[: len(first.cost)])[state.own]
    own = np.concatenate([first.units.ravel(), first.opened.ravel()])
    fits = bool(np.all((first.row_lower[state.own] <= rows) & (rows <= first.row_upper[state.own])))
    return fits and bool(np.all(values[own] <= first.upper[own]))


@pytest.mark.parametrize("seed", range(8))
def test_every_cut_of_an_area_holds_at_random_whole_plans(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, scenarios=8, channels=seed % 6, years=5, offers=10)
    state = lifted(problem_of(drawn))
    cuts, tried = blocks(state, alone(state)) + blocks(state, grouped(state)), 0
    assert cuts
    state.lifted.extend(cuts)
    assert solve(state)
    assert state.price is not None
    total = gathered(state, state.price[len(state.price) - len(state.cuts) :])
    for trial in range(80):
        values = point(drawn, state, *decision(drawn, 100 * seed + trial, busy=trial / 80))
        if allowed(state, values):
            tried += 1
            assert min(cut.slack(values) for cut in [*cuts, total]) >= -1e-12
    assert tried > 20


@pytest.mark.parametrize("seed", range(3))
def test_the_cut_of_an_area_is_the_least_over_all_of_its_programmes(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, offers=3, areas=2, years=2, hubs=1, scenarios=3, rate=2)
    state = lifted(problem_of(drawn))
    at, cuts = layout(drawn), blocks(state, [(0,), (1,), (0, 1)])
    least = np.full(len(cuts), np.inf)
    for chosen in product(*[range(int(rate) + 1) for rate in np.repeat(drawn.max_rate, 2)]):
        values = np.zeros(state.layout.count)
        values[at.units] = np.array(chosen, dtype=np.float64).reshape(3, 2).cumsum(axis=1)
        values[at.opened] = values[at.units] > 0
        if allowed(state, values):
            values[state.layout.area] = tangents(state.at, values).loss
            least = np.minimum(least, [cut.slack(values) for cut in cuts])
    assert least.min() >= -1e-12
    assert least.max() < 2e-4


def test_cuts_of_areas_raise_the_bound_and_stay_below_the_best_plan(tmp_path: Path) -> None:
    raised = 0.0
    for seed in range(4):
        state = lifted(problem_of(instance(tmp_path, seed, offers=10, years=5)))
        assert solve(state, 1e-6)
        before = state.bound
        state.lifted.extend(blocks(state, alone(state)))
        for _ in range(3):
            assert solve(state, 1e-6)
        raised += state.bound - before
    assert raised > 0.01


def test_areas_together_bound_no_less_than_alone(tmp_path: Path) -> None:
    gained = 0.0
    for seed in range(4):
        bounds = []
        for together in (False, True):
            state = lifted(problem_of(instance(tmp_path, seed, offers=10, years=5, areas=4)))
            assert solve(state, 1e-6)
            groups = grouped(state) if together else alone(state)
            assert any(len(areas) == 2 for areas in groups) is together
            state.lifted.extend(blocks(state, groups))
            assert solve(state, 1e-6)
            bounds.append(state.bound)
        assert bounds[1] >= bounds[0] - 1e-3
        gained += bounds[1] - bounds[0]
    assert gained > 0.01


@pytest.mark.parametrize("seed", range(4))
def test_blocks_hold_every_area_once_and_pairs_share_offers(tmp_path: Path, seed: int) -> None:
    state = lifted(problem_of(instance(tmp_path, seed, offers=60, years=3, areas=9)))
    offers = [set(state.problem.recourse.pairs(area).offer) for area in range(9)]
    groups = grouped(state)
    assert sorted(area for areas in groups for area in areas) == list(range(9))
    pairs = [areas for areas in groups if len(areas) == 2]
    assert pairs
    for a, b in pairs:
        assert offers[a] & offers[b]
        assert len(offers[a] | offers[b]) <= TOGETHER


@pytest.mark.parametrize("seed", range(4))
def test_a_block_is_worth_no_less_than_its_areas_in_the_linear_bound(tmp_path: Path, seed: int) -> None:
    state = lifted(problem_of(instance(tmp_path, seed, offers=10, years=5, areas=4)))
    at = prices(state)
    assert at is not None
    for areas in [*alone(state), (0, 1), (0, 2, 3), (0, 1, 2, 3)]:
        found = block(state, at, areas, WORK)
        assert found is not None
        assert found.gain >= -1e-4


def linear(program: Program) -> float:
    """Return the least value of a programme with units and starts in parts."""
    found = milp(
        program.cost, constraints=LinearConstraint(program.rows.toarray(), program.row_lower, program.row_upper),
        bounds=Bounds(program.lower, program.upper),
    )  # fmt: skip
    assert found.success
    return float(found.fun)


@pytest.mark.parametrize("seed", range(4))
def test_an_offer_that_two_areas_share_counts_with_both_of_its_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """At the prices of the linear bound no part of it gains before units are whole, neither an area nor two together."""
    state = lifted(problem_of(instance(tmp_path, seed, offers=10, years=5, areas=4)))
    at = prices(state)
    assert at is not None
    given: list[Program] = []

    def seen(program: Program, scale: float, work: Work, start: Floats | None) -> Branched:
        given.append(program)
        return branched(program, scale, work, start)

    monkeypatch.setattr("kautilya.plan.decomposition.blocks.branched", seen)
    gains = dict[tuple[int, ...], float]()
    pairs = [pair for pair in combinations(range(4), 2) if shared(state, at, pair) > 0]
    assert len(pairs) >= 4
    for areas in [*alone(state), *pairs]:
        given.clear()
        found = block(state, at, areas, WORK)
        assert found is not None
        assert linear(given[0]) == pytest.approx(at.right[list(areas)].sum(), abs=2e-5)
        gains[areas] = found.gain
    assert all(gains[a, b] >= gains[a,] + gains[b,] - 1e-4 for a, b in pairs)


def shared(state: Relaxation, at: Prices, areas: tuple[int, ...]) -> float:
    """Return how much reduced cost lies on the offers that all of these areas have."""
    first = state.problem.first
    offers = sorted(set.intersection(*(set(state.problem.recourse.pairs(area).offer.tolist()) for area in areas)))
    return float(np.abs(at.rest[first.units[offers]]).sum() + np.abs(at.rest[first.opened[offers]]).sum())


@pytest.mark.parametrize("seed", range(4))
def test_cuts_drawn_beside_a_cut_of_other_areas_hold(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, offers=8, years=4, areas=4)
    state = lifted(problem_of(drawn))
    state.lifted.extend(blocks(state, [(0, 1), (2, 3)]))
    assert solve(state, 1e-6)
    cuts, tried = blocks(state, [(0,), (1, 2), (3,)]), 0
    for trial in range(80):
        values = point(drawn, state, *decision(drawn, 100 * seed + trial, busy=trial / 80))
        if allowed(state, values):
            tried += 1
            assert min(cut.slack(values) for cut in cuts) >= -1e-12
    assert tried > 20


def test_the_seconds_of_a_block_are_for_all_of_its_programmes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = lifted(problem_of(instance(tmp_path, 1, offers=10, years=5)))
    at = prices(state)
    assert at is not None
    given: list[float] = []

    def slow(program: Program, scale: float, work: Work, start: Floats | None) -> Branched:
        given.append(work.seconds)
        time.sleep(0.02)
        return replace(branched(program, scale, work, start), bound=-1e9)  # never close, so that it goes on

    monkeypatch.setattr("kautilya.plan.decomposition.blocks.branched", slow)
    block(state, at, [0], replace(WORK, seconds=1e3))
    assert len(given) == REPEATS
    assert given == sorted(given, reverse=True)
    assert given[0] - given[-1] >= 0.02 * (REPEATS - 1)
    given.clear()
    block(state, at, [0], replace(WORK, seconds=0.01))
    assert len(given) == 1


def test_what_cuts_of_areas_gave_is_kept_when_weights_are_renewed(tmp_path: Path) -> None:
    state = lifted(problem_of(instance(tmp_path, 1, offers=10, years=5)))
    state.lifted.extend(blocks(state, alone(state)))
    for _ in range(4):
        assert solve(state, 1e-7)
    before = state.value
    relifted(state)
    assert solve(state, 1e-7)
    assert state.value >= before - 1e-3 * abs(before)


def test_prices_ask_no_loss_to_be_below_nothing_where_cuts_bound_several() -> None:
    link = Cut(np.array([6, 3, 4, 5]), np.array([1.0, -1.0, -1.0, -1.0]), 0.0)
    both = Cut(np.array([3, 4, 0]), np.array([1.0, 1.0, 2.0]), 1.0, losses=2)
    one = Cut(np.array([4, 1]), np.array([1.0, 3.0]), 1.0)
    whole = Cut(np.array([6, 0]), np.array([1.0, 1.0]), 0.0)
    price = balanced([link, whole, both, one], np.array([7.0, 1.0, 0.5, 0.6, 0.9]), total=6)
    assert price[0] == 7.0
    assert price[1] + price[2] == pytest.approx(1.0)
    assert price[3] <= price[1]
    assert price[3] + price[4] <= price[1] + 1e-12


def test_the_value_of_nothing_bounds_the_losses_of_a_block(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 3, years=4)
    state = lifted(problem_of(drawn))
    at = prices(state)
    assert at is not None
    nothing = evaluated(state.problem, np.zeros(state.layout.count))
    assert tangents(state.at, nothing.values).loss == pytest.approx(at.nothing)
    for trial in range(20):
        values = point(drawn, state, *decision(drawn, trial, busy=trial / 20))
        assert np.all(tangents(state.at, values).loss <= at.nothing + 1e-12)
