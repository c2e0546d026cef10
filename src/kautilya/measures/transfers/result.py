"""What a measure on transfers returns: a tidy frame, and everything that is needed to doubt it."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

STAGE = "delivered"
"""SIPRI counts deliveries, not contracts or payments (CONVENTIONS §3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferResult:
    """The answer of one measure: one row a figure, with its unit, stage, window, edition, bounds, n and cited rows."""

    measure: str
    """`supplier-shares`."""
    question: str
    """What was asked, in words."""
    value: str
    """Name of the column that holds the figure; `lo` and `hi` beside it."""
    denominator: str | None = None
    frame: pl.DataFrame
    warnings: tuple[str, ...] = ()
    """What can make the figures mislead here: a window that is covered in part, one country's rows only."""
    notes: tuple[str, ...] = ()
    """What was assumed, joined or left out."""
    credit: tuple[str, ...] = ()
    """Lines to print beside the figures."""


def distinct(lines: Iterable[str]) -> tuple[str, ...]:
    """Return each line once, in order."""
    return tuple(dict.fromkeys(lines))
