"""Upkeep on a small register counted by hand, and on the embedded one against its tables."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.reliance.hubs import PLACES, SERVICEABLE, SHARE, SITES, TOWNS, hubs
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.store.view import View
from kautilya.tables.reliance.maintenance import Where, where
from tests.tables.synthetic import Row, view_of

DEAL = {"id": "d", "buyer": "IND", "supplier_country": "IND", "supplier_entity": "HAL", "system": "x"}
HOME_NAMES = ("HAL", "Goa", "Bengaluru")


def fleet(row: str, name: str, origin: str = "RUS", **cells: str) -> Row:
    return {"id": row, "area_id": "fighter", "system": name, "design_origin": origin, "quantity": "10", "unit": "aircraft",
            "as_of": "2025", **cells}  # fmt: skip


def site(row: str, platforms: str, **cells: str) -> Row:
    return {"id": row, "name": f"site {row}", "place": "Goa", "state": "Goa", "lat": "15.4", "lon": "73.8",
            "platforms": platforms, "kind": "maintenance", "status": "operating", "date": "2024", "source_date": "2024-06-01",
            **cells}  # fmt: skip


def row_of(row: str, name: str, **cells: str) -> Row:
    return {"id": row, "fleet": name, "support_origin": "RUS", "source_date": "2024-06-01", **cells}


def measured(
    fleets: Sequence[Row],
    sites: Sequence[Row] = (),
    rows: Sequence[Row] = (),
    scope: Scope = EVERYTHING,
    as_of: str = "2026-04-30",
) -> Measurement:
    return hubs(view_of({"fleet": fleets, "deal": (DEAL,), "hub": sites, "support": rows}, as_of=as_of), scope)


def the(found: Measurement, quantity: str, **of: str) -> Finding:
    (one,) = [one for one in found.findings if one.quantity == quantity and one.of == of]
    return one


def cases(found: Measurement, name: str) -> list[Mapping[str, Scalar]]:
    return [case for case in found.listed if case["list"] == name]


FOUR = (fleet("a", "Su-30MKI"), fleet("b", "C-17", "USA"), fleet("c", "Mi-26"), fleet("d", "Ka-28"))


def test_the_share_lies_between_what_is_told_and_that_and_the_unknown() -> None:
    """By hand: Su-30MKI at HAL, C-17 at a planned site, Mi-26 in Russia, of Ka-28 nothing: 1 of 4 to 2 of 4."""
    rows = (
        row_of("s1", "Su-30MKI", deep_maintenance_where="HAL Nashik"),
        row_of("s2", "Mi-26", deep_maintenance_where="Russia"),
    )
    found = measured(FOUR, (site("h1", "C-17", status="planned"),), rows)
    share = the(found, SHARE, partner="all", area="all")
    assert (share.value, share.low, share.high, share.n) == (None, 0.25, 0.5, 4)
    counted = {one.of["place"]: one.value for one in found.findings if one.quantity == PLACES and one.of["area"] == "all"
               and one.of["partner"] == "all"}  # fmt: skip
    assert counted == {Where.HOME: 1, Where.COMING: 1, Where.ABROAD: 1, Where.NOT_TOLD: 1}
    russian = the(found, SHARE, partner="RUS", area="all")
    assert (russian.low, russian.high) == (round(1 / 3, 4), round(2 / 3, 4))
    assert [case["name"] for case in cases(found, "holdings without a row of support or a site")] == ["Ka-28"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("HAL Nashik and IAF", Where.HOME),
        ("INS Hansa, Goa (intermediate level)", Where.HOME),
        ("Thales India", Where.HOME),
        ("Russia, then Goa", Where.COMING),
        ("Bengaluru (from 2027)", Where.COMING),
        ("IAF depot, India (planned)", Where.COMING),
        ("Novosibirsk, Russia", Where.ABROAD),
        ("United Kingdom", Where.ABROAD),
        ("army base workshop", Where.NOT_TOLD),
        ("Goalpara", Where.NOT_TOLD),
        (None, Where.NOT_TOLD),
    ],
)
def test_a_place_is_read_from_its_words(place: str | None, told: Where) -> None:
    assert where(place, "IND", HOME_NAMES) is told


@pytest.mark.parametrize(("kind", "status", "low"), [
    ("maintenance", "operating", 1), ("maintenance", "used", 1), ("maintenance", "agreed", 0),
    ("maintenance", "inaugurated", 0), ("production", "operating", 0), ("ship repair", "operating", 0),
])  # fmt: skip
def test_only_a_working_site_of_maintenance_maintains(kind: str, status: str, low: float) -> None:
    found = measured((fleet("a", "Su-30MKI"),), (site("h1", "Su-30MKI;P-8I", kind=kind, status=status),))
    assert the(found, SHARE, partner="all", area="all").low == low
    assert the(found, SITES, kind=kind, status=status).value == 1
    assert [case["name"] for case in cases(found, "names not matched")] == ["P-8I"]


def test_a_guessed_match_raises_the_high_end_only_and_is_listed() -> None:
    found = measured(
        (fleet("a", "MiG-29UPG"),), (site("h1", "MiG-29"),), (row_of("s", "MiG-29UPG", deep_maintenance_where="Russia"),)
    )
    share = the(found, SHARE, partner="all", area="all")
    assert (share.low, share.high) == (0, 1)
    assert [(case["name"], case["to"]) for case in cases(found, "names matched by a guess")] == [("MiG-29", "fleet:a")]


def test_serviceability_stands_as_printed_beside_its_norm_and_is_never_averaged() -> None:
    rows = (
        row_of(
            "s1",
            "Mi-26",
            serviceability_as_printed="55 to 60",
            serv_low_pct="55",
            serv_high_pct="60",
            norm_pct="75",
            period="2015",
        ),
        row_of("s2", "Mi-26", serviceability_as_printed="near 40", serv_low_pct="40", serv_high_pct="40", period="2018"),
    )
    found = measured((fleet("c", "Mi-26"),), (), rows)
    first, second = (the(found, SERVICEABLE, fleet="Mi-26", row=row) for row in ("s1", "s2"))
    assert (first.value, first.low, first.high, first.window, first.note) == (
        None,
        55,
        60,
        "2015",
        "“55 to 60”; norm 75 percent",
    )
    assert (second.value, second.window, second.note) == (40, "2018", "“near 40”; no norm in the row")
    assert len([one for one in found.findings if one.quantity == SERVICEABLE]) == 2


def test_of_a_row_on_several_fleets_each_is_supported_from_where_it_was_designed() -> None:
    rows = (row_of("s1", "Mirage 2000 and MiG-29", support_origin="FRA;RUS"),)
    found = measured((fleet("a", "Mirage 2000", "FRA"), fleet("b", "MiG-29")), (), rows)
    assert [case["support"] for case in cases(found, "upkeep by fleet")] == ["FRA", "RUS"]


def test_the_sites_of_a_town_are_counted_at_its_coordinates_and_sites_without_a_town_are_not() -> None:
    sites = (
        site("h1", "C-17"),
        site("h2", "C-17", place="Goa (harbour)", status="planned"),
        site("h3", "C-17", lat="", lon=""),
    )
    found = [one for one in measured(FOUR, sites).findings if one.quantity == TOWNS]
    assert [(one.of["town"], one.of["degrees east"], one.of["state"], one.value) for one in found] == [
        ("Goa", "73.8", "working", 1), ("Goa", "73.8", "not there yet", 1),
    ]  # fmt: skip


def test_one_partner_is_asked_alone() -> None:
    found = measured(FOUR, (site("h1", "C-17"), site("h2", "Mi-26")), scope=Scope(partner="USA"))
    assert (
        the(found, SHARE, area="all", **{"tied to": "USA"}).n,
        the(found, SITES, kind="maintenance", status="operating", **{"tied to": "USA"}).value,
    ) == (1, 1)
    assert [case["name"] for case in found.listed] == ["C-17"]
    nobody = measured(FOUR, scope=Scope(partner="PER"))
    assert (nobody.findings, nobody.listed) == ((), ())


def test_rows_known_later_do_not_count() -> None:
    found = measured((fleet("a", "Su-30MKI", source_date="2024-01-01"),), (site("h1", "Su-30MKI"),), as_of="2025-01")
    assert the(found, SHARE, partner="all", area="all").low == 1
    before = measured((fleet("a", "Su-30MKI", source_date="2024-01-01"),), (site("h1", "Su-30MKI"),), as_of="2024-02")
    assert not [one for one in before.findings if one.low == 1]


@given(st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_order_changes_nothing_and_a_further_working_site_never_lowers_the_share(
    order: Sequence[int], served: set[int]
) -> None:
    sites = [site(f"h{at}", FOUR[at]["system"]) for at in sorted(served)]
    plain = the(measured(FOUR, sites), SHARE, partner="all", area="all")
    mixed = the(measured([FOUR[at] for at in order], sites[::-1]), SHARE, partner="all", area="all")
    more = the(measured(FOUR, [*sites, site("h9", "Ka-28")]), SHARE, partner="all", area="all")
    assert (plain.low, plain.high) == (mixed.low, mixed.high)
    assert (more.low or 0) >= (plain.low or 0)
    assert (more.high or 0) >= (plain.high or 0)


def test_the_sites_and_figures_of_the_embedded_register_are_those_of_its_tables(india: View) -> None:
    found = hubs(india, EVERYTHING)
    counted = Counter((row["kind"], row["status"]) for row in table("hubs"))
    assert {(one.of["kind"], one.of["status"]): one.value for one in found.findings if one.quantity == SITES} == counted
    printed = {row["id"]: (float(row["serv_low_pct"]), float(row["serv_high_pct"])) for row in table("spares_support")
               if row["serv_low_pct"] and row["serv_high_pct"]}  # fmt: skip
    told = {one.of["row"]: (one.low, one.high) for one in found.findings if one.quantity == SERVICEABLE}
    assert told == printed


def table(name: str) -> list[dict[str, str]]:
    path = files("kautilya").joinpath("registers", "india", f"{name}.csv")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_a_window_keeps_sites_and_figures_of_its_days_and_refuses_the_share_of_holdings() -> None:
    scope = Scope(since=PartialDate.parse("2023"), until=PartialDate.parse("2024"))
    sites = (site("in", "Su-30MKI"), site("before", "Su-30MKI", date="2021"), site("undated", "Mi-26", date=""))
    rows = (
        row_of("r1", "Su-30MKI", serv_low_pct="50", serv_high_pct="50", period="2023-01 to 2024-06"),
        row_of("r2", "Su-30MKI", serv_low_pct="60", serv_high_pct="60", period="2022 to 2023"),
        row_of("r3", "Su-30MKI", serv_low_pct="70", serv_high_pct="70", period="CAG 2023"),
    )
    found = measured(FOUR, sites, rows, scope=scope)
    assert [one.note for one in found.findings if one.quantity == SITES] == ["site in (in)"]
    assert [one.of["row"] for one in found.findings if one.quantity == SERVICEABLE] == ["r1"]
    assert not [one for one in found.findings if one.quantity in (SHARE, PLACES)]
    assert [case["list"] for case in found.listed] == ["share of holdings refused"]
