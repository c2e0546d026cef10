"""No more units than the programme has."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def maximum_quantity(figures: Figures, columns: Columns) -> Block:
    """Limit all orders of an offer: `X[o,last] <= max_quantity[o]`, where the case states one."""
    offers, _ = columns.ordered.axes
    most = figures.offers.max_quantity
    terms: list[Term] = [(grid(len(offers)), columns.ordered.at[:, -1], 1.0)]
    return block("maximum_quantity", (offers,), terms, upper=most, keep=np.isfinite(most))
