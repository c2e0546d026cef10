"""Approvals on small registers worked by hand, and those of the embedded register against its tables."""

import csv
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import measured
from kautilya.measures.finding import Measurement
from kautilya.measures.lead_times import KAPLAN_MEIER, NAIVE
from kautilya.measures.procurement.approvals import DATE, DATED, MILESTONE, OPEN, approvals
from kautilya.measures.procurement.before_after import SHARE, TEST
from kautilya.measures.scope import Scope
from kautilya.store.interface import Store
from kautilya.store.view import View
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Row, view_of


def deal(deal_id: str, **cells: str) -> Row:
    stage = "signed" if cells.get("signed_on") else "need accepted"
    return {"id": deal_id, "buyer": "IND", "supplier_country": "USA", "object": "platform", "system": deal_id,
            "buyer_stage": stage, "last_seen_on": "2026-01-01", **cells}  # fmt: skip


def answer(
    deals: Sequence[Row], told: Sequence[Row] = (), agreements: Sequence[Row] = (), scope: Scope | None = None
) -> Measurement:
    return approvals(view_of({"deal": deals, "approval": told, "agreement": agreements}), scope or Scope())


def test_a_date_comes_from_the_deal_or_from_an_approval_of_the_same_case() -> None:
    deals = (deal("jet", need_accepted_on="2020-01-01", signed_on="2021-01-01"), deal("engine"))
    told = (
        {"id": "a1", "partner": "USA", "event": "licence", "date": "2024-09", "deal_id": "engine", "deal_relation": "same"},
        {
            "id": "a2",
            "partner": "USA",
            "event": "need accepted",
            "date": "2019",
            "deal_id": "jet",
            "deal_relation": "earlier plan",
        },
        {"id": "a3", "partner": "USA", "event": "need accepted", "date": "2018", "deal_id": "jet", "deal_relation": "same"},
    )
    found = answer(deals, told)
    dated = {(one.of["deal"], one.stage): one.value for one in findings(found, DATE)}
    assert dated == {("jet", "need accepted"): "2020-01-01", ("jet", "signed"): "2021-01-01", ("engine", "licensed"): "2024-09"}
    assert {one.stage: (one.value, one.n) for one in findings(found, DATED)} == {
        "need accepted": (1, 2), "licensed": (1, 2), "signed": (1, 2),
    }  # fmt: skip
    undated = [row["stage"] for row in found.listed if row["list"] == "stage without a date"]
    assert undated == ["requested", "notified", "sanctioned"]


def test_latencies_are_grouped_by_seller_and_by_kind_of_item() -> None:
    """By hand: 12 months each but for one component's 24."""
    deals = [deal(f"d{i}", need_accepted_on="2020-01-01", signed_on="2021-01-01") for i in range(5)]
    deals.append(deal("d5", need_accepted_on="2020-01-01", signed_on="2022-01-01", object="component"))
    found = answer(deals)
    pair = "need_accepted -> signed"
    assert the(found, NAIVE, by="class", class_="platform", pair=pair).value == 12
    assert the(found, NAIVE, by="partner", partner="USA", pair=pair).n == 6
    few = [row for row in found.listed if row["list"] == "too few cases for a median"]
    assert [row["deal"] for row in few] == ["d5"]
    assert "class component: 1 of 5" in str(few[0]["reason"])


def test_the_oldest_open_case_stands_first_between_last_seen_and_the_day_of_the_view() -> None:
    """Accepted on 30 April 2024 and last seen a year later: open for 12 to 24 months on 30 April 2026."""
    deals = (
        deal("young", need_accepted_on="2026-01-30"),
        deal("old", need_accepted_on="2024-04-30", last_seen_on="2025-04-30"),
        deal("dead", need_accepted_on="2010-01-01", interruption="cancelled"),
    )
    waiting = [one for one in findings(answer(deals), OPEN) if one.stage == "need_accepted -> signed"]
    assert [(one.of["deal"], one.low, one.value) for one in waiting] == [("old", 12, 24), ("young", 0, 3)]


def test_a_case_seen_last_on_the_day_it_began_does_not_head_the_list() -> None:
    """By hand: `silent` may wait since 2020, yet was seen waiting on one day only; `watched` surely waited for two years."""
    deals = (
        deal("silent", need_accepted_on="2020-07-02", last_seen_on="2020-07-02", system="21 jets"),
        deal("watched", need_accepted_on="2023-04-30", last_seen_on="2025-04-30", system="six patrol aircraft"),
    )
    waiting = [one for one in findings(answer(deals), OPEN) if one.stage == "need_accepted -> signed"]
    assert [(one.of["name"], one.low) for one in waiting] == [("six patrol aircraft", 24), ("21 jets", 0)]


def test_milestones_of_the_regime_stand_in_their_order_and_within_the_period() -> None:
    told = (
        {"id": "a1", "partner": "USA", "event": "list removal", "item": "three bodies", "date": "2025-01-15"},
        {"id": "a2", "partner": "USA", "event": "licence", "item": "STA-1", "date": "2018-08-03"},
        {"id": "a3", "partner": "DEU", "event": "licence", "item": "parts", "date": "2024-04"},
        {"id": "a4", "partner": "USA", "event": "notified", "item": "torpedoes", "date": "2020-04-13"},
    )
    found = answer((deal("jet"),), told)
    assert [one.of["item"] for one in findings(found, MILESTONE)] == ["STA-1", "parts", "three bodies"]
    assert [row["id"] for row in found.listed if row["list"] == "approval without a deal"] == ["a4"]
    since_2020 = answer((deal("jet"),), told, scope=Scope(since=PartialDate.parse("2020-01-01"), partner="USA"))
    assert [one.of["item"] for one in findings(since_2020, MILESTONE)] == ["three bodies"]


AGREEMENT: Row = {"id": "agr", "title": "Framework", "parties": "IND;USA", "type": "framework", "signed": "2015-06-03"}


def around_the_agreement(before: Sequence[bool], after: Sequence[bool]) -> Measurement:
    """Cases signed a year after their acceptance, or four years after."""
    years = [("2010", came) for came in before] + [("2016", came) for came in after]
    deals = [
        deal(f"d{i}", need_accepted_on=f"{year}-01-01", signed_on=f"{int(year) + (1 if came else 4)}-01-01")
        for i, (year, came) in enumerate(years)
    ]
    return answer(deals, agreements=(AGREEMENT,))


def test_before_and_after_an_agreement_is_tested_exactly() -> None:
    """By hand: 1 of 6 and 5 of 6: 2 x 37 / 924."""
    found = around_the_agreement([True] + [False] * 5, [True] * 5 + [False])
    shares = {one.of["side"]: (one.value, one.n) for one in findings(found, SHARE)}
    assert shares == {"before": (1 / 6, 6), "after": (5 / 6, 6)}
    test = the(found, TEST)
    assert test.value == pytest.approx(74 / 924)
    assert "one of 1 days tested" in (test.note or "")


def test_what_happened_on_one_day_is_tested_once() -> None:
    """By hand: two agreements of one day are one cut, and a day that no case can tell from it is another."""
    deals = [deal(f"b{i}", need_accepted_on="2010-01-01", signed_on="2011-01-01") for i in range(5)]
    deals += [deal(f"a{i}", need_accepted_on="2016-01-01", signed_on="2017-01-01") for i in range(5)]
    twin: Row = {**AGREEMENT, "id": "twin", "title": "Annex"}
    found = answer(deals, agreements=(AGREEMENT, twin, {**AGREEMENT, "id": "later", "title": "Pact", "signed": "2015-07"}))
    tested = findings(found, TEST)
    assert [one.of["agreement"] for one in tested] == ["Framework; Annex", "Pact"]
    assert {one.value for one in tested} == {1.0}
    assert all("one of 2 days tested" in (one.note or "") for one in tested)


def test_four_cases_on_a_side_are_refused_with_what_is_missing() -> None:
    found = around_the_agreement([True] * 4, [False] * 9)
    assert findings(found, TEST) == findings(found, SHARE) == []
    (row,) = [row for row in found.listed if row["list"] == "before and after refused"]
    assert "at best 4 before and 9 after (Framework, 2015-06-03)" in str(row["reason"])


def test_a_young_case_is_on_neither_side() -> None:
    """Accepted five months before the day of the view and not signed: nobody knows whether it will take 24 months."""
    before = [deal(f"b{i}", need_accepted_on="2010-01-01", signed_on="2011-01-01") for i in range(5)]
    young = [deal(f"y{i}", need_accepted_on="2025-12-01") for i in range(9)]
    found = answer([*before, *young], agreements=(AGREEMENT,))
    (row,) = [row for row in found.listed if row["list"] == "before and after refused"]
    assert "5 before and 0 after" in str(row["reason"])


def test_a_young_case_is_on_neither_side_whatever_became_of_it() -> None:
    """All cases take alike: of ten that began two years ago or less the five quick ones must not stand for all ten."""
    before = [deal(f"b{i}", need_accepted_on="2010-01-01", signed_on=f"{2011 if i % 2 else 2014}-01-01") for i in range(10)]
    quick = [deal(f"q{i}", need_accepted_on="2025-02-01", signed_on="2026-01-01") for i in range(5)]
    slow = [deal(f"s{i}", need_accepted_on="2025-02-01") for i in range(5)]
    found = answer([*before, *quick, *slow], agreements=(AGREEMENT,))
    assert findings(found, TEST) == findings(found, SHARE) == []
    (row,) = [row for row in found.listed if row["list"] == "before and after refused"]
    assert "10 before and 0 after" in str(row["reason"])


def test_a_partner_and_a_period_count_nothing_outside() -> None:
    deals = (
        deal("a", need_accepted_on="2018-05-01", signed_on="2019-01-01"),
        deal("b", need_accepted_on="2020", signed_on="2021-01-01"),
        deal("c", need_accepted_on="2018-05-01", supplier_country="FRA"),
    )
    scope = Scope(partner="USA", since=PartialDate.parse("2018-01-01"), until=PartialDate.parse("2020-06-30"))
    found = answer(deals, scope=scope)
    assert {(one.of["deal"], one.stage) for one in findings(found, DATE)} == {("a", "need accepted"), ("a", "signed")}
    assert {str(row["deal"]) for row in found.listed if "deal" in row} == {"a"}


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=14))
def test_every_dated_acceptance_is_in_a_group_or_listed(cases: list[tuple[int, bool]]) -> None:
    """Law: the cases behind the figure of all partners and the listed ones are those with a date of the first stage."""
    deals = [
        deal(
            f"d{i}", need_accepted_on="2015-01-01", signed_on=f"{2015 + months // 12}-{1 + months % 12:02d}-01" if came else ""
        )
        for i, (months, came) in enumerate(cases)
    ]
    found = answer(deals)
    pair = "need_accepted -> signed"
    counted = {one.n for one in findings(found, KAPLAN_MEIER, by="all", pair=pair)}
    listed = [row for row in found.listed if row.get("pair") == pair and "all" in str(row["reason"]).split(":")[0].split()]
    assert counted == {len(deals)} or (len(deals) < 5 and len(listed) == len(deals))


@cache
def rows(table: str) -> list[dict[str, str]]:
    text = files("kautilya").joinpath("registers", "india", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def found(india: View) -> Measurement:
    return measured("approvals", india)


def test_the_register_has_the_dates_of_its_table(found: Measurement) -> None:
    columns = {
        "need accepted": "need_accepted_on",
        "notified": "notified_on",
        "sanctioned": "sanctioned_on",
        "signed": "signed_on",
    }
    shown = {one.stage: one.value for one in findings(found, DATED)}
    assert shown == {stage: sum(bool(row[column]) for row in rows("deals")) for stage, column in columns.items()} | {
        "licensed": 1
    }


def test_the_open_acceptances_of_the_register_are_those_of_the_table(found: Measurement) -> None:
    waiting = {one.of["deal"] for one in findings(found, OPEN) if one.stage == "need_accepted -> signed"}
    later = {"signed", "delivering", "delivered", "in service"}
    assert waiting == {
        row["id"]
        for row in rows("deals")
        if row["need_accepted_on"]
        and not row["signed_on"]
        and row["buyer_stage"] not in later
        and row["interruption"] != "cancelled"
    }


def test_the_naive_median_of_the_register_lies_between_those_of_its_lead_times(found: Measurement) -> None:
    ended = [row for row in rows("lead_times") if row["pair"] == "need_accepted -> signed" and row["max_months"]]
    naive = the(found, NAIVE, by="all", pair="need_accepted -> signed")
    assert naive.low == pytest.approx(median(float(row["min_months"]) for row in ended), abs=0.1)
    assert naive.high == pytest.approx(median(float(row["max_months"]) for row in ended), abs=0.1)


def test_milestones_of_the_register_are_its_licences_and_lists(found: Measurement) -> None:
    regime = {"licence", "list removal", "list addition"}
    assert Counter(one.of["event"] for one in findings(found, MILESTONE)) == Counter(
        row["event"] for row in rows("approvals") if row["event"] in regime
    )


def test_no_partner_of_the_register_has_cases_enough_for_a_before_and_after(found: Measurement) -> None:
    assert findings(found, TEST) == []
    refused = [row for row in found.listed if row["list"] == "before and after refused"]
    assert {"USA", "FRA", "RUS"} <= {row["partner"] for row in refused}
    assert "IND" not in {row["partner"] for row in refused}


def test_an_earlier_day_knows_fewer_dates(india_store: Store) -> None:
    early = measured("approvals", india_store.view(PartialDate.parse("2018")))
    assert 0 < len(findings(early, DATE)) < 60
