"""A sheet as one JSON document, written row by row."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from kautilya.tables.files.sheet import Cell, Sheet, SheetColumn, SheetRow

Json: TypeAlias = bool | int | float | str | list[str] | None


def write_json(sheet: Sheet, path: Path) -> None:
    """Write `about`, `columns` and `rows`; a row has `values` by column name and the claims behind them as `evidence`."""
    with path.open("w", encoding="utf-8") as file:
        about = {"table": sheet.name, **sheet.about}
        file.write(f'{{"about": {_line(about)},\n"columns": {_line([asdict(column) for column in sheet.columns])},\n"rows": [')
        between = "\n"
        for row in sheet.rows():
            file.write(between + _line(_row(sheet.columns, row)))
            between = ",\n"
        file.write("\n]}\n")


def _row(columns: Sequence[SheetColumn], row: SheetRow) -> dict[str, object]:
    values = {column.name: json_value(value) for column, value in zip(columns, row.values, strict=True)}
    return {"values": values, "evidence": [asdict(one) for one in row.evidence]}


def json_value(value: Cell) -> Json:
    """Return a cell as JSON: an exact decimal as the shortest number that is equal, as text where none is."""
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
