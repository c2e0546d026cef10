"""The vocabularies have one home, and the package agrees with it."""

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kautilya.register.registry import TABLES
from kautilya.register.vocabulary.areas import AREAS
from kautilya.register.vocabulary.countries import COUNTRIES, FORMER, PARTIES
from kautilya.register.vocabulary.listed import LISTED
from kautilya.register.vocabulary.stages import BuyerStage, SellerStage, has_reached, precedes
from kautilya.register.vocabulary.terms import SHARED, VOCABULARIES
from kautilya.register.vocabulary.units import UNITS, canonical, is_unit
from tests.intake.facts import INDIA, rows

STAGES = (*BuyerStage, *SellerStage)
stages = st.sampled_from(STAGES)

EVERYWHERE = ("confidence", "checked")
"""Columns that many tables have, listed table by table in the package."""


def test_the_table_of_terms_agrees_with_the_vocabularies() -> None:
    listed: dict[str, set[str]] = defaultdict(set)
    for _, cells in rows(INDIA, "terms"):
        listed[f"{cells['table']}.{cells['column']}"].add(cells["value"])
    shared = {name for name in listed if name.endswith(EVERYWHERE) and name != "field_sources.strength"}
    assert set(listed) - shared == set(LISTED)
    for name, words in listed.items():
        vocabulary = LISTED.get(name) or SHARED[name.rpartition(".")[2]]
        assert words - {""} == set(vocabulary.words), name
        assert name in shared or ("" in words) == vocabulary.may_be_blank, name


def test_the_areas_are_those_of_the_package() -> None:
    assert [cells["area_id"] for _, cells in rows(INDIA, "vocab")] == list(AREAS)


def test_the_tables_are_those_of_the_registry() -> None:
    assert VOCABULARIES["tables"].words == tuple(TABLES)


@given(stages, stages, stages)
def test_the_order_of_stages_is_a_strict_partial_order(
    one: BuyerStage | SellerStage, other: BuyerStage | SellerStage, third: BuyerStage | SellerStage
) -> None:
    assert not precedes(one, one)
    assert not (precedes(one, other) and precedes(other, one))
    assert not (precedes(one, other) and precedes(other, third)) or precedes(one, third)


def test_seller_stages_come_before_the_signature_in_no_order_with_negotiation() -> None:
    for seller in SellerStage:
        assert precedes(seller, BuyerStage.SIGNED)
        assert precedes(seller, BuyerStage.IN_SERVICE)
        assert not precedes(seller, BuyerStage.NEGOTIATING)
        assert not precedes(BuyerStage.NEGOTIATING, seller)
    assert not precedes(SellerStage.NOTIFIED, SellerStage.LICENSED)


def test_an_unknown_stage_has_no_place_in_the_order() -> None:
    assert not any(precedes(BuyerStage.UNKNOWN, other) or precedes(other, BuyerStage.UNKNOWN) for other in STAGES)
    assert has_reached(BuyerStage.DELIVERED, BuyerStage.SIGNED)
    assert not has_reached(BuyerStage.SANCTIONED, BuyerStage.SIGNED)


def test_the_two_tracks_are_those_of_the_conventions() -> None:
    buyer = "proposed < need accepted < tendered < negotiating < sanctioned < signed < delivering < delivered < in service"
    assert list(BuyerStage)[1:] == buyer.split(" < ")
    assert all(precedes(one, other) for one, other in zip(list(BuyerStage)[1:], list(BuyerStage)[2:], strict=False))


def test_parties_are_the_249_codes_of_iso_and_what_stands_beside_them() -> None:
    assert len(COUNTRIES) == 249
    assert not set(COUNTRIES) & set(FORMER)
    assert {"SUN", "EU", "unknown"} <= set(PARTIES)
    assert all(len(code) == 3 and code.isupper() for code in (*COUNTRIES, *FORMER))


def test_a_unit_is_the_same_in_the_singular_and_the_plural() -> None:
    assert canonical("vehicles") == canonical("vehicle")
    assert canonical("USD m") == canonical("USD million")
    assert all(canonical(one) != canonical(other) for one, other in product(UNITS, UNITS) if one != other)
    assert is_unit("aircraft")
    assert is_unit("EUR")
    assert not is_unit("boots")
