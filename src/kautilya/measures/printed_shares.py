"""Supplier shares as SIPRI or the press printed them, with the concentration that they allow (CONVENTIONS §5, §6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isinf

from kautilya.core.interval import Interval
from kautilya.core.shares import Unlisted, concentration_bounds, effective_suppliers_bounds, printed_share, remainder
from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.printed import printed_range
from kautilya.register.record import Field, Record, Span
from kautilya.store.view import View
from kautilya.tables.cells import missing, numeric, word
from kautilya.tables.marks import computed, mark_of

STAGE = "delivered"
COVERAGE = "only the largest suppliers are printed; SIPRI revises history, so editions are not mixed"


PRINTING = ("recipient", "window_start", "window_end", "unit", "edition")
"""What says in which printing a share stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """The shares of one recipient that one edition printed for one window."""

    recipient: str
    window: str
    edition: str
    unit: str
    rows: tuple[Record, ...]


def printed_shares(view: View, measure: str) -> Iterable[Finding]:
    """Yield each printed share, and per window and edition the HHI and effective suppliers that the printed ones allow."""
    printings = _printings(view)
    latest = max((printing.window for printing in printings), default="")
    for printing in printings:
        blank = Finding(
            measure=measure,
            quantity="",
            of={"recipient": printing.recipient},
            value=None,
            unit=printing.unit,
            stage=STAGE,
            window=printing.window,
            coverage=COVERAGE,
            edition=printing.edition,
            as_of=str(view.as_of),
            mark=mark_of(view, "supplier-share", _claims(printing)),
        )
        yield from (_share(view, row, blank) for row in printing.rows if not _lacking(row))
        yield from _concentration(printing, replace(blank, headline=printing.window == latest))
    yield from _of_the_world(view, measure)


def unusable_shares(view: View) -> Iterable[Mapping[str, Scalar]]:
    """List printed shares of which too little is known on the day of the view, and editions that print more than everything."""
    for row_id, row in view.records("supplier-share").items():
        if lacking := _lacking(row):
            yield {"list": "printed share not wholly known", "id": row_id, "reason": f"without {', '.join(lacking)}"}
    for printing in _printings(view):
        if reason := _unbounded(printing):
            yield {
                "list": "printed shares without a concentration",
                "id": ";".join(row.record_id for row in printing.rows),
                "window": printing.window,
                "edition": printing.edition,
                "reason": reason,
            }


def _printings(view: View) -> tuple[Printing, ...]:
    grouped: dict[tuple[str, str, str, str], list[Record]] = {}
    for row in view.records("supplier-share").values():
        if missing(row, PRINTING):
            continue
        window = f"{word(row, 'window_start')}..{word(row, 'window_end')}"
        key = (word(row, "recipient"), window, word(row, "edition"), word(row, "unit"))
        grouped.setdefault(key, []).append(row)
    return tuple(
        Printing(recipient=recipient, window=window, edition=edition, unit=unit, rows=tuple(rows))
        for (recipient, window, edition, unit), rows in sorted(grouped.items(), key=lambda pair: pair[0][:3])
    )


def _share(view: View, row: Record, blank: Finding) -> Finding:
    cell = row.cell("share_pct")
    low, high, range_is = printed_range(cell)
    return replace(
        blank,
        quantity="printed share of arms imports",
        of={**blank.of, "supplier": word(row, "supplier_country"), "vintage": word(row, "vintage")},
        value=numeric(cell),
        low=low,
        high=high,
        range_is=range_is,
        unit=f"percent of {blank.unit}",
        n=1,
        mark=mark_of(view, "supplier-share", cell.claim_ids[:1] or row.cell("edition").claim_ids),
        claim_ids=cell.claim_ids,
        note=cell.rule,
    )


def _concentration(printing: Printing, blank: Finding) -> Iterable[Finding]:
    if _unbounded(printing):
        return
    printed = _intervals(printing)
    unlisted = Unlisted.NONE_LARGER
    left = remainder(printed)
    common = replace(
        blank,
        n=len(printed),
        mark=computed(blank.mark),
        claim_ids=_claims(printing),
        range_is=f"bounds: rounding of the printed shares, and any split of the rest with {unlisted}",
        note=f"printed suppliers: {len(printed)}; {100 * left.low:.1f} to {100 * left.high:.1f} percent with unlisted ones",
    )
    hhi = concentration_bounds(printed, unlisted)
    equal = effective_suppliers_bounds(printed, unlisted)
    name = "concentration of arms imports"
    yield replace(
        common, quantity=f"{name} (HHI)", unit=f"HHI of {blank.unit}, 0..1", low=_round(hhi.low), high=_round(hhi.high)
    )
    yield replace(
        common, quantity=f"{name} (effective suppliers)", unit="equal suppliers", low=round(equal.low, 2), high=_most(equal)
    )


def _lacking(row: Record) -> tuple[str, ...]:
    """Return what is not known of a printed share; contradicting figures are known."""
    shareless = () if row.cell("share_pct").value is not None else ("share_pct",)
    return (*missing(row, (*PRINTING, "supplier_country")), *shareless)


def _unbounded(printing: Printing) -> str | None:
    """Return why a printing bounds no concentration: none unlisted being larger holds only beside all that is listed."""
    unknown = [row.record_id for row in printing.rows if row.cell("share_pct").value is None]
    if unknown:
        return f"the share of {', '.join(unknown)} is not known"
    return "they add up to more than everything" if fsum(share.low for share in _intervals(printing)) > 1 else None


def _intervals(printing: Printing) -> list[Interval]:
    return [_interval(row.cell("share_pct")) for row in printing.rows]


def _interval(cell: Field[object]) -> Interval:
    """Return what a printed figure can stand for; contradicting ones that nothing chooses between, together."""
    figures = cell.value.values if isinstance(cell.value, Span) else (cell.value,)
    each = [printed_share(str(figure)) for figure in figures]
    return Interval(low=min(share.low for share in each), high=max(share.high for share in each))


def _of_the_world(view: View, measure: str) -> Iterable[Finding]:
    for row in view.records("world-share").values():
        cell = row.cell("share_of_world_imports_pct")
        low, high, range_is = printed_range(cell)
        if not missing(row, ("recipient", "window_start", "window_end", "edition")) and cell.claim_ids:
            yield Finding(
                measure=measure,
                quantity="printed share of the world's arms imports",
                of={"recipient": word(row, "recipient")},
                value=numeric(cell),
                low=low,
                high=high,
                range_is=range_is,
                unit=f"percent of {word(row, 'unit')}",
                stage=STAGE,
                window=f"{word(row, 'window_start')}..{word(row, 'window_end')}",
                n=1,
                edition=word(row, "edition"),
                as_of=str(view.as_of),
                mark=mark_of(view, "world-share", cell.claim_ids[:1]),
                claim_ids=cell.claim_ids,
                note=cell.rule,
            )


def _claims(printing: Printing) -> tuple[str, ...]:
    columns: Sequence[str] = ("share_pct", "supplier_country", "edition")
    return tuple(claim_id for row in printing.rows for column in columns for claim_id in row.cell(column).claim_ids)


def _most(equal: Interval) -> float | None:
    return None if isinf(equal.high) else round(equal.high, 2)


def _round(share: float) -> float:
    return round(share, 4)
