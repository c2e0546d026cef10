"""Windows of time that a measure counts in, and whether a day that is only partly known falls into one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kautilya.core.periods import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A closed period, with the name under which results print it."""

    label: str
    """`all years`, `FY2024-25`, `FY2021-22..FY2025-26`."""
    first: date | None
    """None: from the beginning of the record."""
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The days between which something happened, as far as they are known."""

    first: date | None
    last: date


class Membership(StrEnum):
    """Whether something happened within a window."""

    INSIDE = "inside"
    POSSIBLY = "possibly inside"
    OUTSIDE = "outside"


def membership(bracket: Bracket, window: Window) -> Membership:
    """Tell whether every, some or no day of a bracket lies within a window."""
    if bracket.first is not None and bracket.first > window.last:
        return Membership.OUTSIDE
    if window.first is not None and bracket.last < window.first:
        return Membership.OUTSIDE
    begins_inside = window.first is None or (bracket.first is not None and bracket.first >= window.first)
    return Membership.INSIDE if begins_inside and bracket.last <= window.last else Membership.POSSIBLY


def all_years(last: date) -> Window:
    """Return the window that takes in everything up to a day."""
    return Window(label=f"all years to {last}", first=None, last=last)


def fiscal_years(first: FiscalYear, last: FiscalYear) -> Window:
    """Return the window of one fiscal year or of several."""
    label = str(first) if first == last else f"{first}..{last}"
    return Window(label=label, first=first.first, last=last.last)


def last_complete_fiscal_year(day: date) -> FiscalYear:
    """Return the last fiscal year that was over on a day."""
    year = FiscalYear.containing(day)
    return year if year.last == day else year.plus(-1)
