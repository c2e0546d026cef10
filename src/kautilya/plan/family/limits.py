"""The limits of an instance on single units."""

import numpy as np

from kautilya.plan.family.first_stage import Layout
from kautilya.plan.family.instance import Instance
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.limits import UnitLimits


def unit_limits(instance: Instance, at: Layout) -> UnitLimits:
    """Return what a local search must know of an instance's limits."""
    return UnitLimits(
        cost=instance.cost, fixed=instance.fixed, rate=instance.max_rate, lot=instance.lot, party=instance.partner,
        parties=instance.avail.shape[1], content=(instance.indigenous - instance.indigenous_floor) * instance.cost,
        hub=instance.hub, load=instance.hub_load, lead=instance.lead, budget=instance.budget,
        carry_share=instance.carry_share, share_cap=instance.share_cap, window=instance.window,
        spend_weight=instance.spend_weight, hubs=lambda values: hubs(instance, np.rint(values[at.expanded])),
    )  # fmt: skip


def hubs(instance: Instance, expanded: Floats) -> tuple[Floats, Floats]:
    """Return capacity [hub, year] and money [year] for expansions so far [hub, year]."""
    grown = np.zeros(expanded.shape)
    grown[:, instance.hub_lead :] = expanded[:, : max(0, expanded.shape[1] - instance.hub_lead)]
    room = instance.hub_capacity[:, None] + instance.hub_step * grown
    return room, instance.hub_cost * np.diff(expanded, prepend=0.0).sum(axis=0)
