"""How much the delivered volume changed from one window to another, of one edition.

change = volume inside the later window / volume inside the earlier window - 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from kautilya.core.interval import Interval
from kautilya.measures.transfers.asking import answering, mapped, notes_of, warnings_of
from kautilya.measures.transfers.boxes import Boxes
from kautilya.measures.transfers.coverage import RECIPIENT, SUPPLIER, covered, lacks, warnings_of_parties
from kautilya.measures.transfers.ledger import Ledger, SpreadLedger, ledger
from kautilya.measures.transfers.result import STAGE, TransferResult, distinct
from kautilya.measures.transfers.source import Shape, Source, Unit
from kautilya.measures.transfers.totals import same_edition_totals, total_of
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout


def change(
    found: Iterable[Source], *, recipient: str | None = None, supplier: str | None = None, window: Years,
    before: Years | None = None, edition: date | None = None, unit: Unit = Unit.TIV, mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure the change of what a recipient was (or a supplier has) delivered, from a window (by default the one before) on.

    From a register alone the change has bounds. A row's volume beyond one unit in each listed year is free to lie in the later
    window, in the earlier or outside both. The ratio is greatest where every row puts it in the later window if that holds a
    listed year of it, else outside both if there is such a year, else in the earlier; least the other way round. Each choice
    is best for the row whatever the others do (it raises the numerator, or at least keeps the denominator small), so
    together they are the extremes.

    Raises:
        ValueError: the windows have a year in common, or not one of recipient and supplier is asked for.
    """
    side, party = _side(recipient, supplier)
    earlier = before or window.before()
    if earlier.overlaps(window):
        raise ValueError(f"the windows {earlier} and {window} have years in common; a change between them is no comparison")
    both = Years(first=min(earlier.first, window.first), last=max(earlier.last, window.last))
    offered = mapped(found, mapping)
    chosen = answering(
        offered, lambda source: _unable(source, side, party, both), side=side, window=both, unit=unit, edition=edition
    )
    asked = Asked(side=side, party=party, earlier=earlier, later=window, unit=unit)
    rows, warnings, notes = [], [], []
    for source in chosen:
        mine = replace(source, rows=source.rows.filter(pl.col(side) == party))
        book = ledger(mine, unit)
        rows.append(_change(mine, book, asked, _totals(offered, source, unit)))
        warnings += [*warnings_of(source, both), *warnings_of_parties(source, side)]
        notes += notes_of(mine, window, book, unit)
    who = f"{'to' if side == RECIPIENT else 'from'} {party}"
    return TransferResult(
        measure="change", question=f"How did deliveries {who} change from {earlier} to {window}?", value="change",
        denominator=f"all {unit.value} delivered {who}, {earlier}", frame=pl.concat(rows),
        warnings=distinct(warnings), notes=distinct(notes), credit=distinct(source.credit for source in chosen),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about a change."""

    side: str
    """`recipient` or `supplier`."""
    party: str
    earlier: Years
    later: Years
    unit: Unit


def _side(recipient: str | None, supplier: str | None) -> tuple[str, str]:
    if recipient is not None and supplier is None:
        return RECIPIENT, recipient
    if supplier is not None and recipient is None:
        return SUPPLIER, supplier
    raise ValueError("a change is asked for one recipient or for one supplier")


def _unable(source: Source, side: str, party: str, both: Years) -> str | None:
    if covered(source, both) != both:
        return f"it holds deliveries of {source.window} only"
    return lacks(source, side, party, both)


def _totals(found: Iterable[Source], source: Source, unit: Unit) -> pl.DataFrame:
    """Return the printed sums that hold for a source's rows: its own of a table, the edition's of a register."""
    if unit is not Unit.TIV or source.layout is Layout.DELIVERY_ROWS:
        return source.totals.clear()
    return source.totals if source.layout is Layout.TIV_TABLE else same_edition_totals(found, source)


def _change(source: Source, book: Ledger, asked: Asked, totals: pl.DataFrame) -> pl.DataFrame:
    before, after = book.inside(asked.earlier), book.inside(asked.later)
    greatest, least = _extremes(book, asked.earlier, asked.later)
    printed = [_printed(totals, asked, window) for window in (asked.earlier, asked.later)]
    old, new = _within(before, printed[0]), _within(after, printed[1])
    lo = _ratio(max(least[0], new.low), min(least[1], old.high))
    hi = _ratio(min(greatest[0], new.high), max(greatest[1], old.low))
    if old.low > before.high.sum() or new.low > after.high.sum():
        lo, hi = _ratio(new.low, old.high), _ratio(new.high, old.low)
    counted = (before.high > 0) | (after.high > 0)
    spread = source.shape is Shape.SPREAD
    row = {
        asked.side: asked.party,
        "change": _clipped(_ratio(_point(after, new), _point(before, old)), lo, hi), "lo": lo, "hi": hi,
        "unit": asked.unit.value, "stage": STAGE, "window": str(asked.later), "before": str(asked.earlier),
        "edition": source.edition_text, "layout": source.layout.value,
        "change_is": "even split, an estimate" if spread else "yearly values",
        "range_is": "bounds, at least one unit in each listed year" if spread else "what rounding allows",
        "volume": _point(after, new), "volume_before": _point(before, old),
        "n": int(counted.sum()), "rows": book.labels.filter(pl.Series(counted))["cite"].to_list(),
    }  # fmt: skip
    return pl.DataFrame(
        [row], schema_overrides={"change": pl.Float64, "lo": pl.Float64, "hi": pl.Float64, "rows": pl.List(pl.String)}
    )


def _printed(totals: pl.DataFrame, asked: Asked, window: Years) -> Interval:
    if asked.side == RECIPIENT:
        return total_of(totals, None, asked.party, window)
    return total_of(totals, asked.party, None, window)


def _within(parts: Boxes, total: Interval) -> Interval:
    """Meet what the rows add up to with what is printed; a printed total that lists more than the rows holds alone."""
    low, high = float(parts.low.sum()), float(parts.high.sum())
    if total.low > high:
        return total
    if total.high < low:
        return Interval(low=low, high=high)
    return Interval(low=max(low, total.low), high=min(high, total.high))


def _point(parts: Boxes, within: Interval) -> float:
    """Return the sum of the points, or the middle of a printed total that holds more than the rows."""
    if within.low > parts.high.sum():
        return (within.low + within.high) / 2
    return min(max(float(parts.point.sum()), within.low), within.high)


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


def _ratio(after: float, before: float) -> float | None:
    """Return the relative change; None where there is nothing to compare with."""
    return after / before - 1 if before > 0 else None


def _clipped(point: float | None, lo: float | None, hi: float | None) -> float | None:
    if point is None:
        return None
    return min(max(point, point if lo is None else lo), point if hi is None else hi)
