"""An offer cannot be ordered before it is ripe."""

import numpy as np

from kautilya.plan.block import Block, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def earliest_order(figures: Figures, columns: Columns) -> Block:
    """Forbid orders before the earliest order year e: `X[o,e-1] = 0`."""
    early = figures.offers.earliest
    offers, _ = columns.ordered.axes
    last = columns.ordered.at[np.arange(len(offers)), np.maximum(early - 1, 0)]
    return block("earliest_order", (offers,), [(grid(len(offers)), last, 1.0)], upper=0, keep=early > 0)
