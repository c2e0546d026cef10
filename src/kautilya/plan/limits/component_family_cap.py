"""No foreign component family carries more than its share."""

import numpy as np

from kautilya.plan.block import Block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.limits.windows import money_in_windows


def component_family_cap(figures: Figures, columns: Columns) -> Block:
    """Cap what rests on each foreign component family f in each window: `money of offers that need f <= cap x money of all`.

    Where it is asked for. An offer counts in full under each family that it needs, as a system without its engine is none;
    the windows and the money are those of the supplier caps (P08).
    """
    limit = figures.case.component_limit
    weight = figures.offers.by_family.astype(np.float64) - (0.0 if limit is None else limit.cap.value)
    return money_in_windows("component_family_cap", figures.offers.families, weight, figures, columns)
