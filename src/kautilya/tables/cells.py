"""Reading the point of a cell as a word, a day or a number; what is absent or unchosen is None, or a name for it."""

from collections.abc import Iterable

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register.record import Field, Record, Span

UNKNOWN = "unknown"
"""The name under which an absent word stays in lists and denominators."""


def word(record: Record, column: str, otherwise: str = UNKNOWN) -> str:
    """Return the point of a cell as text, several terms joined by `;`."""
    known = known_word(record, column)
    return otherwise if known is None else known


def known_word(record: Record, column: str) -> str | None:
    """Return the point of a cell as text, several terms joined by `;`; None where it has none."""
    point = record.cell(column).point
    return None if point is None else joined(point)


def joined(value: object) -> str:
    """Return a value as text, several terms joined by `;`."""
    return ";".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def missing(record: Record, columns: Iterable[str]) -> tuple[str, ...]:
    """Return those of some columns that have no point: a view of an early day may know a record in part only."""
    return tuple(column for column in columns if record.cell(column).point is None)


def day(record: Record, column: str) -> PartialDate | None:
    """Return the point of a cell that holds a date."""
    point = record.cell(column).point
    return point if isinstance(point, PartialDate) else None


def days(record: Record, column: str) -> tuple[PartialDate, ...]:
    """Return the date of a cell; all of them where contradicting sources print several and nothing chooses; else none."""
    value = record.cell(column).value
    known = value.values if isinstance(value, Span) else (value,)
    return tuple(known_day for known_day in known if isinstance(known_day, PartialDate))


def number(record: Record, column: str) -> float | None:
    """Return the point of a cell that holds a number, as a float."""
    return numeric(record.cell(column))


def numeric(cell: Field[object]) -> float | None:
    """Return the only or the chosen value of a numeric field, as a float; a fiscal year as the one in which it begins."""
    if cell.value is None or isinstance(cell.value, Span):
        return None
    return float(cell.value.start) if isinstance(cell.value, FiscalYear) else float(str(cell.value))
