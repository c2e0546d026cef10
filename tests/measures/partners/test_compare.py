"""One page a partner, and partners side by side."""

import csv
from importlib.resources import files

import pytest

from kautilya.core.errors import UsageError
from kautilya.core.periods import PartialDate
from kautilya.measures import diversification
from kautilya.measures.catalogue import measured
from kautilya.measures.finding import Measurement
from kautilya.measures.partners.compare import Comparison, compare
from kautilya.measures.partners.lines import LINES
from kautilya.measures.partners.page import FLEETS, UNDER_WAY
from kautilya.measures.partners.pieces import pieces
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from tests.measures.partners.test_agenda import OTHER, deal
from tests.tables.synthetic import view_of

FIVE = ("USA", "FRA", "ISR", "DEU", "RUS")


@pytest.fixture(scope="module")
def five(india: View) -> Comparison:
    return compare(india, FIVE)


@pytest.fixture(scope="module")
def page(india: View) -> Measurement:
    return measured("partner", india, Scope(partner="USA"))


def test_pieces_are_added_within_a_unit_only() -> None:
    rows = [
        deal(f"a{place}", quantity=str(count), quantity_unit="aircraft", supplier_country=seller, adds_units="yes")
        for place, (seller, count) in enumerate([("USA", 10), ("USA", 20), ("FRA", 30), ("FRA", 30), ("IND", 10)])
    ]
    rows.append(deal("missiles", quantity="900", quantity_unit="missiles", adds_units="yes"))
    rows.append(deal("engines", quantity="99", quantity_unit="aircraft", adds_units="no"))
    rows.append(deal("unsigned", quantity="99", quantity_unit="aircraft", adds_units="yes", buyer_stage="negotiating"))
    found = {one.of["supplier"]: (one.value, one.n, one.of["in"]) for one in pieces(view_of({"deal": rows})).findings}
    assert found == {"USA": (0.3, 2, "aircraft"), "FRA": (0.6, 2, "aircraft"), "IND": (0.1, 1, "aircraft")}
    assert not pieces(view_of({"deal": rows[:4]})).findings, "four contracts are too few for a share"


def test_a_line_is_the_finding_of_its_measure_and_not_another_one(page: Measurement, india: View) -> None:
    money = [
        one
        for one in diversification.diversification(india).findings
        if one.quantity == "share of signed contracts by money"
        and one.of == {"by": "counterparty", "in": "money", "supplier": "USA"}
    ]
    (whole,) = [one for one in money if (one.window or "").startswith("all years")]
    (line,) = [one for one in page.findings if one.of["line"] == "money of signed contracts, all years, by who signs"]
    assert (line.value, line.low, line.high, line.n, line.claim_ids) == (
        whole.value,
        whole.low,
        whole.high,
        whole.n,
        whole.claim_ids,
    )


def test_the_fleets_are_those_of_the_table(page: Measurement) -> None:
    text = files("kautilya").joinpath("registers", "india", "fleets.csv").read_text(encoding="utf-8")
    held = {
        row["system"]
        for row in csv.DictReader(text.splitlines())
        if "USA" in row["design_origin"] and float(row["quantity"] or 0)
    }
    assert {one.of["line"] for one in page.findings if one.quantity == FLEETS} == held


def test_the_counts_are_those_of_the_agenda(page: Measurement) -> None:
    counts = {one.of["line"]: one.value for one in page.findings if one.quantity == UNDER_WAY}
    assert counts["agenda: overdue commitment"] == 5
    assert sum(row["list"] == "to raise: overdue commitment" for row in page.listed) == 5


def test_every_partner_has_the_same_lines_and_none_is_made_up(five: Comparison) -> None:
    assert five.partners == FIVE
    assert [line.label for line in five.lines][: len(LINES)] == [line.label for line in LINES]
    for line in five.lines:
        assert len(line.findings) == len(line.absent) == len(FIVE)
        for partner, one in zip(FIVE, line.findings, strict=True):
            assert one is None or one.of["partner"] == partner


def test_partners_stand_side_by_side_in_one_window(five: Comparison) -> None:
    for line in five.lines:
        windows = {one.window for one in line.findings if one is not None}
        assert len(windows) <= 1 or "latest window" in line.label or "notification" in line.label, (line.label, windows)


def test_what_is_not_known_is_told_from_what_was_not_found(five: Comparison) -> None:
    absent = {line.label: dict(zip(FIVE, line.absent, strict=True)) for line in five.lines}
    assert absent["money of signed contracts, all years, by who signs"]["DEU"] == "none found"
    assert absent["commitments: overdue"] == dict.fromkeys(FIVE, "none found") | {"RUS": "not known"}
    assert absent["arms imports in TIV, latest window printed"]["DEU"] == "not known"


def test_without_a_partner_it_has_the_lines_of_all_and_says_what_is_told_of_one_only(india: View) -> None:
    found = measured("partner", india)
    assert {"USA", "FRA", "RUS"} <= {one.of["partner"] for one in found.findings}
    assert {"USA", "FRA", "RUS"} <= {row["partner"] for row in found.listed}
    assert not {one.quantity for one in found.findings} & {FLEETS, UNDER_WAY}


def test_in_a_window_the_lines_are_called_by_it_and_those_of_another_window_are_left_out(india: View) -> None:
    scope = Scope(partner="FRA", since=PartialDate.parse("2021"), until=PartialDate.parse("2025"))
    lines = {one.of["line"]: one for one in measured("partner", india, scope).findings}
    money = "money of contracts signed in the window, by who signs"
    (own,) = [
        one
        for one in diversification.diversification(india, scope).findings
        if one.quantity == "share of signed contracts by money"
        and one.of == {"by": "counterparty", "in": "money", "supplier": "FRA"}
    ]
    assert (lines[money].value, lines[money].window) == (own.value, "2021-01-01..2025-12-31")
    assert not [line for line in lines if "all years" in line or "last five" in line or "ten years" in line]


def test_figures_of_unlike_periods_are_said_to_be(five: Comparison) -> None:
    said = {line.label: line.warning for line in five.lines}
    shares = said["arms imports in TIV, latest window printed"]
    assert shares is not None
    assert "2019 to 2023 and 2021 to 2025" in shares
    assert said["aircraft under contract"] is None


def test_of_a_partner_without_a_row_it_is_said_that_there_is_nothing(india: View) -> None:
    assert list(compare(india, ("USA", "PAK")).nothing) == ["PAK"]
    assert compare(india, FIVE).nothing == {}


def test_one_partner_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match="at least two"):
        compare(view_of({"commitment": [OTHER]}), ("USA", "USA"))
