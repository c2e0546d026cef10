"""What binds: the limits that a plan uses up and that have a price."""

import numpy as np

from kautilya.plan.figures import Floats
from kautilya.plan.model import Program, rows_of
from kautilya.plan.result import Binding

TOLERANCE = 1e-6
USED_UP = 0.01
"""Share of a money limit that may be left where it counts as used up: units are whole, the last crore rupees buy none."""
PRICE = 1e-9
"""Points per unit below which a limit is taken to cost nothing: a lakh crore rupees at this price is a ten-thousandth."""


def binding(model: Program, values: Floats, prices: Floats) -> tuple[Binding, ...]:
    """List the rows that have a price and that the plan uses up, both: prices are those of another programme's optimum."""
    left, room = _unused(model, values)
    found: list[Binding] = []
    for block, (first, end) in zip(model.blocks, rows_of(model.blocks).values(), strict=True):
        price, slack = np.abs(prices[first:end]), left[first:end]
        tight = (price > PRICE) & (slack <= room[first:end])
        rows = [] if block.definition else np.flatnonzero(tight).tolist()
        found += [
            Binding(limit=block.name, where=block.where(row), price=float(price[row]), slack=float(slack[row])) for row in rows
        ]
    return tuple(found)


def _unused(model: Program, values: Floats) -> tuple[Floats, Floats]:
    """Return what a plan leaves of each row's bound, and what it may leave: of a limit in whole units, nothing."""
    row = np.repeat(np.arange(len(model.row_lower)), np.diff(model.start))
    terms = model.value * values[model.column]
    used = np.bincount(row, weights=terms, minlength=len(model.row_lower))
    size = np.bincount(row, weights=np.abs(terms), minlength=len(model.row_lower))
    ordered = (model.row_lower == 0) & (model.row_upper > 0)  # of such a range, 0 is an order of years and no limit to loosen
    left = np.where(ordered & np.isfinite(model.row_upper), model.row_upper - used,
                    np.minimum(model.row_upper - used, used - model.row_lower))  # fmt: skip
    bounds = np.where(np.isfinite(model.row_upper), np.abs(model.row_upper), np.abs(model.row_lower))
    in_parts = (model.integer[model.column] == 0) | (model.value != np.rint(model.value))
    in_units = np.bincount(row, weights=in_parts, minlength=len(model.row_lower)) == 0
    room = np.where(in_units, TOLERANCE, USED_UP * np.maximum(1.0, np.maximum(size, bounds)))
    return np.maximum(0.0, left), room
