"""Days known to the year, the month or the day, and Indian fiscal years (CONVENTIONS §1)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import count, takewhile
from typing import Self

from kautilya.core.interval import Interval

MEAN_MONTH = 365.2425 / 12
"""Days in a mean Gregorian month: the odd days of a span count as so many parts of a month."""

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_FISCAL_YEAR = re.compile(r"FY([0-9]{4})-([0-9]{2})", re.ASCII)
_APRIL = 4
_MARCH = 3


class Precision(StrEnum):
    """How exactly a source tells a day."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A day of which the source tells the year, the year and month, or all three.

    It stands for one unknown day between `first` and `last`. Two of them have no total order (2025 is neither before nor
    after 2025-06), so there is no `<`: ask `certainly_before` or `overlaps`, and sort by `sort_key`.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a day without a month and a date that no calendar has (ValueError)."""
        if self.month is None and self.day is not None:
            raise ValueError("a partial date with a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2025`, `2025-10` or `2025-10-31`; ValueError says what is wrong with anything else."""
        return _parsed(text)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return a calendar day as a date known to the day."""
        return cls(year=day.year, month=day.month, day=day.day)

    @property
    def precision(self) -> Precision:
        """How exactly the day is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first(self) -> date:
        """The earliest day that is meant."""
        return _bounds(self.year, self.month, self.day)[0]

    @property
    def last(self) -> date:
        """The latest day that is meant."""
        return _bounds(self.year, self.month, self.day)[1]

    @property
    def sort_key(self) -> tuple[date, date]:
        """A total order for lists and charts: by first, then by last day. It decides nothing about what came first."""
        return _bounds(self.year, self.month, self.day)

    def certainly_before(self, other: "PartialDate | date") -> bool:
        """Tell whether every day that this can mean is earlier than every day that the other can mean."""
        return self.last < _first(other)

    def certainly_after(self, other: "PartialDate | date") -> bool:
        """Tell whether every day that this can mean is later than every day that the other can mean."""
        return self.first > _last(other)

    def ends_by(self, day: "PartialDate | date") -> bool:
        """Tell whether the whole period is over by the end of the given day (of its last day, where that is partial)."""
        return self.last <= _last(day)

    def covers(self, other: "PartialDate | date") -> bool:
        """Tell whether every day that the other can mean lies within this period."""
        return self.first <= _first(other) and _last(other) <= self.last

    def overlaps(self, other: "PartialDate | date") -> bool:
        """Tell whether the two can mean the same day."""
        return self.first <= _last(other) and _first(other) <= self.last

    def __str__(self) -> str:
        """Write the date as the source told it, no more exactly."""
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


def months_between(start: PartialDate, end: PartialDate) -> Interval:
    """Return the least and the most months from one partial date to another, negative where the end comes first.

    Low runs from the last day of the start to the first day of the end, high from the first to the last. Between two days
    it is the difference of their calendar months plus that of their days of the month in parts of `MEAN_MONTH`: from a day
    to the same day of the next month is exactly 1. Two dates of day precision give low = high.
    """
    return Interval(low=_month_of(end.first) - _month_of(start.last), high=_month_of(end.last) - _month_of(start.first))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FiscalYear:
    """An Indian fiscal year: 1 April to 31 March, written `FY2025-26`; these have a total order."""

    start: int
    """The calendar year in which it begins."""

    def __post_init__(self) -> None:
        """Refuse a year that the calendar lacks (ValueError)."""
        date(self.start, _APRIL, 1)
        date(self.start + 1, _MARCH, 31)

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """Read `FY2025-26`; ValueError says what is wrong with anything else."""
        return _fiscal_year(text)

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the fiscal year that a calendar day falls in."""
        return cls(start=day.year if day.month >= _APRIL else day.year - 1)

    @property
    def first(self) -> date:
        """1 April of the year in which it begins."""
        return date(self.start, _APRIL, 1)

    @property
    def last(self) -> date:
        """31 March of the year in which it ends."""
        return date(self.start + 1, _MARCH, 31)

    @property
    def next(self) -> "FiscalYear":
        """The fiscal year after this one."""
        return self.plus(1)

    def plus(self, years: int) -> "FiscalYear":
        """Return the fiscal year that begins so many years later (earlier, if negative)."""
        return FiscalYear(start=self.start + years)

    def years_after(self, other: "FiscalYear") -> int:
        """Return how many years later than the other this one begins."""
        return self.start - other.start

    def through(self, last: "FiscalYear") -> tuple["FiscalYear", ...]:
        """Return the fiscal years from this one to the last, both included; none if the last comes earlier."""
        return tuple(takewhile(lambda year: year <= last, self._onward()))

    def __contains__(self, day: "PartialDate | date") -> bool:
        """Tell whether a day, or every day that a partial date can mean, falls in this year."""
        return self.first <= _first(day) and _last(day) <= self.last

    def __str__(self) -> str:
        """Write `FY2025-26`."""
        return f"FY{self.start:04d}-{(self.start + 1) % 100:02d}"

    def _onward(self) -> Iterator["FiscalYear"]:
        return (FiscalYear(start=start) for start in count(self.start))


def fiscal_year_of(day: PartialDate) -> FiscalYear | None:
    """Return the fiscal year that a partial date certainly falls in; None where it can be one of two (any bare year)."""
    earliest = FiscalYear.containing(day.first)
    return earliest if day in earliest else None


@cache
def _parsed(text: str) -> PartialDate:
    match = _PARTIAL_DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is no date: expected 2025, 2025-10 or 2025-10-31")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        return PartialDate(year=year or 0, month=month, day=day)
    except ValueError as exc:
        raise ValueError(f"'{text}' is no date of the calendar: {exc}") from exc


@cache
def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


@cache
def _fiscal_year(text: str) -> FiscalYear:
    match = _FISCAL_YEAR.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is no fiscal year: expected FY2025-26")
    year = FiscalYear(start=int(match[1]))
    if str(year) != text:
        raise ValueError(f"'{text}' is no fiscal year: did you mean {year}?")
    return year


def _month_of(day: date) -> float:
    return day.year * 12 + day.month + (day.day - 1) / MEAN_MONTH


def _first(day: PartialDate | date) -> date:
    return day.first if isinstance(day, PartialDate) else day


def _last(day: PartialDate | date) -> date:
    return day.last if isinstance(day, PartialDate) else day
