"""Needs of the embedded register against the tables themselves, read with plain `csv` and worked out apart."""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files

import pytest

from kautilya.measures.catalogue import measured
from kautilya.measures.finding import Measurement
from kautilya.measures.needs.needs import FILL, LEFT, NEED
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from tests.measures.finding_by import findings, the


@cache
def rows(table: str) -> list[dict[str, str]]:
    text = files("kautilya").joinpath("registers", "india", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def found(india: View) -> Measurement:
    return measured("needs", india)


def gaps() -> dict[str, tuple[float, float]]:
    """Return shortfall of FY2035-36 and largest requirement by area."""
    short = {
        row["area_id"]: float(row["shortfall"]) for row in rows("case/holding_by_year") if row["fiscal_year"] == "FY2035-36"
    }
    largest: dict[str, float] = defaultdict(float)
    for row in rows("case/holding_by_year"):
        largest[row["area_id"]] = max(largest[row["area_id"]], float(row["requirement"]))
    return {area: (short[area], largest[area]) for area in short}


def brought(row: dict[str, str]) -> float:
    """Return what an offer delivers by March 2036 if it is ordered in month 6 of its first year: counted month by month."""
    first = 12 * int(row["earliest_order_fy"][2:6]) + 6 + 12 * float(row["first_delivery_years"])
    years = sum(12 * (year + 1) > first + 1e-9 for year in range(2026, 2036))
    most = float(row["max_quantity"]) if row["max_quantity"] else 1e9
    return min(most, years * float(row["max_rate_per_year"])) * float(row["units_per_order_unit"])


def test_needs_are_shortfalls_over_the_largest_requirement_at_equal_weights(found: Measurement) -> None:
    expected = {area: short / largest for area, (short, largest) in gaps().items()}
    assert {one.of["area"]: one.value for one in findings(found, NEED)} == pytest.approx(expected)
    values = [float(one.value or 0) for one in findings(found, NEED)]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(("by", "column"), [("seller", "supplier_country"), ("design", "design_origin")])
def test_the_share_that_each_partner_could_fill_is_that_of_the_table(found: Measurement, by: str, column: str) -> None:
    whole = sum(short / largest for short, largest in gaps().values())
    units: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows("case/offers_live"):
        for country in row[column].replace("+", ";").split(";"):
            units[country][row["area_id"]] += brought(row)
    expected = {
        country: sum(min(gaps()[area][0], n) / gaps()[area][1] for area, n in of.items()) / whole
        for country, of in units.items()
    }
    shown = {one.of["partner"]: one.value for one in findings(found, FILL, by=by, offers="all live")}
    assert shown == pytest.approx(expected)


def test_what_no_offer_fills_is_the_rest(found: Measurement) -> None:
    units: dict[str, float] = defaultdict(float)
    for row in rows("case/offers_live"):
        units[row["area_id"]] += brought(row)
    whole = sum(short / largest for short, largest in gaps().values())
    filled = sum(min(short, units[area]) / largest for area, (short, largest) in gaps().items())
    assert the(found, LEFT).value == pytest.approx(1 - filled / whole)


def test_every_live_offer_has_its_status_price_and_lead_time(found: Measurement) -> None:
    for quantity in ("status of the offer", "price of one", "first delivery after the order"):
        assert len(findings(found, quantity)) == len(rows("case/offers_live")) == 53


def test_every_offer_that_the_case_leaves_out_is_listed_with_its_reason(found: Measurement) -> None:
    listed = {str(row["offer"]) for row in found.listed if row["list"] == "offer left out of the case"}
    assert listed == {row["offer_id"] for row in rows("case/offers_excluded")}


def test_a_partner_sees_its_own_offers_only(india: View) -> None:
    shown = {one.of["offer"] for one in findings(measured("needs", india, Scope(partner="USA")), "status of the offer")}
    assert shown == {
        row["offer_id"]
        for row in rows("case/offers_live")
        if "USA" in f"{row['supplier_country']};{row['design_origin']}".replace("+", ";").split(";")
    }
