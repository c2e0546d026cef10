"""A hub grows step by step."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def hub_expansion(figures: Figures, columns: Columns) -> Block:
    """Expand a hub at most once a year: `0 <= E[h,t] - E[h,t-1] <= 1`."""
    hubs, years = columns.expanded.axes
    place = grid(len(hubs), len(years))
    terms: list[Term] = [(place, columns.expanded.at, 1.0), (place[:, 1:], columns.expanded.at[:, :-1], -1.0)]
    return block("hub_expansion", (hubs, years), terms, lower=0, upper=1)
