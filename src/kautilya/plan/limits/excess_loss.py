"""How far a scenario is worse than the value at risk."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def excess_loss(figures: Figures, columns: Columns) -> Block:
    """Define the excess behind CVaR: `X[s] >= L[s] - V`; CVaR = V + sum_s probability[s] X[s] / (1 - level)."""
    (futures,) = columns.loss.axes
    place = grid(len(futures))
    terms: list[Term] = [
        (place, columns.excess.at, 1.0),
        (place, columns.loss.at, -1.0),
        (place, columns.value_at_risk.at[0], 1.0),
    ]
    return block("excess_loss", (futures,), terms, lower=0, definition=True)
