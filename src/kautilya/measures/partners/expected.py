"""When a standing forum would meet next if it kept its usual interval: an expectation, never an appointment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from kautilya.core.periods import PartialDate
from kautilya.measures.partners.items import Row, row_of
from kautilya.measures.ties.forums import ENOUGH_INTERVALS, Forum, forums
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import word
from kautilya.tables.ties.in_force import gone_agreements, out_of_force
from kautilya.tables.ties.visits import CELLS, LEVELS, Uncounted, Visit
from kautilya.tables.ties.visits import visits as all_visits

ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The next meeting of a standing forum, as far as its interval tells."""

    forum: str
    level: str
    """The highest level of its own meetings in the record."""
    last: str
    """The last meeting in the record."""
    announced: str | None
    """The day of a later meeting that is known from an announcement only: no page in the record tells whether it took place."""
    usual_days: float
    """Median of the intervals."""
    shortest_days: float
    longest_days: float
    n: int
    """Intervals in the record."""
    month: PartialDate
    """The month of the last meeting plus the usual interval: no day is meant."""
    passed: bool
    """Whether that month was over on the day of the view: none is in the record for longer than usual."""
    rows: tuple[Row, ...]

    @property
    def last_told(self) -> str:
        """The last meeting in the record, and a later one that was announced."""
        return self.last + (f" (announced for {self.announced}, not confirmed)" if self.announced else "")


def expected_forums(view: View, partner: str, visits: Sequence[Visit]) -> tuple[Expected, ...]:
    """Return the forums of one partner with at least three intervals, soonest first; the others have no usual interval.

    A forum of an agreement that the record calls superseded or ended is left out.
    """
    ours = [visit for visit in visits if partner in visit.partners]
    gone, uncounted = gone_agreements(view), all_visits(view)[1]
    found = (
        _expected(view, forum, uncounted)
        for forum in forums(ours)
        if len(forum.intervals()) >= ENOUGH_INTERVALS and out_of_force(gone, forum.series, (partner,)) is None
    )
    return tuple(sorted(found, key=lambda one: (one.month.sort_key, one.forum)))


def _expected(view: View, forum: Forum, uncounted: Sequence[Uncounted]) -> Expected:
    intervals = forum.intervals()
    records = _meetings(view, forum)
    last = max(forum.meetings, key=lambda visit: visit.when.last)
    on = last.when.last + timedelta(days=round(median(intervals)))
    announced = forum.announced(uncounted, view.as_of.last)
    month = PartialDate(year=on.year, month=on.month)
    return Expected(
        forum=forum.series,
        level=min((_level(record) for record in records), key=LEVELS.index),
        last=str(last.when.last),
        announced=None if announced is None else announced.start,
        usual_days=round(median(intervals), 1),
        shortest_days=round(min(intervals), 1),
        longest_days=round(max(intervals), 1),
        n=len(intervals),
        month=month,
        passed=month.last < view.as_of.first,
        rows=tuple(row_of(view, record, (*CELLS, "series")) for record in records),
    )


def _meetings(view: View, forum: Forum) -> tuple[Record, ...]:
    """Return the rows of a forum's meetings, without the other contacts of the same visits."""
    records = view.records(ENGAGEMENT)
    return tuple(records[row] for visit in forum.meetings for row in visit.rows if word(records[row], "series") == forum.series)


def _level(record: Record) -> str:
    level = word(record, "level")
    return level if level in LEVELS else LEVELS[-1]
