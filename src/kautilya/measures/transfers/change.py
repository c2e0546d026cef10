"""How much the delivered volume changed from one window to another, of one edition.

change = volume inside the later window / volume inside the earlier window - 1.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from kautilya.core.interval import Interval
from kautilya.measures.transfers.asking import answering, mapped, notes_of, warnings_of
from kautilya.measures.transfers.coverage import RECIPIENT, covered, lacks, warnings_of_parties
from kautilya.measures.transfers.ledger import Ledger, SpreadLedger, ledger
from kautilya.measures.transfers.result import STAGE, TransferResult, distinct
from kautilya.measures.transfers.source import Shape, Source, Unit
from kautilya.measures.transfers.totals import total_of
from kautilya.measures.transfers.years import Years


def change(
    found: Iterable[Source], *, recipient: str, window: Years, before: Years | None = None,
    edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure the change of what a recipient was delivered, from a window (by default the one before) to a window.

    From a register alone the change has bounds. A row's volume beyond one unit in each listed year is free to lie in the later
    window, in the earlier or outside both. The ratio is greatest where every row puts it in the later window if that holds a
    listed year of it, else outside both if there is such a year, else in the earlier; least the other way round. Each choice
    is best for the row whatever the others do (it raises the numerator, or at least keeps the denominator small), so
    together they are the extremes.

    Raises:
        ValueError: the windows have a year in common.
    """
    earlier = before or window.before()
    if earlier.overlaps(window):
        raise ValueError(f"the windows {earlier} and {window} have years in common; a change between them is no comparison")
    both = Years(first=min(earlier.first, window.first), last=max(earlier.last, window.last))
    offered = mapped(found, mapping)
    chosen = answering(
        offered, lambda source: _unable(source, recipient, both), side=RECIPIENT, window=both, unit=unit, edition=edition
    )
    rows, warnings, notes = [], [], []
    for source in chosen:
        mine = source.rows.filter(pl.col("recipient") == recipient)
        only = replace(source, rows=mine)
        book = ledger(only, unit)
        rows.append(_change(only, book, recipient, earlier, window, unit))
        warnings += [*warnings_of(source, both), *warnings_of_parties(source, RECIPIENT)]
        notes += notes_of(only, window, book, unit)
    return TransferResult(
        measure="change", question=f"How did deliveries to {recipient} change from {earlier} to {window}?", value="change",
        denominator=f"all {unit.value} delivered to {recipient}, {earlier}", frame=pl.concat(rows),
        warnings=distinct(warnings), notes=distinct(notes), credit=distinct(source.credit for source in chosen),
    )  # fmt: skip


def _unable(source: Source, recipient: str, both: Years) -> str | None:
    if covered(source, both) != both:
        return f"it holds deliveries of {source.window} only"
    return lacks(source, RECIPIENT, recipient, both)


def _change(source: Source, book: Ledger, recipient: str, earlier: Years, later: Years, unit: Unit) -> pl.DataFrame:
    before, after = book.inside(earlier), book.inside(later)
    greatest, least = _extremes(book, earlier, later)
    if not isinstance(book, SpreadLedger):
        least, greatest = _with_totals(source, recipient, earlier, later, least, greatest)
    point = _ratio(float(after.point.sum()), float(before.point.sum()))
    lo, hi = _ratio(*least), _ratio(*greatest)
    counted = (before.high > 0) | (after.high > 0)
    row = {
        "recipient": recipient, "change": _clipped(point, lo, hi), "lo": lo, "hi": hi, "unit": unit.value, "stage": STAGE,
        "window": str(later), "before": str(earlier), "edition": source.edition_text, "layout": source.layout.value,
        "change_is": "even split, an estimate" if source.shape is Shape.SPREAD else "yearly values",
        "range_is": "bounds, at least one unit in each listed year" if source.shape is Shape.SPREAD else "what rounding allows",
        "volume": float(after.point.sum()), "volume_before": float(before.point.sum()),
        "n": int(counted.sum()), "rows": book.labels.filter(pl.Series(counted))["cite"].to_list(),
    }  # fmt: skip
    return pl.DataFrame(
        [row], schema_overrides={"change": pl.Float64, "lo": pl.Float64, "hi": pl.Float64, "rows": pl.List(pl.String)}
    )


def _extremes(book: Ledger, earlier: Years, later: Years) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return (after, before) sums at the greatest and at the least ratio."""
    before, after = book.inside(earlier), book.inside(later)
    if not isinstance(book, SpreadLedger):
        return (float(after.high.sum()), float(before.low.sum())), (float(after.low.sum()), float(before.high.sum()))
    return _greatest(book, earlier, later), _greatest(book, later, earlier)[::-1]


def _greatest(book: SpreadLedger, small: Years, large: Years) -> tuple[float, float]:
    """Return the sums in `large` and `small` where their ratio is greatest.

    A row lying in `large` in part goes there as far as it can, and leaves its least in `small`. A row without a year in `large`
    is as small in `small` as it can be, which `inside` tells already: whole where it has no other year.
    """
    most, least = book.inside(large), book.inside(small)
    in_large = most.high > 0
    units = book.units_in(small)
    floor = np.where(in_large, units * book.unit, least.low)
    return float(most.high.sum()), float(floor.sum())


def _with_totals(
    source: Source, recipient: str, earlier: Years, later: Years, least: tuple[float, float], greatest: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Narrow both windows' sums by what is printed for all suppliers together."""
    before, after = (total_of(source.totals, None, recipient, window) for window in (earlier, later))
    return (
        (max(least[0], after.low), _least_of(least[1], before)),
        (_least_of(greatest[0], after), max(greatest[1], before.low)),
    )


def _least_of(value: float, total: Interval) -> float:
    return min(value, total.high)


def _ratio(after: float, before: float) -> float | None:
    """Return the relative change; None where there is nothing to compare with."""
    return after / before - 1 if before > 0 else None


def _clipped(point: float | None, lo: float | None, hi: float | None) -> float | None:
    if point is None:
        return None
    return min(max(point, point if lo is None else lo), point if hi is None else hi)
