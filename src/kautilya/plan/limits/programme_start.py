"""Only a programme that has started can be ordered from."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def programme_start(figures: Figures, columns: Columns) -> Block:
    """Tie orders to the start: `X[o,t] <= most[o] Y[o,t]`.

    most = min(max_quantity, the rates of all years in which deliveries are possible): a bound on X, not a limit of its own.
    """
    offers, years = columns.ordered.axes
    place = grid(len(offers), len(years))
    terms: list[Term] = [(place, columns.ordered.at, 1.0), (place, columns.started.at, -figures.offers.most[:, None])]
    return block("programme_start", (offers, years), terms, upper=0, definition=True)
