"""Printed totals of one edition: what they say of a window, and which of them a register's rows must add up to."""

from collections.abc import Iterable

import polars as pl

from kautilya.core.interval import Interval
from kautilya.measures.transfers.boxes import ANYTHING
from kautilya.measures.transfers.source import TOTALS, Source
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

ROW_ROUNDING = 0.005
"""A register's row is printed to 0.01 TIV."""


def total_of(totals: pl.DataFrame, supplier: str | None, recipient: str | None, window: Years) -> Interval:
    """Return what printed sums say of a window: its years added up, met with a sum printed for just this window.

    Where a year is not printed nothing is known from the years; where the printed figures contradict each other nothing is
    known.
    """
    mine = totals.filter(pl.col("supplier").eq_missing(supplier), pl.col("recipient").eq_missing(recipient))
    yearly = mine.filter(pl.col("first") == pl.col("last"), pl.col("first").is_between(window.first, window.last))
    whole = mine.filter(pl.col("first") == window.first, pl.col("last") == window.last)
    known = ANYTHING
    if yearly["first"].n_unique() == len(window):
        each = yearly.group_by("first").agg(pl.col("low").max(), pl.col("high").min())
        known = Interval(low=float(each["low"].sum()), high=max(float(each["high"].sum()), float(each["low"].sum())))
    if whole.height and len(window) > 1:
        low, high = (float(end) for end in whole.select(pl.col("low").max(), pl.col("high").min()).row(0))
        low, high = max(known.low, low), min(known.high, high)
        known = Interval(low=low, high=high) if low <= high else ANYTHING
    return known


def same_edition_totals(found: Iterable[Source], source: Source) -> pl.DataFrame:
    """Return what the other files of a source's own edition print, as sums that its rows must add up to.

    TIV tables give partner-years and totals, delivery rows give exact partner-years, and a register downloaded for other years
    gives each partner's sum over those. Figures of another edition are never used: SIPRI revises. Without an edition there is
    nothing to match; under a mapping of former states printed sums would be those of the states as they were.
    """
    if source.edition is None or source.mapping is not None:
        return pl.DataFrame(schema=TOTALS)
    others = [other for other in found if other is not source and other.edition == source.edition and other.mapping is None]
    return pl.concat([pl.DataFrame(schema=TOTALS), *(_sums(other) for other in others)])


def _sums(other: Source) -> pl.DataFrame:
    if other.layout is Layout.TIV_TABLE:
        return other.totals
    if other.layout is Layout.DELIVERY_ROWS:
        return _exact(
            other,
            other.rows.select(
                "supplier", "recipient", pl.col("year").alias("first"), pl.col("year").alias("last"), "tiv", "repeated"
            ),
        )
    if other.window is None:
        return pl.DataFrame(schema=TOTALS)
    ends = [
        pl.lit(year, dtype=pl.Int32).alias(name) for name, year in (("first", other.window.first), ("last", other.window.last))
    ]
    return _exact(other, other.rows.select("supplier", "recipient", *ends, "tiv", "repeated"))


def _exact(other: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """Add up rows by partner, and, of the recipients that the file holds all rows of, by recipient.

    A repeated row is in the sum once or twice.
    """
    told = rows.filter(pl.col("tiv") > 0, pl.col("first").is_not_null())
    whole = told.filter(pl.col("recipient").is_in(sorted(other.about))) if other.about else told
    by_recipient = whole.with_columns(pl.lit(None, dtype=pl.String).alias("supplier"))
    play = ROW_ROUNDING * pl.col("n")
    once = pl.col("tiv").filter(~pl.col("repeated").fill_null(value=False)).sum().alias("once")
    return (
        pl.concat([told, by_recipient])
        .group_by("supplier", "recipient", "first", "last", maintain_order=True)
        .agg(pl.col("tiv").sum(), once, pl.len().alias("n"))
        .select(
            pl.lit(other.datasets[0]).alias("cite"), "supplier", "recipient", "first", "last",
            (pl.col("once") - play).alias("low"), (pl.col("tiv") + play).alias("high"),
        )
        .cast(pl.Schema(TOTALS))
    )  # fmt: skip
