"""Whose design it is, and where it was made: imports and production under licence (CONVENTIONS §4).

SIPRI counts as supplier the country that holds the design or grants the licence. A licence-built aircraft is therefore
foreign by design origin, and domestic by place of production and mostly by contract.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import polars as pl

from kautilya.measures.transfers.asking import answering, mapped, notes_of, warnings_of
from kautilya.measures.transfers.boxes import Boxes, point_shares, share_bounds
from kautilya.measures.transfers.coverage import RECIPIENT, covered, lacks
from kautilya.measures.transfers.ledger import Ledger, ledger
from kautilya.measures.transfers.result import STAGE, TransferResult, distinct
from kautilya.measures.transfers.source import Source, Unit
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

MADE_THERE = r"(?i)\b(licen[cs]e\w*|assembl\w+|co-?produc\w+)\b"
"""Words of a comment that speak of production or assembly in another country than the supplier's."""
FOR_ANOTHER = r"(?i)(^|;)\s*for [^;]*"
"""A part of a comment that tells what the delivery is for: an engine `for tanks produced under licence` is not itself so."""
LOCAL, IMPORTED = "made in the recipient's country", "imported"
NAMED, NOT_NAMED = "comment speaks of licence, assembly or production", "comment does not speak of it"


def local_production(
    found: Iterable[Source], *, recipient: str, window: Years,
    edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure what share of a recipient's volume each design origin supplied from abroad and by production there.

    Delivery rows print `Local production`, which answers it. The trade register has only comments: what they speak of is shown
    under that name. It bounds nothing: a comment names production in a third country too, covers a part of a row, and silence
    says nothing.
    """
    chosen = answering(
        mapped(found, mapping),
        lambda source: _unable(source, recipient, window),
        side=RECIPIENT,
        window=window,
        unit=unit,
        edition=edition,
    )
    frames, warnings, notes = [], [], []
    for source in chosen:
        mine = replace(source, rows=source.rows.filter(pl.col("recipient") == recipient))
        book = ledger(mine, unit)
        frames.append(_shares(mine, book, recipient, covered(source, window) or window, unit))
        warnings += warnings_of(source, window)
        notes += notes_of(mine, window, book, unit)
        if source.layout is Layout.TRADE_REGISTER:
            warnings.append(f"edition {source.edition_text}: a register has no column for production; only comments were read")
    return TransferResult(
        measure="local-production", question=f"Whose designs were made in {recipient}, and which came from abroad, {window}?",
        value="share", denominator=f"all {unit.value} delivered to {recipient}, {window}", frame=pl.concat(frames),
        warnings=distinct(warnings), notes=distinct(notes), credit=distinct(source.credit for source in chosen),
    )  # fmt: skip


def _unable(source: Source, recipient: str, window: Years) -> str | None:
    if source.layout is Layout.TIV_TABLE:
        return "a TIV table does not tell where it was made"
    return lacks(source, RECIPIENT, recipient, window)


def _made(source: Source) -> pl.Expr:
    if source.layout is Layout.DELIVERY_ROWS:
        flag = pl.col("local_production")
        return pl.when(flag).then(pl.lit(LOCAL)).when(flag.is_null()).then(pl.lit("not told")).otherwise(pl.lit(IMPORTED))
    spoken = pl.col("comments").fill_null("").str.replace_all(FOR_ANOTHER, "").str.contains(MADE_THERE)
    return pl.when(spoken).then(pl.lit(NAMED)).otherwise(pl.lit(NOT_NAMED))


def _shares(source: Source, book: Ledger, recipient: str, window: Years, unit: Unit) -> pl.DataFrame:
    inside = book.inside(window)
    parts = (
        book.labels.select("supplier", "supplier_name", "cite", _made(source).alias("production"))
        .with_columns(low=inside.low, point=inside.point, high=inside.high)
        .filter(pl.col("high") > 0)
        .group_by("supplier", "production", maintain_order=True)
        .agg(
            pl.col("supplier_name").first(),
            pl.col("low", "point", "high").sum(),
            pl.len().alias("n"),
            pl.col("cite").alias("rows"),
        )
    )
    boxes = Boxes(low=parts["low"].to_numpy(), point=parts["point"].to_numpy(), high=parts["high"].to_numpy())
    lo, hi = share_bounds(boxes)
    return (
        parts.with_columns(share=point_shares(boxes), lo=lo, hi=hi)
        .sort("share", "supplier", "production", descending=[True, False, False])
        .select(
            pl.lit(recipient).alias("recipient"), pl.col("supplier").alias("design_origin"), "supplier_name", "production",
            "share", "lo", "hi", pl.lit(unit.value).alias("unit"), pl.lit(STAGE).alias("stage"),
            pl.lit(str(window)).alias("window"), pl.lit(source.edition_text).alias("edition"),
            pl.lit(source.layout.value).alias("layout"), pl.col("point").alias("volume"), "n", "rows",
        )
    )  # fmt: skip
