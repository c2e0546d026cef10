"""What is ordered, started or delivered stays so."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def cumulative(figures: Figures, columns: Columns) -> Block:
    """Keep cumulative variables from falling: `V[o,t] >= V[o,t-1]` for V in X, Y, D."""
    families = (columns.ordered, columns.started, columns.delivered)
    offers, years = columns.delivered.axes
    place = grid(len(families), len(offers), len(years))
    keep = place < 0
    terms: list[Term] = []
    for i, family in enumerate(families):
        rows = place[i, :, 1 : family.at.shape[1]]
        keep[i, :, 1 : family.at.shape[1]] = True
        terms += [(rows, family.at[:, 1:], 1.0), (rows, family.at[:, :-1], -1.0)]
    names = tuple(family.name for family in families)
    return block("cumulative", (names, offers, years), terms, lower=0, keep=keep, definition=True)
