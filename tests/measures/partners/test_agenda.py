"""The agenda of a partner on small registers, followed by hand, and that of the embedded one against its tables."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import UsageError
from kautilya.core.periods import PartialDate
from kautilya.measures.partners.agenda import Agenda, agenda, partners_of_record
from kautilya.measures.partners.items import Check, Item, Kind
from kautilya.store.interface import Store
from kautilya.store.view import View
from tests.measures.ties.rows import contact, promise
from tests.tables.synthetic import Another, Row, view_of

OTHER = promise("other", parties="FRA;IND", parent="another statement")
FORUM = "IND-USA group"


def deal(row: str, **cells: str) -> Row:
    return {"id": row, "buyer": "IND", "supplier_country": "USA", "design_origin": "USA", "system": f"system {row}",
            "buyer_stage": "signed", "interruption": "none", "late": "unknown", "outcome_unknown": "no",
            "last_seen_on": "2026-03-01", "source_date": "2026-03-01", **cells}  # fmt: skip


def milestone(of: str, event: str, aspect: str, on: str, says: str = "") -> Row:
    return {"id": f"{of}-{event}-{aspect}", "deal_id": of, "event": event, "aspect": aspect, "date": on,
            "source_basis": "row", "source_says": says or f"planned for {on}", "source_date": "2020-01-01"}  # fmt: skip


def asked(
    *deals: Row, promises: Sequence[Row] = (), others: Mapping[str, Sequence[Row]] | None = None, as_of: str = "2026-04-30"
) -> Agenda:
    tables = {"deal": deals, "commitment": (*promises, OTHER), **(others or {})}
    return agenda(view_of(tables, as_of=as_of), "USA")


def of(found: Agenda, row: str) -> list[Item]:
    return [item for item in found.items if row in {one.id for one in item.rows}]


PLAN = {"last_delivered_planned_original": "2025-06"}


@pytest.mark.parametrize(
    ("cells", "listed"),
    [
        (PLAN, True),
        ({**PLAN, "last_delivered_actual": "2025-09"}, False),
        ({**PLAN, "buyer_stage": "delivered"}, False),
        ({**PLAN, "buyer_stage": "in service"}, False),
        ({**PLAN, "interruption": "cancelled"}, False),
        ({**PLAN, "quantity": "6", "delivered_quantity": "6", "delivered_as_of": "2025-12"}, False),
        ({**PLAN, "quantity": "6", "delivered_quantity": "5", "delivered_as_of": "2025-12"}, True),
        ({**PLAN, "quantity": "1", "first_arrived_actual": "2025-12"}, False),
        ({**PLAN, "quantity": "2", "first_arrived_actual": "2025-12"}, True),
        ({"first_delivered_planned_original": "2025-06", "first_arrived_actual": "2025-09"}, False),
        ({"last_delivered_planned_original": "2026-05"}, False),
        ({"last_delivered_planned_original": "2026"}, False),
        ({"last_delivered_planned_original": "2026", "late": "yes"}, True),
        ({}, False),
        ({"buyer_stage": "negotiating"}, True),
        ({"buyer_stage": "negotiating", "interruption": "cancelled"}, False),
    ],
)
def test_only_what_is_neither_delivered_nor_cancelled_is_raised(cells: dict[str, str], listed: bool) -> None:
    plan = milestone("one", "last delivered", "planned original", "2025-06")
    found = asked(deal("one", **cells), others={"milestone": (plan,)})
    assert bool(of(found, "one")) is listed
    assert not found.check


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({**PLAN, "outcome_unknown": "yes"}, "nobody found whether it moved on"),
        ({**PLAN, "last_seen_on": "2025-05"}, "no page after that day"),
        ({**PLAN, "last_seen_on": "2025-06"}, "no page after that day"),
        ({**PLAN}, "names no year"),
        ({"buyer_stage": "negotiating", "last_seen_on": "2023-04-01"}, "more than three years ago"),
    ],
)
def test_what_the_record_cannot_tell_is_checked_and_not_raised(cells: dict[str, str], why: str) -> None:
    plan = milestone("one", "last delivered", "planned original", "2025-06", says="planned for that summer")
    found = asked(deal("one", **cells), others={"milestone": (plan,)})
    assert not found.items
    assert why in found.check[0].why


def test_a_late_delivery_says_how_late_by_both_plans() -> None:
    one = deal("one", late="yes", quantity="24", quantity_unit="aircraft", delivered_quantity="15",
               delivered_as_of="2025-11-28", delays="moved twice",
               last_delivered_planned_original="2023", last_delivered_planned_latest="2026")  # fmt: skip
    found = asked(one, others={"milestone": (milestone("one", "last delivered", "planned original", "2023"),)})
    (item,) = of(found, "one")
    assert (item.kind, item.level, item.days, item.weight) == (Kind.LATE, "minister", 851, 5.0)
    assert item.state == (
        "15 of 24 aircraft delivered (by 2025-11-28); last delivery first planned for 2023, at least 851 days ago; "
        "last delivery now planned for 2026; the record calls it late: moved twice"
    )
    assert [row.kind for row in item.rows] == ["deal", "milestone"]
    assert [str(one.when) for one in found.due] == ["2026"]


def test_a_case_before_signature_waits_from_its_last_step_and_tells_whose_it_is() -> None:
    one = deal("one", buyer_stage="need accepted", seller_stage="notified", notified_on="2021-04-30",
               need_accepted_on="2026-02-12", supplier_country="IND")  # fmt: skip
    (item,) = of(asked(one), "one")
    assert (item.kind, item.level, item.days, item.since) == (Kind.PENDING, "secretary", 77, "2026-02-12")
    assert item.about == "system one (design origin)"
    (stalled,) = of(asked(deal("two", buyer_stage="negotiating", interruption="stalled")), "two")
    assert (stalled.level, stalled.days) == ("minister", None)


def test_promises_follow_their_latest_row_and_settled_ones_are_gone() -> None:
    rows = (
        promise("kept", due="2025"),
        promise("then", promise_id="p-kept", row_kind="progress", status="delivered", evidence_date="2025-12-01"),
        promise("late", due="2025-12-31", status="partly"),
        promise("missed", due="2025", status="missed"),
        promise("open"),
        promise("what", status="unknown"),
    )
    found = asked(promises=rows)
    assert [(item.kind, item.rows[0].id) for item in found.items] == [(Kind.OVERDUE, "late"), (Kind.OPEN, "open")]
    assert [one.rows[0].id for one in found.check] == ["what"]
    assert found.items[0].days == 120


def test_a_promise_that_names_a_passed_month_too_is_checked_and_not_raised() -> None:
    rows = (
        promise("two", commitment="join MILAN Feb 2026 and Tarang Shakti Sep 2026", due="2026-09"),
        promise("one", commitment="join Tarang Shakti September 2026", due="2026-09"),
    )
    found = asked(promises=rows)
    assert [one.rows[0].id for one in found.check] == ["two"]
    assert "2026-02" in found.check[0].why
    assert [item.rows[0].id for item in found.items] == ["one"]


def test_a_promise_of_a_superseded_agreement_is_checked() -> None:
    agreement = {"id": "a", "title": "Framework (OLDF)", "parties": "IND;USA", "type": "framework", "signed": "2015-06",
                 "status": "superseded", "source_date": "2025-12-01"}  # fmt: skip
    rows = (
        promise("one", parent="IND-USA framework 2015"),
        promise("two", parent="OLDF talks"),
        promise("three", parent="framework 2025"),
    )
    found = asked(promises=rows, others={"agreement": (agreement,)})
    assert [one.rows[0].id for one in found.check] == ["one", "two"]
    assert [item.rows[0].id for item in found.items] == ["three"]


def test_a_promise_belongs_to_the_level_at_which_it_was_made() -> None:
    visits = (contact("eng", "2025-02-13", level="leader"), contact("eng2", "2025-03-01", level="official"))
    rows = (promise("one", parent="joint statement 2025-02-13"), promise("two", parent="2+2 of 2022"), promise("three"))
    found = asked(promises=rows, others={"engagement": visits})
    assert {item.rows[0].id: item.level for item in found.items} == {"one": "leader", "two": "minister", "three": "minister"}


def test_a_notification_without_a_deal_is_checked_unless_a_later_row_signs_it() -> None:
    rows = [
        {"id": "n1", "partner": "USA", "item": "Mk 1 torpedoes (16 + 3)", "event": "notified", "date": "2020-04-13"},
        {"id": "n2", "partner": "USA", "item": "Mk 1 torpedoes and expendables", "event": "signed", "date": "2021-10-21"},
        {"id": "n3", "partner": "USA", "item": "Naval guns (13)", "event": "notified", "date": "2019-11-19"},
        {"id": "n4", "partner": "USA", "item": "Helicopter", "event": "notified", "date": "2019-11-19", "deal_id": "one"},
    ]
    found = asked(others={"approval": [{**row, "source_date": "2022"} for row in rows]})
    assert [one.rows[0].id for one in found.check] == ["n3"]


def forum_days(*days: str) -> list[Row]:
    return [contact(f"e{place}", day, series=FORUM, level="secretary") for place, day in enumerate(days)]


def test_a_forum_is_expected_in_a_month_and_an_ended_one_is_not() -> None:
    days = forum_days("2022-01-10", "2023-01-10", "2024-01-10", "2025-10-10")
    found = asked(others={"engagement": days})
    (one,) = found.expected
    assert (one.forum, one.level, str(one.month), one.n, one.passed) == (FORUM, "secretary", "2026-10", 3, False)
    assert (one.shortest_days, one.usual_days, one.longest_days) == (365.0, 365.0, 639.0)
    assert (one.announced, one.last_told) == (None, "2025-10-10")
    assert not asked(others={"engagement": days[:3]}).expected
    ended = {"id": "a", "title": "Old thing (IND)", "parties": "IND;USA", "status": "ended", "source_date": "2025-12-01"}
    assert not asked(others={"engagement": days, "agreement": [ended]}).expected


def test_a_later_meeting_that_was_announced_stands_beside_the_last_one() -> None:
    days = forum_days("2022-01-10", "2023-01-10", "2024-01-10", "2025-01-10")
    announced = [contact(f"p{on}", on, series=FORUM, held="planned") for on in ("2024-06-01", "2026-02-01", "2027-02-01")]
    (one,) = asked(others={"engagement": [*days, *announced]}).expected
    assert (one.last, one.last_told) == ("2025-01-10", "2025-01-10 (announced for 2026-02-01, not confirmed)")


def test_a_level_narrows_the_points_and_an_unknown_one_is_refused() -> None:
    view = view_of({"deal": (deal("one", buyer_stage="negotiating"),), "commitment": (promise("two"), OTHER)})
    found = agenda(view, "USA", level="minister")
    assert ([item.rows[0].id for item in found.items], found.left_out) == (["two"], 1)
    with pytest.raises(UsageError, match="leader, minister, secretary"):
        agenda(view, "USA", level="ministers")


@given(
    st.lists(st.tuples(st.sampled_from(["delivered", "signed", "negotiating", "delivering"]), st.integers(0, 6)), max_size=6)
)
def test_nothing_finished_is_ever_listed_and_the_order_is_that_of_the_weight(drawn: list[tuple[str, int]]) -> None:
    deals = [
        deal(f"d{place}", buyer_stage=stage, quantity="6", delivered_quantity=str(came), delivered_as_of="2026-01", late="yes")
        for place, (stage, came) in enumerate(drawn)
    ]
    found = asked(*deals)
    weights = [item.weight for item in found.items]
    assert weights == sorted(weights, reverse=True)
    done = {
        f"d{place}"
        for place, (stage, came) in enumerate(drawn)
        if stage == "delivered" or (stage != "negotiating" and came == 6)
    }
    assert not done & {row.id for part in (found.items, found.due, found.check) for one in part for row in one.rows}


# --- the embedded register -------------------------------------------------------------------------------------------
@cache
def rows_of(table: str) -> list[dict[str, str]]:
    text = files("kautilya").joinpath("registers", "india", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def finished_deals() -> set[str]:
    """Read off the table which deals are delivered or cancelled, apart from the code under test."""
    done = set()
    for row in rows_of("deals"):
        counted = row["quantity"] and row["delivered_quantity"] and float(row["delivered_quantity"]) >= float(row["quantity"])
        leased = row["quantity"] == "1" and row["first_arrived_actual"]
        if (
            row["buyer_stage"] == "delivered"
            or row["interruption"] == "cancelled"
            or row["last_delivered_actual"]
            or counted
            or leased
        ):
            done.add(row["id"])
    return done


def settled_commitments() -> set[str]:
    """Read off the table which rows tell of a promise whose newest row calls it delivered, missed or withdrawn."""
    newest: dict[str, tuple[str, str]] = {}
    for row in rows_of("commitments"):
        found = (row["evidence_date"] or "0", row["status"])
        newest[row["promise_id"]] = max(newest.get(row["promise_id"], ("", "")), found)
    settled = {promise_id for promise_id, (_, status) in newest.items() if status in ("delivered", "missed", "withdrawn")}
    return {row["id"] for row in rows_of("commitments") if row["promise_id"] in settled}


def told_open(found: Agenda) -> list[Check]:
    """Return what is to be checked because nobody knows, without what a later page tells to be done."""
    return [one for one in found.check if "was done by" not in one.why]


def test_what_a_later_page_shows_as_done_by_the_day_is_checked_and_not_raised() -> None:
    late = deal("one", late="yes", **PLAN)
    came = Another(record_id="one", attribute="last_delivered_actual", raw="2026-01")
    tables = {"deal": (late,), "milestone": (milestone("one", "last delivered", "planned original", "2025-06"),)}
    then = view_of(tables)
    assert of(agenda(then, "USA"), "one")
    found = agenda(then, "USA", later=view_of(tables, {"deal": (came,)}))
    assert (found.items, found.due) == ((), ())
    assert found.check[0].why.endswith("was done by 2026-01")
    assert of(agenda(then, "USA", later=view_of(tables, {"deal": (replace(came, raw="2026-05"),)})), "one")


@pytest.mark.parametrize(
    ("later", "raised"),
    [
        ({"buyer_stage": "signed", "signed_on": "2026-04-10"}, False),
        ({"buyer_stage": "signed", "signed_on": "2026-05-10"}, True),
        ({"interruption": "cancelled", "last_seen_on": "2026-04-20"}, False),
        ({"interruption": "cancelled", "last_seen_on": "2026-05-20"}, True),
    ],
)
def test_a_case_that_a_later_page_shows_as_signed_or_cancelled_is_checked_and_not_raised(
    later: dict[str, str], raised: bool
) -> None:
    case = deal("one", buyer_stage="negotiating", need_accepted_on="2024-01")
    then, now = (
        view_of({"deal": (case,)}),
        view_of({"deal": ({**case, **later, "source_date": "2026-06"},)}, as_of="2026-12-31"),
    )
    found = agenda(then, "USA", later=now)
    assert bool(of(found, "one")) is raised
    assert [one.about for one in found.check if "was done by" in one.why] == ([] if raised else ["system one (counterparty)"])


def test_a_late_delivery_stays_although_the_contract_was_signed_before() -> None:
    tables = {
        "deal": (deal("one", late="yes", signed_on="2020", **PLAN),),
        "milestone": (milestone("one", "last delivered", "planned original", "2025-06"),),
    }
    view = view_of(tables)
    assert of(agenda(view, "USA", later=view), "one")


@pytest.fixture(scope="module", params=["2026-04-15", "2026-04-30"])
def day_in_april(request: pytest.FixtureRequest, india_store: Store) -> View:
    return india_store.view(PartialDate.parse(request.param))


def test_a_day_in_april_lists_nothing_that_the_record_shows_as_done(day_in_april: View, india: View) -> None:
    done, settled = finished_deals(), settled_commitments()
    known_later = {row["id"] for row in rows_of("commitments") if row["evidence_date"] > str(day_in_april.as_of)}
    assert (len(done), len(settled)) == (30, 11)
    signed = {row["id"] for row in rows_of("deals") if row["buyer_stage"] in ("signed", "delivering", "delivered")}
    deal_of = {row["id"]: set(filter(None, row["deal_id"].split(";"))) for row in rows_of("offers")}
    seen = 0
    for partner in partners_of_record(day_in_april):
        found = agenda(day_in_april, partner, later=india)
        points = (found.items, found.due, found.later, told_open(found))
        for part in (tuple(point.rows for point in one) for one in points):
            for row in chain.from_iterable(part):
                seen += 1
                assert row.kind != "deal" or row.id not in done, f"{partner}: {row.id}"
                assert row.kind != "commitment" or row.id not in settled - known_later, f"{partner}: {row.id}"
                assert row.kind != "milestone" or not any(
                    row.id == one["id"] and one["deal_id"] in done for one in rows_of("deal_milestones")
                )
                assert row.kind != "offer" or not deal_of[row.id] & (done & signed), f"{partner}: {row.id}"
    assert seen > 100


def test_the_agenda_of_the_united_states_is_what_a_reader_of_the_tables_finds(india: View) -> None:
    found = agenda(india, "USA")
    named = {kind: {item.rows[0].id for item in found.items if item.kind is kind} for kind in Kind}
    assert named[Kind.OVERDUE] == {"com026", "com036", "com037", "com045", "com052"}
    assert named[Kind.LATE] == {"mh60r-24", "f404-99"}
    assert named[Kind.PENDING] == {"mq9b-lease-aon", "p8i-6-aon", "f414-ge", "stryker"}
    assert {one.rows[0].id for one in found.check} == {
        "com001", "com003", "com019", "com022", "com031", "sig716-2", "javelin-2025", "excalibur-2025", "app001", "app011",
        "app012", "app016", "app017", "app041",
    }  # fmt: skip
    assert all(row.claim_ids and row.pages for item in found.items for row in item.rows)


def test_an_early_day_knows_no_later_row(india_store: Store) -> None:
    view = india_store.view(PartialDate.parse("2018"))
    for partner in ("USA", "RUS"):
        found = agenda(view, partner)
        for item in found.items:
            for row in item.rows:
                claims = view.claims(row.kind)
                assert all(claims[claim].known_on.ends_by(date(2018, 12, 31)) for claim in row.claim_ids)
    assert not agenda(view_of({}), "USA").items


def test_where_no_planning_case_is_known_the_agenda_says_so(india: View, india_store: Store) -> None:
    early = agenda(india_store.view(PartialDate.parse("2026-04-15")), "FRA")
    assert not any(item.kind is Kind.GAP for item in early.items)
    assert early.notes[-1].startswith("No need is listed")
    assert agenda(india, "FRA").notes == early.notes[:-1]


def test_a_promise_that_its_own_page_calls_partly_kept_is_not_said_to_be_without_evidence() -> None:
    rows = (promise("one", status="partly", delivery_evidence=""), promise("two", delivery_evidence=""))
    found = {item.rows[0].id: item.state for item in asked(promises=rows).items}
    assert "so told by its own page; no evidence beside it" in found["one"]
    assert "no evidence found" in found["two"]
