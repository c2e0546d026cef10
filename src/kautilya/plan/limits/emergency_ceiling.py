"""An emergency channel sells only so much a year."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def emergency_ceiling(figures: Figures, columns: Columns) -> Block:
    """Limit a channel: `E[s,k,t] <= quantity_per_contract[k] x contracts_per_year[k]`."""
    terms: list[Term] = [(grid(*columns.emergency.at.shape), columns.emergency.at, 1.0)]
    return block("emergency_ceiling", columns.emergency.axes, terms, upper=figures.channel_most[None, :, None])
