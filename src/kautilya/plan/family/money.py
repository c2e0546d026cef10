"""What a plan of the family spends, year by year."""

import numpy as np

from kautilya.plan.family.instance import Instance
from kautilya.plan.figures import Bools, Floats

EXACT = 1e-6


def spending(instance: Instance, order: Floats, hub: Floats) -> Floats:
    """Return the spend [year] of yearly orders [offer, year] and hub expansions [hub, year]."""
    years = order.shape[1]
    spend = instance.cost @ order + instance.hub_cost * hub.sum(axis=0)
    started = order.any(axis=1)
    first = (order > 0).argmax(axis=1)
    np.add.at(spend, first[started], instance.fixed[started] / 2)
    np.add.at(spend, np.minimum(first[started] + 1, years - 1), instance.fixed[started] / 2)
    return np.asarray(spend)


def carried(instance: Instance, spend: Floats) -> tuple[Floats, Bools]:
    """Return what is carried into each next year [year], as much as allowed, and whether each year's money holds."""
    carry, holds, before = np.zeros(len(spend)), np.zeros(len(spend), dtype=np.bool_), 0.0
    for t, spent in enumerate(spend):
        rest = instance.budget[t] + before - spent
        holds[t] = rest >= -EXACT
        before = carry[t] = max(0.0, min(instance.carry_share * instance.budget[t], rest))
    return carry, holds


def outlay(instance: Instance, spend: Floats) -> Floats:
    """Return what is paid out of each year's own money [year]."""
    carry, _ = carried(instance, spend)
    return np.asarray(spend - np.concatenate([[0.0], carry[:-1]]))
