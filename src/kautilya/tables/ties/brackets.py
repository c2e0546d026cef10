"""The days between which something of the record began."""

from collections.abc import Iterable
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.tables.windows import Bracket


def began(known: Iterable[PartialDate], as_of: PartialDate) -> Bracket:
    """Return the earliest and the latest day that some dates allow; ValueError where there is none.

    What a page reports as done was done by the day of the view, so a bare year or month ends there.
    """
    dates = tuple(known)
    first, last = min(day.first for day in dates), max(day.last for day in dates)
    return Bracket(first=first, last=max(first, min(last, as_of.last)))


def between(known: Iterable[PartialDate]) -> Bracket | None:
    """Return the earliest and the latest day that some dates allow, be they still to come; None where there is none."""
    dates = tuple(known)
    return Bracket(first=min(day.first for day in dates), last=max(day.last for day in dates)) if dates else None


def earliest(brackets: Iterable[Bracket]) -> Bracket:
    """Return when the first of several things began: not before the earliest first day, nor after the earliest last day."""
    known = tuple(brackets)
    return Bracket(first=min(map(first_day, known)), last=min(bracket.last for bracket in known))


def first_day(bracket: Bracket) -> date:
    """Return the first day of a bracket that has one; ValueError for one without a beginning."""
    if bracket.first is None:
        raise ValueError("a bracket without a beginning")
    return bracket.first
