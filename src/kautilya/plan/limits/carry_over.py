"""Only a share of a year's money outlives the year."""

import numpy as np

from kautilya.plan.block import Block, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def carry_over(figures: Figures, columns: Columns) -> Block:
    """Limit what is carried into the next year: `C[t] <= carry_share available[t]`."""
    (years,) = columns.payment.axes
    most = figures.rules.carry_share * np.maximum(0, figures.budget)
    return block("carry_over", (years,), [(grid(len(years)), columns.carried.at, 1.0)], upper=most)
