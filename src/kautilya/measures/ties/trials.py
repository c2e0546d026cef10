"""The days inside a shock for one partner, and the days outside that they are compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kautilya.core.periods import Precision
from kautilya.measures.ties.periods import YEAR, period
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.shocks import Shock
from kautilya.tables.windows import Bracket, Membership, Window, membership

BEFORE_AND_AFTER = round(3 * YEAR)
"""Days before and after a shock that it is compared with, as far as the record reaches."""
ASSUMED_LENGTH = round(YEAR)
"""Days that a shock without an end in the record is taken to last: assumed."""
LEAST_INSIDE, LEAST_OUTSIDE = 90, 365
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One shock for one partner that it hits."""

    shock: Shock
    partner: str
    inside: Window
    outside: tuple[Window, ...]
    """Days before and after, without those of other shocks that hit the partner."""
    assumed_end: bool
    at_once: tuple[str, ...]
    """Other shocks that hit the partner in the same days: their effects cannot be told apart."""
    closes: date

    def since(self, day: date) -> "Trial":
        """Return the trial compared with days after a given one only."""
        clipped = tuple(cut for window in self.outside for cut in without(window, [period(date.min, day)]))
        return Trial(
            shock=self.shock, partner=self.partner, inside=self.inside, outside=clipped, assumed_end=self.assumed_end,
            at_once=self.at_once, closes=self.closes,
        )  # fmt: skip

    @property
    def runs(self) -> bool:
        """Whether the shock lasts until the record closes."""
        return self.inside.last >= self.closes


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A shock that cannot be measured, for a partner or at all, with what would lift it."""

    shock: Shock
    partner: str | None
    reason: str


def days_in(windows: Iterable[Window]) -> int:
    """Return the number of days of some windows that do not overlap."""
    return sum((window.last - _first(window)).days + 1 for window in windows)


def lies(when: Bracket, windows: Iterable[Window]) -> Membership:
    """Tell whether an event lies for certain in one of some windows, possibly, or in none."""
    possibly = False
    for window in windows:
        found = membership(when, window)
        if found is Membership.INSIDE:
            return found
        possibly = possibly or found is Membership.POSSIBLY
    return Membership.POSSIBLY if possibly else Membership.OUTSIDE


def spell(shock: Shock, closes: date) -> Window | None:
    """Return the days that a shock lasts, as far as the record reaches; None where they are not known closely enough."""
    first = shock.first
    if first is None or first > closes or (shock.end is not None and shock.end.precision is Precision.YEAR):
        return None
    last = first + ASSUMED_LENGTH * DAY - DAY if shock.end is None else shock.end.last
    return period(first, max(first, min(last, closes)))


def trial(shock: Shock, partner: str, others: Sequence[Shock], opens: date, closes: date) -> Trial | Refusal:
    """Return the days to compare, or why they cannot be compared."""
    inside = spell(shock, closes)
    if inside is None:
        return Refusal(
            shock=shock, partner=partner, reason="begins or ends on a day known only to the year: a page with the day"
        )
    length = days_in([inside])
    if length < LEAST_INSIDE:
        return Refusal(shock=shock, partner=partner, reason=f"lasted {length} days by {closes}: {LEAST_INSIDE} are needed")
    spells = {other.shock_id: days for other in others if (days := spell(other, closes)) is not None}
    first = _first(inside)
    before = period(max(opens, first - BEFORE_AND_AFTER * DAY), first - DAY)
    after = period(inside.last + DAY, min(closes, inside.last + BEFORE_AND_AFTER * DAY))
    outside = tuple(cut for window in (before, after) for cut in without(window, spells.values()))
    if days_in(outside) < LEAST_OUTSIDE:
        reason = (
            f"{days_in(outside)} days before and after it lie outside every shock of this partner: {LEAST_OUTSIDE} are needed"
        )
        return Refusal(shock=shock, partner=partner, reason=reason)
    names = {other.shock_id: other.name for other in others}
    at_once = tuple(names[other] for other, days in spells.items() if _overlap(days, inside))
    return Trial(
        shock=shock,
        partner=partner,
        inside=inside,
        outside=outside,
        assumed_end=shock.end is None,
        at_once=at_once,
        closes=closes,
    )


def without(window: Window, spells: Iterable[Window]) -> tuple[Window, ...]:
    """Return what is left of a window when some spells are taken out; nothing where it ends before it begins."""
    left = [window] if _first(window) <= window.last else []
    for taken in spells:
        left = [cut for one in left for cut in _cut(one, taken)]
    return tuple(left)


def _cut(window: Window, taken: Window) -> Iterable[Window]:
    if not _overlap(window, taken):
        yield window
        return
    if _first(window) < _first(taken):
        yield period(_first(window), _first(taken) - DAY)
    if taken.last < window.last:
        yield period(taken.last + DAY, window.last)


def _overlap(one: Window, other: Window) -> bool:
    return _first(one) <= other.last and _first(other) <= one.last


def _first(window: Window) -> date:
    return first_day(Bracket(first=window.first, last=window.last))
