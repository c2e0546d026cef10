"""Checking the cells of a table against what its record kind declares."""

from collections.abc import Mapping

from kautilya.intake.problems import Problems
from kautilya.intake.sheet import Row, Sheet
from kautilya.intake.validity import ends_of, period_keys
from kautilya.register.attributes import Attribute, address, day, term
from kautilya.register.parse import parse
from kautilya.register.record import Record, attributes
from kautilya.register.vocabulary.terms import VOCABULARIES

_SOURCE = address("Address of the page.")
_DAY = day("Day of the page.")
_CONFIDENCE = term("confidence", "Strength of the row's sources.")
_CHECKED = term("checked", "Whether a page was read again.")


def columns(kind: type[Record]) -> tuple[str, ...]:
    """Return all columns of a kind's table: key, attributes, provenance."""
    return tuple(dict.fromkeys((*kind.KEY, *attributes(kind), *kind.PROVENANCE.columns())))


def record_id(kind: type[Record], cells: Mapping[str, str]) -> str:
    """Return the id of the record that a row tells of."""
    return "|".join(cells[column] for column in kind.KEY)


class CellCheck:
    """Checks the rows of tables, remembering texts that were found to be sound."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._sound: set[tuple[str, str]] = set()

    def check(self, kind: type[Record], sheet: Sheet) -> None:
        """Note every problem of a table's cells: keys, values, missing currencies, provenance."""
        declared = {**attributes(kind), **provenance_columns(kind)}
        keys: dict[str, int] = {}
        periods = period_keys(kind)
        for row in sheet.rows:
            self._check_key(kind, sheet.file, row, keys)
            for column, attribute in declared.items():
                self._check_cell(column, attribute, sheet.file, row)
            for column in periods:
                self._check_period(column, sheet.file, row)
            if kind.PROVENANCE.source is not None and not _source(kind, row.cells):
                self._problems.add(sheet.file, "no source: every row needs one", line=row.line, field=kind.PROVENANCE.source)

    def _check_key(self, kind: type[Record], file: str, row: Row, keys: dict[str, int]) -> None:
        key = record_id(kind, row.cells)
        field = ", ".join(kind.KEY)
        if all(not row.cells[column] for column in kind.KEY):
            self._problems.add(file, "is blank: every row needs its key", line=row.line, field=field)
        elif key in keys:
            self._problems.add(file, f"'{key}' is there already, on line {keys[key]}", line=row.line, field=field)
        keys.setdefault(key, row.line)

    def _check_period(self, column: str, file: str, row: Row) -> None:
        try:
            ends_of(row.cells[column])
        except ValueError as exc:
            self._problems.add(file, str(exc), line=row.line, field=column)

    def _check_cell(self, column: str, attribute: Attribute, file: str, row: Row) -> None:
        text = row.cells[column]
        if not text:
            if attribute.vocabulary is not None and not VOCABULARIES[attribute.vocabulary].may_be_blank:
                self._problems.add(file, "is blank, but this column needs a value", line=row.line, field=column)
            return
        kind_of_cell = _kind_of(attribute)
        if (kind_of_cell, text) not in self._sound:
            try:
                parse(attribute, text)
            except ValueError as exc:
                self._problems.add(file, str(exc), line=row.line, field=column)
            else:
                self._sound.add((kind_of_cell, text))
        if attribute.unit_from is not None and not row.cells[attribute.unit_from] and is_money(attribute):
            self._problems.add(file, f"money without a currency: '{attribute.unit_from}' is blank", line=row.line, field=column)


def is_money(attribute: Attribute) -> bool:
    """Tell whether an attribute is money whose currency another column of the row holds."""
    return attribute.unit_from is not None and attribute.unit_from.endswith("currency")


def _kind_of(attribute: Attribute) -> str:
    return f"{attribute.type} {attribute.vocabulary} {attribute.signed} {attribute.unit} {attribute.above_zero}"


def provenance_columns(kind: type[Record]) -> Mapping[str, Attribute]:
    """Return what the provenance columns of a kind hold; a source that is no page's address is free."""
    named = kind.PROVENANCE
    source = named.source if named.source == "source_url" else None
    held = {source: _SOURCE, named.known_on: _DAY, named.confidence: _CONFIDENCE, named.checked: _CHECKED}
    return {column: attribute for column, attribute in held.items() if column is not None}


def _source(kind: type[Record], cells: Mapping[str, str]) -> str:
    return cells[kind.PROVENANCE.source or ""] or cells.get("source_named", "")
