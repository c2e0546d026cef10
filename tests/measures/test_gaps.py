"""Gaps on small cases, worked by hand."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.finding import Measurement
from kautilya.measures.gaps import capability_gaps
from kautilya.register.claim import Mark
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Another, Row, view_of

SHORTFALL = "shortfall when the year ends"


def area(**cells: str) -> Row:
    return {"area_id": "fighter", "name": "Multi-role fighter", "unit": "aircraft", "unit_mapping": "1 squadron = 18 aircraft",
            "unit_mapping_mark": "assumed", "unit_mapping_basis": "A005", "requirement": "765", "requirement_low": "756",
            "requirement_high": "900", "requirement_mark": "derived", "requirement_source": "D-FTRREQ",
            "requirement_what": "total force: authorised squadrons x 18",
            "holding_scope": "whole combat fleet", **cells}  # fmt: skip


def year(fiscal_year: str, in_service: int, ordered: int, retired: int, **cells: str) -> Row:
    holding = in_service + ordered - retired
    marks = {f"{column}_mark": "sourced" for column in ("requirement", "in_service", "on_order_delivery", "retirement")}
    return {"area_id": "fighter", "fiscal_year": fiscal_year, "requirement": "765", "in_service": str(in_service),
            "on_order_delivery": str(ordered), "retirement": str(retired), "holding": str(holding), "holding_mark": "derived",
            "shortfall": str(max(0, 765 - holding)), "shortfall_mark": "derived", **marks, **cells}  # fmt: skip


def measured(
    *years: Row, of: Row | None = None, printed: tuple[Row, ...] = (), others: tuple[Another, ...] = ()
) -> Measurement:
    tables: dict[str, Sequence[Row]] = {
        "case-area": [of or area()],
        "case-area-link": [{"case_area_id": "fighter", "area_id": "fighter"}],
        "case-holding": years,
        "requirement": printed,
    }
    return capability_gaps(view_of(tables, {"requirement": others}))


def published(row_id: str, **cells: str) -> Row:
    return {"id": row_id, "area_id": "fighter", "holder": "IND", "as_of": "2025-09-26", "requirement": "42.5",
            "requirement_is": "total force", "holding": "29", "unit": "squadrons", **cells}  # fmt: skip


KNOWN_MAPPING = area(unit_mapping_mark="sourced")


def test_a_year_shows_every_quantity_in_the_unit_of_the_area() -> None:
    found = measured(year("FY2026-27", 522, 12, 0))
    values = {finding.quantity: finding.value for finding in found.findings}
    assert values == {
        "requirement": 765,
        "in service when the year opens": 522,
        "on order: delivered in the year": 12,
        "retired in the year": 0,
        "holding when the year ends": 534,
        "shortfall when the year ends": 231,
    }
    assert {finding.unit for finding in found.findings} == {"aircraft"}


def test_every_number_names_its_mapping_and_inherits_its_mark() -> None:
    found = measured(year("FY2026-27", 522, 12, 0))
    assert {finding.mark for finding in found.findings} == {Mark.ASSUMED}
    named = "unit mapping '1 squadron = 18 aircraft' is assumed (A005)"
    assert all(named in (finding.note or "") for finding in found.findings)


def test_a_holding_inherits_the_weakest_input_of_all_years_so_far() -> None:
    first = year("FY2026-27", 522, 12, 0)
    second = year("FY2027-28", 534, 24, 13, retirement_mark="assumed")
    third = year("FY2028-29", 545, 30, 13)
    found = measured(third, first, second, of=KNOWN_MAPPING)
    marks = [the(found, "holding when the year ends", window).mark for window in ("FY2026-27", "FY2027-28", "FY2028-29")]
    assert marks == [Mark.DERIVED, Mark.ASSUMED, Mark.ASSUMED]
    assert the(found, "on order: delivered in the year", "FY2028-29").mark is Mark.SOURCED


def test_the_shortfall_has_the_range_of_the_requirement() -> None:
    """By hand: 756 - 534 = 222, 900 - 534 = 366."""
    found = the(measured(year("FY2026-27", 522, 12, 0)), SHORTFALL)
    assert (found.value, found.low, found.high) == (231, 222, 366)


def test_a_year_with_a_lower_requirement_has_no_range() -> None:
    found = measured(year("FY2026-27", 522, 12, 0, requirement="0", shortfall="0"))
    assert the(found, "requirement").low is None
    assert the(found, SHORTFALL).low is None


def test_a_buy_is_kept_apart_from_a_total_force() -> None:
    found = measured(year("FY2026-27", 0, 0, 0), of=area(requirement_what="ADDITIONAL BUY (RFI 60-80), not a total force"))
    assert {finding.of["requirement_is"] for finding in found.findings} == {"additional buy"}


def test_a_published_number_stands_in_its_own_unit_and_in_that_of_the_case() -> None:
    """42.5 squadrons of 18 aircraft are 765."""
    found = measured(year("FY2026-27", 522, 12, 0), printed=(published("gap010"),))
    own = the(found, "published requirement")
    mapped = the(found, "published requirement, in the unit of the case")
    assert (own.value, own.unit, own.mark) == (42.5, "squadrons", Mark.SOURCED)
    assert (mapped.value, mapped.unit, mapped.mark) == (765, "aircraft", Mark.ASSUMED)


def test_a_published_range_and_contradicting_values_are_the_range() -> None:
    printed = (published("gap020", requirement="60", requirement_high="80", unit="aircraft"), published("gap005", holding="32"))
    others = (
        Another(record_id="gap005", attribute="holding", raw="32", unit="squadrons", preferred=True),
        Another(record_id="gap005", attribute="holding", raw="28", unit="squadrons"),
    )
    found = measured(printed=printed, others=others)
    wanted = the(found, "published requirement", row="gap020")
    held = the(found, "published holding", row="gap005")
    assert (wanted.value, wanted.low, wanted.high) == (60, 60, 80)
    assert (held.value, held.low, held.high) == (32, 28, 32)


def test_a_row_outside_the_case_or_its_units_is_listed() -> None:
    printed = (published("gap013", area_id="fighter-naval", unit="aircraft"), published("gap043", unit="regiments"))
    found = measured(printed=printed)
    assert [(row["id"], row["reason"]) for row in found.listed] == [
        ("gap013", "no area of the planning case covers it"),
        ("gap043", "the mapping '1 squadron = 18 aircraft' does not tell how it becomes aircraft"),
    ]


NUMBERS = st.integers(0, 1000)


@given(NUMBERS, NUMBERS, st.integers(0, 500))
def test_the_shortfall_is_what_the_requirement_leaves_and_never_below_none(opening: int, ordered: int, retired: int) -> None:
    found = measured(year("FY2026-27", max(opening, retired), ordered, retired))
    values = {finding.quantity: float(finding.value or 0) for finding in findings(found, SHORTFALL)}
    held = float(the(found, "holding when the year ends").value or 0)
    assert values[SHORTFALL] == max(0, 765 - held)
