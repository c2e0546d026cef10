"""The case's areas, units and mappings."""

from fractions import Fraction

import pytest

from kautilya.register.claim import Mark
from kautilya.tables.areas import UnitMapping, areas, requirement_is, singular
from tests.tables.synthetic import view_of


def mapping(text: str, unit: str) -> UnitMapping:
    return UnitMapping(text=text, unit=unit, mark=Mark.ASSUMED, basis="A005", claim_ids=())


@pytest.mark.parametrize(
    ("text", "unit", "printed", "factor"),
    [
        ("1 squadron = 18 aircraft", "aircraft", "squadrons", Fraction(18)),
        ("1 squadron = 18 aircraft", "aircraft", "aircraft", Fraction(1)),
        ("6 regiments = 354 vehicles (59 each)", "vehicle", "regiments", Fraction(59)),
        ("1 launcher set = 1 launcher + 6 missiles (500 launchers, 3,000 missiles)", "launcher set", "launchers", Fraction(1)),
        ("1 unit = 1 boat", "submarine", "submarines", Fraction(1)),
        ("1 squadron = 18 aircraft", "aircraft", "regiments", None),
        ("1 squadron as in the S-400 contract; 1 Kusha squadron = 1", "squadron", "regiments", None),
    ],
)
def test_a_mapping_tells_what_a_printed_unit_is(text: str, unit: str, printed: str, factor: Fraction | None) -> None:
    assert mapping(text, unit).factor(printed) == factor


def test_aircraft_have_no_other_singular() -> None:
    assert [singular(unit) for unit in ("aircraft", "squadrons", "ship")] == ["aircraft", "squadron", "ship"]


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("total force: authorised squadrons x 18", "total force"),
        ("ADDITIONAL BUY (RFI 60-80), not a total force", "additional buy"),
        ("REPLACEMENT BUY of about 2,000 BMP-2", "replacement buy"),
        ("FARP towed line (additional buy); newer reports: over 1,200 still wanted", "additional buy"),
        ("assumed requirement: no source", "stated otherwise"),
    ],
)
def test_a_buy_is_told_from_a_total_force(what: str, kind: str) -> None:
    assert requirement_is(what) == kind


def test_an_area_knows_its_mapping_mark_and_the_register_areas_it_covers() -> None:
    row = {
        "area_id": "space",
        "unit": "satellite",
        "unit_mapping": "1 unit = 1 SBS-III satellite",
        "unit_mapping_mark": "assumed",
    }
    links = [{"case_area_id": "space", "area_id": register_area} for register_area in ("space-surveillance", "ssa")]
    found = areas(view_of({"case-area": [row], "case-area-link": links}))["space"]
    assert found.mapping.mark is Mark.ASSUMED
    assert found.register_areas == ("space-surveillance", "ssa")
