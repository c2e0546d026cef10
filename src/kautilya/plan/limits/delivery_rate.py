"""A line delivers only so many units a year."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def delivery_rate(figures: Figures, columns: Columns) -> Block:
    """Limit yearly deliveries: `D[o,t] - D[o,t-1] <= max_rate[o,t] Y[o,t-lag[o]]`, and 0 where t < lag[o].

    Where an offer's rate grows it is `max_rate[o,t] = floor(max_rate[o] (1 + rate_growth[o])^t)`, else the same in every year.
    Multiplying the rate by the start changes no plan (without a start nothing is ordered) and tightens the bound.
    """
    offers, years = columns.delivered.axes
    place = grid(len(offers), len(years))
    order_year = np.arange(len(years))[None, :] - figures.offers.lag[:, None]
    start = np.take_along_axis(columns.started.at, np.clip(order_year, 0, figures.order_years - 1), axis=1)
    terms: list[Term] = [
        (place, columns.delivered.at, 1.0),
        (place[:, 1:], columns.delivered.at[:, :-1], -1.0),
        (place, start, np.where(order_year >= 0, -figures.offers.yearly_rate, 0.0)),
    ]
    return block("delivery_rate", (offers, years), terms, upper=0)
