"""Shares of delivered volume: a recipient's suppliers, a supplier's recipients, a recipient in the world.

share = volume delivered by the part inside the window / volume delivered by all inside the window. Both come from one edition.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from kautilya.core.interval import Interval
from kautilya.measures.transfers.asking import answering, mapped, notes_of, warnings_of
from kautilya.measures.transfers.boxes import Numbers, likely_shares, point_shares, share_bounds
from kautilya.measures.transfers.coverage import (
    RECIPIENT,
    covered,
    is_world,
    lacks,
    warning_of_world,
    warnings_of_parties,
)
from kautilya.measures.transfers.ledger import Ledger, SpreadLedger, ledger
from kautilya.measures.transfers.result import STAGE, TransferResult, distinct
from kautilya.measures.transfers.source import TOTALS, Shape, Source, Unit
from kautilya.measures.transfers.tightening import Tightened, boxes_of, narrowed, tightened, tightened_world
from kautilya.measures.transfers.totals import same_edition_totals, total_of
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

OTHERS = "others"
"""What a table's printed total holds beyond the partners that it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about shares."""

    fixed: str
    """`recipient` or `supplier`: whose total is divided."""
    party: str | None
    """Its code; None: all of them, the world."""
    by: str
    """`supplier` or `recipient`: among whom it is divided."""
    window: Years
    unit: Unit

    def of(self, window: Years | str) -> str:
        """Return what the shares are shares of, in the years that were counted."""
        whose = "of the world" if self.party is None else f"{'to' if self.fixed == 'recipient' else 'from'} {self.party}"
        return f"all {self.unit.value} delivered {whose}, {window}"


def supplier_shares(
    found: Iterable[Source], *, recipient: str, window: Years,
    edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure the share of each supplier in what a recipient was delivered."""
    asked = Asked(fixed="recipient", party=recipient, by="supplier", window=window, unit=unit)
    question = f"Who delivered {recipient}'s major arms, {window}?"
    return _partner_shares("supplier-shares", question, asked, mapped(found, mapping), edition)


def recipient_shares(
    found: Iterable[Source], *, supplier: str, window: Years,
    edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure the share of each recipient in what a supplier delivered: the mirror of `supplier_shares`."""
    asked = Asked(fixed="supplier", party=supplier, by="recipient", window=window, unit=unit)
    question = f"Who was delivered {supplier}'s major arms, {window}?"
    return _partner_shares("recipient-shares", question, asked, mapped(found, mapping), edition)


def world_share(
    found: Iterable[Source], *, recipient: str, window: Years,
    edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure a recipient's share of all deliveries in the world.

    It takes a file of all recipients. From a file of one recipient there is no such share: the figure is null and a warning
    says so.
    """
    offered = mapped(found, mapping)
    asked = Asked(fixed="supplier", party=None, by="recipient", window=window, unit=unit)
    question = f"What share of the world's deliveries went to {recipient}, {window}?"
    world = [source for source in offered if is_world(source, RECIPIENT, window)]
    if not world:
        return _no_world(question, asked, offered, recipient)
    answer = _partner_shares("world-share", question, asked, world, edition)
    return replace(answer, frame=answer.frame.filter(pl.col("recipient") == recipient))


def _no_world(question: str, asked: Asked, offered: Sequence[Source], recipient: str) -> TransferResult:
    parties = "; ".join(f"{source.layout.value} of {source.edition_text}" for source in offered) or "no file at all"
    row = {
        "recipient": recipient, "share": None, "lo": None, "hi": None, "unit": asked.unit.value, "stage": STAGE,
        "window": str(asked.window), "n": 0,
    }  # fmt: skip
    schema = {"share": pl.Float64, "lo": pl.Float64, "hi": pl.Float64}
    return TransferResult(
        measure="world-share", question=question, value="share", denominator=asked.of(asked.window),
        frame=pl.DataFrame([row], schema_overrides=schema),
        warnings=(f"a share of the world needs a file with all recipients; there is only: {parties}",),
    )  # fmt: skip


def _partner_shares(measure: str, question: str, asked: Asked, found: Sequence[Source], edition: date | None) -> TransferResult:
    chosen = answering(
        found, lambda source: _unable(source, asked), side=asked.fixed, window=asked.window, unit=asked.unit, edition=edition
    )
    frames, warnings, notes = [], [], []
    for source in chosen:
        years = covered(source, asked.window) or asked.window
        frame, said, doubts = _of_edition(source, replace(asked, window=years), found)
        frames.append(frame)
        notes += said
        warnings += [*warnings_of(source, asked.window), *_warnings(source, asked), *doubts]
    counted = {covered(source, asked.window) or asked.window for source in chosen}
    return TransferResult(
        measure=measure,
        question=question,
        value="share",
        denominator=asked.of(counted.pop() if len(counted) == 1 else "the window of each row"),
        frame=pl.concat(frames),
        warnings=distinct(warnings),
        notes=distinct(notes),
        credit=distinct(source.credit for source in chosen),
    )


def _unable(source: Source, asked: Asked) -> str | None:
    """Say why a source cannot divide the asked total; None where it can."""
    if asked.party is None:
        return None
    return lacks(source, asked.fixed, asked.party, asked.window)


def _warnings(source: Source, asked: Asked) -> list[str]:
    if asked.party is None:
        return [warning_of_world(source, asked.by)]
    return warnings_of_parties(source, asked.fixed)


def _of_edition(source: Source, asked: Asked, found: Sequence[Source]) -> tuple[pl.DataFrame, list[str], list[str]]:
    """Return the shares of one edition with their notes and doubts."""
    rows = source.rows if asked.party is None else source.rows.filter(pl.col(asked.fixed) == asked.party)
    book = ledger(replace(source, rows=rows), asked.unit)
    parts = delivered(book, asked)
    notes, doubts = notes_of(replace(source, rows=rows), asked.window, book, asked.unit), list[str]()
    parts, bounded = _bounded(source, book, parts, asked, found)
    doubts = [*bounded.doubts]
    if not parts.height:
        doubts.append(f"edition {source.edition_text}: no delivery in {asked.window} is known of")
    frame = _told(parts, bounded, source, asked)
    return frame, [*notes, *bounded.notes], doubts


def _bounded(
    source: Source, book: Ledger, parts: pl.DataFrame, asked: Asked, found: Sequence[Source]
) -> tuple[pl.DataFrame, Tightened]:
    """Return the parts with the ends of their shares: from printed whole millions, from bounds, or exact."""
    if source.layout is Layout.TIV_TABLE:
        return _of_table(source, parts, asked)
    printed = same_edition_totals(found, source) if asked.unit is Unit.TIV else pl.DataFrame(schema=TOTALS)
    if not isinstance(book, SpreadLedger):
        lo, hi = share_bounds(boxes_of(parts))
        return parts, Tightened(lo=lo, hi=hi)
    if asked.party is not None:
        return parts, tightened(book, (asked.fixed, asked.party), asked.by, printed, parts, asked.window)
    parts, total, doubts = tightened_world(parts, printed, asked.window)
    return parts, _with_total(parts, total, doubts)


def _of_table(source: Source, parts: pl.DataFrame, asked: Asked) -> tuple[pl.DataFrame, Tightened]:
    """Hold a table's cells to its own printed sums, and add what its total holds beyond them."""
    if asked.party is None:
        total = total_of(source.totals, None, None, asked.window)
    else:
        parts, total = narrowed(parts, source.totals, (asked.fixed, asked.party), asked.by, asked.window, row_rounding=0.0)
    parts, doubts = _with_others(parts, total, asked, source)
    return parts, _with_total(parts, total, doubts)


def _with_total(parts: pl.DataFrame, total: Interval, doubts: Sequence[str]) -> Tightened:
    """Return the ends within a printed total; one that the parts cannot add up to is named and left out."""
    boxes = boxes_of(parts)
    if total.low <= boxes.high.sum() and boxes.low.sum() <= total.high:
        lo, hi = share_bounds(boxes, total)
        return Tightened(lo=lo, hi=hi, doubts=tuple(doubts))
    lo, hi = share_bounds(boxes)
    clash = f"the printed total ({total.low:g} to {total.high:g}) is not what the figures add up to; it was not used"
    return Tightened(lo=lo, hi=hi, doubts=(*doubts, clash))


def delivered(book: Ledger, asked: Asked) -> pl.DataFrame:
    """Add up what each part delivered inside the window: low, point, high, n and cited rows."""
    inside = book.inside(asked.window)
    name = f"{asked.by}_name"
    return (
        book.labels.select(asked.by, name, "cite")
        .with_columns(low=inside.low, point=inside.point, high=inside.high, variance=_variance(book, asked.window))
        .filter(pl.col("high") > 0)
        .group_by(asked.by, maintain_order=True)
        .agg(
            pl.col(name).first(),
            pl.col("low", "point", "high", "variance").sum(),
            pl.len().alias("n"),
            pl.col("cite").alias("rows"),
        )
    )


def _variance(book: Ledger, window: Years) -> Numbers:
    """Return what is open in each entry under the likely range's assumption; nothing where years are known."""
    return book.variance(window) if isinstance(book, SpreadLedger) else np.zeros(book.labels.height)


def _with_others(parts: pl.DataFrame, total: Interval, asked: Asked, source: Source) -> tuple[pl.DataFrame, list[str]]:
    """Add what a printed total holds beyond the listed partners; say so where there is no total to hold them against."""
    listed = parts.select(pl.col("low", "point", "high").sum()).row(0)
    if total.low <= listed[2]:
        return parts, []
    rest = pl.DataFrame(
        {
            asked.by: OTHERS,
            f"{asked.by}_name": "not listed in the file",
            "low": max(total.low - listed[2], 0.0),
            "point": (total.low + total.high) / 2 - listed[1],
            "high": total.high - listed[0],
            "variance": 0.0,
            "n": 0,
            "rows": [source.totals["cite"].unique(maintain_order=True).to_list()],
        },
        schema=parts.schema,
    )
    said = f"edition {source.edition_text}: the file lists {parts.height} partners; the rest of its total stands as '{OTHERS}'"
    return pl.concat([parts, rest]), [said]


def _told(parts: pl.DataFrame, bounded: Tightened, source: Source, asked: Asked) -> pl.DataFrame:
    """Write the shares of one edition as tidy rows, largest first; bounds made narrower by totals leave no likely range."""
    lo, hi = bounded.lo, bounded.hi
    point = np.clip(point_shares(boxes_of(parts)), lo, hi)
    kind = _kind(source)
    likely = likely_shares(boxes_of(parts), parts["variance"].to_numpy())
    told = source.shape is Shape.SPREAD and not bounded.notes
    return (
        parts.with_columns(
            share=point, lo=lo, hi=hi,
            likely_lo=np.clip(likely[0], lo, hi) if told else pl.lit(None, dtype=pl.Float64),
            likely_hi=np.clip(likely[1], lo, hi) if told else pl.lit(None, dtype=pl.Float64),
        )
        .sort("share", "hi", asked.by, descending=[True, True, False])
        .select(
            pl.lit(asked.party, dtype=pl.String).alias(asked.fixed),
            asked.by, f"{asked.by}_name", "share", "lo", "hi",
            pl.lit(asked.unit.value).alias("unit"),
            pl.lit(STAGE).alias("stage"),
            pl.lit(str(asked.window)).alias("window"),
            pl.lit(source.edition_text).alias("edition"),
            pl.lit(source.layout.value).alias("layout"),
            pl.when(pl.col("lo") == pl.col("hi")).then(pl.lit("exact")).otherwise(pl.lit(kind[0])).alias("share_is"),
            pl.when(pl.col("lo") == pl.col("hi")).then(pl.lit("exact")).otherwise(pl.lit(kind[1])).alias("range_is"),
            "likely_lo", "likely_hi", pl.col("point").alias("volume"),
            pl.col("low").alias("volume_lo"), pl.col("high").alias("volume_hi"),
            "n", "rows",
        )
    )  # fmt: skip


def _kind(source: Source) -> tuple[str, str]:
    """Say what the point and the ends are."""
    if source.shape is Shape.SPREAD:
        return "even split over the listed years, an estimate", "bounds, at least one unit in each listed year"
    if source.layout is Layout.TIV_TABLE:
        return "from printed whole millions", "what the rounding of the printed figures allows"
    return "yearly values", "whether repeated or rounded rows count"
