"""Visits on small registers, counted by hand, and those of the embedded one against its table."""

import csv
from collections.abc import Sequence
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.ties.contact_rates import RATE, RUNNING, SCATTER, SILENCE
from kautilya.measures.ties.engagements import engagements
from kautilya.measures.ties.forums import OVERDUE, USUAL
from kautilya.store.view import View
from tests.measures.finding_by import findings, the
from tests.measures.ties.rows import contact, elsewhere
from tests.tables.synthetic import Row, view_of

WHOLE = "2024-01-01..2026-04-30"


def measured(*rows: Row, scope: Scope = EVERYTHING, as_of: str = "2026-04-30") -> Measurement:
    return engagements(view_of({"engagement": (*rows, elsewhere())}, as_of=as_of), scope)


def five(first: int = 1) -> list[Row]:
    """Return five visits of 2024, one a month."""
    return [contact(f"e{month}", f"2024-{month:02d}-10") for month in range(first, first + 5)]


def test_a_rate_is_visits_over_the_years_watched() -> None:
    """By hand: five visits in the 851 days to 2026-04-30, 2.33 mean years; limits 1.623 and 11.668 over the same."""
    found = the(measured(*five()), RATE, WHOLE, partner="USA", level="all")
    years = 851 / 365.2425
    assert [found.value, found.low, found.high] == pytest.approx([5 / years, 1.6235 / years, 11.6683 / years], abs=1e-3)
    assert found.n == 5


def test_several_meetings_of_a_visit_are_one_at_the_highest_level() -> None:
    visit = contact("more", "2024-01-11", visit_id="v-e1", level="leader")
    found = measured(*five(), visit)
    assert the(found, RATE, WHOLE, partner="USA", level="all").n == 5
    (few,) = [row for row in found.listed if row["list"] == "too few visits for a rate" and row.get("level") == "leader"
              and row["partner"] == "USA"]  # fmt: skip
    assert (few["visits"], few["rows"]) == (1, "e1;more")


def test_four_visits_have_no_rate_and_are_listed_with_what_is_missing() -> None:
    found = measured(*five()[:4])
    assert findings(found, RATE, partner="USA") == []
    (few,) = [row for row in found.listed if row.get("partner") == "USA" and row.get("level") == "all"]
    assert few["reason"] == "1 more held and dated visits needed"


def test_what_is_announced_or_of_one_side_does_not_count_and_is_listed() -> None:
    announced = contact("planned", "2024-09-01", held="planned")
    alone = contact("alone", "2024-09-02", counts_in_tempo="no", why_not_counted="industry visit")
    found = measured(*five(), announced, alone)
    assert the(found, RATE, WHOLE, partner="USA", level="all").n == 5
    left = {row["rows"]: str(row["reason"]) for row in found.listed if row["list"] == "rows that do not count"}
    assert left["planned"].startswith("known from an announcement only")
    assert left["alone"] == "not a contact of two sides: industry visit"


def test_rows_that_do_not_count_are_listed_only_where_they_may_lie_in_what_is_asked_for() -> None:
    announced = [contact(f"p{on}", on, held="planned") for on in ("2023-12-31", "2024", "2024-09-01", "2025-01-01")]
    scope = Scope(partner="USA", since=PartialDate.parse("2024-06"), until=PartialDate.parse("2024"))
    found = measured(*five(), *announced, contact("french", "2024-09-01", parties="FRA;IND", held="planned"), scope=scope)
    left = [row["rows"] for row in found.listed if row["list"] == "rows that do not count"]
    assert left == ["p2024", "p2024-09-01"]


def test_a_window_and_a_partner_never_count_rows_outside() -> None:
    rows = [*five(), *(contact(f"l{month}", f"2025-{month:02d}-10") for month in range(1, 7))]
    scope = Scope(partner="USA", since=PartialDate.parse("2025"), until=PartialDate.parse("2025"))
    found = measured(*rows, scope=scope)
    assert {finding.window for finding in found.findings} == {"2025-01-01..2025-12-31"}
    assert the(found, RATE, level="all").n == 6
    assert not any("FRA" in finding.of.values() for finding in found.findings)


def test_a_visit_known_to_the_year_that_partly_lies_in_the_window_is_listed() -> None:
    scope = Scope(since=PartialDate.parse("2024-02"), partner="USA")
    found = measured(contact("year", "2024"), *five(2), scope=scope)
    assert the(found, RATE, level="all").n == 5
    (row,) = [row for row in found.listed if row["list"] == "visits that may lie in the window"]
    assert (row["rows"], row["start"]) == ("year", "2024-01-01..2024-12-31")


def test_a_silence_runs_between_neighbours_and_from_the_last_to_the_end() -> None:
    """By hand: 10 March to 10 June 2024 are 92 days; from 10 July 2024 to 30 April 2026 are 659."""
    rows = [contact(f"e{month}", f"2024-{month:02d}-10") for month in (1, 2, 3, 6, 7)]
    found = measured(*rows)
    longest = findings(found, SILENCE, partner="USA", level="all")[0]
    assert (longest.value, longest.note) == (92, "between 2024-03-10 and 2024-06-10")
    assert the(found, RUNNING, partner="USA", level="all").value == 659


def test_the_short_table_has_the_silence_of_the_years_that_are_densely_told() -> None:
    """By hand: 20 years without a row before 2024, and 31 days at most between two visits of 2024."""
    found = measured(contact("early", "2004-01-10"), *(contact(f"e{month}", f"2024-{month:02d}-10") for month in range(1, 7)))
    both = findings(found, SILENCE, partner="USA", level="all")
    assert {one.value: one.headline for one in both} == {7305: False, 31: True}
    assert "in the record" in SILENCE


def test_a_forum_is_late_by_its_own_interval() -> None:
    """By hand: every 100 days, the last one 30 April 2025, so 365 days ago."""
    days = ["2024-07-04", "2024-10-12", "2025-01-20", "2025-04-30"]
    rows = [contact(f"f{i}", day, series="Talks", edition=str(i + 1)) for i, day in enumerate(days)]
    found = measured(*rows)
    assert the(found, USUAL, forum="Talks").value == 100
    late = the(found, OVERDUE, forum="Talks")
    assert (late.value, late.headline) == (3.65, True)
    assert (late.note or "").startswith("longer than ever before: none in the record for 365 days")


def test_an_announced_meeting_may_have_ended_the_time_that_a_forum_is_late() -> None:
    """By hand: every 100 days, the last one 30 April 2025; one announced for 365 - 215 = 150 days before the end, then 10."""
    days = ["2024-07-04", "2024-10-12", "2025-01-20", "2025-04-30"]
    rows = [contact(f"f{i}", day, series="Talks", edition=str(i + 1)) for i, day in enumerate(days)]
    other = contact("o", "2026-04-01", series="Other talks", held="planned")
    ahead = contact("a", "2026-05-01", series="Talks", held="planned")
    planned = contact("p", "2025-12-01", series="Talks", held="planned")
    late = the(measured(*rows, planned, other, ahead), OVERDUE, forum="Talks")
    assert (late.value, late.low, late.high, late.headline) == (None, 1.5, 3.65, True)
    assert (late.note or "").endswith("announced for 2025-12-01 (p), and no page in the record tells whether it took place")
    soon = contact("q", "2026-04-20", series="Talks", held="planned")
    late = the(measured(*rows, planned, soon), OVERDUE, forum="Talks")
    assert (late.value, late.low, late.headline) == (None, 0.1, False)


def test_numbered_meetings_without_a_row_shorten_the_usual_interval() -> None:
    """By hand: meetings 1, 2, 5, 6 on days 0, 100, 400, 500: each interval is 100 days; two are not in the record."""
    days = {1: "2024-01-01", 2: "2024-04-10", 5: "2025-02-04", 6: "2025-05-15"}
    found = measured(*(contact(f"f{i}", day, series="Talks", edition=str(i)) for i, day in days.items()))
    usual = the(found, USUAL, forum="Talks")
    assert (usual.value, usual.low, usual.high) == (100, 100, 100)
    assert usual.note == "2 numbered meetings between these are not in the record"


def test_meetings_of_one_day_are_no_interval() -> None:
    """By hand: two visits on each of four days are three intervals of 100 days, not seven of which four are none."""
    days = ["2024-07-04", "2024-10-12", "2025-01-20", "2025-04-30"]
    rows = [contact(f"f{i}{twice}", day, series="Talks") for i, day in enumerate(days) for twice in "ab"]
    found = the(measured(*rows), USUAL, forum="Talks")
    assert (found.value, found.n) == (100, 3)
    same = measured(*(contact(f"s{i}", "2024-07-04", series="Talks") for i in range(6)))
    (row,) = [row for row in same.listed if row.get("forum") == "Talks"]
    assert (row["meetings"], row["reason"]) == (6, "3 more held and dated meetings needed")


def test_three_meetings_are_too_few_for_a_usual_interval() -> None:
    found = measured(*(contact(f"f{i}", f"2024-0{i}-01", series="Talks") for i in (1, 2, 3)))
    assert findings(found, USUAL) == []
    (row,) = [row for row in found.listed if row.get("forum") == "Talks"]
    assert row["reason"] == "1 more held and dated meetings needed"


def test_an_earlier_day_sees_what_was_known_by_then() -> None:
    rows = [*five(), contact("later", "2025-03-01")]
    assert the(measured(*rows, as_of="2024-12-31"), RATE, partner="USA", level="all").n == 5
    assert the(measured(*rows), RATE, WHOLE, partner="USA", level="all").n == 6


@given(st.lists(st.dates(min_value=PartialDate.parse("2010").first, max_value=PartialDate.parse("2026-04-30").last),
                min_size=5, max_size=30), st.randoms())  # fmt: skip
def test_the_order_of_the_rows_and_a_split_visit_change_nothing(days: Sequence[object], chance: object) -> None:
    rows = [contact(f"e{i}", str(day)) for i, day in enumerate(days)]
    again = [contact(f"x{i}", str(day), visit_id=f"v-e{i}") for i, day in enumerate(days)]
    shuffled = rows + again
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    one, two = (
        [(finding.of, finding.value, finding.low, finding.high) for finding in measured(*some).findings]
        for some in (rows, shuffled)
    )
    assert one == two


def test_the_embedded_register_has_the_visits_of_its_table(india: View) -> None:
    text = files("kautilya").joinpath("registers", "india", "engagements.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["held"] == "held" and row["counts_in_tempo"] == "yes"]
    started: dict[str, str] = {}
    for row in rows:
        started[row["visit_id"]] = min(started.get(row["visit_id"], "9999"), row["start"])
    found = engagements(india, EVERYTHING)
    assert the(found, RATE, "2005-01-01..2026-04-30", partner="all", level="all").n == len(started)
    american = {row["visit_id"] for row in rows if "USA" in row["parties"].split(";")}
    recent = {visit for visit in american if started[visit] >= "2021-05-01"}
    assert the(found, RATE, "2021-05-01..2026-04-30", partner="USA", level="all").n == len(recent)


def test_yearly_counts_of_the_embedded_register_scatter_more_than_poisson(india: View) -> None:
    found = the(engagements(india, EVERYTHING), SCATTER, "2021-05-01..2026-04-30", partner="all")
    assert float(found.value or 0) > 2
