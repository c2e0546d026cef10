"""What binds: the limits that a plan uses up and that have a price."""

from collections.abc import Iterator

import numpy as np

from kautilya.plan.figures import Bools, Floats
from kautilya.plan.model import Program, rows_of
from kautilya.plan.result import Binding

TOLERANCE = 1e-6
USED_UP = 0.01
"""Share of a money limit that may be left where it counts as used up: units are whole, the last crore rupees buy none."""
PRICE = 1e-9
"""Points per unit below which a limit is taken to cost nothing: a lakh crore rupees at this price is a ten-thousandth."""


def binding(model: Program, values: Floats, prices: Floats | None) -> tuple[Binding, ...]:
    """List the rows that have a price and that the plan uses up, both: prices are those of another programme's optimum.

    Args:
        values: Of all columns, in the plan.
        prices: Of all rows; None where the solver gave none. Then every row that the plan uses up is listed, without a price,
            but for those that limit nothing of which it has any (no lot of a programme that is not started).
    """
    left, room = _unused(model, values)
    if prices is None:
        return tuple(_without_prices(model, values, left <= room, left))
    found: list[Binding] = []
    for block, (first, end) in zip(model.blocks, rows_of(model.blocks).values(), strict=True):
        price, slack = np.abs(prices[first:end]), left[first:end]
        tight = (price > PRICE) & (slack <= room[first:end])
        rows = [] if block.definition else np.flatnonzero(tight).tolist()
        found += [
            Binding(limit=block.name, where=block.where(row), price=float(price[row]), slack=float(slack[row])) for row in rows
        ]
    return tuple(found)


def _without_prices(model: Program, values: Floats, used_up: Bools, left: Floats) -> Iterator[Binding]:
    size = _sums(model, np.abs(model.value * values[model.column]))
    told = used_up & (size > TOLERANCE)
    for block, (first, end) in zip(model.blocks, rows_of(model.blocks).values(), strict=True):
        for row in [] if block.definition else np.flatnonzero(told[first:end]).tolist():
            yield Binding(limit=block.name, where=block.where(row), price=None, slack=float(left[first + row]))


def _sums(model: Program, terms: Floats) -> Floats:
    """Add up the terms of each row."""
    row = np.repeat(np.arange(len(model.row_lower)), np.diff(model.start))
    return np.bincount(row, weights=terms, minlength=len(model.row_lower)).astype(np.float64)


def _unused(model: Program, values: Floats) -> tuple[Floats, Floats]:
    """Return what a plan leaves of each row's bound, and what it may leave: of a limit in whole units, nothing."""
    terms = model.value * values[model.column]
    used, size = _sums(model, terms), _sums(model, np.abs(terms))
    ordered = (model.row_lower == 0) & (model.row_upper > 0)  # of such a range, 0 is an order of years and no limit to loosen
    left = np.where(ordered & np.isfinite(model.row_upper), model.row_upper - used,
                    np.minimum(model.row_upper - used, used - model.row_lower))  # fmt: skip
    bounds = np.where(np.isfinite(model.row_upper), np.abs(model.row_upper), np.abs(model.row_lower))
    in_parts = (model.integer[model.column] == 0) | (model.value != np.rint(model.value))
    in_units = _sums(model, in_parts.astype(np.float64)) == 0
    room = np.where(in_units, TOLERANCE, USED_UP * np.maximum(1.0, np.maximum(size, bounds)))
    return np.maximum(0.0, left), room
