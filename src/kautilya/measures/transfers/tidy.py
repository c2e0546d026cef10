"""The one order of columns in which every answer on transfers is handed out."""

import polars as pl

from kautilya.measures.transfers.result import TransferResult
from kautilya.register.claim import Mark
from kautilya.register.dataset import Layout

TIDY = ("lo", "hi", "unit", "stage", "window", "edition", "basis", "mark", "n", "rows")
"""Columns that follow the value in every answer."""
EXACT, BOUNDS, ESTIMATE, NOTHING = "exact", "bounds", "estimate", "not known"
"""What a value is: the only possible one; one of those that `lo` and `hi` allow by rounding or precision; an even split over
listed years, between bounds; not known (only bounds, or nothing)."""


def tidied(result: TransferResult) -> pl.DataFrame:
    """Return a result's rows: what they are about, the value, `TIDY`, then what the measure adds."""
    frame, value = result.frame, result.value
    absent = [pl.lit(None, dtype=pl.String).alias(name) for name in ("edition",) if name not in frame.columns]
    if "rows" not in frame.columns:
        absent.append(pl.lit([], dtype=pl.List(pl.String)).alias("rows"))
    basis = pl.col("basis") if "basis" in frame.columns else _basis(frame, value).alias("basis")
    full = frame.with_columns(*absent).with_columns(basis)
    assumed = pl.col("basis") == ESTIMATE
    full = full.with_columns(pl.when(assumed).then(pl.lit(Mark.ASSUMED)).otherwise(pl.lit(Mark.DERIVED)).alias("mark"))
    about = frame.columns[: frame.columns.index(value)]
    first = [*(name for name in about if name not in TIDY), value, *TIDY]
    return full.select(*first, *(name for name in full.columns if name not in first))


def _basis(frame: pl.DataFrame, value: str) -> pl.Expr:
    spread = pl.col("layout") == Layout.TRADE_REGISTER if "layout" in frame.columns else pl.lit(value=False)
    lo, hi, point = pl.col("lo"), pl.col("hi"), pl.col(value)
    if value == "years":  # a median of durations: the even split has no part in it
        spread = pl.lit(value=False)
    return (
        pl.when(point.is_null() & lo.is_null() & hi.is_null())
        .then(pl.lit(NOTHING))
        .when(point.is_not_null() & (lo == hi))
        .then(pl.lit(EXACT))
        .when(point.is_not_null() & spread)
        .then(pl.lit(ESTIMATE))
        .otherwise(pl.lit(BOUNDS))
    )
