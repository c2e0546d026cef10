"""Nothing is delivered before its lead time has passed."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def lead_time(figures: Figures, columns: Columns) -> Block:
    """Deliver only what was ordered a lead time ago: `D[o,t] <= X[o,t-lag[o]]`, and 0 where t < lag[o].

    lag = floor((month of the order in its year + 12 lead_years) / 12).
    """
    offers, years = columns.delivered.axes
    place = grid(len(offers), len(years))
    order_year = np.arange(len(years))[None, :] - figures.offers.lag[:, None]
    source = np.take_along_axis(columns.ordered.at, np.clip(order_year, 0, figures.order_years - 1), axis=1)
    terms: list[Term] = [(place, columns.delivered.at, 1.0), (place, source, np.where(order_year >= 0, -1.0, 0.0))]
    return block("lead_time", (offers, years), terms, upper=0)
