"""Payments stay within the year's money."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def budget(figures: Figures, columns: Columns) -> Block:
    """Pay from the year's money and what was carried into it: `pay[t] + C[t] <= available[t] + C[t-1]`."""
    (years,) = columns.payment.axes
    place = grid(len(years))
    terms: list[Term] = [
        (place, columns.payment.at, 1.0),
        (place, columns.carried.at, 1.0),
        (place[1:], columns.carried.at[:-1], -1.0),
    ]
    return block("budget", (years,), terms, upper=figures.budget)
