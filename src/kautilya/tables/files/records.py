"""The records of one kind as a sheet."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from kautilya.register.attributes import Attribute, Type
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement
from kautilya.register.record import Field, Record, Span, attributes
from kautilya.register.registry import KINDS
from kautilya.store.view import View
from kautilya.tables.files.sheet import Cell, Content, Evidence, Sheet, SheetColumn, SheetRow, texted
from kautilya.tables.table import key_values

_CONTENT = {Type.NUMBER: Content.NUMBER, Type.COUNT: Content.COUNT, Type.TERMS: Content.LIST, Type.COUNTRIES: Content.LIST}
_CONFLICTS = SheetColumn(
    name="conflicts",
    content=Content.TEXT,
    means="Columns whose claims contradict each other, their values, and what chooses.",
)


def record_sheet(view: View, kind: str, about: Mapping[str, str]) -> Sheet:
    """Return all records of a kind with every attribute's value, a unit column where units differ, conflicts and claims.

    A cell whose claims contradict each other while nothing chooses is blank, and its values stand under `conflicts`.
    """
    records = view.records(kind)
    declared = KINDS[kind]
    units = {column: _units(records.values(), column) for column in attributes(declared)}
    return Sheet(
        name=declared.TABLE,
        about=about,
        columns=(*_columns(declared, units), _CONFLICTS),
        count=len(records),
        rows=lambda: (_row(view, record, units) for record in records.values()),
    )


def _units(records: Iterable[Record], column: str) -> tuple[str, ...]:
    """Return the units that the values of a column have."""
    cells = (record.cell(column) for record in records)
    return tuple(dict.fromkeys(cell.unit for cell in cells if cell.unit is not None))


def _columns(kind: type[Record], units: Mapping[str, tuple[str, ...]]) -> Iterator[SheetColumn]:
    declared = attributes(kind)
    for key in kind.KEY:
        if key not in declared:
            yield SheetColumn(name=key, content=Content.TEXT, means="Key of the record.")
    for name, attribute in declared.items():
        yield _column(name, attribute, units[name])
        if len(units[name]) > 1:
            yield SheetColumn(name=f"{name} unit", content=Content.TEXT, means=f"Unit of {name}.")


def _column(name: str, attribute: Attribute, units: tuple[str, ...]) -> SheetColumn:
    unit = units[0] if len(units) == 1 else attribute.unit if not units else None
    return SheetColumn(name=name, content=_CONTENT.get(attribute.type, Content.TEXT), means=attribute.means, unit=unit)


def _row(view: View, record: Record, units: Mapping[str, tuple[str, ...]]) -> SheetRow:
    kind = type(record)
    keys = dict(zip(kind.KEY, key_values(kind, record.record_id), strict=True))
    values: list[Cell] = [text for key, text in keys.items() if key not in units]
    evidence: list[Evidence] = []
    claims, judgements = view.claims(kind.KIND), view.judgements(kind.KIND)
    for column, found in units.items():
        cell = record.cell(column)
        values.append(_cell(cell.point) if cell.claim_ids else keys.get(column))
        if len(found) > 1:
            values.append(cell.unit)
        evidence += (evidence_of(column, claims[claim_id], judgements[claim_id]) for claim_id in cell.claim_ids)
    return SheetRow(values=(*values, _conflicts(record)), evidence=tuple(evidence))


def _cell(point: object) -> Cell:
    if isinstance(point, bool):
        return "yes" if point else "no"
    if point is None or isinstance(point, str | Decimal | int):
        return point
    return tuple(map(str, point)) if isinstance(point, tuple) else str(point)


def _conflicts(record: Record) -> str | None:
    told = [f"{one.attribute}: {_told(record.cell(one.attribute))}" for one in record.conflicts]
    return " | ".join(told) or None


def _told(cell: Field[object]) -> str:
    spans = " / ".join(_span(unit, span) for unit, span in cell.spans)
    return f"{spans}; {cell.rule or 'nothing chooses'}"


def _span(unit: str | None, span: Span[Any]) -> str:
    values = ", ".join(texted(_cell(value)) for value in span.values)
    return values if unit is None else f"{unit} {values}"


def evidence_of(column: str, claim: Claim, judgement: Judgement) -> Evidence:
    """Return a claim as evidence of a column, with what was judged of it."""
    return Evidence(
        column=column,
        claim_id=claim.id,
        value=claim.raw,
        unit=claim.unit,
        mark=claim.mark.value,
        source=claim.source,
        says=claim.says,
        quote=claim.quote,
        known_on=str(claim.known_on),
        known_basis=claim.known_basis.value,
        judged=f"{judgement.verdict.value} on {judgement.on} by {judgement.by}: {judgement.why}",
    )
