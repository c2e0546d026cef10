"""The second stage of an instance in the terms of the decomposition."""

import numpy as np

from kautilya.plan.family.instance import Instance
from kautilya.plan.recourse.arrivals import Shifted, small
from kautilya.plan.recourse.problem import Recourse, Supplied


def recourse(instance: Instance) -> Recourse:
    """Turn an instance's scenarios round (scenario last) and bring approval and delay into one lag.

    What the reader laid out so (`family.reading`) is shared, not copied.
    """
    scenarios, _, years = instance.demand.shape
    lag = np.empty((len(instance.lead), scenarios), dtype=np.int8)
    for offer, lead in enumerate(instance.lead):
        lag[offer] = small(np.where(instance.approved[:, offer], lead + instance.delay[:, offer], years), years)
    offers, areas = np.nonzero(instance.yields)
    return Recourse(
        probability=np.full(scenarios, 1.0 / scenarios),
        arrivals=Shifted(lag, years),
        availability=np.ascontiguousarray(instance.avail.transpose(1, 2, 0)),
        group=instance.partner,
        supplied=Supplied(offers, areas, instance.yields[offers, areas]),
        need=np.ascontiguousarray(instance.demand.transpose(2, 1, 0)),
        loss_weight=np.ascontiguousarray(instance.loss_weight.T),
        channel_area=instance.channel_area,
        channel_cost=instance.channel_cost,
        channel_cap=instance.channel_cap,
        channel_group=instance.channel_partner,
        emergency_money=np.ascontiguousarray(instance.emergency_budget.T),
        year_money=np.ascontiguousarray(instance.budget_s.T),
        overspend_weight=instance.overspend_weight,
        risk_weight=instance.risk_weight,
        risk_level=instance.risk_level,
    )
