"""Headline figures of the embedded register against the tables themselves, read with plain `csv` and worked out apart."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from statistics import median

import pytest

from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import measured
from kautilya.measures.finding import Measurement
from kautilya.measures.lead_times import KAPLAN_MEIER, NAIVE, SUPPORTED
from kautilya.store.interface import Store
from kautilya.store.view import View
from kautilya.tables.lead_times import LeadTime, lead_times
from tests.measures.finding_by import findings, the

ALL = "all years to 2026-04-30"
LISTED = "share of the control total that is listed"


@cache
def rows(table: str) -> list[dict[str, str]]:
    text = files("kautilya").joinpath("registers", "india", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def found(india: View) -> dict[str, Measurement]:
    return {name: measured(name, india) for name in ("diversification", "gaps", "lead-times", "budget")}


def contracts() -> list[dict[str, str]]:
    """Return the signed deals, without those contained in another; none of them is cancelled or on a later page."""
    stages = {"signed", "delivering", "delivered"}
    return [
        row
        for row in rows("deals")
        if row["buyer_stage"] in stages and not row["part_of"] and row["interruption"] != "cancelled"
    ]


def crore(row: Mapping[str, str]) -> float | None:
    """Return a signed value in crore rupees at the mean rate of its year, or None."""
    rate = {(rate["currency"], rate["period"]): float(rate["inr_per_unit"]) for rate in rows("case/exchange_rates")}
    currency, year = row["value_signed_currency"], row["value_signed_year"]
    at = 1.0 if currency == "INR" else rate.get((currency, year))
    return None if not row["value_signed"] or at is None else float(row["value_signed"]) * at / 1e7


def signed_in(first: str, last: str) -> list[dict[str, str]]:
    """Return the contracts whose day or month of signature lies in a period; years alone lie in none."""
    return [row for row in contracts() if len(row["signed_on"]) > 4 and first <= row["signed_on"] <= last]


@pytest.mark.parametrize(("by", "column"), [("counterparty", "supplier_country"), ("design origin", "design_origin")])
def test_shares_of_all_years_are_those_of_the_table(found: dict[str, Measurement], by: str, column: str) -> None:
    number = Counter(row[column] for row in contracts())
    money: dict[str, float] = defaultdict(float)
    for row in contracts():
        money[row[column]] += crore(row) or 0.0
    for party, count in number.items():
        share = the(found["diversification"], "share of signed contracts by number", ALL, by=by, supplier=party)
        assert share.value == pytest.approx(count / number.total(), abs=6e-5)
    for party, spent in money.items():
        if spent:
            share = the(found["diversification"], "share of signed contracts by money", ALL, by=by, supplier=party)
            assert share.value == pytest.approx(spent / sum(money.values()), abs=6e-5)


@pytest.mark.parametrize(("by", "column"), [("counterparty", "supplier_country"), ("design origin", "design_origin")])
def test_concentration_is_the_sum_of_squared_shares_of_the_table(found: dict[str, Measurement], by: str, column: str) -> None:
    number = Counter(row[column] for row in contracts())
    expected = sum((count / number.total()) ** 2 for count in number.values())
    hhi = the(found["diversification"], "concentration of signed contracts by number (HHI)", ALL, by=by)
    assert hhi.value == pytest.approx(expected, abs=6e-5)


def test_russia_supplies_more_by_design_than_by_counterparty(found: dict[str, Measurement]) -> None:
    by = {
        kind: the(found["diversification"], "share of signed contracts by money", ALL, by=kind, supplier="RUS").value
        for kind in ("counterparty", "design origin")
    }
    assert by == {"counterparty": 0.0899, "design origin": 0.209}


@pytest.mark.parametrize(
    ("contracts_are", "count", "amount", "listed_count", "listed_share"),
    [("all", 193, 209_050, 12, (0.7519, 0.7326, 0.7913)), ("domestic", 177, 168_922, 8, (0.7233, 0.7233, 0.7521))],
)
def test_the_record_covers_a_small_part_of_the_count_and_most_of_the_money_of_2024_25(
    found: dict[str, Measurement],
    contracts_are: str,
    count: int,
    amount: int,
    listed_count: int,
    listed_share: tuple[float, ...],
) -> None:
    listed = signed_in("2024-04-01", "2025-03-31")
    if contracts_are == "domestic":
        listed = [row for row in listed if row["supplier_country"] == "IND"]
    assert len(listed) == listed_count
    by_number = the(found["diversification"], LISTED, "FY2024-25", contracts=contracts_are, in_="number")
    by_money = the(found["diversification"], LISTED, "FY2024-25", contracts=contracts_are, in_="money")
    assert by_number.value == pytest.approx(listed_count / count, abs=6e-5)
    assert by_money.value == pytest.approx(sum(crore(row) or 0.0 for row in listed) / amount, abs=6e-5)
    assert (by_money.value, by_money.low, by_money.high) == listed_share


def test_every_signed_deal_is_in_the_money_or_listed_with_its_reason(found: dict[str, Measurement]) -> None:
    unpriced = {
        row["id"] for row in found["diversification"].listed if row["list"] == "signed contract without a price in crore"
    }
    left_out = {row["id"] for row in found["diversification"].listed if row["list"] == "deal not counted"}
    priced = the(found["diversification"], "concentration of signed contracts by money (HHI)", ALL, by="counterparty").n
    assert unpriced == {row["id"] for row in contracts() if crore(row) is None}
    assert {"kalvari-6", "c130j-6"} <= unpriced
    assert len(left_out) + len(unpriced) + (priced or 0) == len(rows("deals"))


def test_printed_shares_are_those_of_the_table(found: dict[str, Measurement]) -> None:
    shares = findings(found["diversification"], "printed share of arms imports")
    printed = {(f.window, f.edition, f.of["supplier"]): f.value for f in shares}
    assert printed == {
        (f"{row['window_start']}..{row['window_end']}", row["edition"], row["supplier_country"]): float(row["share_pct"])
        for row in rows("supplier_shares")
    }


def test_shortfalls_are_those_of_the_case(found: dict[str, Measurement]) -> None:
    shortfalls = findings(found["gaps"], "shortfall when the year ends")
    assert {(f.of["area"], f.window): f.value for f in shortfalls} == {
        (row["area_id"], row["fiscal_year"]): max(0.0, float(row["requirement"]) - float(row["holding"]))
        for row in rows("case/holding_by_year")
    }


def test_only_numbers_that_the_case_marks_sourced_under_a_mapping_without_assumption_are_not_assumed(
    found: dict[str, Measurement],
) -> None:
    mapping = {row["area_id"]: row["unit_mapping_mark"] for row in rows("case/areas")}
    own = {(row["area_id"], row["fiscal_year"]): row["requirement_mark"] for row in rows("case/holding_by_year")}
    for finding in findings(found["gaps"], "requirement"):
        marks = {mapping[finding.of["area"]], own[finding.of["area"], finding.window or ""]}
        weakest = next(mark for mark in ("assumed", "derived", "sourced") if mark in marks)
        assert finding.mark == weakest


def test_every_published_number_is_shown_in_its_own_unit(found: dict[str, Measurement]) -> None:
    shown = {
        column: len(findings(found["gaps"], quantity))
        for column, quantity in {
            "requirement": "published requirement",
            "holding": "published holding",
            "contracted": "published number under contract",
            "shortage_stated": "published shortage",
        }.items()
    }
    assert shown == {column: sum(bool(row[column]) for row in rows("capability_gaps")) for column in shown}


DIFFERING = {
    ("heron-lease-4", "signed -> first_arrived", "actual"): "the table counts to 2022-03, the deal says 2021-11",
    ("ngmv-6", "signed -> last_delivered", "planned original"): "the table counts to 2032, the deal says 2032-03",
    ("lca-mk1a-83", "signed -> first_delivered", "actual"): "62.05 months are rounded down",
    ("lca-mk1a-83", "signed -> last_delivered", "actual"): "62.05 months are rounded down",
    ("mrsam-iaf", "signed -> first_in_service", "actual"): "150.35 months are rounded down",
}


def test_the_packages_table_of_lead_times_is_what_its_deals_give_but_for_five_rows(india: View) -> None:
    printed = {(row["deal_id"], row["pair"], row["aspect"]): _printed(row) for row in rows("lead_times")}
    found = {(case.deal_id, case.pair, case.aspect): _computed(case) for case in lead_times(india)}
    assert set(found) == set(printed)
    assert {key for key in found if found[key] != printed[key]} == set(DIFFERING)


def test_fewer_lead_times_are_known_on_an_earlier_day_but_some_are(india_store: Store) -> None:
    known = [len(lead_times(india_store.view(PartialDate.parse(day)))) for day in ("2009", "2018", "2025-01-01", "2026-04-30")]
    assert known == [5, 42, 177, 354]


def _printed(row: dict[str, str]) -> tuple[object, ...]:
    low, high, seen = (
        float(row[column]) if row[column] else None for column in ("min_months", "max_months", "min_months_last_seen")
    )
    return row["from_date"], low, high, row["censoring"] == "right-censored", low if seen is None else seen


def _computed(case: LeadTime) -> tuple[object, ...]:
    high = None if case.high is None else round(case.high, 1)
    return case.start, round(case.low, 1), high, case.open, round(case.low_when_last_seen, 1)


PAIRS = Counter((row["pair"], row["aspect"]) for row in rows("lead_times"))


@pytest.mark.parametrize(("pair", "aspect"), PAIRS)
def test_ten_cases_have_a_curve_five_a_median_and_fewer_are_listed(
    found: dict[str, Measurement], pair: str, aspect: str
) -> None:
    medians = findings(found["lead-times"], KAPLAN_MEIER, by="all", pair=pair, aspect=aspect)
    cases = PAIRS[pair, aspect]
    assert len(medians) == (2 if cases >= 10 else 1 if cases >= 5 else 0)
    assert {finding.n for finding in medians} <= {cases}
    listed = [row for row in found["lead-times"].listed if (row["pair"], row["aspect"]) == (pair, aspect)]
    assert len(listed) == cases or cases >= 5


@pytest.mark.parametrize("pair", [pair for (pair, aspect), count in PAIRS.items() if aspect == "actual" and count >= 5])
def test_naive_medians_are_those_of_the_ended_rows(found: dict[str, Measurement], pair: str) -> None:
    """But for heron-lease-4, whose row of lead times the table of deals has overtaken; fewer than five ended have none."""
    ended = [row for row in rows("lead_times") if (row["pair"], row["aspect"]) == (pair, "actual") and row["max_months"]]
    ended = [
        row | {"min_months": "9", "max_months": "11"} if row["deal_id"] == "heron-lease-4" and "arrived" in pair else row
        for row in ended
    ]
    if len(ended) < 5:
        assert not findings(found["lead-times"], NAIVE, by="all", pair=pair, aspect="actual")
        return
    naive = the(found["lead-times"], NAIVE, by="all", pair=pair, aspect="actual")
    assert naive.n == len(ended)
    assert naive.low == pytest.approx(median(float(row["min_months"]) for row in ended), abs=0.051)
    assert naive.high == pytest.approx(median(float(row["max_months"]) for row in ended), abs=0.051)


def test_open_deliveries_lengthen_the_median_from_signature_to_last_delivery(found: dict[str, Measurement]) -> None:
    """79 cases, 57 of them open: 74.7 to 81.0 months where the ended ones alone would say 50.6 to 59.2."""
    pair = "signed -> last_delivered"
    earliest, latest = (
        the(found["lead-times"], KAPLAN_MEIER, by="all", pair=pair, aspect="actual", dates=dates)
        for dates in ("earliest", "latest")
    )
    naive = the(found["lead-times"], NAIVE, by="all", pair=pair, aspect="actual")
    assert (earliest.value, latest.value, earliest.n) == (74.7, 81.0, 79)
    assert (naive.low, naive.high, naive.n) == (50.6, 59.2, 22)


def test_a_planned_date_whose_page_does_not_name_the_year_is_left_out_of_the_supported_median(
    found: dict[str, Measurement],
) -> None:
    pair = ("signed -> last_delivered", "planned original")
    every = the(found["lead-times"], KAPLAN_MEIER, by="all", pair=pair[0], aspect=pair[1], dates="earliest")
    supported = the(found["lead-times"], SUPPORTED, by="all", pair=pair[0], aspect=pair[1])
    unsupported = {
        row["deal_id"]
        for row in rows("deal_milestones")
        if (row["event"], row["aspect"]) == ("last delivered", "planned original")
        and row["source_basis"] != "own"
        and row["date"][:4] not in row["source_says"]
        and f"-{row['date'][2:4]}" not in row["source_says"]
    }
    cases = [row["deal_id"] for row in rows("lead_times") if (row["pair"], row["aspect"]) == pair]
    assert every.n == len(cases)
    assert supported.n == sum(deal not in unsupported for deal in cases)
    assert f"{len(cases) - (supported.n or 0)} of {len(cases)} planned dates unsupported" in (every.note or "")


def test_budget_levels_are_those_of_the_table(found: dict[str, Measurement]) -> None:
    table = Counter(
        (row["measure"], row["scope"], row["stage"], row["fiscal_year"], float(row["amount_inr_crore"]))
        for row in rows("budget")
    )
    shown = Counter(
        (f.quantity, f.of["scope"], f.stage, f.window, f.value)
        for f in found["budget"].findings
        if "of" not in f.of and f.stage is not None
    )
    assert shown == table


def test_committed_money_of_a_year_is_the_sum_of_its_payments(found: dict[str, Measurement]) -> None:
    paid: dict[str, float] = defaultdict(float)
    for row in rows("case/commitments_on_order"):
        paid[row["fiscal_year"]] += float(row["payment_crore"] or 0)
    traced = findings(found["budget"], "planning case: committed: payments on listed contracts")
    assert len(traced) == 10
    for finding in traced:
        assert finding.value == pytest.approx(paid[finding.window or ""], abs=1)
        assert finding.mark == "assumed"
