"""Which deals are contracts, and each of them once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.tables.contracts import Contracts, contracts
from kautilya.tables.windows import Bracket
from tests.tables.synthetic import Another, Row, view_of

RATES = [{"currency": "USD", "period": "2020", "inr_per_unit": "74"}]


def deal(deal_id: str, **cells: str) -> Row:
    signed = {"buyer_stage": "signed", "supplier_country": "IND", "design_origin": "IND", "signed_on": "2020-05-01"}
    return {"id": deal_id, **signed, **cells}


def counted(*deals: Row, others: tuple[Another, ...] = ()) -> Contracts:
    return contracts(view_of({"deal": deals, "exchange-rate": RATES}, {"deal": others}))


@pytest.mark.parametrize("stage", ["signed", "delivering", "delivered"])
def test_signed_and_later_stages_are_contracts(stage: str) -> None:
    assert [contract.stage for contract in counted(deal("a", buyer_stage=stage)).counted] == [stage]


def test_a_deal_of_which_only_a_delivery_is_known_yet_rests_on_the_claim_that_tells_it() -> None:
    """As of an early day a deal may be known by a delivery alone, its stage, its sides and its signature not yet."""
    view = view_of({"deal": [{"id": "a", "first_delivered_actual": "2019-05-01"}]})
    (only,) = contracts(view).counted
    assert (only.stage, only.claim_ids) == ("delivering", view.record("deal", "a").cell("first_delivered_actual").claim_ids)


@pytest.mark.parametrize("stage", ["proposed", "need accepted", "tendered", "negotiating", "sanctioned", "unknown"])
def test_earlier_and_unknown_stages_are_left_out_and_listed(stage: str) -> None:
    found = counted(deal("a", buyer_stage=stage))
    assert found.counted == ()
    assert [(left.deal_id, left.stage) for left in found.left_out] == [("a", stage)]


def test_a_cancelled_contract_is_left_out() -> None:
    assert [left.reason for left in counted(deal("a", interruption="cancelled")).left_out] == ["cancelled"]


def test_a_part_of_a_signed_deal_is_left_out_because_its_whole_holds_the_value() -> None:
    """As f404-99 within lca-mk1a-83."""
    found = counted(deal("engines", part_of="aircraft"), deal("aircraft"))
    assert [contract.deal_id for contract in found.counted] == ["aircraft"]
    assert [left.reason for left in found.left_out] == ["part of aircraft, whose value contains it"]


def test_a_part_of_an_unsigned_deal_counts_by_itself() -> None:
    found = counted(deal("engines", part_of="aircraft"), deal("aircraft", buyer_stage="negotiating"))
    assert [contract.deal_id for contract in found.counted] == ["engines"]


def test_a_ceiling_and_an_estimate_are_no_price() -> None:
    (contract,) = counted(
        deal(
            "a",
            value_notified_ceiling="100",
            value_notified_currency="USD",
            value_estimate="200",
            value_estimate_currency="INR",
            value_estimate_year="2020",
        )
    ).counted
    assert contract.price is None
    assert contract.unpriced == "no signed value found"


def test_a_foreign_value_is_converted_at_its_year() -> None:
    (contract,) = counted(deal("a", value_signed="2200000000", value_signed_currency="USD", value_signed_year="2020")).counted
    assert contract.price is not None
    assert contract.price.point == Decimal(16280)


def test_a_value_before_the_first_rate_stays_unconverted() -> None:
    """As kalvari-6, USD of 2005."""
    (contract,) = counted(deal("a", value_signed="3750000000", value_signed_currency="USD", value_signed_year="2005")).counted
    assert contract.price is None
    assert contract.unpriced is not None
    assert "2005" in contract.unpriced


def test_contradicting_values_give_a_range_in_the_currency_of_the_chosen_one_only() -> None:
    """Rafale-M: Rs 63,000 crore chosen, Rs 64,000 crore and USD 7.5 billion printed too."""
    row = deal("a", value_signed="630000000000", value_signed_currency="INR", value_signed_year="2025")
    others = (
        Another(record_id="a", attribute="value_signed", raw="630000000000", unit="INR", preferred=True),
        Another(record_id="a", attribute="value_signed", raw="640000000000", unit="INR"),
        Another(record_id="a", attribute="value_signed", raw="7500000000", unit="USD"),
    )
    (contract,) = counted(row, others=others).counted
    assert contract.price is not None
    assert (contract.price.point, contract.price.low, contract.price.high) == (Decimal(63000), Decimal(63000), Decimal(64000))
    assert contract.other_currencies == (("USD", Decimal(7500000000), Decimal(7500000000)),)


def test_unchosen_values_leave_a_range_without_a_point() -> None:
    row = deal("a", value_signed="100000000", value_signed_currency="INR", value_signed_year="2020")
    other = Another(record_id="a", attribute="value_signed", raw="300000000", unit="INR")
    (contract,) = counted(row, others=(other,)).counted
    assert contract.price is not None
    assert (contract.price.point, contract.price.low, contract.price.high) == (None, Decimal(10), Decimal(30))


def test_a_missing_supplier_keeps_a_name_of_its_own() -> None:
    (contract,) = counted({"id": "a", "buyer_stage": "signed"}).counted
    assert (contract.counterparty, contract.origin) == ("unknown", "unknown")


def test_an_unknown_day_of_signature_lies_between_sanction_and_first_sight() -> None:
    """As htt40-70: sanctioned 2023-03-01, last seen 2025-09."""
    row = deal("a", signed_on="", sanctioned_on="2023-03-01", last_seen_on="2025-09", last_delivered_actual="2026")
    (contract,) = counted(row).counted
    assert contract.signed == Bracket(first=date(2023, 3, 1), last=date(2025, 9, 30))


def test_a_day_known_to_the_year_ends_at_the_day_of_the_view() -> None:
    (contract,) = counted(deal("a", signed_on="2026")).counted
    assert contract.signed == Bracket(first=date(2026, 1, 1), last=date(2026, 4, 30))


def test_an_unchosen_day_of_signature_lies_between_the_printed_ones() -> None:
    """As cqb-carbine-2025: 22 October or 30 December 2025, the same fiscal year."""
    other = Another(record_id="a", attribute="signed_on", raw="2025-12-30")
    (contract,) = counted(deal("a", signed_on="2025-10-22", last_seen_on="2026-04-01"), others=(other,)).counted
    assert contract.signed == Bracket(first=date(2025, 10, 22), last=date(2025, 12, 30))


@pytest.mark.parametrize(("buyer", "supplier", "domestic"), [("IND", "IND", True), ("IND", "FRA", False), ("", "", False)])
def test_a_contract_is_domestic_if_its_supplier_is_of_the_buyers_country(buyer: str, supplier: str, domestic: bool) -> None:
    (contract,) = counted(deal("a", buyer=buyer, supplier_country=supplier)).counted
    assert contract.domestic is domestic


@given(st.lists(st.sampled_from(["signed", "negotiating", "delivered", "unknown"]), max_size=6))
def test_every_deal_is_counted_or_left_out_once(stages: list[str]) -> None:
    found = counted(*(deal(str(place), buyer_stage=stage) for place, stage in enumerate(stages)))
    ids = [contract.deal_id for contract in found.counted] + [left.deal_id for left in found.left_out]
    assert sorted(ids) == sorted(map(str, range(len(stages))))
