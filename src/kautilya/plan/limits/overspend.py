"""Orders are placed before a cut is known."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def overspend(figures: Figures, columns: Columns) -> Block:
    """Define the overspend of a cut year: `O[s,t] >= pay[t] - C[t-1] - factor[s,t] available[t]`."""
    futures, years = columns.overspend.axes
    place = grid(len(futures), len(years))
    terms: list[Term] = [
        (place, columns.overspend.at, 1.0),
        (place, columns.payment.at[None, :], -1.0),
        (place[:, 1:], columns.carried.at[None, :-1], 1.0),
    ]
    keep = figures.is_cut.ravel()
    return block("overspend", (futures, years), terms, lower=-figures.left_after_cut, keep=keep, definition=True)
