"""The calendar: read back by its library, and held against the rules of RFC 5545 line by line."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from kautilya.core.periods import PartialDate
from kautilya.core.visible import one_line
from kautilya.measures.partners.agenda import partners_of_record
from kautilya.measures.partners.dates import Dates, dates
from kautilya.measures.partners.expected import Expected
from kautilya.measures.partners.items import Due, Row
from kautilya.register.claim import Mark
from kautilya.report.briefs.calendar import calendar_file
from kautilya.store.view import View

LONGEST_LINE = 75
ROW = Row(kind="deal", id="x", claim_ids=("c",), pages=("https://example.org/a;b,c",))


def due(when: str, uid: str = "deal-x", about: str = "a thing") -> Due:
    return Due(when=PartialDate.parse(when), what="falls due", about=about, uid=uid, mark=Mark.SOURCED, rows=(ROW,))


def forum(month: str, *, passed: bool, name: str = "IND-USA group") -> Expected:
    return Expected(
        forum=name, level="minister", last="2025-01-10", announced=None, usual_days=365, shortest_days=300, longest_days=400,
        n=4, month=PartialDate.parse(month), passed=passed, rows=(ROW,),
    )  # fmt: skip


def feed(*parts: Due | Expected, as_of: str = "2026-04-30") -> bytes:
    return calendar_file(
        Dates(
            as_of=as_of,
            partners=("USA",),
            due=tuple((one, ("USA",)) for one in parts if isinstance(one, Due)),
            expected=tuple((one, ("USA",)) for one in parts if isinstance(one, Expected)),
        )
    )


def the(text: bytes) -> Component:
    (found,) = [part for part in Calendar.from_ical(text).walk() if part.name in ("VEVENT", "VTODO")]
    return found


@pytest.mark.parametrize(
    ("when", "first", "after"),
    [("2026-09-05", date(2026, 9, 5), date(2026, 9, 6)), ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
     ("2028-02", date(2028, 2, 1), date(2028, 3, 1))],
)  # fmt: skip
def test_a_day_is_a_day_and_a_month_is_the_whole_month(when: str, first: date, after: date) -> None:
    event = the(feed(due(when)))
    assert (event.name, event.decoded("dtstart"), event.decoded("dtend")) == ("VEVENT", first, after)
    assert ("some day of the month" in str(event["summary"])) is (len(when) == 7)


def test_a_year_becomes_a_task_without_any_day() -> None:
    task = the(feed(due("2027")))
    assert task.name == "VTODO"
    assert not {"DTSTART", "DUE", "DTEND", "DURATION"} & set(task)
    assert "no month is known" in str(task["summary"])


def test_an_expected_forum_is_called_an_expectation_and_has_no_day() -> None:
    event = the(feed(forum("2026-10", passed=False)))
    assert (event.name, event.decoded("dtstart"), event.decoded("dtend")) == ("VEVENT", date(2026, 10, 1), date(2026, 11, 1))
    assert (str(event["status"]), "expected, not appointed" in str(event["summary"])) == ("TENTATIVE", True)
    task = the(feed(forum("2025-10", passed=True)))
    assert (task.name, "longer than usual" in str(task["summary"]), "DTSTART" in task) == ("VTODO", True, False)


def test_a_moved_day_and_a_later_register_keep_the_uid() -> None:
    before, after = the(feed(due("2026-09"))), the(feed(due("2027-01-31"), as_of="2026-06-30"))
    assert str(before["uid"]) == str(after["uid"]) == "deal-x@agenda.kautilya"
    assert after.decoded("dtstamp") - before.decoded("dtstamp") == timedelta(days=61)


partial = st.builds(
    lambda year, month, day: f"{year}" + (f"-{month:02d}" + (f"-{day:02d}" if day else "") if month else ""),
    st.integers(2026, 2060), st.integers(0, 12), st.integers(0, 28),
)  # fmt: skip


@given(st.lists(st.tuples(partial, st.text(max_size=120)), max_size=5))
def test_any_words_and_days_make_a_feed_that_follows_the_rules(drawn: list[tuple[str, str]]) -> None:
    made = feed(*(due(when, f"deal-{place}", words) for place, (when, words) in enumerate(drawn)))
    assert_rules(made, len(drawn))
    for part, (when, words) in zip(events(made), drawn, strict=True):
        assert when in str(part["description"])
        assert one_line(words) in str(part["summary"])


def events(made: bytes) -> list[Component]:
    return [part for part in Calendar.from_ical(made).walk() if part.name in ("VEVENT", "VTODO")]


def assert_rules(made: bytes, count: int) -> None:
    """RFC 5545 §3.1 (lines), §3.6 (what a component must have), §3.8.4.7 (UIDs)."""
    assert made.endswith(b"\r\n")
    lines = made.split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE for line in lines)
    assert not any((byte < 32 and byte != 9) or byte == 127 for line in lines for byte in line)
    assert all(line.decode() is not None for line in lines), "no character is cut in two"
    found = events(made)
    assert len(found) == count
    assert len({str(part["uid"]) for part in found}) == count
    for part in found:
        assert not part.errors
        assert {"UID", "DTSTAMP", "SUMMARY"} <= set(part)
        if part.name == "VEVENT":
            assert part.decoded("dtstart") < part.decoded("dtend")


def test_the_feed_of_all_partners_follows_the_rules_and_is_the_same_twice(india: View) -> None:
    found = dates(india, partners_of_record(india))
    made = calendar_file(found)
    assert made == calendar_file(dates(india, partners_of_record(india)))
    assert_rules(made, len(found.due) + len(found.expected))
    assert len(found.due) == 29
    assert all(one.when.last > india.as_of.last for one, _ in found.due)


def test_a_matter_of_several_partners_stands_once_with_all_of_them(india: View) -> None:
    found = dates(india, ("AUS", "JPN", "USA"))
    (quad,) = [whom for one, whom in found.expected if one.forum == "Quad leaders summit"]
    assert quad == ("AUS", "JPN", "USA")
