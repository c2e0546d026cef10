"""Whatever is ordered is delivered, and so paid, within the horizon."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def all_delivered(figures: Figures, columns: Columns) -> Block:
    """Plan all deliveries by the last year: `D[o,last year] = X[o,last order year]`."""
    offers, _ = columns.ordered.axes
    place = grid(len(offers))
    terms: list[Term] = [(place, columns.delivered.at[:, -1], 1.0), (place, columns.ordered.at[:, -1], -1.0)]
    return block("all_delivered", (offers,), terms, lower=0, upper=0, definition=True)
