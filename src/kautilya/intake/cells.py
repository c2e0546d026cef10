"""From the cells of sound tables to claims: one claim a cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kautilya.intake.checking import record_id
from kautilya.intake.known import known_with_content
from kautilya.intake.links import Content
from kautilya.intake.provenance import Calendar, Cell, Origin, OwnPage, row_origin, with_basis, with_page
from kautilya.intake.sheet import Row
from kautilya.intake.units import row_unit
from kautilya.intake.validity import valid_between
from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim, Mark
from kautilya.register.record import Record, attributes
from kautilya.register.registry import TABLES


@dataclass(frozen=True, kw_only=True)
class CellReader:
    """Turns rows into claims."""

    content: Content
    calendar: Calendar
    pages: Mapping[Cell, OwnPage]
    """Cells with a page of their own."""
    recorded_on: date

    def claims(self) -> Iterator[tuple[Cell, Claim]]:
        """Yield the claim of each cell that is not blank, in the order of tables, rows and columns."""
        for table in self.content.sheets:
            yield from self._of_table(TABLES[table])

    def _of_table(self, kind: type[Record]) -> Iterator[tuple[Cell, Claim]]:
        sheet = self.content.sheets[kind.TABLE]
        declared = tuple(attributes(kind).items())
        for row in sheet.rows:
            subject = record_id(kind, row.cells)
            whole = row_origin(kind, subject, row, self.calendar)
            place = f"{sheet.file}:{row.line}"
            for column, attribute in declared:
                if row.cells[column]:
                    cell = (kind.TABLE, subject, column)
                    origin = self.origin(kind, cell, attribute, row, whole)
                    claim = self._claim(kind, cell, attribute, row, origin, place)
                    yield cell, claim

    def origin(self, kind: type[Record], cell: Cell, attribute: Attribute, row: Row, whole: Origin) -> Origin:
        """Return where one cell comes from: its own page, the basis that it names, or its row; and when that was known."""
        basis = "" if attribute.basis_from is None else row.cells[attribute.basis_from]
        page = self.pages.get(cell)
        told = with_basis(whole, kind, basis) if basis else whole
        origin = told if page is None else with_page(page, row, self.calendar)
        known = origin.known_on, origin.known_basis
        known_on, basis_of_day = known_with_content(known, attribute, row.cells[cell[2]], row, self.calendar.data_date)
        return replace(origin, known_on=known_on, known_basis=basis_of_day)

    def _claim(self, kind: type[Record], cell: Cell, attribute: Attribute, row: Row, origin: Origin, place: str) -> Claim:
        valid_from, valid_to = valid_between(attribute, row)
        return Claim(
            kind=kind.KIND,
            subject=cell[1],
            attribute=cell[2],
            raw=row.cells[cell[2]],
            unit=row_unit(attribute, row.cells),
            mark=mark_of(kind, attribute, row),
            source=origin.source,
            says=origin.says,
            confidence=origin.confidence,
            checked=origin.checked,
            known_on=origin.known_on,
            known_basis=origin.known_basis,
            valid_from=valid_from,
            valid_to=valid_to,
            recorded_on=self.recorded_on,
            origin=f"{place} via {origin.via}" if origin.via else place,
        )


_MARKS = {mark.value: mark for mark in Mark}


def mark_of(kind: type[Record], attribute: Attribute, row: Row) -> Mark:
    """Return the mark of a cell: that which its row gives it, derived where the row calls it computed, else its kind's."""
    told = "" if attribute.marked_by is None else row.cells[attribute.marked_by]
    if told:
        return _MARKS[told]
    if attribute.computed_where is None:
        return kind.MARK
    told_by, words = attribute.computed_where
    return Mark.DERIVED if row.cells[told_by].startswith(words) else kind.MARK
