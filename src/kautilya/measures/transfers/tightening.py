"""Bounds from a trade register, narrowed by what TIV tables of the same edition print."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kautilya.core.interval import Interval
from kautilya.measures.transfers.boxes import Boxes, Numbers, share_bounds
from kautilya.measures.transfers.ledger import SpreadLedger
from kautilya.measures.transfers.programme import PrintedTotal, bounds, contradictions, deliveries
from kautilya.measures.transfers.totals import ROW_ROUNDING, total_of
from kautilya.measures.transfers.years import Years

MOST_UNKNOWNS = 2500
"""Rows times years up to which the linear programme is solved (some two seconds)."""
USED = "bounds tightened by printed totals of the same edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tightened:
    """Bounds on shares, in the order of the parts."""

    lo: Numbers
    hi: Numbers
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def tightened(
    book: SpreadLedger, fixed: tuple[str, str], by: str, totals: pl.DataFrame, parts: pl.DataFrame, window: Years
) -> Tightened:
    """Return bounds on the shares of one party's partners that also meet the printed totals.

    First each partner's own printed sum of the window and the sum of all partners narrow the boxes (closed form); then,
    where the
    rows are not too many, the linear programme uses all printed years together. Totals that the rows cannot meet are named and
    left out; where the others cannot hold together the closed form stands.
    """
    groups = parts[by].to_list()
    printed = _relevant(totals, fixed, by, groups)
    if not printed:
        lo, hi = share_bounds(boxes_of(parts))
        return Tightened(lo=lo, hi=hi)
    rows = deliveries(book.parts(), by)
    against = contradictions(rows, printed)
    doubts = [f"a printed total is not used, for the register's own rows cannot add up to it: {clash}" for clash in against]
    kept = [total for total in printed if total not in {clash.total for clash in against}]
    closer, whole = narrowed(parts, totals, fixed, by, window, row_rounding=ROW_ROUNDING)
    lo, hi = share_bounds(boxes_of(closer), whole)
    if against or (lo > hi).any():
        lo, hi = share_bounds(boxes_of(parts))
    if not kept:
        return Tightened(lo=lo, hi=hi, doubts=tuple(doubts))
    if sum(len(row.years) for row in rows) > MOST_UNKNOWNS:
        return Tightened(lo=lo, hi=hi, doubts=tuple(doubts), notes=(f"{USED}, each partner by itself: the rows are many",))
    found = bounds(rows, kept, window)
    if found is None:
        return Tightened(lo=lo, hi=hi, doubts=(*doubts, "the printed totals cannot all hold for the register's rows together"))
    least = np.maximum(lo, [found[group][0] for group in groups])
    most = np.minimum(hi, [found[group][1] for group in groups])
    return Tightened(lo=least, hi=most, notes=(f"{USED} ({len(kept)} figures)",), doubts=tuple(doubts))


def boxes_of(parts: pl.DataFrame) -> Boxes:
    """Return the boxes of a table of parts."""
    return Boxes(low=parts["low"].to_numpy(), point=parts["point"].to_numpy(), high=parts["high"].to_numpy())


def narrowed(
    parts: pl.DataFrame, totals: pl.DataFrame, fixed: tuple[str, str], by: str, window: Years, *, row_rounding: float
) -> tuple[pl.DataFrame, Interval]:
    """Meet each partner's box with its printed sum, and return the sum of all; where the two do not meet the box stands."""

    def printed(partner: str | None) -> Interval:
        whose = {fixed[0]: fixed[1], by: partner}
        return total_of(totals, whose["supplier"], whose["recipient"], window)

    known = [printed(code) for code in parts[by]]
    play = row_rounding * parts["n"].to_numpy()
    low = np.maximum(parts["low"].to_numpy(), [total.low for total in known] - play)
    high = np.minimum(parts["high"].to_numpy(), [total.high for total in known] + play)
    apart = low > high
    low, high = np.where(apart, parts["low"], low), np.where(apart, parts["high"], high)
    whole = printed(None)
    room = float(play.sum())
    point = np.clip(parts["point"].to_numpy(), low, high)
    return parts.with_columns(low=low, point=point, high=high), Interval(low=max(whole.low - room, 0.0), high=whole.high + room)


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
