"""The closed-form recourse against a linear programme of each scenario, and its two kinds of arrivals against each other."""

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from kautilya.plan.family.stochastic import recourse
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.knapsack import money_price, short_before, tiers
from kautilya.plan.recourse.problem import Recourse, Scheduled, Shifted
from kautilya.plan.recourse.risk import tail
from kautilya.plan.recourse.value import supply
from tests.plan.family.drawn import decision, instance


def by_programme(of: Recourse, short: Floats, t: int, s: int) -> float:
    """Solve one scenario and year as a linear programme in shortfalls and purchases."""
    areas, channels = short.shape[1], len(of.channel_cost)
    cover = np.hstack([-np.eye(areas), -(of.channel_area[None, :] == np.arange(areas)[:, None]).astype(float)])
    money = np.concatenate([np.zeros(areas), of.channel_cost])[None, :]
    found = linprog(
        np.concatenate([of.loss_weight[t], np.zeros(channels)]),
        A_ub=np.vstack([cover, money]),
        b_ub=np.concatenate([-short[t, :, s], [of.emergency_money[t, s]]]),
        bounds=[(0, None)] * areas + [(0, cap) for cap in of.channel_cap[:, t, s]],
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


@pytest.mark.parametrize("offer", range(4))
def test_shifted_arrivals_are_scheduled_ones(tmp_path: Path, offer: int) -> None:
    drawn = instance(tmp_path, 4)
    shifted = recourse(drawn).arrivals
    assert isinstance(shifted, Shifted)
    years = shifted.years
    arrives = np.minimum(np.arange(years)[None, :, None] + shifted.lag[:, None, :], years)
    scheduled = Scheduled(arrives=arrives, stays=np.full(len(drawn.cost), years), years=years)
    units = decision(drawn, 4, busy=1.0)[0].cumsum(axis=1)[offer]
    weight, usable = np.random.default_rng(4).random((2, years, shifted.lag.shape[1]))
    np.testing.assert_allclose(shifted.there(offer, units), scheduled.there(offer, units))
    np.testing.assert_allclose(shifted.slopes(offer, weight, usable), scheduled.slopes(offer, weight, usable))
    np.testing.assert_array_equal(shifted.latest(offer), scheduled.latest(offer))
    first = shifted.there(offer, units)
    np.testing.assert_allclose((weight * usable * first).sum(axis=1), shifted.slopes(offer, weight, usable) @ units)


def test_a_leased_unit_leaves() -> None:
    arrives = np.array([[[1], [2], [3]]])
    scheduled = Scheduled(arrives=arrives, stays=np.array([1]), years=4)
    np.testing.assert_array_equal(scheduled.there(0, np.array([2.0, 2.0, 5.0]))[:, 0], [0, 2, 0, 3])
    np.testing.assert_array_equal(scheduled.latest(0)[:, 0], [-1, 0, 1, 2])


def test_the_tail_takes_the_worst_and_splits_the_scenario_on_its_edge() -> None:
    losses, chance = np.array([1.0, 5.0, 3.0, 2.0]), np.full(4, 0.25)
    density = tail(losses, chance, 0.6)
    np.testing.assert_allclose(density, [0, 0.625, 0.375, 0])
    np.testing.assert_allclose(tail(losses[:1], np.ones(1), 0.9), [1.0])
    np.testing.assert_allclose(tail(losses, chance, 0.0), chance)
