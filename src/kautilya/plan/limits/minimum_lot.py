"""The first order of a programme is at least a lot."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def minimum_lot(figures: Figures, columns: Columns) -> Block:
    """Demand the lot as soon as the programme has started: `X[o,t] >= min_lot[o] Y[o,t]`.

    In the year of the start X is that year's order alone, so the first order is the lot or more; later ones are free.
    """
    offers, years = columns.ordered.axes
    place = grid(len(offers), len(years))
    terms: list[Term] = [(place, columns.ordered.at, 1.0), (place, columns.started.at, -figures.offers.lot[:, None])]
    return block("minimum_lot", (offers, years), terms, lower=0)
