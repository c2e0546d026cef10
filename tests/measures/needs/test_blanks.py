"""Which blank matters, worked by hand, and against a search that tries every value."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.catalogue import measured as measured_by_name
from kautilya.measures.finding import Scalar
from kautilya.measures.needs.blanks import CHOICE, LIST, turning
from kautilya.measures.needs.needs import AREA_FILL, needs_and_offers
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from tests.measures.finding_by import the
from tests.measures.needs.test_needs import AREAS, AUTHOR, MONTH, WEIGHT, YEARS, offer
from tests.tables.synthetic import Row, view_of


def research(*offers: Row, areas: Sequence[Row] = AREAS, scope: Scope | None = None) -> Mapping[tuple[str, str], Scalar]:
    """Return the value at which each line turns, by line and cell."""
    tables = {
        "case-area": areas,
        "case-holding": YEARS,
        "case-offer": offers,
        "parameter": (WEIGHT, MONTH),
        "assumption": (AUTHOR,),
    }
    found = needs_and_offers(view_of(tables), scope or Scope())
    return {(str(row["line"]), str(row["value"])): row["turns_at"] for row in found.listed if row["list"] in (LIST, CHOICE)}


def test_a_rate_is_named_with_the_value_below_which_a_gap_stays_open() -> None:
    """Nine tankers are missing and one offer delivers for three years: below three a year some stay missing."""
    found = research(offer("one", "tanker", "FRA", max_rate_per_year_low="1", max_rate_per_year_high="8"))
    line = "live offers could fill the gap of tanker"
    assert found[line, "case/offers_live one.max_rate_per_year"] == pytest.approx(3, abs=0.01)


def test_a_rate_that_leaves_the_gap_filled_over_its_whole_range_is_not_named() -> None:
    found = research(offer("one", "tanker", "FRA", max_rate_per_year_low="3", max_rate_per_year_high="8"))
    assert not [cell for _, cell in found if "one" in cell]


def test_a_lead_time_and_an_order_year_turn_where_one_year_of_deliveries_is_lost() -> None:
    """At four a year nine need three years: ordered in FY2026-27 at month 6, from 2.5 years on only two are left."""
    one = offer("one", "tanker", "FRA", first_delivery_years_low="1", first_delivery_years_high="4",
                earliest_order_fy_high="FY2029-30")  # fmt: skip
    found = research(one)
    line = "live offers could fill the gap of tanker"
    assert found[line, "case/offers_live one.first_delivery_years"] == pytest.approx(2.5, abs=0.01)
    assert found[line, "case/offers_live one.earliest_order_fy"] == 2027


def test_a_requirement_turns_the_order_and_the_verdict() -> None:
    """Fighters, 60 held: 0.75 needs 240 of them, more than the case's 100. Filled with 12 of 20: at a requirement of 72."""
    found = research(offer("jet", "fighter", "FRA"))
    assert ("tanker is needed more than fighter", "case/areas fighter.requirement") not in found
    assert found["live offers could not fill the gap of fighter", "case/areas fighter.requirement"] == pytest.approx(
        72, abs=0.01
    )


def test_a_weight_is_a_choice_and_turns_the_order_where_both_needs_are_equal() -> None:
    """Shares 0.75 and 0.25: a third of the weight of tankers, or three times that of fighters; the case allows 0.5 to 2."""
    assert not [cell for line, cell in research() if line == "tanker is needed more than fighter"]
    wide = {**WEIGHT, "low": "0.1", "high": "9"}
    tables = {"case-area": AREAS, "case-holding": YEARS, "parameter": (wide, MONTH), "assumption": (AUTHOR,)}
    rows = [row for row in needs_and_offers(view_of(tables)).listed if row["list"] == CHOICE]
    assert {str(row["value"]): row["turns_at"] for row in rows} == {
        "case/parameters P01, for tanker alone": pytest.approx(1 / 3, abs=0.01),
        "case/parameters P01, for fighter alone": pytest.approx(3, abs=0.01),
    }


def test_a_missing_rate_says_what_the_offer_would_have_to_bring() -> None:
    found = research(offer("vague", "tanker", "FRA", max_rate_per_year=""))
    assert found["live offers could not fill the gap of tanker", "case/offers_live vague.max_rate_per_year"] == 9


def test_a_seller_is_overtaken_where_its_rate_falls_behind() -> None:
    """FRA brings 12 fighters (0.15), USA 9 tankers capped at the gap (0.75) of 12: it falls behind below 0.6 a year."""
    slow = offer("slow", "tanker", "USA", max_rate_per_year_low="0.1")
    found = research(slow, offer("jet", "fighter", "FRA"))
    line = "USA could fill more of the need than FRA"
    assert found[line, "case/offers_live slow.max_rate_per_year"] == pytest.approx(0.6, abs=0.01)


def test_a_partner_sees_the_values_of_its_own_offers() -> None:
    ranged = {"max_rate_per_year_low": "0.5", "max_rate_per_year_high": "8"}
    offers = (offer("one", "tanker", "FRA", **ranged), offer("two", "fighter", "USA", **ranged))
    assert {
        cell.split()[1].split(".")[0] for _, cell in research(*offers, scope=Scope(partner="USA")) if "offers_live" in cell
    } == {"two"}


@given(st.floats(0, 10), st.floats(0, 5), st.floats(5, 10), st.booleans())
def test_the_nearest_turning_value_is_found(at: float, low: float, high: float, rising: bool) -> None:
    """Law: just before it the line stands as now, at it it does not; and none is found where the ends agree with now."""

    def holds(value: float) -> bool:
        return (value >= at) is rising

    found = list(turning(holds, 5.0, low, high))
    ends = [end for end in (low, high) if end != 5.0 and holds(end) != holds(5.0)]
    assert len(found) == len(ends)
    for value in found:
        assert holds(value) != holds(5.0)
        assert value == pytest.approx(at, abs=1e-9)


@pytest.mark.parametrize("field", ["max_rate_per_year", "first_delivery_years"])
def test_the_whole_measure_asked_again_at_either_side_of_the_value_gives_two_answers(field: str) -> None:
    """Oracle: the row is rewritten with a value just short of and just beyond the turn; the gap is filled on one side only."""
    ends = {"max_rate_per_year": ("1", "8"), "first_delivery_years": ("1", "4")}[field]
    ranged = offer("one", "tanker", "FRA", **{f"{field}_low": ends[0], f"{field}_high": ends[1]})
    turns_at = float(research(ranged)["live offers could fill the gap of tanker", f"case/offers_live one.{field}"] or 0)
    filled = {at: _filled({**ranged, field: str(turns_at + at)}) for at in (-0.02, 0.02)}
    assert sorted(filled.values()) == [False, True]


def _filled(row: Row) -> bool:
    tables = {"case-area": AREAS, "case-holding": YEARS, "case-offer": (row,), "parameter": (WEIGHT, MONTH)}
    return the(needs_and_offers(view_of(tables)), AREA_FILL, area="tanker", offers="all live").value == 1


def test_the_rate_of_the_anti_tank_missile_of_the_register_turns_where_the_table_says(india: View) -> None:
    """By hand: 8,116 are missing, 2,000 come from elsewhere, seven years of deliveries: 6,116 / 7 = 873.71 a year."""
    found = measured_by_name("needs", india)
    rows = [row for row in found.listed if row["list"] == LIST and "mpatgm.max_rate" in str(row["value"])]
    assert [(row["turns_at"], row["now"]) for row in rows] == [(873.71, 1200)]
