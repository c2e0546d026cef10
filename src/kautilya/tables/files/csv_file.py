"""A sheet as CSV: UTF-8 with a mark that spreadsheets need, RFC 4180, units in the headings, sources and day in every row."""

import csv
from pathlib import Path

from kautilya.tables.files.defusing import defused
from kautilya.tables.files.sheet import Cell, Sheet, flat, texted


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write a sheet; text that a spreadsheet would take for a formula is defused."""
    told = flat(sheet)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.heading for column in told.columns)
        for row in told.rows():
            writer.writerow(_text(value) for value in row.values)


def _text(value: Cell) -> str:
    text = texted(value)
    return defused(text) if isinstance(value, str | tuple) else text
