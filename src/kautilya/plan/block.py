"""A named block of rows: one limit of the plan, as triplets."""

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
    definition: bool = False,
) -> Block:
    """Assemble a block over a grid of axes, leaving out the rows that are not kept, and entries of value 0.

    Args:
        lower: Bounds in the shape of the grid, or one for all.
        keep: Which rows of the grid exist; all where None.
    """
    shape = tuple(len(axis) for axis in axes)
    kept = np.arange(int(np.prod(shape))) if keep is None else np.flatnonzero(keep)
    number = np.full(int(np.prod(shape)), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    triplets = [[np.ravel(part) for part in np.broadcast_arrays(*term)] for term in terms]
    place, column, value = (np.concatenate([t[part] for t in triplets]) for part in range(3))
    row = number[place.astype(np.int64)]
    use = (row >= 0) & (value != 0)
    return Block(
        name=name, axes=tuple(tuple(axis) for axis in axes), kept=kept.astype(np.int64),
        lower=np.broadcast_to(np.asarray(lower, dtype=np.float64), shape).ravel()[kept],
        upper=np.broadcast_to(np.asarray(upper, dtype=np.float64), shape).ravel()[kept],
        row=row[use], column=column[use].astype(np.int64), value=value[use].astype(np.float64), definition=definition,
    )  # fmt: skip


def grid(*shape: int) -> Ints:
    """Return the flat places of a grid, in its shape."""
    return np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
