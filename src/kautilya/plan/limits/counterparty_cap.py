"""No foreign counterparty takes more than its share."""

import numpy as np

from kautilya.plan.block import Block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.limits.windows import money_in_windows


def counterparty_cap(figures: Figures, columns: Columns) -> Block:
    """Cap each foreign counterparty f in each window: `money of f <= counterparty_cap x money of all new orders`."""
    weight = figures.offers.by_counterparty.astype(np.float64) - figures.rules.counterparty_cap
    return money_in_windows("counterparty_cap", figures.offers.counterparties, weight, figures, columns)
