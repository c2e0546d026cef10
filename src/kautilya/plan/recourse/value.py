"""The exact loss of a first-stage decision in every scenario, and what supports it."""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.figures import Floats
from kautilya.plan.recourse.knapsack import money_price, short_before, tiers
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
    years, areas, scenarios = recourse.shape
    total = np.zeros((areas, years, scenarios))
    last, there = -1, np.zeros(0)
    for offer, area, brings in recourse.supplied:
        if units[offer, -1] <= 0:
            continue
        if offer != last:
            last = offer
            there = recourse.arrivals.there(offer, units[offer]) * recourse.availability[recourse.group[offer]]
        total[area] += brings * there
    return total.transpose(1, 0, 2)


def overspend(recourse: Recourse, outlay: Floats) -> Floats:
    """Return points [scenario] for paying out more than the years' own money."""
    return np.asarray(recourse.overspend_weight * np.maximum(outlay[:, None] - recourse.year_money, 0.0).sum(axis=0))


def outcome(recourse: Recourse, units: Floats, outlay: Floats) -> Outcome:
    """Evaluate a decision exactly: cumulative orders [offer, order year] and outlays [year]."""
    short = short_before(recourse, supply(recourse, units))
    price = money_price(recourse, short)
    losses = overspend(recourse, outlay) - (price * recourse.emergency_money).sum(axis=0)
    for area in range(recourse.shape[1]):
        losses += tiers(recourse, area, price).loss(short[:, area]).sum(axis=0)
    risk, chance = recourse.risk_weight, recourse.probability
    density = tail(losses, chance, recourse.risk_level)
    mean, cvar = float(chance @ losses), float(density @ losses)
    return Outcome(
        losses=losses, mean=mean, cvar=cvar, value=(1 - risk) * mean + risk * cvar,
        price=price, weight=(1 - risk) * chance + risk * density,
    )  # fmt: skip
