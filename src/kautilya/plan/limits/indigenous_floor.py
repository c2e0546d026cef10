"""Enough of the money is earned at home."""

from kautilya.plan.block import Block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.limits.windows import money_in_windows


def indigenous_floor(figures: Figures, columns: Columns) -> Block:
    """Hold indigenous content in each window: `sum_o content[o] money[o] >= indigenous_floor x money of all new orders`."""
    weight = (figures.rules.indigenous_floor - figures.offers.content)[None, :]
    return money_in_windows("indigenous_floor", ("all",), weight, figures, columns)
