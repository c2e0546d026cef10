"""Promises on small registers, followed by hand, and those of the embedded one against its table."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.ties.framework import AGE, COUNT, NEXT, SHARE, STATE, framework
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.ties.promises import day_named
from tests.measures.finding_by import findings, the
from tests.measures.ties.rows import promise
from tests.tables.synthetic import Row, view_of

OTHER = promise("other", parties="FRA;IND", area="trade", parent="another statement")


def measured(*rows: Row, scope: Scope = EVERYTHING, as_of: str = "2026-04-30") -> Measurement:
    return framework(view_of({"commitment": (*rows, OTHER)}, as_of=as_of), scope)


def state(found: Measurement, row: str) -> object:
    return the(found, STATE, promise=f"p-{row}").value


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"status": "open"}, "open"),
        ({"status": "open", "due": "2026"}, "open"),
        ({"status": "open", "due": "2026-04"}, "open"),
        ({"status": "open", "due": "2026-04-29"}, "overdue"),
        ({"status": "partly", "due": "2025"}, "overdue"),
        ({"status": "partly"}, "partly"),
        ({"status": "delivered", "due": "2025"}, "delivered"),
        ({"status": "missed", "due": "2025"}, "missed"),
        ({"status": "withdrawn", "due": "2025"}, "withdrawn"),
        ({"status": "unknown", "due": "2025"}, "unknown"),
        ({"status": ""}, "unknown"),
    ],
)
def test_the_state_follows_from_what_is_reported_and_the_day(cells: dict[str, str], expected: str) -> None:
    assert state(measured(promise("one", **cells)), "one") == expected


def test_rows_on_one_promise_are_one_and_the_latest_evidence_counts() -> None:
    rows = (
        promise("first", status="open", due="2027"),
        promise("then", promise_id="p-first", row_kind="progress", status="partly", delivery_evidence="talks",
                evidence_date="2025-02"),
        promise("last", promise_id="p-first", row_kind="progress", status="delivered", delivery_evidence="opened",
                evidence_date="2025-06-01"),
    )  # fmt: skip
    found = measured(*rows)
    assert (state(found, "first"), the(found, COUNT, partner="USA", area="all").n) == ("delivered", 1)
    age = the(found, AGE, promise="p-first")
    assert (age.value, age.note, age.n) == (333, "opened", 1)


def test_an_earlier_day_knows_neither_the_evidence_nor_what_it_shows() -> None:
    rows = (
        promise("first", due="2024-12"),
        promise("then", promise_id="p-first", row_kind="progress", status="delivered", evidence_date="2025-02",
                source_date="2025-02"),
    )  # fmt: skip
    assert state(measured(*rows, as_of="2024-06-01"), "first") == "open"
    assert state(measured(*rows, as_of="2025-01-31"), "first") == "overdue"
    assert state(measured(*rows), "first") == "delivered"


@pytest.mark.parametrize(
    ("due", "status", "shown"),
    [("2026-05", "open", True), ("2027-04-30", "open", True), ("2027-05-01", "open", False), ("2026", "delivered", False),
     ("2026", "partly", True), ("2026-04-29", "open", False)],
)  # fmt: skip
def test_what_falls_due_within_twelve_months_is_told(due: str, status: str, *, shown: bool) -> None:
    assert bool(findings(measured(promise("one", due=due, status=status)), NEXT)) is shown


def test_the_share_delivered_takes_what_was_due_and_is_known() -> None:
    """By hand: five were due and are known, two of them delivered: 40 per cent, exact limits 5.27 and 85.34; one is unknown."""
    due = [
        promise(f"d{i}", due="2025", status=kept)
        for i, kept in enumerate(["delivered", "delivered", "open", "partly", "missed"])
    ]
    found = the(
        measured(*due, promise("dark", due="2025", status="unknown"), promise("later", due="2027")), SHARE, partner="USA"
    )
    assert (found.value, found.low, found.high, found.n) == (0.4, 0.0527, 0.8534, 5)
    assert found.note == "1 more were due whose state is unknown"


def test_too_few_promises_due_are_listed() -> None:
    found = measured(promise("one", due="2025"))
    assert findings(found, SHARE) == []
    assert {(row["partner"], row["promises"], row["reason"]) for row in found.listed} == {
        (partner, "p-one", "4 more promises with a passed due day and a known state needed") for partner in ("USA", "all")
    }


def test_one_partner_sees_its_own_promises_only() -> None:
    found = measured(promise("one"), scope=Scope(partner="FRA"))
    assert {finding.of["partner"] for finding in found.findings} == {"FRA"}
    assert the(found, STATE).of["agreement"] == "another statement"
    assert the(found, STATE).mark is Mark.SOURCED


STATUSES = st.sampled_from(["open", "partly", "delivered", "missed", "withdrawn", "unknown"])
DUES = st.sampled_from(["", "2020", "2026", "2026-05", "2030"])


@given(st.lists(st.tuples(STATUSES, DUES), max_size=12))
def test_each_promise_is_in_one_state(cells: list[tuple[str, str]]) -> None:
    found = measured(*(promise(f"r{i}", status=status, due=due) for i, (status, due) in enumerate(cells)))
    counted = sum(int(str(one.value)) for one in findings(found, COUNT, partner="all", agreement="all", area="all"))
    assert counted == len(cells) + 1 == len(findings(found, STATE))


def test_the_embedded_register_has_the_promises_of_its_table(india: View) -> None:
    text = files("kautilya").joinpath("registers", "india", "commitments.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    promised = {row["promise_id"] for row in rows}
    found = framework(india, EVERYTHING)
    assert len(findings(found, STATE)) == len(promised)
    delivered = {row["promise_id"] for row in rows if row["status"] == "delivered"}
    assert {one.of["promise"] for one in findings(found, STATE) if one.value == "delivered"} == delivered
    french = {row["promise_id"] for row in rows if "FRA" in row["parties"].split(";")}
    assert {one.of["promise"] for one in findings(framework(india, Scope(partner="FRA")), STATE)} == french


def test_evidence_from_before_the_promise_is_no_state_of_it() -> None:
    older = promise("older", parent="IND-USA statement 2025-02-13", status="open", delivery_evidence="early talks",
                    evidence_date="2024")  # fmt: skip
    newer = promise("newer", parent="IND-USA statement 2025-02-13", status="open", delivery_evidence="a letter",
                    evidence_date="2025-03")  # fmt: skip
    found = measured(older, newer)
    assert "no evidence since; earlier, 2024: early talks" in str(the(found, STATE, promise="p-older").note)
    assert str(the(found, STATE, promise="p-newer").note).endswith("; a letter")
    assert [one.of["promise"] for one in findings(found, AGE)] == ["p-newer"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("US-IND joint statement 2025-02-13", "2025-02-13"),
        ("DTTI 2021", "2021"),
        ("Quad leaders 2024-09", "2024-09"),
        ("US-IND 2+2 2022-04-11", "2022-04-11"),
        ("US-IND joint statement 2023-06/09", None),
        ("pact of 2016 and 2018", None),
        ("statement 2023-13", None),
        ("statement", None),
    ],
)
def test_the_day_of_a_promise_is_the_one_in_the_name_of_its_agreement(text: str, day: str | None) -> None:
    named = day_named(text)
    assert (None if named is None else str(named)) == day


def test_a_window_keeps_promises_made_or_due_in_it_and_lists_those_of_no_day() -> None:
    scope = Scope(since=PartialDate.parse("2024-01"), until=PartialDate.parse("2027-12"))
    found = measured(
        promise("made", parent="statement 2025-02-13"),
        promise("due", parent="statement 2021", due="2027"),
        promise("neither", parent="statement 2021", due="2030"),
        promise("perhaps", parent="statement 2021", due=""),
        promise("undated", parent="a statement"),
        scope=scope,
    )
    assert {one.of["promise"] for one in findings(found, STATE)} == {"p-made", "p-due"}
    assert [row["promise"] for row in found.listed if "may belong" in str(row["list"])] == ["p-undated", "p-other"]
