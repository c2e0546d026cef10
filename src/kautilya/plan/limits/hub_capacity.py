"""A hub looks after only so much at a time."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def hub_capacity(figures: Figures, columns: Columns) -> Block:
    """Limit the places of a hub: `sum_k load[k] H[s,k,t] <= capacity[h] + step[h] E[h,t-lead[h]]`.

    Only in the scenarios and years in which something that the hub can look after is cut off; who then gets a place is
    decided in each scenario.
    """
    kept, hubs = figures.upkeep, figures.case.hubs
    futures, _, years = columns.placed.axes
    place = grid(len(futures), len(hubs), len(years))
    terms: list[Term] = [(place[:, kept.hub, :], columns.placed.at, kept.load[None, :, None])]
    for h, hub in enumerate(hubs):
        decided = np.arange(len(years)) - int(hub.lead_years.value)
        column = columns.expanded.at[h, np.clip(decided, 0, figures.order_years - 1)]
        terms.append((place[:, h, :], column[None, :], np.where(decided >= 0, -hub.step.value, 0.0)[None, :]))
    felt = np.zeros((len(futures), len(hubs), len(years)), dtype=np.bool_)
    for p, h in enumerate(kept.hub):
        felt[:, h] |= kept.regained[:, p] > 0
    upper = np.array([hub.capacity.value for hub in hubs])[None, :, None]
    names = tuple(hub.id for hub in hubs)
    return block("hub_capacity", (futures, names, years), terms, upper=upper, keep=felt.ravel())
