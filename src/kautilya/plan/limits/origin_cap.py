"""No foreign design origin takes more than its share."""

import numpy as np

from kautilya.plan.block import Block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.limits.windows import money_in_windows


def origin_cap(figures: Figures, columns: Columns) -> Block:
    """Cap each foreign design origin f in each window: `money of f <= origin_cap x money of all new orders`.

    A joint design counts in full under each of its foreign origins; the planning country is exempt.
    """
    weight = figures.offers.by_origin.astype(np.float64) - figures.rules.origin_cap
    return money_in_windows("origin_cap", figures.offers.origins, weight, figures, columns)
