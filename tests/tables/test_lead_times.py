"""Lead times computed from the dates of deals, and what supports the planned dates among them."""

import pytest

from kautilya.tables.lead_times import LeadTime, asked_until, lead_times
from tests.tables.synthetic import AS_OF, Another, Row, view_of


def deal(**cells: str) -> Row:
    return {"id": "d", "buyer_stage": "signed", "interruption": "none", "outcome_unknown": "no", "signed_on": "2024-04-30",
            "last_seen_on": "2025-04-30", **cells}  # fmt: skip


def cases(row: Row, *others: Another, milestones: tuple[Row, ...] = (), as_of: str = AS_OF) -> dict[tuple[str, str], LeadTime]:
    view = view_of({"deal": [row], "milestone": milestones, "lead-time": []}, {"deal": others}, as_of=as_of)
    return {(case.pair, case.aspect): case for case in lead_times(view)}


ARRIVED = ("signed -> first_arrived", "actual")
FIRST = ("signed -> first_delivered", "actual")
LAST = ("signed -> last_delivered", "actual")


def test_months_between_two_dates_are_as_wide_as_the_dates_are_imprecise() -> None:
    found = cases(deal(first_arrived_actual="2025-06"))[ARRIVED]
    assert (round(found.low, 1), round(found.high or 0, 1), found.open, found.basis) == (13.0, 14.0, False, None)


def test_dates_that_nothing_chooses_between_widen_the_months() -> None:
    found = cases(deal(first_arrived_actual="2025-06-30"), Another(record_id="d", attribute="signed_on", raw="2024-06-30"))
    assert (round(found[ARRIVED].low), round(found[ARRIVED].high or 0)) == (12, 14)
    assert found[ARRIVED].start == "2024-04-30 or 2024-06-30"


def test_a_deal_without_any_delivery_is_open_until_the_day_of_the_view_and_until_last_seen() -> None:
    found = cases(deal())
    assert set(found) == {FIRST, LAST}
    assert (found[LAST].open, found[LAST].low, found[LAST].high, found[LAST].low_when_last_seen) == (True, 24, None, 12)


def test_an_earlier_view_leaves_a_case_open_for_fewer_months() -> None:
    row = deal(source_date="2024-05-01")
    assert cases(row, as_of="2025-04-30")[LAST].low == 12
    assert cases(row, as_of="2023-12-31") == {}


def test_a_case_is_not_open_beyond_the_day_on_which_the_register_last_asked() -> None:
    asked = {"id": "l", "censored_on": "2026-04-30"}
    view = view_of({"deal": [deal()], "milestone": [], "lead-time": [asked]}, as_of="2030")
    assert [case.low for case in lead_times(view)] == [24, 24]
    assert str(asked_until(view)) == "2026-04-30"


@pytest.mark.parametrize(
    ("cells", "pairs"),
    [
        ({"interruption": "cancelled"}, set()),
        ({"outcome_unknown": "yes"}, set()),
        ({"buyer_stage": "delivering"}, {LAST}),
        ({"first_arrived_actual": "2025"}, {LAST, ARRIVED}),
        ({"last_delivered_actual": "2025"}, {LAST}),
    ],
)
def test_what_was_cancelled_lost_from_sight_or_delivered_is_not_open(
    cells: dict[str, str], pairs: set[tuple[str, str]]
) -> None:
    assert set(cases(deal(**cells))) == pairs


def test_a_completed_deal_ended_on_some_day_before_it_was_last_seen() -> None:
    found = cases(deal(buyer_stage="delivered"))[LAST]
    assert (found.open, found.low, found.high, found.bounded) == (False, 0, 12, True)


def test_a_completed_deal_that_was_never_dated_has_no_bounds() -> None:
    found = cases(deal(buyer_stage="delivered", last_seen_on=""))[LAST]
    assert (found.high, found.bounded) == (None, False)


WAITING = {"need_accepted -> sanctioned", "need_accepted -> signed"}


@pytest.mark.parametrize(("stage", "open_pairs"), [("need accepted", WAITING), ("signed", set())])
def test_a_need_waits_for_sanction_and_signature_until_the_deal_is_signed(stage: str, open_pairs: set[str]) -> None:
    found = cases(deal(buyer_stage=stage, signed_on="", need_accepted_on="2023-04-30"))
    assert {pair for (pair, _), case in found.items() if case.open} == open_pairs


def test_two_stages_of_one_month_came_in_their_order() -> None:
    found = cases(deal(sanctioned_on="2024-04"))["sanctioned -> signed", "actual"]
    assert found.low == 0
    assert found.high == pytest.approx(29 / 30.44, abs=0.01)


SLIPPED = "first_delivered_planned_original -> first_arrived"


def planned(**cells: str) -> Row:
    return {"id": "m", "deal_id": "d", "event": "first delivered", "aspect": "planned original", "date": "2025", **cells}


@pytest.mark.parametrize("pair", [("signed -> first_delivered", "planned original"), (SLIPPED, "slip")])
@pytest.mark.parametrize(
    ("basis", "says", "supported"),
    [("row", "first of 83 due in 2025", True), ("row", "83 ordered", False), ("own", "within six years", True)],
)
def test_a_deals_page_supports_a_planned_date_only_where_it_names_the_year(
    pair: tuple[str, str], basis: str, says: str, supported: bool
) -> None:
    row = deal(first_delivered_planned_original="2025", first_arrived_actual="2026-01")
    found = cases(row, milestones=(planned(source_basis=basis, source_says=says),))[pair]
    assert found.planned == ("d", "first_delivered_planned_original")
    assert found.supported is supported
    assert found.basis == ("plan" if pair[1].startswith("planned") else "plan does not say which event")


def test_a_planned_lead_time_without_its_milestone_is_unsupported() -> None:
    found = cases(deal(last_delivered_planned_original="2027"))
    assert not found["signed -> last_delivered", "planned original"].supported


def test_an_actual_lead_time_rests_on_no_plan() -> None:
    found = cases(deal())[LAST]
    assert (found.planned, found.supported) == (None, True)


@pytest.mark.parametrize(("due", "overdue"), [("2025", True), ("2026-12", False)])
def test_a_plan_slips_openly_once_it_is_overdue(due: str, overdue: bool) -> None:
    found = cases(deal(last_delivered_planned_original=due))
    assert (("last_delivered_planned_original -> last_delivered", "slip") in found) is overdue
