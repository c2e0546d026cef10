"""What must hold of the decomposition whatever the instance: telling it otherwise changes nothing, more room never hurts.

A search ends with a gap, so two searches of one optimum agree in this: neither's bound exceeds the other's plan. The value of a
plan has no gap and must be the same to rounding.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.family.evaluating import worth
from kautilya.plan.family.instance import AXES, Instance
from kautilya.plan.family.planning import solve
from tests.plan.family.drawn import decision, instance

NEAR = 1e-6
WORK = Effort(work=10, gap=0.0)
SIZES: dict[str, float] = {"offers": 6, "areas": 3, "years": 3, "scenarios": 4, "rate": 3}
Other = Callable[[Instance], Instance]


def along(of: Instance, axis: str, places: np.ndarray) -> Instance:
    """Return the instance with one axis taken in other places: a permutation, or some of them, or some twice."""
    values = {}
    for name, axes in AXES.items():
        field = "yields" if name == "yield" else name
        if axis in axes:
            values[field] = np.take(getattr(of, field), places, axis=axes.index(axis))
    return replace(of, **values)  # type: ignore[arg-type]  # arrays for arrays


def in_lakh(of: Instance) -> Instance:
    """Count money in another unit: eight of the new one are one of the old."""
    money = ("cost", "fixed", "hub_cost", "budget", "budget_s", "emergency_budget", "channel_cost")
    return replace(
        of, **{name: getattr(of, name) * 8.0 for name in money}, spend_weight=of.spend_weight / 8,
        overspend_weight=of.overspend_weight / 8,
    )  # fmt: skip


def areas_turned(of: Instance) -> Instance:
    """Tell the areas the other way round."""
    count = of.yields.shape[1]
    return replace(along(of, "C", np.arange(count)[::-1]), channel_area=count - 1 - of.channel_area)


def offers_turned(of: Instance) -> Instance:
    """Tell the offers the other way round."""
    return along(of, "O", np.arange(len(of.cost))[::-1])


def scenarios_twice(of: Instance) -> Instance:
    """Tell every scenario twice."""
    return along(of, "S", np.tile(np.arange(len(of.demand)), 2))


SAME = [in_lakh, areas_turned, offers_turned, scenarios_twice]


def looser_cap(of: Instance) -> Instance:
    """Let foreign partners have more."""
    return replace(of, share_cap=min(1.0, of.share_cap + 0.3))


def lower_floor(of: Instance) -> Instance:
    """Ask for less indigenous content."""
    return replace(of, indigenous_floor=of.indigenous_floor / 2)


def more_money(of: Instance) -> Instance:
    """Give more money in every year, and in every scenario."""
    return replace(of, budget=of.budget * 1.3, budget_s=of.budget_s * 1.3)


def faster_makers(of: Instance) -> Instance:
    """Let makers build more a year, at the same minimum lot where that is 2 already."""
    return replace(of, max_rate=np.where(of.max_rate >= 2, of.max_rate + 2, of.max_rate))


ROOMIER = [looser_cap, lower_floor, more_money, faster_makers]


@pytest.mark.parametrize("other", SAME, ids=lambda one: one.__name__)
@pytest.mark.parametrize("seed", range(5))
def test_telling_an_instance_otherwise_changes_nothing(tmp_path: Path, seed: int, other: Other) -> None:
    drawn = instance(tmp_path, seed, **SIZES)
    told = other(drawn)
    one, two = solve(drawn, WORK), solve(told, WORK)
    assert one.problems == two.problems == ()
    assert one.bound <= two.objective.total + NEAR
    assert two.bound <= one.objective.total + NEAR
    for trial in range(8):
        order, hub = decision(drawn, 50 * seed + trial, busy=trial / 8)
        there = order[::-1] if other is offers_turned else order
        assert abs(worth(told, there, hub).objective - worth(drawn, order, hub).objective) <= NEAR


@pytest.mark.parametrize("other", ROOMIER, ids=lambda one: one.__name__)
@pytest.mark.parametrize("seed", range(4))
def test_more_room_never_hurts(tmp_path: Path, seed: int, other: Other) -> None:
    drawn = instance(tmp_path, seed, **SIZES)
    tight, roomy = solve(drawn, WORK), solve(other(drawn), WORK)
    assert roomy.bound <= tight.objective.total + NEAR
    assert roomy.problems == ()


@pytest.mark.parametrize("seed", range(4))
def test_one_more_offer_never_hurts(tmp_path: Path, seed: int) -> None:
    drawn = instance(tmp_path, seed, **SIZES)
    fewer = along(drawn, "O", np.arange(1, len(drawn.cost)))
    assert solve(drawn, WORK).bound <= solve(fewer, WORK).objective.total + NEAR
