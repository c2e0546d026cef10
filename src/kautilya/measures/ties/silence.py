"""The longest time without an event, where some days are known to the month or year only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from kautilya.tables.ties.brackets import first_day
from kautilya.tables.windows import Bracket


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Days without an event; both bounds are equal where all days are known."""

    low: int
    high: int
    since: date
    """The day after which the longest of the certain stretches begins."""
    until: date


def longest_silence(happened: Sequence[Bracket]) -> Silence | None:
    """Return the longest time between two neighbouring events; None for fewer than two.

    At least: the longest stretch that no bracket touches. At most: the longest stretch in which no bracket lies as a whole, for
    an event with a day outside it may have come on that day. Between days that are known both are the longest difference.
    """
    if len(happened) < 2:
        return None
    ordered = sorted(happened, key=lambda bracket: (first_day(bracket), bracket.last))
    low, since, until = _untouched(ordered)
    return Silence(low=low, high=max(low, _possible(ordered)), since=since, until=until)


def _untouched(ordered: Sequence[Bracket]) -> tuple[int, date, date]:
    best = (0, ordered[0].last, ordered[0].last)
    reached = ordered[0].last
    for bracket in ordered[1:]:
        gap = (first_day(bracket) - reached).days
        if gap > best[0]:
            best = (gap, reached, first_day(bracket))
        reached = max(reached, bracket.last)
    return best


def _possible(ordered: Sequence[Bracket]) -> int:
    """Return the longest stretch that begins on the first day of a bracket and holds none of the later ones as a whole."""
    best, soonest = 0.0, inf
    for place in range(len(ordered) - 1, 0, -1):
        soonest = min(soonest, ordered[place].last.toordinal())
        before = ordered[place - 1]
        best = max(best, soonest - first_day(before).toordinal())
    return int(best)
