"""Diversification on small registers, worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.diversification import diversification
from kautilya.measures.finding import Measurement
from kautilya.register.claim import Mark
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Another, Row, view_of

ALL = "all years to 2026-04-30"
RATES = [{"currency": "USD", "period": "2024", "inr_per_unit": "83.6679"}]
SHARE = {"number": "share of signed contracts by number", "money": "share of signed contracts by money"}


def deal(deal_id: str, supplier: str, origin: str, crore: int | None = None, **cells: str) -> Row:
    value = {} if crore is None else {"value_signed": str(crore * 10**7), "value_signed_currency": "INR",
                                      "value_signed_year": "2024", "value_signed_basis": "reported"}  # fmt: skip
    parties = {"supplier_country": supplier, "design_origin": origin} if supplier else {}
    return {"id": deal_id, "buyer": "IND", "buyer_stage": "signed", "signed_on": "2024-12-12", **parties, **value, **cells}


def total(total_id: str, what: str, count: int, crore: int, **cells: str) -> Row:
    return {"id": total_id, "period": "2024-25", "period_start": "2024-04-01", "period_end": "2025-03-31",
            "period_is": "fiscal year", "measure": what, "count": str(count),
            "amount_inr_crore": str(crore), **cells}  # fmt: skip


def measured(
    *deals: Row, totals: tuple[Row, ...] = (), shares: tuple[Row, ...] = (), others: tuple[Another, ...] = ()
) -> Measurement:
    tables = {"deal": deals, "exchange-rate": RATES, "control-total": totals, "supplier-share": shares, "world-share": ()}
    return diversification(view_of(tables, {"deal": others}))


SUKHOI_AND_OTHERS = (
    deal("su30mki-12", "IND", "RUS", 13_500),
    deal("lch-156", "IND", "IND", 62_700),
    deal("mq9b-31", "USA", "USA", 32_000),
    deal("mystery", "", ""),
)


def test_a_licence_build_is_domestic_by_counterparty_and_foreign_by_design() -> None:
    found = measured(*SUKHOI_AND_OTHERS)
    domestic = the(found, SHARE["money"], ALL, by="counterparty", supplier="IND")
    designed = the(found, SHARE["money"], ALL, by="design origin", supplier="IND")
    russian = the(found, SHARE["money"], ALL, by="design origin", supplier="RUS")
    assert domestic.value == round(76_200 / 108_200, 4)
    assert designed.value == round(62_700 / 108_200, 4)
    assert russian.value == round(13_500 / 108_200, 4)
    assert findings(found, SHARE["money"], ALL, by="counterparty", supplier="RUS") == []


def test_an_unknown_supplier_stays_in_the_denominator_under_its_own_name() -> None:
    found = measured(*SUKHOI_AND_OTHERS)
    assert the(found, SHARE["number"], ALL, by="counterparty", supplier="unknown").value == 0.25
    assert the(found, SHARE["number"], ALL, by="counterparty", supplier="IND").value == 0.5


def test_concentration_of_one_half_and_two_quarters_is_three_eighths() -> None:
    found = measured(*SUKHOI_AND_OTHERS)
    assert the(found, "concentration of signed contracts by number (HHI)", ALL, by="counterparty").value == 0.375
    assert the(found, "concentration of signed contracts by number (effective suppliers)", ALL, by="counterparty").value == 2.67


def test_a_contract_without_a_price_is_listed_and_left_out_of_money_only() -> None:
    found = measured(*SUKHOI_AND_OTHERS)
    assert the(found, "concentration of signed contracts by number (HHI)", ALL, by="counterparty").n == 4
    assert the(found, "concentration of signed contracts by money (HHI)", ALL, by="counterparty").n == 3
    assert [row["id"] for row in found.listed if row["list"] == "signed contract without a price in crore"] == ["mystery"]


def test_contradicting_values_widen_the_shares_of_all() -> None:
    """By hand: A is 100 chosen, 100 to 300 printed, B 100: A 1/2 to 3/4, B 1/4 to 1/2."""
    row = deal("a", "FRA", "FRA", 100)
    others = (
        Another(record_id="a", attribute="value_signed", raw="1000000000", unit="INR", preferred=True),
        Another(record_id="a", attribute="value_signed", raw="3000000000", unit="INR"),
    )
    found = measured(row, deal("b", "USA", "USA", 100), others=others)
    france = the(found, SHARE["money"], ALL, by="counterparty", supplier="FRA")
    america = the(found, SHARE["money"], ALL, by="counterparty", supplier="USA")
    assert (france.value, france.low, france.high) == (0.5, 0.5, 0.75)
    assert (america.value, america.low, america.high) == (0.5, 0.25, 0.5)
    hhi = the(found, "concentration of signed contracts by money (HHI)", ALL, by="counterparty")
    assert (hhi.value, hhi.low, hhi.high) == (0.5, 0.5, 0.625)


def test_unchosen_values_leave_bounds_without_a_point() -> None:
    other = Another(record_id="a", attribute="value_signed", raw="3000000000", unit="INR")
    found = measured(deal("a", "FRA", "FRA", 100), deal("b", "USA", "USA", 100), others=(other,))
    france = the(found, SHARE["money"], ALL, by="counterparty", supplier="FRA")
    assert (france.value, france.low, france.high) == (None, 0.5, 0.75)


def test_a_contract_of_an_uncertain_day_only_bounds_a_years_shares() -> None:
    """2025 may be before or after 31 March: one certain Russian contract, one possible French one."""
    uncertain = deal("b", "FRA", "FRA", signed_on="2025")
    found = measured(deal("a", "RUS", "RUS"), uncertain, totals=(total("t", "contracts signed", 9, 9),))
    russia = the(found, SHARE["number"], "FY2024-25", by="counterparty", supplier="RUS")
    france = the(found, SHARE["number"], "FY2024-25", by="counterparty", supplier="FRA")
    assert (russia.value, russia.low, russia.high) == (1, 0.5, 1)
    assert (france.value, france.low, france.high) == (0, 0, 0.5)


TOTALS = (
    total("t1", "contracts signed", 193, 209_050),
    total("t2", "contracts signed: domestic", 177, 168_922),
)


def test_the_listed_part_of_a_control_total_is_a_share_of_count_and_of_money() -> None:
    found = measured(*SUKHOI_AND_OTHERS, totals=TOTALS)
    listed = "share of the control total that is listed"
    assert the(found, listed, "FY2024-25", contracts="all", in_="number").value == round(4 / 193, 4)
    assert the(found, listed, "FY2024-25", contracts="all", in_="money").value == round(108_200 / 209_050, 4)
    assert the(found, listed, "FY2024-25", contracts="domestic", in_="number").value == round(2 / 177, 4)
    assert the(found, listed, "FY2024-25", contracts="domestic", in_="money").value == round(76_200 / 168_922, 4)
    listed_rows = [row["id"] for row in found.listed if row["list"] == "all contracts listed of the control total"]
    assert listed_rows == ["su30mki-12", "lch-156", "mq9b-31", "mystery"]


def test_the_domestic_total_bounds_what_a_foreign_party_can_have() -> None:
    """By hand: 209,050 - 168,922 = 40,128 crore foreign, of which 32,000 American are listed: at most all of it."""
    found = measured(*SUKHOI_AND_OTHERS, totals=TOTALS)
    possible = "possible share of all contracts signed by money"
    home = the(found, possible, "FY2024-25", by="counterparty", supplier="IND")
    america = the(found, possible, "FY2024-25", by="counterparty", supplier="USA")
    assert home.value == home.low == home.high == round(168_922 / 209_050, 4)
    assert (america.value, america.low, america.high) == (None, round(32_000 / 209_050, 4), round(40_128 / 209_050, 4))
    designed = the(found, possible, "FY2024-25", by="design origin", supplier="USA")
    assert designed.high == round((32_000 + 209_050 - 108_200) / 209_050, 4)


FRENCH = (
    Another(record_id="fr", attribute="value_signed", raw="280000000000", unit="INR", preferred=True),
    Another(record_id="fr", attribute="value_signed", raw="345000000000", unit="INR"),
)


def test_contradicting_prices_widen_what_is_listed_of_a_total() -> None:
    """By hand: 27,000 to 34,500 crore printed, 28,000 chosen, of 100,000."""
    found = measured(deal("fr", "FRA", "FRA", 27_000), totals=(total("t", "contracts signed", 9, 100_000),), others=FRENCH)
    share = the(found, "share of the control total that is listed", contracts="all", in_="money")
    assert (share.value, share.low, share.high) == (0.28, 0.27, 0.345)
    crore = the(found, "listed contracts of the control total", contracts="all", in_="money")
    assert (crore.value, crore.low, crore.high) == (28_000, 27_000, 34_500)
    assert crore.range_is == "bounds: lowest and highest printed value in the currency of the chosen one"


def test_an_unchosen_price_leaves_what_is_listed_of_a_total_without_a_point() -> None:
    totals = (total("t", "contracts signed", 9, 100_000),)
    found = measured(deal("fr", "FRA", "FRA", 27_000), totals=totals, others=FRENCH[1:])
    share = the(found, "share of the control total that is listed", contracts="all", in_="money")
    assert (share.value, share.low, share.high) == (None, 0.27, 0.345)
    (listed,) = (row for row in found.listed if row["list"] == "all contracts listed of the control total")
    assert (listed["crore"], listed["low"], listed["high"]) == (None, 27_000, 34_500)


def test_a_possible_share_is_least_at_its_own_lowest_price_and_greatest_at_that_of_the_others() -> None:
    """By hand, of 100,000: France 27,000 to 34,500, America 10,000. The rest may be of either."""
    deals = (deal("fr", "FRA", "FRA", 27_000), deal("us", "USA", "USA", 10_000))
    found = measured(*deals, totals=(total("t", "contracts signed", 9, 100_000),), others=FRENCH)
    possible = "possible share of all contracts signed by money"
    france, america = (the(found, possible, by="counterparty", supplier=party) for party in ("FRA", "USA"))
    assert (france.low, france.high) == (0.27, 0.9)
    assert (america.low, america.high) == (0.1, 0.73)


@pytest.mark.parametrize(("crore", "overfull"), [(27_000, False), (26_999, True)])
def test_a_total_that_holds_less_than_the_lowest_listed_prices_is_listed_and_bounds_nothing(crore: int, overfull: bool) -> None:
    totals = (total("t", "contracts signed", 9, crore),)
    found = measured(deal("fr", "FRA", "FRA", 27_000), totals=totals, others=FRENCH)
    listed = [row["id"] for row in found.listed if row["list"] == "printed total smaller than what is listed of it"]
    assert listed == (["t"] if overfull else [])
    possible = findings(found, "possible share of all contracts signed by money", by="counterparty")
    assert [(finding.low, finding.high) for finding in possible] == ([] if overfull else [(1, 1)])


def test_a_range_that_is_not_searched_says_so() -> None:
    parties = ["FRA", "USA", "RUS", "ISR", "DEU", "GBR", "ITA", "ESP", "SWE", "KOR", "JPN", "BRA", "ZAF", "POL", "NLD"]
    deals = [deal(str(place), party, "IND", 100) for place, party in enumerate(parties)]
    others = [Another(record_id=str(place), attribute="value_signed", raw="1100000000", unit="INR") for place in range(15)]
    chosen = [Another(record_id=str(place), attribute="value_signed", raw="1000000000", unit="INR", preferred=True)
              for place in range(15)]  # fmt: skip
    found = measured(*deals, others=(*others, *chosen))
    hhi = the(found, "concentration of signed contracts by money (HHI)", ALL, by="counterparty")
    assert (hhi.value, hhi.low, hhi.high) == (round(1 / 15, 4), None, None)
    assert hhi.note == "range not searched: 15 parties have uncertain amounts, and at most 14 are tried at both ends"


def test_a_wider_count_basis_is_told() -> None:
    wider = total("t", "contracts signed", 503, 228_000, count_basis="wider than other years")
    found = measured(*SUKHOI_AND_OTHERS, totals=(wider,))
    note = the(found, "share of the control total that is listed", in_="number").note
    assert note is not None
    assert "wider than other years" in note


def share(row_id: str, supplier: str, percent: str, edition: str = "2026", window: tuple[str, str] = ("2021", "2025")) -> Row:
    return {"id": row_id, "recipient": "IND", "window_start": window[0], "window_end": window[1], "supplier_country": supplier,
            "share_pct": percent, "unit": "SIPRI TIV", "edition": edition, "vintage": "first published"}  # fmt: skip


def test_three_printed_shares_bound_the_concentration_of_imports() -> None:
    """By hand: 40, 29 and 15, each within half a point; the rest split without end, or with one further supplier of 14.5."""
    shares = (share("ss021", "RUS", "40"), share("ss022", "FRA", "29"), share("ss023", "ISR", "15"))
    found = the(measured(*SUKHOI_AND_OTHERS, shares=shares), "concentration of arms imports (HHI)")
    assert found.value is None
    assert found.low == round(0.395**2 + 0.285**2 + 0.145**2, 4)
    assert found.high == round(0.405**2 + 0.295**2 + 0.155**2 + 0.145**2, 4)
    assert (found.edition, found.window, found.mark) == ("2026", "2021..2025", Mark.DERIVED)


def test_an_unchosen_printed_share_is_anything_between_its_figures() -> None:
    """By hand: 40 or 44, 29 and 15, each within half a point; at most 44.5, 29.5 and 15.5 with a rest of 10.5."""
    shares = (share("ss021", "RUS", "40"), share("ss022", "FRA", "29"), share("ss023", "ISR", "15"))
    other = Another(record_id="ss021", attribute="share_pct", raw="44", unit="percent")
    view = view_of({"deal": [], "supplier-share": shares}, {"supplier-share": [other]})
    found = diversification(view)
    hhi = the(found, "concentration of arms imports (HHI)")
    assert (hhi.low, hhi.high) == (0.2583, round(0.445**2 + 0.295**2 + 0.155**2 + 0.105**2, 4))
    russia = the(found, "printed share of arms imports", supplier="RUS")
    assert (russia.value, russia.low, russia.high) == (None, 40, 44)


def test_a_printing_with_a_share_that_is_not_known_bounds_no_concentration() -> None:
    shares = (share("a", "RUS", ""), share("b", "FRA", "29"))
    found = measured(*SUKHOI_AND_OTHERS, shares=shares)
    assert findings(found, "concentration of arms imports (HHI)") == []
    assert [finding.of["supplier"] for finding in findings(found, "printed share of arms imports")] == ["FRA"]
    (row,) = (row for row in found.listed if row["list"] == "printed shares without a concentration")
    assert row["reason"] == "the share of a is not known"


def test_editions_of_one_window_are_not_mixed() -> None:
    window = ("2012", "2016")
    shares = (share("ss004", "RUS", "69", "2022", window), share("ss005", "RUS", "68", "2017", window))
    found = measured(*SUKHOI_AND_OTHERS, shares=shares)
    editions = [finding.edition for finding in findings(found, "concentration of arms imports (HHI)")]
    assert editions == ["2017", "2022"]
    assert [finding.value for finding in findings(found, "printed share of arms imports")] == [68, 69]


def test_shares_that_add_up_to_more_than_everything_are_listed() -> None:
    shares = (share("a", "RUS", "60"), share("b", "FRA", "50"))
    found = measured(*SUKHOI_AND_OTHERS, shares=shares)
    assert findings(found, "concentration of arms imports (HHI)") == []
    assert [row["id"] for row in found.listed if row["list"] == "printed shares without a concentration"] == ["a;b"]


def test_a_printed_share_of_an_unknown_edition_is_listed() -> None:
    found = measured(*SUKHOI_AND_OTHERS, shares=({**share("a", "RUS", "60"), "edition": ""},))
    assert findings(found, "printed share of arms imports") == []
    assert [row["reason"] for row in found.listed if row["id"] == "a"] == ["without edition"]


def test_without_contracts_there_are_no_shares() -> None:
    assert measured().findings == ()


AMOUNTS = st.lists(st.tuples(st.sampled_from(["IND", "FRA", "USA"]), st.integers(1, 10**6)), min_size=1, max_size=8)


def shares_of(amounts: list[tuple[str, int]]) -> dict[tuple[str, str], float]:
    found = measured(*(deal(str(place), party, party, crore) for place, (party, crore) in enumerate(amounts)))
    return {
        (finding.of["by"], finding.of["supplier"]): float(finding.value or 0)
        for finding in findings(found, SHARE["money"], ALL)
    }


@given(AMOUNTS, st.integers(2, 50))
def test_shares_do_not_depend_on_the_unit_of_money(amounts: list[tuple[str, int]], factor: int) -> None:
    assert shares_of([(party, crore * factor) for party, crore in amounts]) == pytest.approx(shares_of(amounts))


@given(AMOUNTS)
def test_shares_add_up_to_one_and_do_not_depend_on_the_order_of_the_rows(amounts: list[tuple[str, int]]) -> None:
    shares = shares_of(amounts)
    assert sum(share for (by, _), share in shares.items() if by == "counterparty") == pytest.approx(1, abs=1e-3)
    assert shares_of(amounts[::-1]) == shares
