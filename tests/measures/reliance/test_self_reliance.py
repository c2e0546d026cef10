"""Self-reliance: a small record worked by hand, the targets' arithmetic, and the printed figures of the India example."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import measured
from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.reliance.growth import GROWN, NEEDED, REACHED, compound
from kautilya.measures.reliance.self_reliance import MEASURE
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from tests.tables.synthetic import Row, view_of


def row(row_id: str, measure: str, period: str, days: tuple[str, str], value: str, **more: str) -> Row:
    told = {"id": row_id, "measure": measure, "period": period, "period_start": days[0], "period_end": days[1]}
    return {**told, "value": value, "unit": "INR crore", "stage": "actual", "preferred": "yes", **more}


def year(row_id: str, measure: str, start: int, value: str, **more: str) -> Row:
    period = f"FY{start}-{(start + 1) % 100:02d}"
    return row(row_id, measure, period, (f"{start}-04-01", f"{start + 1}-03-31"), value, **more)


PRODUCTION = "domestic production"
TARGET = "domestic production target"


def of(found: Measurement, quantity: str, **dimensions: str) -> Finding:
    return next(one for one in found.findings if one.quantity == quantity and dimensions.items() <= one.of.items())


def test_a_small_record_worked_by_hand() -> None:
    """From 100 to 161.051 in five years is 10 per cent a year; 200 in two years more asks for (200 / 161.051) ** (1/2) - 1."""
    view = view_of(
        {
            "industry": [
                year("a", PRODUCTION, 2019, "100"),
                year("b", PRODUCTION, 2024, "161.051"),
                year("c", TARGET, 2024, "322.102", stage="target"),
                year("d", TARGET, 2026, "200", stage="target"),
            ]
        }
    )
    found = measured(MEASURE, view)
    assert of(found, GROWN, of=PRODUCTION).value == pytest.approx(0.1)
    assert of(found, REACHED, target="FY2024-25").value == 0.5
    assert of(found, NEEDED, target="FY2026-27").value == pytest.approx(0.1144, abs=5e-5)


def test_a_target_for_a_bare_year_has_two_readings() -> None:
    aim = row("t", TARGET, "2027", ("2027-01-01", "2027-12-31"), "400", stage="target")
    found = of(measured(MEASURE, view_of({"industry": [year("a", PRODUCTION, 2024, "100"), aim]})), NEEDED)
    assert found.value is None
    assert [found.low, found.high] == pytest.approx([4 ** (1 / 3) - 1, 1.0], abs=1e-4)


def test_growth_needs_the_level_of_the_right_year() -> None:
    view = view_of({"industry": [year("a", PRODUCTION, 2018, "100"), year("b", PRODUCTION, 2024, "150")]})
    assert not [one for one in measured(MEASURE, view).findings if one.quantity == GROWN]


def test_the_preferred_row_gives_the_value_and_the_others_widen_it() -> None:
    rows = [
        year("a", PRODUCTION, 2023, "126887", preferred="no", stage="provisional"),
        year("b", PRODUCTION, 2023, "127434", stage="revised"),
    ]
    found = of(measured(MEASURE, view_of({"industry": rows})), f"{PRODUCTION}, as printed")
    assert (found.value, found.low, found.high, found.n) == (127434, 126887, 127434, 2)


def test_offsets_are_a_share_of_what_was_promised_in_the_same_period() -> None:
    days = ("2005-01-01", "2018-03-31")
    rows = [
        row("a", "offset obligations contracted", "2005..2018-03", days, "66427"),
        row("b", "offset obligations claimed discharged", "2005..2018-03", days, "11396"),
        row("c", "offset claims accepted", "2005..2018-06", days, "5457"),
    ]
    found = measured(MEASURE, view_of({"industry": rows}))
    assert of(found, "share of offset obligations claimed as discharged").value == 0.1716
    assert not [one for one in found.findings if "accepted as discharged" in one.quantity]


def test_a_foreign_share_is_turned_round_and_says_so() -> None:
    spent = year("a", "foreign procurement share of expenditure", 2018, "46", unit="percent")
    found = of(measured(MEASURE, view_of({"industry": [spent]})), "domestic share")
    assert (found.value, found.mark) == (0.54, "derived")
    assert "100 less the foreign share" in found.of["definition"]


def test_a_window_takes_no_period_outside_it() -> None:
    rows = [year(str(start), PRODUCTION, start, str(start)) for start in range(2015, 2026)]
    scope = Scope(since=PartialDate.parse("2018-04"), until=PartialDate.parse("2021-03"))
    found = measured(MEASURE, view_of({"industry": rows}), scope)
    assert {one.window for one in found.findings} == {"FY2018-19", "FY2019-20", "FY2020-21"}


def test_with_a_partner_only_what_it_transfers_and_offers_is_told(india: View) -> None:
    found = measured(MEASURE, india, Scope(partner="FRA"))
    told = {one.of.get("partner") or one.of.get("seller") for one in found.findings}
    assert told == {"FRA"}
    assert found.findings


def test_the_printed_figures_of_the_example_are_those_of_its_table(india: View) -> None:
    """Counted by hand from the shipped table: every preferred row comes out, with its value."""
    table = Path(__file__).parents[3] / "src/kautilya/registers/india/industry.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        wanted = {
            (one["measure"], one["period"]): float(one["value"]) for one in csv.DictReader(lines) if one["preferred"] == "yes"
        }
    printed = [one for one in measured(MEASURE, india).findings if one.quantity.endswith(", as printed")]
    told = {(one.quantity.removesuffix(", as printed"), one.window): one.value for one in printed}
    assert told == wanted


def test_the_official_totals_give_the_domestic_share_of_2024_25(india: View) -> None:
    """177 of 193 contracts, Rs 1,68,922 of 2,09,050 crore."""
    found = measured(MEASURE, india)
    for unit, share in (("number", 177 / 193), ("money", 168_922 / 209_050)):
        one = of(found, "domestic share", definition=f"all contracts by {unit}, official totals")
        assert one.value == pytest.approx(share, abs=5e-5)


@given(st.floats(0.1, 1e6), st.floats(0.1, 1e6), st.integers(1, 30))
def test_growth_leads_from_the_first_level_to_the_last(first: float, last: float, years: int) -> None:
    assert first * (1 + compound(first, last, years)) ** years == pytest.approx(last)


@pytest.mark.parametrize(("first", "last", "years"), [(0, 1, 1), (1, 0, 1), (1, 2, 0)])
def test_growth_from_nothing_is_refused(first: float, last: float, years: int) -> None:
    with pytest.raises(ValueError, match="two positive levels"):
        compound(first, last, years)
