"""Bounds from a trade register, narrowed by what TIV tables of the same edition print."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from kautilya.core.interval import Interval
from kautilya.measures.transfers.boxes import Numbers
from kautilya.measures.transfers.ledger import SpreadLedger
from kautilya.measures.transfers.programme import PrintedTotal, bounds, contradictions, deliveries
from kautilya.measures.transfers.totals import total_of
from kautilya.measures.transfers.years import Years

Ends = tuple[Numbers, Numbers]


def tightened(
    book: SpreadLedger, fixed: tuple[str, str], by: str, totals: pl.DataFrame, groups: Sequence[str], ends: Ends, window: Years
) -> tuple[Numbers, Numbers, list[str], list[str]]:  # fmt: skip
    """Return bounds on the shares of one party's partners that also meet the printed totals, with notes and doubts.

    Totals that the rows cannot meet are named and left out. Where the rest cannot hold together the plain bounds stand.
    """
    printed = _relevant(totals, fixed, by, groups)
    if not printed:
        return *ends, [], []
    parts = deliveries(book.parts(), by)
    against = contradictions(parts, printed)
    doubts = [f"a printed total is not used, for the register's own rows cannot add up to it: {clash}" for clash in against]
    kept = [total for total in printed if total not in {clash.total for clash in against}]
    found = bounds(parts, kept, window) if kept else None
    if found is None:
        told = (
            [*doubts, "the printed totals of this edition cannot all hold for the register's rows; they were not used"]
            if kept
            else doubts
        )
        return *ends, [], told
    least = np.maximum(ends[0], [found[group][0] for group in groups])
    most = np.minimum(ends[1], [found[group][1] for group in groups])
    return least, most, [f"bounds tightened by {len(kept)} printed figures of TIV tables of the same edition"], doubts


def _relevant(totals: pl.DataFrame, fixed: tuple[str, str], by: str, groups: Sequence[str]) -> list[PrintedTotal]:
    """Return the totals that are sums of just these rows: of the party itself, or of it and one of its partners."""
    mine = totals.filter(pl.col(fixed[0]) == fixed[1], pl.col(by).is_null() | pl.col(by).is_in(list(groups)))
    return [
        PrintedTotal(
            supplier=row["supplier"], recipient=row["recipient"], years=Years(first=row["first"], last=row["last"]),
            low=row["low"], high=row["high"],
        )
        for row in mine.drop("cite").unique(maintain_order=True).iter_rows(named=True)
    ]  # fmt: skip


def tightened_world(parts: pl.DataFrame, totals: pl.DataFrame, window: Years) -> tuple[pl.DataFrame, Interval, list[str]]:
    """Narrow what each recipient was delivered, and the world's total, by printed totals of the same edition."""
    world = total_of(totals, None, None, window)
    printed = [total_of(totals, None, code, window) for code in parts["recipient"]]
    low = np.maximum(parts["low"].to_numpy(), [total.low for total in printed])
    high = np.minimum(parts["high"].to_numpy(), [total.high for total in printed])
    clash = low > high
    if clash.any():
        low, high = np.where(clash, parts["low"], low), np.where(clash, parts["high"], high)
    doubts = [
        f"printed totals of {code} contradict the register's rows and were not used"
        for code in parts["recipient"].filter(pl.Series(clash))
    ]
    point = np.clip(parts["point"].to_numpy(), low, high)
    return parts.with_columns(low=low, point=point, high=high), world, doubts
