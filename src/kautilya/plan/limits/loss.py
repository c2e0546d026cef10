"""The loss of a scenario."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def loss(figures: Figures, columns: Columns) -> Block:
    """Define the loss: `L[s] = sum_ct points[c,t] G[s,c,t] + overspend_factor x money_weight x sum_t O[s,t]`."""
    (futures,) = columns.loss.axes
    place = grid(len(futures))
    penalty = figures.rules.overspend_factor * figures.money_weight
    terms: list[Term] = [
        (place, columns.loss.at, 1.0),
        (place[:, None, None], columns.short.at, -figures.loss_per_unit[None, :, :]),
        (place[:, None], columns.overspend.at, np.asarray(-penalty)),
    ]
    return block("loss", (futures,), terms, lower=0, upper=0, definition=True)
