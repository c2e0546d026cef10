"""Small instances in the shape of the frozen family, with draws of their own."""

from pathlib import Path
from typing import Any

import numpy as np

from kautilya.plan.family.instance import Instance
from kautilya.plan.family.reading import read
from kautilya.plan.figures import Floats

Arrays = dict[str, np.ndarray[Any, Any]]


def arrays(
    seed: int, *, offers: int = 8, areas: int = 4, years: int = 4, partners: int = 3, hubs: int = 2, channels: int = 4,
    scenarios: int = 5, money: float = 100.0, rate: int = 5,
) -> Arrays:  # fmt: skip
    """Draw the arrays of an instance; partner 0 is domestic and every size is tried, channels may be none."""
    r = np.random.default_rng(seed)
    partner = np.where(r.random(offers) < 0.4, 0, r.integers(0, partners, offers))
    cost = r.uniform(2, 20, offers)
    brings = np.zeros((offers, areas))
    for offer in range(offers):
        found = r.choice(areas, r.integers(1, min(3, areas) + 1), replace=False)
        brings[offer, found] = cost[offer] * r.uniform(0.2, 0.8, len(found))
    budget = np.full(years, money) * r.uniform(0.8, 1.2, years)
    need = r.uniform(0.5, 1.5, (areas, years)) * money * years / areas / 2
    weight = r.uniform(0.5, 2, (areas, 1)) * 0.95 ** np.arange(years)
    out: dict[str, object] = {
        "partner": partner, "cost": cost, "max_rate": r.integers(1, rate + 1, offers), "lead": r.integers(0, 3, offers),
        "indigenous": np.where(partner == 0, r.uniform(0.6, 0.9, offers), r.uniform(0, 0.5, offers)),
        "fixed": cost * r.uniform(0.5, 2, offers), "yield": brings, "hub": r.integers(0, hubs, offers),
        "hub_load": r.uniform(0.5, 1.5, offers), "hub_capacity": np.full(hubs, 12.0), "hub_step": 8.0, "hub_cost": money / 10,
        "hub_lead": 1, "budget": budget, "carry_share": 0.1, "channel_area": r.integers(0, areas, channels),
        "channel_partner": r.integers(0, partners, channels), "channel_cost": r.uniform(1.2, 4, channels),
        "channel_cap": r.uniform(1, 10, channels), "risk_weight": 0.3, "risk_level": 0.6, "window": min(3, years),
        "share_cap": 0.4, "indigenous_floor": 0.45, "loss_weight": weight / (weight * need).sum() * 100,
        "spend_weight": 0.02 / budget.sum() * 100, "overspend_weight": 0.8 / budget.sum() * 100,
        "avail": np.where(r.random((scenarios, partners, years)) < 0.15, 0.45, 1.0),
        "approved": r.random((scenarios, offers)) < 0.9,
        "delay": r.integers(0, 3, (scenarios, offers)), "requirement": need * 1.5, "gap": need,
        "budget_s": budget * np.where(r.random((scenarios, years)) < 0.3, 0.8, 1.0),
        "demand": need + r.uniform(0, 0.3, (scenarios, 1, 1)) * need,
    }  # fmt: skip
    out["emergency_budget"] = 0.08 * np.asarray(out["budget_s"])
    return {name: np.asarray(value) for name, value in out.items()}


def instance(folder: Path, seed: int, **sizes: float) -> Instance:
    """Draw an instance, by way of its file."""
    path = folder / f"drawn-{seed}.npz"
    np.savez(path, allow_pickle=False, **arrays(seed, **sizes))  # type: ignore[arg-type]  # only `money` is no whole number
    return read(path)


def decision(drawn: Instance, seed: int, *, busy: float = 0.5) -> tuple[Floats, Floats]:
    """Draw orders and expansions that need not keep the limits."""
    r = np.random.default_rng(seed)
    offers, years = len(drawn.cost), len(drawn.budget)
    order = np.floor(r.random((offers, years)) * (drawn.max_rate[:, None] + 1))
    order *= (r.random((offers, 1)) < busy) * (np.arange(years) >= r.integers(0, years + 1, (offers, 1)))
    return order, (r.random((len(drawn.hub_capacity), years)) < 0.3).astype(np.float64)
