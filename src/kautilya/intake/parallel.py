"""Parallel claims: what other sources say about a cell, and the recorded choice among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kautilya.intake.cells import mark_of
from kautilya.intake.known import day_told, not_before
from kautilya.intake.links import Content, checked_unit
from kautilya.intake.provenance import Calendar, Cell
from kautilya.intake.sheet import Row
from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim, Mark
from kautilya.register.judgement import Verdict
from kautilya.register.parse import Value, parse
from kautilya.register.record import Record, attributes
from kautilya.register.registry import TABLES

_STANDS = "the cell stands; {table} {row} is the recorded choice there ({value}: {reason})"
_LATER = "later page of the same row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim about a cell with the verdict on it."""

    claim: Claim
    verdict: Verdict
    why: str


@dataclass(frozen=True, kw_only=True)
class ParallelReader:
    """Turns the rows of `alternatives` and `earlier_pages` into claims about the cells that they name."""

    content: Content
    calendar: Calendar
    cells: Mapping[Cell, Claim]
    """The claims of the cells themselves."""
    recorded_on: date

    def alternatives(self) -> Iterator[Said]:
        """Yield what each alternative says, and for a cell that the choice passes over that the cell stands."""
        for place, row in self._rows("alternatives"):
            attribute, target = self._target(row)
            claim = self._alternative(row, attribute, target, place)
            own = self.cells.get(_cell(row))
            preferred = row.cells["preferred"] == "yes"
            reason = row.cells["reason"] or "recorded choice"
            if not preferred or own is None or _agree(attribute, claim, own):
                yield Said(claim=claim, verdict=Verdict.PREFERRED if preferred else Verdict.ACCEPTED, why=reason)
                continue
            stands = _STANDS.format(table="alternatives", row=row.cells["alt_id"], value=row.cells["value"], reason=reason)
            yield Said(claim=claim, verdict=Verdict.ACCEPTED, why=f"{reason}; chosen in the table, but the cell stands")
            yield Said(claim=own, verdict=Verdict.PREFERRED, why=stands)

    def earlier_pages(self) -> Iterator[Said]:
        """Yield what earlier pages say; where that differs, the later page of the row is the point once it is known."""
        for place, row in self._rows("earlier_pages"):
            attribute, target = self._target(row)
            own = self.cells.get(_cell(row))
            claim = self._about(row, attribute, target, place, row.cells["source_url"])
            yield Said(claim=claim, verdict=Verdict.ACCEPTED, why=row.cells["reason"])
            if own is not None and not _agree(attribute, claim, own):
                yield Said(claim=own, verdict=Verdict.PREFERRED, why=_LATER)

    def _target(self, row: Row) -> tuple[Attribute, Row]:
        table, subject, column = _cell(row)
        return attributes(TABLES[table])[column], self.content.rows[table][subject]

    def _alternative(self, row: Row, attribute: Attribute, target: Row, place: str) -> Claim:
        cells = row.cells
        claim = self._about(row, attribute, target, place, cells["source_url"] or f"named: {cells['source_named']}")
        own = self.cells.get(_cell(row))
        same_page = own is not None and own.source == claim.source
        return own if own is not None and same_page and _agree(attribute, claim, own) else claim

    def _about(self, row: Row, attribute: Attribute, target: Row, place: str, source: str) -> Claim:
        table, subject, column = _cell(row)
        unit = checked_unit(row, attribute, target)
        known = self.calendar.of_page(source, row.cells["source_date"], target)
        described = day_told(attribute, row.cells["value"], target) if unit is None else None
        known_on, known_basis = not_before(known, described, self.calendar.data_date)
        return Claim(
            kind=TABLES[table].KIND,
            subject=subject,
            attribute=column,
            raw=row.cells["value"],
            unit=unit,
            mark=_printed(TABLES[table], attribute, target),
            source=source,
            says=row.cells["source_says"],
            known_on=known_on,
            known_basis=known_basis,
            recorded_on=self.recorded_on,
            origin=place,
        )

    def _rows(self, table: str) -> Iterator[tuple[str, Row]]:
        sheet = self.content.sheets.get(table)
        return iter(()) if sheet is None else ((f"{sheet.file}:{row.line}", row) for row in sheet.rows)


def _printed(kind: type[Record], attribute: Attribute, target: Row) -> Mark:
    """Return the mark of a value that another source prints: what was computed is the value in the cell, not this one."""
    return kind.MARK if attribute.computed_where is not None else mark_of(kind, attribute, target)


def _agree(attribute: Attribute, one: Claim, other: Claim) -> bool:
    return _reading(attribute, one) == _reading(attribute, other)


def _reading(attribute: Attribute, claim: Claim) -> tuple[Value, str | None]:
    return parse(attribute, claim.raw, claim.unit), claim.unit


def _cell(row: Row) -> Cell:
    return row.cells["table"], row.cells["id"], row.cells["column"]
