"""Cells become typed values and back; what is no value is refused in words for the user."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register import attributes as declare
from kautilya.register.attributes import Attribute
from kautilya.register.parse import Value, parse, written
from kautilya.register.vocabulary.countries import PARTIES
from kautilya.register.vocabulary.terms import VOCABULARIES

MEANS = "Any."
DAY = declare.day(MEANS)
YEAR = declare.fiscal_year(MEANS)
COUNT = declare.count(MEANS)
NUMBER = declare.number(MEANS)
SIGNED = declare.number(MEANS, signed=True)
TEXT = declare.text(MEANS)
STAGE = declare.term("deals.buyer_stage", MEANS)
SERVICES = declare.terms("services", MEANS)
PARTNERS = declare.countries(MEANS)

codes = st.sampled_from(sorted(PARTIES))
joint = st.lists(codes, min_size=1, max_size=3).map("+".join)
values: st.SearchStrategy[tuple[Attribute, Value]] = st.one_of(
    st.tuples(st.just(TEXT), st.text(min_size=1)),
    st.tuples(st.just(COUNT), st.integers(0, 10**15)),
    st.tuples(st.just(NUMBER), st.decimals(0, 10**15, places=2).map(abs)),
    st.tuples(st.just(SIGNED), st.decimals(-(10**9), 10**9, places=3)),
    st.tuples(st.just(DAY), st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(PartialDate.of)),
    st.tuples(st.just(DAY), st.integers(1900, 2100).map(lambda year: PartialDate(year=year))),
    st.tuples(st.just(YEAR), st.integers(1947, 2100).map(lambda start: FiscalYear(start=start))),
    st.tuples(st.just(STAGE), st.sampled_from(VOCABULARIES["deals.buyer_stage"].words)),
    st.tuples(st.just(SERVICES), st.lists(st.sampled_from(VOCABULARIES["services"].words), min_size=1).map(tuple)),
    st.tuples(st.just(declare.country(MEANS)), codes),
    st.tuples(st.just(PARTNERS), st.lists(joint, min_size=1).map(tuple)),
    st.tuples(st.just(declare.flag(MEANS)), st.sampled_from(["yes", "no", "unknown"])),
)


@given(values)
def test_what_is_written_is_read_back(case: tuple[Attribute, Value]) -> None:
    attribute, value = case
    assert parse(attribute, written(value)) == value


@given(st.text(min_size=1), st.sampled_from([DAY, YEAR, COUNT, NUMBER, SIGNED, STAGE, SERVICES, PARTNERS]))
def test_any_text_is_refused_or_read_as_a_value_that_can_be_written(text: str, attribute: Attribute) -> None:
    try:
        value = parse(attribute, text)
    except ValueError:
        return
    assert parse(attribute, written(value)) == value


@pytest.mark.parametrize(
    ("attribute", "text", "message"),
    [
        (DAY, "2025-02-30", "no date of the calendar"),
        (DAY, "2025-13", "no date of the calendar"),
        (DAY, "31.10.2025", "expected 2025, 2025-10 or 2025-10-31"),
        (YEAR, "2025-26", "expected FY2025-26"),
        (YEAR, "FY2025-27", "did you mean FY2025-26"),
        (COUNT, "-3", "negative"),
        (COUNT, "3.5", "whole number"),
        (COUNT, "٣", "whole number"),
        (NUMBER, "-3.5", "negative"),
        (NUMBER, "1,000", "without commas"),
        (NUMBER, "nan", "no number"),
        (NUMBER, "Infinity", "no number"),
        (STAGE, "inked", "unknown term 'inked': expected one of: unknown, proposed"),
        (declare.area(MEANS), "jets", "expected one of the 61 areas"),
        (SERVICES, "Army; Navy", "no spaces"),
        (SERVICES, "Army;;Navy", "none blank"),
        (declare.country(MEANS), "India", "unknown country 'India'"),
        (declare.country(MEANS), "FRA+GBR", "unknown country"),
        (PARTNERS, "FRA+", "unknown country ''"),
        (declare.countries(MEANS, also="depends_on.substitute_origin"), "nowhere", "or one of: multiple"),
        (declare.address(MEANS), "example.org", "no web address"),
        (declare.flag(MEANS, vocabulary="deals.adds_units"), "unknown", "expected one of: yes, no"),
    ],
)
def test_what_is_no_value_is_refused_and_the_message_says_why(attribute: Attribute, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        parse(attribute, text)
    assert message in str(caught.value)


def test_a_joint_design_is_one_entry_and_separate_countries_are_several() -> None:
    assert parse(PARTNERS, "FRA+GBR;USA") == ("FRA+GBR", "USA")
    assert parse(declare.countries(MEANS, also="depends_on.substitute_origin"), "ESP;open") == ("ESP", "open")


def test_former_states_and_the_unknown_are_parties_of_their_own() -> None:
    assert parse(declare.country(MEANS), "SUN") == "SUN"
    assert parse(declare.country(MEANS), "unknown") == "unknown"


def test_a_claim_that_brings_a_unit_to_a_field_without_units_stays_text() -> None:
    assert parse(DAY, "2027", "first aircraft") == "2027"
    assert parse(STAGE, "stop imports", "commitment") == "stop imports"
    assert parse(NUMBER, "12", "USD") == Decimal(12)
    assert parse(DAY, "2027") == PartialDate(year=2027)


def test_days_keep_the_precision_of_their_source() -> None:
    assert [written(parse(DAY, text)) for text in ("2025", "2025-10", "2025-10-31")] == ["2025", "2025-10", "2025-10-31"]
    assert parse(DAY, "2025-10-31") == PartialDate.of(date(2025, 10, 31))
