"""The closed-form recourse against a linear programme of each scenario, and its two kinds of arrivals against each other."""

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from kautilya.plan.family.stochastic import recourse
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.arrivals import Pairs, Scheduled, Shifted, small
from kautilya.plan.recourse.knapsack import short_before, tiers
from kautilya.plan.recourse.problem import Recourse, subset
from kautilya.plan.recourse.risk import tail
from kautilya.plan.recourse.value import outcome, supply
from tests.plan.family.drawn import decision, instance
from tests.plan.recourse.plain import gains, losses, money_price, there


def by_programme(of: Recourse, short: Floats, t: int, s: int) -> float:
    """Solve one scenario and year as a linear programme in shortfalls and purchases."""
    areas, channels = short.shape[1], len(of.channel_cost)
    cover = np.hstack([-np.eye(areas), -(of.channel_area[None, :] == np.arange(areas)[:, None]).astype(float)])
    money = np.concatenate([np.zeros(areas), of.channel_cost])[None, :]
    found = linprog(
        np.concatenate([of.loss_weight[t], np.zeros(channels)]),
        A_ub=np.vstack([cover, money]),
        b_ub=np.concatenate([-short[t, :, s], [of.emergency_money[t, s]]]),
        bounds=[(0, None)] * areas + [(0, of.cap(k)[t, s]) for k in range(channels)],
    )
    assert found.fun is not None
    return float(found.fun)


@pytest.mark.parametrize("seed", range(4))
def test_the_knapsack_is_the_linear_programmes_value(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, channels=7)
    of = recourse(drawn)
    short = short_before(of, supply(of, decision(drawn, seed)[0].cumsum(axis=1)))
    price = money_price(of, short)
    for t in range(short.shape[0]):
        for s in range(short.shape[2]):
            mine = -price[t, s] * of.emergency_money[t, s]
            mine += sum(float(tiers(of, area, price).loss(short[:, area])[t, s]) for area in range(short.shape[1]))
            assert mine == pytest.approx(by_programme(of, short, t, s), abs=1e-9)


def test_no_price_of_money_gives_more_than_the_knapsack(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 1, channels=7)
    of = recourse(drawn)
    short = short_before(of, supply(of, decision(drawn, 1)[0].cumsum(axis=1)))
    right = money_price(of, short)

    def value(price: Floats) -> Floats:
        whole = sum(tiers(of, area, price).loss(short[:, area]) for area in range(short.shape[1]))
        return np.asarray(whole - price * of.emergency_money)

    for price in (0 * right, right / 2, right + 0.01, right * 3):
        assert (value(price) <= value(right) + 1e-12).all()


def test_slopes_of_the_loss_do_not_fall(tmp_path: Path) -> None:
    of = recourse(instance(tmp_path, 2, channels=9))
    short = short_before(of, supply(of, np.zeros((8, 4))))
    for area in range(short.shape[1]):
        slope = tiers(of, area, money_price(of, short)).slope
        assert (np.diff(slope, axis=0) >= 0).all()


def scheduled(of: Shifted) -> Scheduled:
    """Return the same arrivals told order year by order year."""
    come = np.arange(of.years)[None, :, None] + of.lag[:, None, :].astype(np.int64)
    return Scheduled(small(come, of.years), small(np.full(len(of.lag), of.years), of.years), of.years)


@pytest.mark.parametrize("told", ["shifted", "scheduled"])
@pytest.mark.parametrize("seed", range(3))
def test_arrivals_are_those_of_the_plain_formula(tmp_path: Path, told: str, seed: int) -> None:
    drawn = instance(tmp_path, seed, scenarios=1100 if seed == 0 else 7)  # more than the compiled loops take at once
    of = recourse(drawn)
    shifted = of.arrivals
    assert isinstance(shifted, Shifted)
    arrivals = shifted if told == "shifted" else scheduled(shifted)
    units = decision(drawn, seed, busy=0.8)[0].cumsum(axis=1)
    slope = np.random.default_rng(seed).random((shifted.years, shifted.lag.shape[1]))
    for area in range(of.shape[1]):
        pairs, brought = of.pairs(area), np.zeros(slope.shape)
        arrivals.add(brought, pairs, units, of.availability)
        expected = np.zeros(slope.shape)
        for offer, group, brings in zip(pairs.offer, pairs.group, pairs.brings, strict=True):
            expected += brings * there(shifted, int(offer), units[offer]) * of.availability[group]
        np.testing.assert_allclose(brought, expected, rtol=1e-12)
        found = arrivals.gains(slope, pairs, of.availability)
        np.testing.assert_allclose(found, gains(of, shifted, pairs, slope), rtol=1e-12)
        np.testing.assert_allclose((slope * brought).sum(axis=1), np.einsum("ptu,pu->t", found, units[pairs.offer]))
    for offer in range(len(units)):
        np.testing.assert_array_equal(arrivals.latest(offer), shifted.latest(offer))


@pytest.mark.parametrize("seed", range(4))
def test_losses_and_prices_are_those_of_the_plain_formulas(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, channels=7 * (seed % 2), scenarios=40)
    of = recourse(drawn)
    units, outlay = decision(drawn, seed)[0].cumsum(axis=1), drawn.budget * 1.1
    found, short = outcome(of, units, outlay), short_before(of, supply(of, units))
    np.testing.assert_allclose(found.losses, losses(of, short, outlay), rtol=1e-12)
    np.testing.assert_array_equal(found.price, money_price(of, short))


def test_a_subset_evaluates_as_its_own_scenarios_do(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 6, scenarios=12)
    of, some = recourse(drawn), np.array([0, 5, 6, 11])
    units, outlay = decision(drawn, 6)[0].cumsum(axis=1), drawn.budget * 1.1
    whole, part = outcome(of, units, outlay), outcome(subset(of, some), units, outlay)
    np.testing.assert_array_equal(part.losses, whole.losses[some])
    assert part.mean == pytest.approx(whole.losses[some].mean())
    assert subset(of, some).shape == (*of.shape[:2], 4)


def test_more_years_than_a_byte_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="126 is the most"):
        small(np.array([1, 2]), 127)


def test_a_leased_unit_leaves() -> None:
    leased = Scheduled(small(np.array([[[1], [2], [3]]]), 4), small(np.array([1]), 4), 4)
    there_now = np.zeros((4, 1))
    one = Pairs(np.array([0]), np.array([0]), np.ones(1))
    leased.add(there_now, one, np.array([[2.0, 2.0, 5.0]]), np.ones((1, 4, 1)))
    np.testing.assert_array_equal(there_now[:, 0], [0, 2, 0, 3])
    np.testing.assert_array_equal(leased.latest(0)[:, 0], [-1, 0, 1, 2])


def test_the_tail_takes_the_worst_and_splits_the_scenario_on_its_edge() -> None:
    losses, chance = np.array([1.0, 5.0, 3.0, 2.0]), np.full(4, 0.25)
    density = tail(losses, chance, 0.6)
    np.testing.assert_allclose(density, [0, 0.625, 0.375, 0])
    np.testing.assert_allclose(tail(losses[:1], np.ones(1), 0.9), [1.0])
    np.testing.assert_allclose(tail(losses, chance, 0.0), chance)
