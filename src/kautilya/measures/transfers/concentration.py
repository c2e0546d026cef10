"""How few suppliers a recipient's arms come from: HHI and effective suppliers, over time and by capability block.

H = sum of squared shares (0..1), effective suppliers = 1 / H (CONVENTIONS §6). Shares are of delivered volume in a window.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kautilya.core.interval import Interval
from kautilya.measures.transfers.asking import answering, mapped, notes_of, warnings_of, warnings_of_refused
from kautilya.measures.transfers.blocks import unmapped, with_blocks
from kautilya.measures.transfers.boxes import Boxes
from kautilya.measures.transfers.coverage import RECIPIENT, covered, lacks, warnings_of_parties
from kautilya.measures.transfers.hhi import band, hhi
from kautilya.measures.transfers.ledger import Ledger, ledger
from kautilya.measures.transfers.result import STAGE, TransferResult, distinct
from kautilya.measures.transfers.source import Shape, Source, Unit
from kautilya.measures.transfers.totals import total_of
from kautilya.measures.transfers.years import SIPRI_WIDTH, Years, rolling
from kautilya.register.dataset import SEVERAL, UNKNOWN, Layout

UNRESOLVED = (UNKNOWN, SEVERAL)
"""Suppliers that are not one supplier: they stay in the total, and may be many or one of the others."""
ALL = "all arms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A ledger's entries with the cell (block) and the supplier that each belongs to."""

    book: Ledger
    cells: tuple[str, ...]
    suppliers: tuple[str, ...]
    group: NDArray[np.int64]
    """Cell x number of suppliers + supplier, for each entry."""


def concentration(
    found: Iterable[Source], *, recipient: str, window: Years | None = None, by_block: bool = False,
    edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure how concentrated a recipient's suppliers are, in one window or in every five-year window of each file.

    `lo` and `hi` are the band that the years of deliveries, the rounding and the unknown suppliers allow together.
    """
    offered = mapped(found, mapping)
    span = window or _widest(offered)
    chosen = answering(
        offered, lambda source: _unable(source, recipient, span, by_block=by_block),
        side=RECIPIENT, window=span, unit=unit, edition=edition,
    )  # fmt: skip
    frames, warnings, notes = [], [], []
    for source in chosen:
        mine = replace(source, rows=with_blocks(source.rows.filter(pl.col("recipient") == recipient)))
        windows = _windows(mine) if window is None else (covered(source, window) or window,)
        book = ledger(mine, unit)
        divided = _divided(book, by_block=by_block)
        rows = [row for years in windows for row in _figured(divided, source, recipient, years)]
        frames.append(_tidy(rows, source, recipient, unit))
        warnings += [*warnings_of_parties(source, RECIPIENT), *_warnings(source, window)]
        notes += [*notes_of(mine, window, book, unit), *_notes(mine, by_block=by_block)]
    return TransferResult(
        measure="concentration", question=f"How few suppliers do {recipient}'s arms come from?", value="hhi",
        denominator=f"all {unit.value} delivered to {recipient} in the window", frame=pl.concat(frames),
        warnings=distinct(warnings), notes=distinct(notes), credit=distinct(source.credit for source in chosen),
    )  # fmt: skip


def _warnings(source: Source, window: Years | None) -> list[str]:
    return warnings_of_refused(source) if window is None else warnings_of(source, window)


def _widest(found: Iterable[Source]) -> Years:
    spans = [years for source in found if (years := source.years()) is not None]
    return Years(first=min(s.first for s in spans), last=max(s.last for s in spans)) if spans else Years(first=1950, last=1950)


def _windows(source: Source) -> Sequence[Years]:
    span = source.years()
    return () if span is None else rolling(span, min(SIPRI_WIDTH, len(span)))


def _unable(source: Source, recipient: str, window: Years, *, by_block: bool) -> str | None:
    if source.layout is Layout.TIV_TABLE and by_block:
        return "a TIV table does not tell what was delivered"
    return lacks(source, RECIPIENT, recipient, window)


def _notes(source: Source, *, by_block: bool) -> list[str]:
    said = [
        f"'{code}' stays in the total: at the low end it is scattered over many suppliers, at the high end it is one of "
        "the others; the point counts it as one supplier of its own"
        for code in UNRESOLVED
        if (source.rows["supplier"] == code).any()
    ]
    missing = unmapped(source.rows) if by_block else []
    return [*said, f"descriptions not in the table of blocks: {'; '.join(missing)}"] if missing else said


def _divided(book: Ledger, *, by_block: bool) -> Divided:
    cell = book.labels["block"] if by_block else pl.Series(values=[ALL] * book.labels.height, dtype=pl.String)
    cells, at_cell = _numbered(cell)
    suppliers, at_supplier = _numbered(book.labels["supplier"])
    return Divided(
        book=book, cells=cells, suppliers=suppliers, group=at_cell * len(suppliers) + at_supplier
    )  # fmt: skip


def _numbered(names: pl.Series) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the distinct names, sorted, and the place of each among them."""
    distinct_names = names.unique().sort()
    return tuple(distinct_names), names.cast(pl.Enum(distinct_names)).to_physical().to_numpy().astype(np.int64)


def _figured(divided: Divided, source: Source, recipient: str, years: Years) -> list[Mapping[str, object]]:
    """Return one row a cell for one window; a cell without deliveries there has none (no data is not 0)."""
    inside = divided.book.inside(years)
    width = len(divided.suppliers)
    summed = inside.summed(divided.group, len(divided.cells) * width)
    counted = np.bincount(divided.group[inside.high > 0], minlength=len(divided.cells) * width)
    cites = _cited(divided, inside)
    known = np.array([supplier not in UNRESOLVED for supplier in divided.suppliers])
    rows: list[Mapping[str, object]] = []
    for at, cell in enumerate(divided.cells):
        part = slice(at * width, (at + 1) * width)
        parts = Boxes(low=summed.low[part], point=summed.point[part], high=summed.high[part])
        if parts.high.sum() > 0:
            others = _others(source, recipient, years, parts)
            figures = _figures(parts, known, others)
            rows.append({"window": str(years), "block": cell, **figures, "n": int(counted[part].sum()), "rows": cites[cell]})
    return rows


def _cited(divided: Divided, inside: Boxes) -> Mapping[str, list[str]]:
    counted = np.flatnonzero(inside.high > 0)
    cites = divided.book.labels["cite"].gather(counted)
    if len(divided.cells) == 1:
        return {divided.cells[0]: cites.to_list()}
    cell = divided.group[counted] // len(divided.suppliers)
    listed = pl.DataFrame({"cell": pl.Series(divided.cells, dtype=pl.String)[cell], "cite": cites}).group_by("cell").agg("cite")
    return dict(listed.iter_rows())


def _others(source: Source, recipient: str, years: Years, parts: Boxes) -> Interval:
    """Return what a printed total holds beyond the listed suppliers."""
    if source.layout is not Layout.TIV_TABLE:
        return Interval(low=0.0, high=0.0)
    total = total_of(source.totals, None, recipient, years)
    if total.high == float("inf") or total.low <= parts.high.sum():
        return Interval(low=0.0, high=0.0)
    return Interval(low=total.low - parts.high.sum(), high=total.high - parts.low.sum())


def _figures(parts: Boxes, known: NDArray[np.bool_], others: Interval) -> dict[str, float | None]:
    resolved = Boxes(low=parts.low[known], point=parts.point[known], high=parts.high[known])
    rest = Boxes(
        low=np.append(parts.low[~known], others.low),
        point=np.append(parts.point[~known], (others.low + others.high) / 2),
        high=np.append(parts.high[~known], others.high),
    )
    lo, hi = band(resolved, rest)
    point = hhi(np.append(resolved.point, rest.point))
    value = float(np.clip(point, lo, hi)) if point == point else None
    return {
        "hhi": value, "lo": lo, "hi": hi,
        "effective_suppliers": _inverse(value), "effective_lo": _inverse(hi), "effective_hi": _inverse(lo),
        "suppliers": int((parts.high > 0).sum()),
    }  # fmt: skip


def _inverse(value: float | None) -> float | None:
    """Return 1 / value; None where it has no end (all of it may be scattered)."""
    return 1 / value if value else None


def _tidy(rows: Sequence[Mapping[str, object]], source: Source, recipient: str, unit: Unit) -> pl.DataFrame:
    floats = ("hhi", "lo", "hi", "effective_suppliers", "effective_lo", "effective_hi")
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "window": pl.String, "block": pl.String, **dict.fromkeys(floats, pl.Float64), "suppliers": pl.Int64, "n": pl.Int64,
        "rows": pl.List(pl.String),
    }  # fmt: skip
    spread = source.shape is Shape.SPREAD
    return pl.DataFrame(list(rows), schema=schema).select(
        pl.lit(recipient).alias("recipient"), "block", *floats, "suppliers",
        pl.lit("HHI of " + unit.value).alias("unit"), pl.lit(STAGE).alias("stage"), "window",
        pl.lit(source.edition_text).alias("edition"), pl.lit(source.layout.value).alias("layout"),
        pl.lit("even split, an estimate" if spread else "yearly values").alias("hhi_is"),
        pl.lit("band of what years, rounding and unknown suppliers allow").alias("range_is"),
        "n", "rows",
    )  # fmt: skip
