"""The periods that ties are counted in: the one asked for, or the whole record beside its last years."""

from collections.abc import Iterable
from datetime import date, timedelta

from kautilya.core.periods import PartialDate
from kautilya.measures.scope import Scope
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.windows import Bracket, Window

YEAR = 365.2425
"""Days of a mean Gregorian year."""
LAST_YEARS = (5, 1)


def period(first: date, last: date) -> Window:
    """Return a window named by its days."""
    return Window(label=f"{first}..{last}", first=first, last=last)


def periods(scope: Scope, as_of: PartialDate, known: Iterable[Bracket]) -> tuple[Window, ...]:
    """Return the window asked for; or the whole record, then its last five years and its last year.

    The whole record begins with the year of the first thing in it, not with that thing itself: a window that is opened by an
    event counts one too many.
    """
    firsts = [first_day(bracket) for bracket in known]
    opens = scope.opens(date(min(firsts).year, 1, 1) if firsts else as_of.first)
    whole = period(opens, scope.closes(as_of))
    if scope.since is not None or scope.until is not None:
        return (whole,) if opens <= whole.last else ()
    last = (period(years_before(whole.last, years), whole.last) for years in LAST_YEARS)
    return (whole, *(window for window in last if window.first and window.first > opens))


def years_before(last: date, years: int) -> date:
    """Return the first day of so many years that end with a day."""
    following = last + timedelta(days=1)
    day = 28 if (following.month, following.day) == (2, 29) else following.day
    return date(following.year - years, following.month, day)


def years_in(window: Window) -> float:
    """Return the length of a window in mean years, both ends counted."""
    return ((window.last - first_day(Bracket(first=window.first, last=window.last))).days + 1) / YEAR


def full_years(window: Window) -> tuple[Window, ...]:
    """Return the full years that end with a window, latest first."""
    years: list[Window] = []
    last = window.last
    while (first := years_before(last, 1)) >= first_day(Bracket(first=window.first, last=window.last)):
        years.append(period(first, last))
        last = first - timedelta(days=1)
    return tuple(years)
