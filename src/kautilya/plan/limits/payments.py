"""When the money for the orders falls due."""

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, Ints


def payments(figures: Figures, columns: Columns) -> Block:
    """Define the yearly payment, with x, d, z the year's orders, planned deliveries and starts.

    `pay[t] = sum_o advance cost[o] x[o,t] + (1 - advance) cost[o] d[o,t] + fixed[o]/2 z[o,t] + fixed[o]/2 z[o,t-1]`;
    a start in the last year of the horizon pays all of its fixed cost there. An expansion of a hub is paid in its year.
    """
    horizon, order_years = figures.horizon, figures.order_years
    cost, half = figures.offers.unit_cost, figures.offers.fixed_cost / 2
    advance = figures.rules.advance
    years = np.arange(horizon)
    terms: list[Term] = [(years, columns.payment.at, -1.0)]
    terms += _yearly(columns.ordered.at, years[:order_years], advance * cost)
    terms += _yearly(columns.delivered.at, years, (1 - advance) * cost)
    terms += _yearly(columns.started.at, years[:order_years], half)
    terms += _yearly(columns.started.at, np.minimum(years[:order_years] + 1, horizon - 1), half)
    expansion = np.array([hub.expansion_cost.value for hub in figures.case.hubs])
    terms += _yearly(columns.expanded.at, years[:order_years], expansion)
    return block("payments", (columns.payment.axes[0],), terms, lower=0, upper=0, merge=True, definition=True)


def _yearly(at: Ints, year: Ints, value: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[Term]:
    """Terms of value x (V[o,t] - V[o,t-1]), due in year[t]."""
    return [(year[None, :], at, value[:, None]), (year[None, 1:], at[:, :-1], -value[:, None])]
