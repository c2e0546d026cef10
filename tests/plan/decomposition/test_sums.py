"""Tangents and cuts on starts, summed by compiled loops, against plain formulas over whole arrays."""

from pathlib import Path

import numpy as np
import pytest

from kautilya.plan.decomposition.areas import Separation, separation, tangents
from kautilya.plan.decomposition.layout import layout
from kautilya.plan.decomposition.lifting import UNUSED, lifted_cuts
from kautilya.plan.decomposition.relaxation import begin, evaluated, solve
from kautilya.plan.family.planning import problem_of
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.arrivals import Shifted
from kautilya.plan.recourse.knapsack import short_before, tiers
from kautilya.plan.recourse.value import supply
from tests.plan.family.drawn import instance
from tests.plan.recourse.plain import gains


def drawn_point(folder: Path, seed: int, **sizes: float) -> tuple[Separation, Floats]:
    """Return a loss taken apart, and another point of the master with starts that are parts of one."""
    state = begin(problem_of(instance(folder, seed, **sizes)))
    assert solve(state)
    assert state.answer is not None
    found = evaluated(state.problem, state.answer.values)
    at = separation(state.problem, layout(state.problem), found.outcome.weight, found.outcome.price + 0.01)
    values, first = state.answer.values.copy(), state.problem.first
    values[first.units] *= np.random.default_rng(seed).uniform(0.3, 1.0, (len(first.units), 1))
    return at, values


@pytest.mark.parametrize("seed", range(5))
def test_tangents_are_those_of_the_plain_formulas(tmp_path: Path, seed: int) -> None:
    at, values = drawn_point(tmp_path, seed, scenarios=30, channels=7 * (seed % 3))
    recourse, found = at.problem.recourse, tangents(at, values)
    short = short_before(recourse, supply(recourse, values[at.problem.first.units]))
    for area in range(recourse.shape[1]):
        of = tiers(recourse, area, at.price)
        slope = of.marginal(short[:, area]) * at.weight
        loss = of.loss(short[:, area]) @ at.weight
        least = loss + (slope * (recourse.need[:, area] - short[:, area])).sum(axis=1)
        np.testing.assert_allclose(found.loss[:, area], loss, rtol=1e-12)
        np.testing.assert_allclose(found.intercept[:, area], least, rtol=1e-12, atol=1e-12)
        assert isinstance(recourse.arrivals, Shifted)
        expected = gains(recourse, recourse.arrivals, recourse.pairs(area), slope)
        np.testing.assert_allclose(found.gain[recourse.supplied.area == area], expected, rtol=1e-12, atol=1e-15)


def test_tangents_of_some_areas_are_those_among_all(tmp_path: Path) -> None:
    at, values = drawn_point(tmp_path, 2, scenarios=30)
    every, some, areas = tangents(at, values), tangents(at, values, [3, 1]), [3, 1]
    mine = np.isin(at.problem.recourse.supplied.area, areas)
    for name in ("loss", "intercept"):
        np.testing.assert_array_equal(getattr(some, name)[:, areas], getattr(every, name)[:, areas])
    np.testing.assert_array_equal(some.gain[mine], every.gain[mine])
    assert every.loss.any(axis=0).sum() > some.loss.any(axis=0).sum()
    assert not some.gain[~mine].any()


def given(units: Floats, opened: Floats, rate: float) -> Floats:
    """Return what the sets of an offer give at a point, [last year, n, set]."""
    years = len(units)
    ordered, started = np.diff(units, prepend=0.0), np.diff(opened, prepend=0.0)
    value = np.zeros((years, years + 1, years + 1))
    for last, k in np.ndindex(years, years + 1):
        inside = sorted(range(last + 1), key=lambda u: -(rate * opened[u] - ordered[u]))[:k]
        free = np.array([sum(v not in inside for v in range(u, last + 1)) for u in range(last + 1)])
        for n in range(years + 1):
            value[last, n, k] = ordered[inside].sum() + rate * np.minimum(free, n) @ started[: last + 1]
    return value


def best_right_side(at: Separation, area: int, sets: list[Floats], used: list[int], t: int, s: int) -> float:
    """Return the largest right side of a tangent in one scenario and year, set by set."""
    recourse, first, best = at.problem.recourse, at.problem.first, 0.0
    of, pairs = tiers(recourse, area, at.price), recourse.pairs(area)
    rise = np.diff(of.slope[:, t, s], prepend=0.0)
    for slope, behind in zip(of.slope[:, t, s], (rise * of.start[:, t, s]).cumsum(), strict=True):
        reach = right = slope * recourse.need[t, area, s] - behind
        for i in used:
            offer, last = int(pairs.offer[i]), int(recourse.arrivals.latest(int(pairs.offer[i]))[t, s])
            price = slope * pairs.brings[i] * recourse.availability[pairs.group[i], t, s]
            if price > 0 and last >= 0 and reach > 0:
                value = sets[offer][last]
                needed = min(reach / (price * first.rate[offer]), len(value) - 1)
                between = [np.interp(needed, np.arange(len(value)), value[:, k]) for k in range(last + 2)]
                right -= price * min(between)
        best = max(best, right)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_cuts_on_starts_give_what_the_smallest_sets_give(tmp_path: Path, seed: int) -> None:
    at, values = drawn_point(tmp_path, seed, scenarios=6, channels=4 * (seed % 3), offers=10, years=5)
    recourse, first = at.problem.recourse, at.problem.first
    values[at.layout.area] = 0.0
    cuts = {int(cut.columns[0]): -cut.slack(values) for cut in lifted_cuts(at, values, None, 1e-9)}
    assert cuts
    units, opened = values[first.units], values[first.opened]
    sets = [given(units[o], opened[o], float(first.rate[o])) for o in range(len(units))]
    for area in np.unique(recourse.supplied.area).tolist():
        used = [i for i, offer in enumerate(recourse.pairs(area).offer) if opened[offer].max() > UNUSED]
        for t in range(recourse.shape[0]):
            best = [best_right_side(at, area, sets, used, t, s) for s in range(recourse.shape[2])]
            assert cuts.get(int(at.layout.area[t, area]), 0.0) == pytest.approx(at.weight @ best, rel=1e-9, abs=2e-9)
