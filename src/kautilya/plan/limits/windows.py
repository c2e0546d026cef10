"""The money of new orders in each window of order years, shared by the caps and the floor."""

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, Floats


def window_labels(years: tuple[str, ...], window: int) -> tuple[str, ...]:
    """Name the full windows of order years; one window of all years where the horizon is shorter than the window."""
    width = min(window, len(years))
    return tuple(f"{years[first]}..{years[first + width - 1]}" for first in range(len(years) - width + 1))


def money_in_windows(name: str, groups: tuple[str, ...], weight: Floats, figures: Figures, columns: Columns) -> Block:
    """Limit weighted order money: `sum_o weight[g,o] (cost[o] x[o,w] + fixed[o] z[o,w]) <= 0` per group g and window w.

    x and z are the units ordered and the programmes started within the window; the cost is the full cost of the orders,
    not what is paid in the window.
    """
    _, years = columns.ordered.axes
    labels = window_labels(years, figures.rules.window)
    width = len(years) - len(labels) + 1
    first = np.arange(len(labels))
    place = grid(len(groups), len(labels))
    terms: list[Term] = []
    for at, cost in ((columns.ordered.at, figures.offers.unit_cost), (columns.started.at, figures.offers.fixed_cost)):
        value = (weight * cost)[:, :, None]
        terms.append((place[:, None, :], at[None, :, first + width - 1], value))
        terms.append((place[:, None, 1:], at[None, :, first[1:] - 1], -value))
    return block(name, (groups, labels), terms, upper=0)
