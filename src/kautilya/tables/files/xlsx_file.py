"""A sheet as an xlsx workbook: the rows, their sources claim by claim, the columns, and what the table is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kautilya.core.errors import InputError, Problem
from kautilya.tables.files.defusing import is_formula
from kautilya.tables.files.sheet import Cell, Evidence, Sheet, texted

MAX_ROWS = 1_048_576
"""Rows of a worksheet, its heading included."""
MAX_TEXT = 32_767
"""Characters of a cell."""

Page: TypeAlias = tuple[Iterable[str], Iterable[Iterable[Cell]]]
"""Heading and rows of a worksheet."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day: the same table is the same file
_EVIDENCE = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One worksheet, filled from top to bottom."""

    file: str
    sheet: Worksheet
    heading: Format
    quoted: Format
    """Keeps text that begins like a formula text, also after somebody has edited the cell."""

    def head(self, names: Iterable[str]) -> None:
        self.sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            self.sheet.write_string(0, column, name, self.heading)

    def write(self, row: int, values: Iterable[Cell]) -> None:
        if row >= MAX_ROWS:
            raise self._refusal(f"an xlsx worksheet holds {MAX_ROWS:,} rows; write csv, parquet or json")
        for column, value in enumerate(values):
            self._cell(row, column, value)

    def _cell(self, row: int, column: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            self.sheet.write_number(row, column, value)
            return
        text = texted(value)
        if len(text) > MAX_TEXT:
            place = f"row {row + 1}, column {column + 1} has {len(text):,} characters"
            raise self._refusal(f"{place}, an xlsx cell holds {MAX_TEXT:,}; write csv, parquet or json")
        self.sheet.write_string(row, column, text, self.quoted if is_formula(text) else None)

    def _refusal(self, message: str) -> InputError:
        return InputError(self.file, [Problem(file=self.file, message=message)])


def write_xlsx(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a workbook of four worksheets; no cell of it is a formula or a link."""
    book = Workbook(str(path), _OPTIONS)
    book.set_properties({"title": sheet.name, "created": _MADE})
    try:
        _fill(book, sheet, path.name)
    finally:
        _close(book, path)


def write_book(pages: Mapping[str, Page], path: Path) -> None:
    """Write tables as a workbook, a worksheet each; no cell of it is a formula or a link."""
    book = Workbook(str(path), _OPTIONS)
    book.set_properties({"created": _MADE})
    try:
        for page, (heading, rows) in zip(_sheets(book, path.name, pages), pages.values(), strict=True):
            page.head(heading)
            for number, row in enumerate(rows, start=1):
                page.write(number, row)
    finally:
        _close(book, path)


def _sheets(book: Workbook, file: str, names: Iterable[str]) -> tuple[_Page, ...]:
    formats = {"heading": book.add_format({"bold": True}), "quoted": book.add_format({"quote_prefix": True})}
    return tuple(_Page(file=file, sheet=book.add_worksheet(name), **formats) for name in names)


def _fill(book: Workbook, sheet: Sheet, file: str) -> None:
    rows, claims, columns, about = _sheets(book, file, ("table", "sources", "columns", "about"))
    rows.head(column.heading for column in sheet.columns)
    claims.head(("row", *_EVIDENCE))
    told = count(1)
    for number, row in enumerate(sheet.rows(), start=1):
        rows.write(number, row.values)
        for one in row.evidence:
            claims.write(next(told), (number + 1, *(getattr(one, name) for name in _EVIDENCE)))
    _describe(sheet, columns, about)


def _close(book: Workbook, path: Path) -> None:
    try:
        book.close()
    except FileCreateError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be written: {exc}")]) from exc


def _describe(sheet: Sheet, columns: _Page, about: _Page) -> None:
    columns.head(("column", "content", "unit", "means"))
    for number, column in enumerate(sheet.columns, start=1):
        columns.write(number, (column.name, column.content.value, column.unit, column.means))
    about.head(("table", sheet.name))
    facts: Mapping[str, str] = sheet.about
    for number, (name, text) in enumerate(facts.items(), start=1):
        about.write(number, (name, text))
