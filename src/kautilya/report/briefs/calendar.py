"""An iCalendar file (RFC 5545) of due days and expected forums, never more exact than its source (docs/agenda.md).

A day becomes an event of that day; a month an event of the whole month; a year a to-do without a day. A forum that is expected
in a month becomes an event of the whole month, named an expectation; one whose expected month has passed, a to-do.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Todo

from kautilya.core.periods import PartialDate, Precision
from kautilya.core.visible import one_line
from kautilya.measures.partners.dates import Dates
from kautilya.measures.partners.expected import Expected
from kautilya.measures.partners.items import Due, Row
from kautilya.report.cells import parties

PRODUCT = "-//Kautilya//Agenda//EN"
DOMAIN = "agenda.kautilya"
"""Right-hand side of all UIDs: the feed, not a host."""
NOT_PLAIN = re.compile(r"[^a-z0-9.-]+")
MOST_PAGES = 5
TOLD = "From an illustrative register: a lead with its sources, not a fact to act on unread."


def calendar_file(dates: Dates) -> bytes:
    """Return the feed as bytes: the same for the same dates; DTSTAMP is the day of the view, not the hour of writing."""
    feed = Calendar()
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("x-wr-calname", f"Due and expected: {parties(dates.partners)} (as of {dates.as_of})")
    stamp = datetime.combine(PartialDate.parse(dates.as_of).last, datetime.min.time(), tzinfo=UTC)
    for one, whom in dates.due:
        feed.add_component(_due(one, whom, stamp))
    for forum, whom in dates.expected:
        feed.add_component(_expected(forum, whom, stamp))
    return bytes(feed.to_ical())


def _due(one: Due, whom: Sequence[str], stamp: datetime) -> Event | Todo:
    known = {
        Precision.DAY: "",
        Precision.MONTH: " [some day of the month]",
        Precision.YEAR: f" [some day of {one.when}: no month is known]",
    }[one.when.precision]
    summary = f"{parties(whom)}: {one.what}: {one.about}{known}"
    told = (f"{one.what}, {one.when}", one.note or "", *_sources(one.rows), TOLD)
    if one.when.precision is Precision.YEAR:
        return _described(Todo(), one.uid, summary, told, ("due", *whom), stamp)
    event = _days(one.when.first, one.when.last)
    return _described(event, one.uid, summary, told, ("due", *whom), stamp)


def _expected(forum: Expected, whom: Sequence[str], stamp: datetime) -> Event | Todo:
    about = (
        f"last in the record {forum.last_told}; usual interval {forum.usual_days:.0f} days, {forum.shortest_days:.0f} to "
        f"{forum.longest_days:.0f} in {forum.n} intervals"
    )
    uid = f"forum-{forum.forum}"
    if forum.passed:
        summary = f"{parties(whom)}: none in the record for longer than usual: {forum.forum}"
        told = (f"expected in {forum.month} by its usual interval; {about}", *_sources(forum.rows), TOLD)
        return _described(Todo(), uid, summary, told, ("expected", *whom), stamp)
    summary = f"{parties(whom)}: expected, not appointed: {forum.forum} [some day of the month, if it keeps its interval]"
    event = _days(forum.month.first, forum.month.last)
    event.add("status", "TENTATIVE")
    return _described(event, uid, summary, (about, *_sources(forum.rows), TOLD), ("expected", *whom), stamp)


def _days(first: date, last: date) -> Event:
    """Return an event from one day to another, both meant; it keeps nobody's time."""
    event = Event()
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _described(
    part: Event | Todo, uid: str, summary: str, told: Iterable[str], categories: Sequence[str], stamp: datetime
) -> Event | Todo:
    part.add("uid", f"{NOT_PLAIN.sub('-', uid.lower())}@{DOMAIN}")
    part.add("dtstamp", stamp)
    part.add("summary", one_line(summary))
    part.add("description", "\n".join(one_line(line) for line in told if line))
    part.add("categories", list(categories))
    return part


def _sources(rows: Sequence[Row]) -> Iterable[str]:
    yield f"rows: {', '.join(f'{row.kind} {row.id}' for row in rows)}"
    pages = tuple(dict.fromkeys(page for row in rows for page in row.pages))
    yield from pages[:MOST_PAGES]
    if len(pages) > MOST_PAGES:
        yield f"and {len(pages) - MOST_PAGES} more pages"
