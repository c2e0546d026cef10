"""Dependence on a small register counted by hand, and on the embedded one against its tables."""

import csv
from collections.abc import Mapping, Sequence
from importlib.resources import files

import pytest

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.reliance.component_families import FAMILY, ONLY, SUBSTITUTES
from kautilya.measures.reliance.dependence import dependence
from kautilya.measures.reliance.partner_shares import ANY, DESIGNED, MOVING, RESTS, SOLD
from kautilya.measures.reliance.rests_on import reliance, touched
from kautilya.measures.reliance.stopping import stopping
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.store.view import View
from tests.tables.synthetic import Row, view_of

FLEETS: Sequence[Row] = (
    {"id": "mk1", "area_id": "fighter", "system": "Tejas Mk1", "design_origin": "IND", "quantity": "20", "unit": "aircraft",
     "as_of": "2025"},
    {"id": "c17", "area_id": "transport", "system": "C-17", "design_origin": "USA", "quantity": "10", "unit": "aircraft",
     "as_of": "2025", "deal_id": "c17-10"},
    {"id": "gone", "area_id": "fighter", "system": "MiG-21", "design_origin": "RUS", "quantity": "0", "unit": "aircraft",
     "as_of": "2025"},
)  # fmt: skip
DEALS: Sequence[Row] = (
    {"id": "mk1a-80", "buyer": "IND", "supplier_country": "IND", "design_origin": "IND", "system": "LCA Tejas Mk1A (80)",
     "area_id": "fighter", "adds_units": "yes", "quantity": "80", "quantity_unit": "aircraft", "buyer_stage": "signed"},
    {"id": "c17-10", "buyer": "IND", "supplier_country": "USA", "design_origin": "USA", "system": "C-17 (10)",
     "area_id": "transport", "adds_units": "yes", "quantity": "10", "quantity_unit": "aircraft", "buyer_stage": "delivered"},
)  # fmt: skip


NO_FLEETS: Mapping[str, Sequence[Row]] = {"fleet": ()}


def engine(row: str, system: str, **cells: str) -> Row:
    return {"id": row, "system": system, "component": "engine", "component_family": "F404/F414", "component_name": "F404",
            "component_supplier_country": "USA", "component_supplier_known": "yes", "substitute_exists": "no",
            "source_date": "2025-01-01", **cells}  # fmt: skip


def measured(
    *components: Row, more: Mapping[str, Sequence[Row]] | None = None, scope: Scope = EVERYTHING, as_of: str = "2026-04-30"
) -> Measurement:
    tables: dict[str, Sequence[Row]] = {"fleet": FLEETS, "deal": DEALS, "dependence": components, **(more or {})}
    return dependence(view_of(tables, as_of=as_of), scope)


def found(measurement: Measurement, quantity: str, **of: str) -> Finding:
    """Return the one finding with exactly these dimensions."""
    wanted = {name.replace("_", " "): value for name, value in of.items()}
    if quantity in (RESTS, DESIGNED, SOLD):
        wanted = {"counted in": "holdings and orders", **wanted}
    (one,) = [one for one in measurement.findings if one.quantity == quantity and one.of == wanted]
    return one


def test_a_domestic_fighter_on_a_foreign_engine_counts_for_the_engines_country() -> None:
    """By hand: three holdings and orders; Tejas Mk1A surely stops, C-17 (design, seller) may; by pieces 80 of 100 fighters."""
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)", deal_id="mk1a-80"))
    rests = found(asked, RESTS, partner="USA", area="all", for_want_of=ANY)
    assert (rests.low, rests.high, rests.value, rests.n) == (round(1 / 3, 4), round(2 / 3, 4), None, 3)
    fighters = found(asked, RESTS, partner="USA", area="fighter", counted_in="aircraft", for_want_of=MOVING)
    assert (fighters.value, fighters.n, fighters.unit) == (0.8, 2, "share")
    designed = found(asked, DESIGNED, partner="USA", area="all")
    assert (designed.value, designed.n) == (round(1 / 3, 4), 3)
    sold = found(asked, SOLD, partner="USA", area="all")
    assert (sold.low, sold.high) == (round(1 / 3, 4), round(2 / 3, 4))
    assert "LCA Tejas Mk1A (80)" in (rests.note or "")


@pytest.mark.parametrize(
    ("state", "low", "high"), [("no", 1, 1), ("in development", 1, 1), ("none found", 0, 1), ("yes", 0, 0)]
)
def test_the_state_of_the_substitute_decides(state: str, low: float, high: float) -> None:
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)", substitute_exists=state, substitute_origin="IND"), more=NO_FLEETS)
    rests = [one for one in asked.findings if one.quantity == RESTS and one.of.get("area") == "fighter"]
    assert all((one.low, one.high) == (low, high) for one in rests)
    assert bool(rests) == bool(high)


def test_a_torpedo_is_none_of_the_components_that_move_a_system() -> None:
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)", component="torpedo"), more=NO_FLEETS)
    assert found(asked, RESTS, partner="USA", area="fighter", for_want_of=ANY).value == 1
    assert found(asked, RESTS, partner="USA", area="fighter", for_want_of=MOVING).value == 0


def test_a_component_that_ended_or_has_not_begun_does_not_count_and_is_listed() -> None:
    asked = measured(engine("d1", "Tejas Mk1", until="2024"), engine("d2", "Tejas Mk1", since="2027"))
    listed = {row["row"]: row["reason"] for row in asked.listed if row["list"] == "components that do not count today"}
    assert listed == {"d1": "ended 2024", "d2": "begins 2027"}
    assert not [one for one in asked.findings if one.of.get("area") == "fighter" and one.quantity == RESTS]


def test_a_row_of_another_deal_is_a_guess_and_one_of_no_system_is_listed() -> None:
    others = ({**DEALS[0], "id": "mk1a-90", "system": "LCA Tejas Mk1A second order"}, *DEALS)
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)", deal_id="mk1a-80"), engine("d2", "AMCA"), more={"deal": others})
    rests = found(asked, RESTS, partner="USA", area="fighter", for_want_of=ANY)
    assert (rests.low, rests.high) == (round(1 / 3, 4), round(1 / 3, 4))
    assert [row["name"] for row in asked.listed if row["list"] == "names not matched"] == ["AMCA"]
    guessed = measured(engine("d1", "LCA Tejas Mk1A (9)", deal_id="c17-10"), more=NO_FLEETS)
    rests = found(guessed, RESTS, partner="USA", area="fighter", for_want_of=ANY)
    assert (rests.low, rests.high) == (0, 1)


def test_support_and_withheld_technology_may_stop_a_system() -> None:
    support = {"id": "s1", "fleet": "Tejas Mk1", "support_origin": "FRA", "source_date": "2025-01-01"}
    withheld = {"id": "t1", "partner": "ISR", "system": "Tejas Mk1", "depth": "licence production",
                "withheld_or_denied": "source code", "source_date": "2025-01-01"}  # fmt: skip
    offered = {**withheld, "id": "t2", "partner": "SWE", "depth": "offer"}
    asked = measured(more={"support": (support,), "technology-transfer": (withheld, offered)})
    assert {one.of["partner"] for one in asked.findings if one.of.get("area") == "fighter"} == {"FRA", "ISR"}
    for partner in ("FRA", "ISR"):
        rests = found(asked, RESTS, partner=partner, area="fighter", for_want_of=ANY)
        assert (rests.low, rests.high) == (0, 0.5)


def test_a_repeated_row_changes_no_share() -> None:
    once = measured(engine("d1", "LCA Tejas Mk1A (80)"))
    twice = measured(engine("d1", "LCA Tejas Mk1A (80)"), engine("d2", "LCA Tejas Mk1A (80)"))
    assert _bounds(once) == _bounds(twice)


def test_families_and_substitutes_are_counted_by_hand() -> None:
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)"), engine("d2", "Tejas Mk2", substitute_exists="none found"))
    family = found(asked, FAMILY, **{"family": "F404/F414", "from": "USA"})
    assert (family.value, family.n) == (2, 2)
    assert found(asked, SUBSTITUTES, **{"from": "USA", "substitute": "none found"}).value == 1


def test_the_only_source_of_an_area_is_one_foreign_country() -> None:
    offers = [{"id": f"o{place}", "area_id": "tanker", "system": "x", "supplier_country": country, "source_date": "2025-01-01"}
              for place, country in enumerate(("ISR", "ISR"))]  # fmt: skip
    asked = measured(more={"offer": offers})
    assert found(asked, ONLY, area="tanker", of="offers", partner="ISR").value == 2
    home = [*offers, {**offers[0], "id": "o9", "supplier_country": "IND"}]
    assert not [one for one in measured(more={"offer": home}).findings if one.quantity == ONLY and one.of["area"] == "tanker"]


def test_one_partner_is_asked_alone_and_the_rows_that_may_stop_are_listed() -> None:
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)"), scope=Scope(partner="USA"))
    assert {one.of["partner"] for one in asked.findings if "partner" in one.of} == {"USA"}
    assert {row["list"] for row in asked.listed} == {"surely stops", "may stop"}
    nobody = measured(engine("d1", "LCA Tejas Mk1A (80)"), scope=Scope(partner="PER"))
    assert (nobody.findings, nobody.listed) == ((), ())


def test_rows_known_later_do_not_count() -> None:
    asked = measured(engine("d1", "LCA Tejas Mk1A (80)", source_date="2026-03-01"), as_of="2026-02")
    assert not [one for one in asked.findings if one.quantity == FAMILY or one.of.get("area") == "fighter"]


def test_the_engine_families_of_the_embedded_register_are_those_of_its_table(india: View) -> None:
    path = files("kautilya").joinpath("registers", "india", "depends_on.csv")
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["until"] == "" and row["component_family"]]
    counted: dict[str, set[str]] = {}
    for row in rows:
        counted.setdefault(row["component_family"], set()).add(row["system"])
    asked = dependence(india, EVERYTHING)
    told = {one.of["family"]: one.value for one in asked.findings if one.quantity == FAMILY}
    assert told["USA F404/F414 (GE)"] == 5
    assert {name: len(systems) for name, systems in counted.items() if len(systems) > 1}.items() <= told.items()


def test_the_tejas_order_of_the_embedded_register_rests_on_its_engine(india: View) -> None:
    asked = dependence(india, Scope(partner="USA"))
    sure = [row for row in asked.listed if row["list"] == "surely stops"]
    assert [(row["row"], str(row["by"]).split(";")[0]) for row in sure] == [("deal:lca-mk1a-83", "F404-GE-IN20 (d001)")]
    rests = found(asked, RESTS, partner="USA", area="all", for_want_of=ANY)
    assert rests.low == round(1 / (rests.n or 1), 4)


def test_leaving_out_the_needs_that_a_partner_cannot_touch_changes_no_answer(india: View) -> None:
    on = reliance(india)
    for partner in on.partners:
        whole = stopping(on.needs, frozenset({partner}))
        touching = stopping(touched(on, partner), frozenset({partner}))
        assert {system: stop for system, stop in whole.items() if stop} == {
            system: stop for system, stop in touching.items() if stop
        }


def _bounds(measurement: Measurement) -> Mapping[str, tuple[float | None, float | None]]:
    return {one.address: (one.low, one.high) for one in measurement.findings if one.quantity in (RESTS, DESIGNED, SOLD)}


def test_a_window_keeps_what_was_surely_signed_in_it() -> None:
    """By hand: of the two orders only the fighters were signed in 2021; the C-17 in 2011, and the Mk1 has no deal."""
    deals = [{**DEALS[0], "signed_on": "2021-02-03"}, {**DEALS[1], "signed_on": "2011-06"}]
    scope = Scope(partner="USA", since=PartialDate.parse("2020"), until=PartialDate.parse("2022"))
    part = measured(engine("e", "LCA Tejas Mk1A (80)"), more={"deal": deals}, scope=scope)
    rests = found(part, RESTS, partner="USA", area="all", for_want_of=ANY)
    assert (rests.value, rests.n) == (1.0, 1)
    assert found(part, SOLD, partner="USA", area="all").value == 0.0
    assert {case["list"] for case in part.listed} == {
        "component families, substitutes and only sources refused", "surely stops",
    }  # fmt: skip
    unsure = measured(engine("e", "LCA Tejas Mk1A (80)"), more={"deal": [{**deals[0], "signed_on": "2019"}]}, scope=scope)
    assert not unsure.findings


def test_an_order_of_two_deals_of_which_one_lies_in_the_window_is_named(india: View) -> None:
    """The combat helicopters were ordered in March 2022 and in March 2025: only the first lies before July 2024."""
    scope = Scope(since=PartialDate.parse("2020-07"), until=PartialDate.parse("2024-06"))
    part = [row for row in dependence(india, scope).listed if row["list"] == "contracted in the window in part"]
    assert [row["name"] for row in part] == ["LCH Prachand"]
