"""A fixed panel of exercise series, and the years in which it is watched.

A series belongs to the panel if an edition of it is known from before the first year. So no series enters while the panel is
watched, and an exercise that is new, or newly noticed, cannot pass for growth. A series that ends stays in, with no editions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.measures.scope import Scope
from kautilya.tables.ties.events import Event

YEARS, LEAST_YEARS = 10, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Events of some series in full calendar years."""

    partner: str
    first: int
    last: int
    series: tuple[str, ...]
    """Known from before the first year."""
    events: tuple[Event, ...]
    """Those of the panel's series within its years, earliest first."""
    naive: tuple[Event, ...]
    """All events within its years, of whatever series."""

    @property
    def window(self) -> str:
        """Its years as a window of days."""
        return f"{self.first}-01-01..{self.last}-12-31"

    @property
    def half(self) -> int:
        """The years of each half; the middle one of an odd number is left out."""
        return (self.last - self.first + 1) // 2

    def halves(self, events: Sequence[Event]) -> tuple[int, int]:
        """Return how many of some events fall into the earlier and into the later half."""
        earlier = sum(event.year < self.first + self.half for event in events)
        return earlier, sum(event.year > self.last - self.half for event in events)

    def yearly(self, events: Sequence[Event]) -> Mapping[int, int]:
        """Return the number of some events by year, years without any included."""
        counts = dict.fromkeys(range(self.first, self.last + 1), 0)
        for event in events:
            counts[event.year] += 1
        return counts


def watched(scope: Scope, as_of: PartialDate) -> tuple[int, int] | None:
    """Return the first and last full calendar year: of the window asked for, else the last ten; None for fewer than six."""
    closes = scope.closes(as_of)
    last = closes.year if closes == date(closes.year, 12, 31) else closes.year - 1
    opens = scope.opens(date(last - YEARS + 1, 1, 1))
    first = opens.year if opens == date(opens.year, 1, 1) else opens.year + 1
    return (first, last) if last - first + 1 >= LEAST_YEARS else None


def panel_of(partner: str, events: Sequence[Event], years: tuple[int, int]) -> Panel:
    """Return the panel of some events, all of one partner or of all of them."""
    first, last = years
    series = sorted({event.series for event in events if event.year < first})
    within = tuple(event for event in events if event.year_known and first <= event.year <= last)
    return Panel(
        partner=partner,
        first=first,
        last=last,
        series=tuple(series),
        events=tuple(event for event in within if event.series in series),
        naive=within,
    )
