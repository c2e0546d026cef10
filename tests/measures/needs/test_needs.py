"""Needs and offers on a small case, worked by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.needs.needs import (
    AREA_FILL,
    FILL,
    LEFT,
    LINKED,
    NEED,
    ONLY,
    SHARE,
    needs_and_offers,
)
from kautilya.measures.needs.offered import APPROVAL, OBSTACLE, PRICE, STATUS, TRANSFER
from kautilya.measures.scope import Scope
from kautilya.register.claim import Mark
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Row, view_of

WEIGHT: Row = {"id": "P01", "what": "area weight", "value": "1", "low": "0.5", "high": "2", "mark": "assumed",
               "reason": "no published ranking"}  # fmt: skip
MONTH: Row = {"id": "P27", "what": "placing of an order within its year", "value": "month 6", "mark": "assumed"}
AUTHOR: Row = {"id": "A001", "value": "1", "author": "example"}


def area(area_id: str, required: int, low: int, high: int, what: str = "total force") -> Row:
    return {"area_id": area_id, "name": area_id.title(), "unit": "aircraft", "unit_mapping": "1 unit = 1 aircraft",
            "unit_mapping_mark": "derived", "unit_mapping_basis": "D-UNIT1", "requirement": str(required),
            "requirement_low": str(low), "requirement_high": str(high), "requirement_mark": "sourced",
            "requirement_what": what, "holding_scope": "all"}  # fmt: skip


def year(area_id: str, fiscal_year: str, required: int, held: int) -> Row:
    marks = {f"{column}_mark": "sourced" for column in ("requirement", "in_service", "holding", "shortfall")}
    return {"area_id": area_id, "fiscal_year": fiscal_year, "requirement": str(required), "in_service": str(held),
            "holding": str(held), "shortfall": str(max(0, required - held)), **marks}  # fmt: skip


def offer(offer_id: str, area_id: str, seller: str, **cells: str) -> Row:
    return {"offer_id": offer_id, "area_id": area_id, "system": offer_id, "liveness": "firm", "supplier_country": seller,
            "design_origin": seller, "units_per_order_unit": "1", "max_rate_per_year": "4", "max_rate_per_year_mark": "assumed",
            "first_delivery_years": "2", "first_delivery_years_mark": "assumed", "earliest_order_fy": "FY2026-27",
            "earliest_order_fy_mark": "assumed", "unit_cost_crore": "100", "unit_cost_crore_mark": "derived",
            "unit_cost_crore_basis": "D-COST", **cells}  # fmt: skip


AREAS = (area("tanker", 12, 12, 16), area("fighter", 80, 60, 100))
YEARS = (
    year("tanker", "FY2029-30", 12, 6),
    year("tanker", "FY2030-31", 12, 3),
    year("fighter", "FY2029-30", 80, 60),
    year("fighter", "FY2030-31", 80, 60),
)
OFFERS = (
    offer("big", "tanker", "FRA", max_quantity="6"),
    offer("small", "tanker", "USA", max_quantity="5", liveness="weak"),
    offer("jet", "fighter", "FRA"),
)


def measured(
    offers: Sequence[Row] = OFFERS,
    scope: Scope | None = None,
    parameters: Sequence[Row] = (WEIGHT, MONTH),
    **tables: Sequence[Row],
) -> Measurement:
    known = {
        "case-area": AREAS, "case-holding": YEARS, "case-offer": offers, "parameter": parameters, "assumption": (AUTHOR,),
        **{kind.replace("_", "-"): rows for kind, rows in tables.items()},
    }  # fmt: skip
    return needs_and_offers(view_of(known), scope or Scope())


def test_areas_stand_by_need_and_say_whose_weight_it_is() -> None:
    """By hand: tanker 9 of 12 short = 0.75, at 16 required 13 of 16; fighter 20 of 80 = 0.25, at 60 none, at 100 40 of 100."""
    found = findings(measured(), NEED)
    told = [(one.of["area"], one.value, one.low, one.high) for one in found]
    assert told == [("tanker", 0.75, 0.75, 0.8125), ("fighter", 0.25, 0.0, 0.4)]
    assert "9 of 12 aircraft short; weight 1 (P01, assumed by example: no published ranking)" in (found[0].note or "")
    assert {one.mark for one in found} == {Mark.ASSUMED}
    assert [one.value for one in findings(measured(), SHARE)] == [0.75, 0.25]


def test_overlapping_offers_are_not_added_twice() -> None:
    """Ordered in FY2026-27, first there after floor((6 + 24) / 12) = 2 years: three years x 4 = 12 by FY2030-31.

    Tankers: 6 from FRA and 5 from USA would be 11, but 9 are missing. Fighters: 12 of 20. The whole need is 1.
    """
    found = measured()
    france = the(found, FILL, by="seller", partner="FRA", offers="all live")
    america = the(found, FILL, by="seller", partner="USA", offers="all live")
    assert france.value == pytest.approx(6 / 12 + 12 / 80)
    assert america.value == pytest.approx(5 / 12)
    both = 9 / 12 + 12 / 80
    left = the(found, LEFT)
    assert left.value == pytest.approx(1 - both)
    assert left.high == pytest.approx(1 - (6 / 12 + 12 / 80)), "at worst only the larger of the two tankers is bought"
    assert the(found, ONLY, by="seller", partner="FRA").value == pytest.approx(both - 5 / 12)
    assert the(found, ONLY, by="seller", partner="USA").value == pytest.approx(both - 6 / 12 - 12 / 80)


def test_only_firm_offers_are_told_apart() -> None:
    found = measured()
    assert the(found, FILL, by="seller", partner="USA", offers="firm").value == 0
    assert the(found, AREA_FILL, area="tanker", offers="firm").value == pytest.approx(6 / 9)
    assert the(found, AREA_FILL, area="tanker", offers="all live").value == 1


def test_the_ends_of_rate_lead_and_order_year_are_bounds() -> None:
    """Slow: 2 a year, 4 years, FY2027-28: none by FY2030-31 but one year's 2. Fast: 8 a year from FY2027-28: 32, of 20."""
    jet = offer("jet", "fighter", "FRA", max_rate_per_year_low="2", max_rate_per_year_high="8", first_delivery_years_low="1",
                first_delivery_years_high="2.6", earliest_order_fy_high="FY2027-28")  # fmt: skip
    found = the(measured([jet]), AREA_FILL, area="fighter", offers="all live")
    assert [found.value, found.low, found.high] == pytest.approx([12 / 20, 2 / 20, 1])


def test_a_partner_narrows_the_offers_and_keeps_the_whole_need_as_denominator() -> None:
    whole, one = measured(), measured(scope=Scope(partner="USA"))
    assert [finding.value for finding in findings(one, NEED)] == [finding.value for finding in findings(whole, NEED)]
    wanted = {"by": "seller", "partner": "USA", "offers": "all live"}
    assert the(one, FILL, **wanted).value == the(whole, FILL, **wanted).value
    assert {finding.of["offer"] for finding in findings(one, STATUS)} == {"small"}
    assert [row["area"] for row in one.listed if row["list"] == "gap without a live offer"] == ["fighter"]
    assert {finding.of.get("partner", "USA") for finding in one.findings} == {"USA"}


def test_a_partner_counts_by_its_design_too() -> None:
    built = offer("built", "fighter", "IND", design_origin="IND+FRA")
    found = measured([built], scope=Scope(partner="FRA"))
    assert {finding.of["by"] for finding in findings(found, FILL)} == {"design"}
    assert findings(found, STATUS)


def test_a_gap_without_offers_is_listed_and_so_is_an_offer_that_cannot_be_counted() -> None:
    found = measured([offer("vague", "fighter", "FRA", max_rate_per_year="")])
    assert [(row["list"], row.get("offer"), row["area"]) for row in found.listed if "area" in row] == [
        ("gap without a live offer", None, "tanker"),
        ("live offer that cannot be counted", "vague", "fighter"),
    ]
    assert "max_rate_per_year" in str(found.listed[1]["reason"])


def test_without_a_weight_nothing_is_weighed_and_every_area_is_listed_with_what_it_lacks() -> None:
    found = measured(parameters=(MONTH,))
    assert findings(found, NEED) == []
    assert [row["area"] for row in found.listed if row["list"] == "area without a weighted need"] == ["tanker", "fighter"]
    assert all("P01" in str(row["reason"]) for row in found.listed)


def test_without_the_month_of_orders_needs_stand_and_shares_are_refused() -> None:
    found = measured(parameters=(WEIGHT,))
    assert findings(found, NEED)
    assert findings(found, FILL) == []
    assert any("P27" in str(row["reason"]) for row in found.listed)


def test_an_offer_says_price_obstacle_approval_and_transfer_and_a_blank_says_nothing() -> None:
    facts: Row = {"id": "o1", "area_id": "tanker", "system": "big", "approval_status": "source codes refused", "deal_id": "d1"}
    transfer: Row = {"id": "t1", "partner": "FRA", "system": "engine", "depth": "co-production", "deal_id": "d1",
                     "withheld_or_denied": "casting"}  # fmt: skip
    big = offer("big", "tanker", "FRA", facts_offer_id="o1", export_approval_from="FRA", export_approval_from_mark="sourced")
    found = measured([big], offer=(facts,), technology_transfer=(transfer,), deal=({"id": "d1"},))
    price = the(found, PRICE, offer="big")
    assert (price.value, price.unit, price.mark, price.note) == (100, "INR crore", Mark.DERIVED, "basis: D-COST")
    assert the(found, OBSTACLE, offer="big").value == "source codes refused"
    assert the(found, APPROVAL, offer="big").value == "FRA"
    depth = the(found, TRANSFER, offer="big")
    assert (depth.value, depth.note) == ("co-production", "withheld: casting")
    linked = the(found, LINKED)
    assert (linked.value, linked.n) == (1, 1)
    assert findings(found, "maintenance in the country") == []


RATES = st.lists(st.tuples(st.sampled_from(["FRA", "USA", "RUS"]), st.integers(1, 9)), min_size=1, max_size=6)


@given(RATES)
def test_shares_lie_between_their_bounds_and_partners_overlap_but_never_exceed_the_whole(rates: list[tuple[str, int]]) -> None:
    """Law: what only one partner can fill adds up to at most what all fill, and that to at most what each alone fills."""
    offers = [
        offer(f"o{i}", ("tanker", "fighter")[i % 2], who, max_rate_per_year=str(rate)) for i, (who, rate) in enumerate(rates)
    ]
    found = measured(offers)
    alone = [float(one.value or 0) for one in findings(found, FILL, by="seller", offers="all live")]
    alone_only = [float(one.value or 0) for one in findings(found, ONLY, by="seller")]
    filled = 1 - float(the(found, LEFT).value or 0)
    assert sum(alone_only) <= filled + 1e-9 <= sum(alone) + 2e-9
    assert all(0 <= one <= 1 + 1e-9 for one in (*alone, *alone_only))
    for one in found.findings:
        if one.low is not None and one.high is not None and isinstance(one.value, float):
            assert one.low - 1e-9 <= one.value <= one.high + 1e-9


def test_a_window_keeps_the_offers_that_were_last_seen_in_it() -> None:
    offers = (
        offer("big", "tanker", "FRA", max_quantity="6", facts_offer_id="f-big"),
        offer("small", "tanker", "USA", max_quantity="5", facts_offer_id="f-small"),
        offer("bare", "fighter", "FRA"),
    )
    facts = [
        {"id": "f-big", "area_id": "tanker", "system": "big", "supplier_country": "FRA", "as_of": "2025-03"},
        {"id": "f-small", "area_id": "tanker", "system": "small", "supplier_country": "USA", "as_of": "2024"},
    ]
    scope = Scope(since=PartialDate.parse("2025"), until=PartialDate.parse("2025"))
    found = measured(offers, scope, offer=facts)
    assert {one.of["offer"] for one in findings(found, STATUS)} == {"big"}
    assert {one.of["partner"] for one in findings(found, FILL)} == {"FRA"}
    assert len(findings(found, NEED)) == 2, "the need stays the denominator"
    unsure = [row["offer"] for row in found.listed if row["list"] == "live offer of another or unknown day"]
    assert unsure == ["bare"]


def test_a_window_without_a_live_offer_has_no_share_that_nobody_could_fill() -> None:
    """No row of the window is no proof that nobody offers: a hundred per cent would be a false figure."""
    scope = Scope(since=PartialDate.parse("2035"), until=PartialDate.parse("2036"))
    found = measured((offer("bare", "fighter", "FRA"),), scope)
    assert findings(found, NEED)
    assert findings(found, LEFT) == []
