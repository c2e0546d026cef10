"""Cells that name other rows or cells of the package: do these exist?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kautilya.intake.checking import columns, is_money, record_id
from kautilya.intake.ledger_files import LedgerFiles
from kautilya.intake.problems import Problems
from kautilya.intake.sheet import Row, Sheet
from kautilya.intake.units import claimed_unit
from kautilya.register.attributes import Attribute
from kautilya.register.parse import parse
from kautilya.register.record import Record, attributes
from kautilya.register.registry import KINDS, TABLES
from kautilya.register.vocabulary.currencies import CURRENCIES

POINTING = ("alternatives", "field_sources", "earlier_pages")
"""Tables whose rows speak of a cell of another table (columns `table`, `id`, `column`)."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """The sound tables of a package, by the path of the table."""

    sheets: Mapping[str, Sheet]
    unread: frozenset[str] = frozenset()
    """Tables whose file could not be used at all: nobody knows what is in them."""
    ledger: LedgerFiles = field(default_factory=LedgerFiles)
    """What the package carries beside its tables."""
    ledger_sheets: Mapping[str, Sheet] = field(default_factory=dict)
    """The files that this was read from, by path."""

    def lacks(self, table: str, row_id: str) -> bool:
        """Tell whether a table was read whole, has no such row, and nothing beside the tables is claimed of it."""
        return self.lacks_row(table, row_id) and row_id not in self.beside.get(TABLES[table].KIND, ())

    def lacks_row(self, table: str, row_id: str) -> bool:
        """Tell whether a table was read whole and has no such row."""
        return table in self.sheets and self.sheets[table].complete and row_id not in self.rows[table]

    @cached_property
    def beside(self) -> Mapping[str, frozenset[str]]:
        """Ids of the records that claims beside the tables are about, by kind."""
        return self.ledger.subjects

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Row]]:
        """Rows by table and record id."""
        return {table: {record_id(TABLES[table], row.cells): row for row in sheet.rows} for table, sheet in self.sheets.items()}


def check_links(content: Content, problems: Problems) -> None:
    """Note everything that names a row or a cell which the package should hold and does not."""
    for table in content.sheets:
        _check_references(TABLES[table], content, problems)
    for table in (name for name in POINTING if name in content.sheets):
        _check_pointers(table, content, problems)
    if "alternatives" in content.sheets:
        _check_choices(content.sheets["alternatives"], problems)


def _check_references(kind: type[Record], content: Content, problems: Problems) -> None:
    """Note every id of a table that names no row, where the package holds the table that it should be in."""
    sheet = content.sheets[kind.TABLE]
    for column, attribute in attributes(kind).items():
        target = None if attribute.refers_to is None else KINDS[attribute.refers_to].TABLE
        if target is None or target not in content.sheets:
            continue
        for row in sheet.rows:
            for name in filter(None, row.cells[column].split(";")):
                if content.lacks(target, name):
                    problems.add(sheet.file, f"'{name}' is no row of {target}.csv", line=row.line, field=column)


def _check_pointers(table: str, content: Content, problems: Problems) -> None:
    """Note every row that speaks of a cell which is not there, or gives it a value that it cannot hold."""
    sheet = content.sheets[table]
    for row in sheet.rows:
        target = row.cells["table"]
        if target not in content.sheets:
            if target in TABLES and target not in content.unread:
                problems.add(sheet.file, f"the package holds no table '{target}'", line=row.line, field="table")
        elif content.lacks_row(target, row.cells["id"]):
            problems.add(sheet.file, f"'{row.cells['id']}' is no row of {target}.csv", line=row.line, field="id")
        elif row.cells["column"] not in columns(TABLES[target]):
            problems.add(sheet.file, f"'{row.cells['column']}' is no column of {target}.csv", line=row.line, field="column")
        elif "value" in row.cells and row.cells["id"] in content.rows[target]:
            _check_value(sheet.file, row, content.rows[target][row.cells["id"]], problems)


def _check_choices(sheet: Sheet, problems: Problems) -> None:
    chosen: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        cell = tuple(row.cells[column] for column in ("table", "id", "column"))
        if row.cells["preferred"] != "yes":
            continue
        if cell in chosen:
            message = f"line {chosen[cell]} is the choice for this cell already"
            problems.add(sheet.file, message, line=row.line, field="preferred")
        chosen.setdefault(cell, row.line)


def _check_value(file: str, row: Row, target: Row, problems: Problems) -> None:
    attribute = attributes(TABLES[row.cells["table"]]).get(row.cells["column"])
    if attribute is None:
        problems.add(
            file, f"'{row.cells['column']}' says where a row comes from: it has no value", line=row.line, field="column"
        )
        return
    try:
        parse(attribute, row.cells["value"], checked_unit(row, attribute, target))
    except ValueError as exc:
        problems.add(file, str(exc), line=row.line, field="value")


def checked_unit(row: Row, attribute: Attribute, target: Row) -> str | None:
    """Return the unit of a parallel value; ValueError where it has none that the cell could have."""
    if "currency_or_unit" not in row.cells:
        return None if attribute.unit_from is None else target.cells[attribute.unit_from] or None
    label = row.cells["currency_or_unit"]
    if is_money(attribute) and label not in CURRENCIES:
        raise ValueError(f"money without a currency: 'currency_or_unit' is '{label}'")
    return claimed_unit(attribute, target.cells, label)
