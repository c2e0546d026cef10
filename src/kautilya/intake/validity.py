"""The days of which a cell tells, where its record kind declares the columns that say so."""

from functools import cache

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.intake.sheet import Row
from kautilya.register.attributes import Attribute
from kautilya.register.record import Record, attributes

Ends = tuple[PartialDate | None, PartialDate | None]


def valid_between(attribute: Attribute, row: Row) -> Ends:
    """Return the first and the last day of which a cell tells, each as exact as its row; None where the row does not say."""
    if attribute.valid_in is None:
        return None, None
    start, end = (row.cells[column] for column in attribute.valid_in)
    return ends_of(start)[0], ends_of(end)[1]


def period_keys(kind: type[Record]) -> tuple[str, ...]:
    """Return the key columns of a kind's table that tell a period: no attribute declares what they may hold."""
    told = {column for attribute in attributes(kind).values() for column in attribute.valid_in or ()}
    return tuple(column for column in kind.KEY if column in told)


@cache
def ends_of(text: str) -> Ends:
    """Read a date, which is both ends, or a fiscal year, which has two; ValueError says what is wrong with anything else."""
    if not text:
        return None, None
    if text.startswith("FY"):
        year = FiscalYear.parse(text)
        return PartialDate.of(year.first), PartialDate.of(year.last)
    day = PartialDate.parse(text)
    return day, day
