"""Cells that are sound one by one but make no sense together."""

from collections.abc import Iterator, Mapping

from kautilya.core.periods import PartialDate
from kautilya.intake.links import Content
from kautilya.intake.problems import Problems
from kautilya.intake.sheet import Row, Sheet
from kautilya.register.attributes import Type
from kautilya.register.record import Record, attributes
from kautilya.register.registry import TABLES

_DEALS = "deals"
_LAST = "last_delivered_actual"


def check_sense(content: Content, problems: Problems) -> None:
    """Note every row that contains itself, and every last delivery that is earlier than its signature."""
    for table, sheet in content.sheets.items():
        _check_circles(TABLES[table], sheet, content.rows[table], problems)
    if _DEALS in content.sheets:
        _check_deliveries(content.sheets[_DEALS], problems)


def _check_circles(kind: type[Record], sheet: Sheet, rows: Mapping[str, Row], problems: Problems) -> None:
    for column, attribute in attributes(kind).items():
        if attribute.refers_to != kind.KIND or attribute.type is not Type.TEXT:
            continue
        for name, row in rows.items():
            if name in _ancestors(name, column, rows):
                problems.add(sheet.file, f"'{name}' leads back to itself", line=row.line, field=column)


def _ancestors(name: str, column: str, rows: Mapping[str, Row]) -> Iterator[str]:
    seen: set[str] = set()
    while name in rows and (name := rows[name].cells[column]) and name not in seen:
        seen.add(name)
        yield name


def _check_deliveries(sheet: Sheet, problems: Problems) -> None:
    for row in sheet.rows:
        signed, last = _date(row.cells["signed_on"]), _date(row.cells[_LAST])
        if signed is not None and last is not None and last.certainly_before(signed):
            problems.add(sheet.file, f"'{last}' is before the signature on {signed}", line=row.line, field=_LAST)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
