"""The exact loss of a first-stage decision in every scenario, and what supports it."""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.figures import Floats
from kautilya.plan.recourse.kernels import bought_greedily
from kautilya.plan.recourse.problem import Recourse
from kautilya.plan.recourse.risk import tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a decision leads to."""

    losses: Floats
    """[scenario] points."""
    mean: float
    cvar: float
    value: float
    """`(1 - risk_weight) mean + risk_weight cvar`"""
    price: Floats
    """[year, scenario] points per unit of emergency money."""
    weight: Floats
    """[scenario] weight of each scenario's loss in the value."""


def supply(recourse: Recourse, units: Floats) -> Floats:
    """Return what arrived orders bring [year, area, scenario] for cumulative orders [offer, order year]."""
    total = np.empty(recourse.need.shape)
    for area in range(recourse.shape[1]):
        total[:, area] = supply_of(recourse, area, units)
    return total


def supply_of(recourse: Recourse, area: int, units: Floats) -> Floats:
    """Return what arrived orders bring to an area [year, scenario]."""
    total = np.zeros((recourse.shape[0], recourse.shape[2]))
    recourse.arrivals.add(total, recourse.pairs(area), units, recourse.availability)
    return total


def overspend(recourse: Recourse, outlay: Floats) -> Floats:
    """Return points [scenario] for paying out more than the years' own money."""
    return np.asarray(recourse.overspend_weight * np.maximum(outlay[:, None] - recourse.year_money, 0.0).sum(axis=0))


def outcome(recourse: Recourse, units: Floats, outlay: Floats) -> Outcome:
    """Evaluate a decision exactly: cumulative orders [offer, order year] and outlays [year]."""
    short = supply(recourse, units)
    np.subtract(recourse.need, short, out=short)
    losses, price = overspend(recourse, outlay), np.zeros(recourse.emergency_money.shape)
    worth = recourse.loss_weight[:, recourse.channel_area] / recourse.channel_cost
    bought_greedily(
        short, recourse.emergency_money, recourse.loss_weight, recourse.channel_area, recourse.channel_cost,
        recourse.channel_cap, recourse.channel_group, recourse.availability, np.argsort(-worth, axis=1, kind="stable"),
        losses, price,
    )  # fmt: skip
    risk, chance = recourse.risk_weight, recourse.probability
    density = tail(losses, chance, recourse.risk_level)
    mean, cvar = float(chance @ losses), float(density @ losses)
    return Outcome(
        losses=losses, mean=mean, cvar=cvar, value=(1 - risk) * mean + risk * cvar,
        price=price, weight=(1 - risk) * chance + risk * density,
    )  # fmt: skip
