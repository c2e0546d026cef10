"""A named block of rows: one limit of the plan, as triplets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from kautilya.plan.figures import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The rows of one limit; rows are numbered from 0 within the block."""

    name: str
    axes: tuple[tuple[str, ...], ...]
    kept: Ints
    """Place of each row in the grid of the axes, flat."""
    lower: Floats
    upper: Floats
    row: Ints
    column: Ints
    value: Floats
    definition: bool
    """Whether the rows define a quantity instead of limiting the plan; such rows are never reported as binding."""

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.lower)

    def where(self, row: int) -> str:
        """Say which instance of the limit a row is: `RUS, FY2026-27..FY2030-31`."""
        shape = tuple(len(axis) for axis in self.axes)
        places = np.unravel_index(int(self.kept[row]), shape) if shape else ()
        return ", ".join(axis[int(place)] for axis, place in zip(self.axes, places, strict=True))


Term: TypeAlias = tuple[Ints | int, Ints | int, Floats | float]
"""Places in the grid of the axes (flat), columns, values; broadcast against each other."""


def block(
    name: str,
    axes: Sequence[Sequence[str]],
    terms: Sequence[Term],
    *,
    lower: ArrayLike = -np.inf,
    upper: ArrayLike = np.inf,
    keep: Bools | None = None,
    merge: bool = False,
    definition: bool = False,
) -> Block:
    """Assemble a block over a grid of axes, leaving out the rows that are not kept, and entries of value 0.

    Args:
        lower: Bounds in the shape of the grid, or one for all.
        keep: Which rows of the grid exist; all where None.
        merge: Whether some terms fall on the same place and are to be added up.
    """
    shape = tuple(len(axis) for axis in axes)
    size = math.prod(shape)
    place, column, value = _stacked(terms)
    row, kept = place, np.arange(size, dtype=np.int64)
    if keep is not None:
        kept = np.flatnonzero(keep)
        number = np.full(size, -1, dtype=np.int64)
        number[kept] = np.arange(len(kept))
        row = number[place]
    use = (value != 0) if keep is None else (value != 0) & (row >= 0)
    row, column, value = row[use], column[use], value[use]
    if merge:
        row, column, value = _merged(row, column, value)
    return Block(
        name=name, axes=tuple(tuple(axis) for axis in axes), kept=kept,
        lower=_bounds(lower, shape, kept), upper=_bounds(upper, shape, kept),
        row=row, column=column, value=value, definition=definition,
    )  # fmt: skip


def _stacked(terms: Sequence[Term]) -> tuple[Ints, Ints, Floats]:
    sizes = [np.broadcast_shapes(*(np.shape(part) for part in term)) for term in terms]
    ends = np.cumsum([0, *(math.prod(shape) for shape in sizes)]).tolist()
    place, column, value = np.empty(ends[-1], dtype=np.int64), np.empty(ends[-1], dtype=np.int64), np.empty(ends[-1])
    for term, shape, first, end in zip(terms, sizes, ends[:-1], ends[1:], strict=True):
        for into, part in zip((place, column, value), term, strict=True):
            into[first:end].reshape(shape)[...] = part
    return place, column, value


def _merged(row: Ints, column: Ints, value: Floats) -> tuple[Ints, Ints, Floats]:
    """Add up the entries of one place and leave out those that cancel."""
    width = int(column.max(initial=0)) + 1
    place, inverse = np.unique(row * width + column, return_inverse=True)
    total = np.bincount(inverse, weights=value, minlength=len(place))
    place, total = place[total != 0], total[total != 0]
    return place // width, place % width, total


def _bounds(bound: ArrayLike, shape: tuple[int, ...], kept: Ints) -> Floats:
    return np.broadcast_to(np.asarray(bound, dtype=np.float64), shape).ravel()[kept]


def grid(*shape: int) -> Ints:
    """Return the flat places of a grid, in its shape."""
    return np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
