"""Emergency purchases are paid from a reserve of their own."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def emergency_reserve(figures: Figures, columns: Columns) -> Block:
    """Limit the emergency money: `sum_k cost[k] E[s,k,t] <= reserve_share x available[t]`, on top of the year's money."""
    futures, _, years = columns.emergency.axes
    place = grid(len(futures), 1, len(years))
    terms: list[Term] = [(place, columns.emergency.at, figures.channel_cost[None, :, None])]
    upper = figures.rules.reserve_share * np.maximum(0, figures.budget)
    return block("emergency_reserve", (futures, years), terms, upper=upper)
