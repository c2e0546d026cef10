"""Cuts: rows `values . v >= least` over the columns of the master."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from kautilya.plan.figures import Floats, Ints

SAFETY = 1e-9
"""Taken off every cut's right side, far more than the sums behind it can be off by rounding."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One row over all columns, offers that are not in the master included; first stand the losses that it bounds, times 1."""

    columns: Ints
    values: Floats
    least: float
    losses: int = 1
    """How many of the columns are losses that it bounds, all together."""

    def slack(self, values: Floats) -> float:
        """Return by how much a point keeps the cut; negative where it does not."""
        return float(self.values @ values[self.columns]) - self.least


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCut(Cut):
    """A bound of the whole loss, with the weights and prices that it was drawn at."""

    weight: Floats
    """[scenario]"""
    price: Floats
    """[year, scenario] points per unit of emergency money."""

    def bare(self) -> Cut:
        """Return the row alone: weights and prices are large where scenarios are many."""
        return Cut(self.columns, self.values, self.least)


def matrix(cuts: Sequence[Cut], columns: int) -> csr_array:
    """Return the cuts as rows, their places in four bytes each, as the solver takes them."""
    lengths = np.array([len(cut.columns) for cut in cuts], dtype=np.int64)
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    column = np.concatenate([cut.columns for cut in cuts], dtype=np.int32) if cuts else np.zeros(0, dtype=np.int32)
    value = np.concatenate([cut.values for cut in cuts]) if cuts else np.zeros(0)
    return csr_array((value, column, start), shape=(len(cuts), columns))
