from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.intake.transfers.price_hints import MENTIONS, PriceHint, Role, price_claims, price_hints
from kautilya.register.claim import KnownBy, Mark
from tests.intake.transfers.reading import read_one, register


def told(comment: str) -> list[tuple[str, int, int, str]]:
    return [(hint.currency, int(hint.low), int(hint.high), hint.role.value) for hint in price_hints(comment)]


M, B = 10**6, 10**9


@pytest.mark.parametrize(
    ("comment", "hints"),
    [
        ("INR17.2 b ($339 m) deal", [("INR", 17_200 * M, 17_200 * M, "deal"), ("USD", 339 * M, 339 * M, "conversion")]),
        ("INR54 b ($546-800 m) deal", [("INR", 54 * B, 54 * B, "deal"), ("USD", 546 * M, 800 * M, "conversion")]),
        (
            "$862 m deal (incl $496 m for boats and rest for spares; 30% offsets incl production of parts)",
            [("USD", 862 * M, 862 * M, "deal"), ("USD", 496 * M, 496 * M, "included")],
        ),
        ("Part of $72 m deal; XJ-2 version", [("USD", 72 * M, 72 * M, "larger deal")]),
        ("Part of probably $20 m deal", [("USD", 20 * M, 20 * M, "larger deal")]),
        ("Part INR3.8-5.4 b deal", [("INR", 3_800 * M, 5_400 * M, "larger deal")]),
        ("$5.1 b deal (offsets $2.1 b)", [("USD", 5_100 * M, 5_100 * M, "deal"), ("USD", 2_100 * M, 2_100 * M, "offset")]),
        (
            "$3.3 b deal (originally $525-650 m deal but increased)",
            [("USD", 3_300 * M, 3_300 * M, "deal"), ("USD", 525 * M, 650 * M, "earlier")],
        ),
        ("EUR129 m or EUR210 m deal", [("EUR", 129 * M, 129 * M, "deal"), ("EUR", 210 * M, 210 * M, "deal")]),
        ("INR119-185 b deal ($3.3-3.6 b)", [("INR", 119 * B, 185 * B, "deal"), ("USD", 3_300 * M, 3_600 * M, "conversion")]),
        ("$27-30 m aid; for police", [("USD", 27 * M, 30 * M, "aid")]),
        ("$2 b deal (part of $3.4 b deal)", [("USD", 2 * B, 2 * B, "deal"), ("USD", 3_400 * M, 3_400 * M, "larger deal")]),
        ("INR300b deal", [("INR", 300 * B, 300 * B, "deal")]),
        ("\u00a37.5 m deal", [("GBP", 7_500_000, 7_500_000, "deal")]),
        ("Second-hand; CHF9 m deal", [("CHF", 9 * M, 9 * M, "deal")]),
    ],
)
def test_amounts_are_read_with_what_they_are_the_price_of(comment: str, hints: list[tuple[str, int, int, str]]) -> None:
    assert told(comment) == hints


@pytest.mark.parametrize(
    "comment",
    ["", "For 18 155mm guns", "MTU 20V (4260hp) diesel engine", "Kite-2 version; for 6 boats", "Project-877 m", "5 b deal"],
)
def test_numbers_without_a_currency_are_no_prices(comment: str) -> None:
    assert price_hints(comment) == ()


def test_purpose_and_doubt_are_kept_in_the_comments_words() -> None:
    first, second = price_hints("Possibly $6.8 b deal (incl $4.2 b for aircraft $1.8 b for spare parts)")[:2]
    assert (first.hedge, second.covers, second.role) == ("possibly", "aircraft", Role.INCLUDED)
    assert price_hints("$2 b deal for 7-year lease")[0].covers == "7-year lease"
    assert price_hints("$2 b deal (incl $550 m advance payment)")[1].covers == "advance payment"


def test_a_conversion_names_what_it_converts() -> None:
    assert price_hints("INR17.2 b ($339 m) deal")[1].converts == 0


@given(st.text(max_size=200))
def test_any_comment_is_read(comment: str) -> None:
    for hint in price_hints(comment):
        assert Decimal(0) <= hint.low <= hint.high
        assert hint.quote in comment


def test_hints_become_proposed_claims_that_cite_data_set_and_row(tmp_path: Path) -> None:
    found = read_one(
        register(
            "India,Israel,2009,,16,,Kite-1,UAV,16,,2012; 2013,New,INR17.2 b ($339 m) deal,3,48,48",
            "India,France,2011,,2,,Tern-4,radar,1,,2015,New,For 2 boats,4.75,9.5,4.75",
        ),
        tmp_path,
    )
    claims = list(price_claims(found.dataset, found.rows, recorded_on=date(2026, 5, 1)))
    name = found.dataset.name
    assert {claim.subject for claim in claims} == {f"{name}:10:0", f"{name}:10:1"}
    low = next(claim for claim in claims if claim.subject.endswith(":1") and claim.attribute == "amount_low")
    assert (low.raw, low.unit, low.mark, low.known_basis) == ("339000000", "USD", Mark.SOURCED, KnownBy.PAGE)
    assert str(low.known_on) == "2025-03-14"
    assert low.quote == "INR17.2 b ($339 m) deal"
    assert {claim.attribute for claim in claims} == {"row", "amount_low", "amount_high", "role", "converts"}


def test_a_hint_is_a_value() -> None:
    hint = PriceHint(low=Decimal(1), high=Decimal(2), currency="INR", role=Role.DEAL, quote="INR1-2")
    assert hint == PriceHint(low=Decimal(1), high=Decimal(2), currency="INR", role=Role.DEAL, quote="INR1-2")


@pytest.mark.parametrize(
    ("comment", "amounts"),
    [
        ("INR5,000 crore deal", [("INR", 50_000_000_000, 50_000_000_000, "deal")]),
        ("$1;200 m deal", [("USD", 1_200_000_000, 1_200_000_000, "deal")]),
        ("Rs 2;09;050 crore deal", [("INR", 2_090_500_000_000, 2_090_500_000_000, "deal")]),
        ("Deal worth Rs. 2.24 crores", [("INR", 22_400_000, 22_400_000, "mentioned")]),
        ("12 for $2; 100 m range", []),
        (
            "INR590 b (EUR7.87 b; $8.8 b) deal",
            [
                ("INR", 590_000_000_000, 590_000_000_000, "deal"), ("EUR", 7_870_000_000, 7_870_000_000, "conversion"),
                ("USD", 8_800_000_000, 8_800_000_000, "conversion"),
            ],
        ),
    ],
)  # fmt: skip
def test_thousands_signs_and_second_conversions_are_read(comment: str, amounts: list[tuple[str, int, int, str]]) -> None:
    assert told(comment) == amounts


AMOUNTS = st.builds(
    "{}{}{}{} {}{}".format,
    st.sampled_from(("", "part of ", "(", "deal;")),
    st.sampled_from(("US$", "A$", "$", "\u20ac", "\u00a3", "DM", "INR", "FRF", "Rs", "Rs.", "\u20b9")),
    st.sampled_from(("", " ", "\u00a0")),
    st.sampled_from(("1", "17.2", "646-700", "1,200", "2;09;050")),
    st.sampled_from(("m", "b", "million", "crore", "pieces")),
    st.text(max_size=5),
)


@given(st.one_of(AMOUNTS, st.text(alphabet="INRU$\u20ac\u00a3DM 0123456789.mb", max_size=20)))
def test_no_comment_with_an_amount_is_passed_over(comment: str) -> None:
    if price_hints(comment):
        assert pl.Series([comment]).str.contains(MENTIONS).item()
