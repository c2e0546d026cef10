"""The charts show the figures they are given: estimates striped, unknown places named, no borders drawn."""

import json
from importlib.resources import files

import polars as pl
import pytest

from kautilya.measures.transfers.concentration import concentration
from kautilya.measures.transfers.shares import supplier_shares
from kautilya.measures.transfers.source import Source
from kautilya.measures.transfers.years import Years
from kautilya.report.transfers.concentration import concentration_band
from kautilya.report.transfers.places import places, supplier_map, without_place
from kautilya.report.transfers.shares import REST, share_bounds, stacked_shares
from tests.measures.transfers.worlds import Deal, delivery_rows, register

WORLD = [
    Deal(supplier=code, unit=10.0 + at, pieces={2001 + at % 4: 2, 2005 + at % 3: 1})
    for at, code in enumerate(("RUS", "FRA", "USA", "ISR", "GBR", "ITA", "POL", "unknown"))
]
WINDOWS = [Years(first=2000, last=2004), Years(first=2005, last=2009)]


def shares(source: Source) -> pl.DataFrame:
    return pl.concat(supplier_shares([source], recipient="IND", window=window).frame for window in WINDOWS)


def test_the_stack_names_the_largest_suppliers_and_one_rest() -> None:
    for drawing in stacked_shares("stack", shares(delivery_rows(WORLD))):
        assert f">{REST}<" in drawing
        assert sum(f">{deal.supplier}<" in drawing for deal in WORLD) == 6
        assert "hatch" not in drawing


@pytest.mark.parametrize("draw", [stacked_shares, supplier_map])
def test_an_even_split_is_striped(draw) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 (two chart functions)
    assert "hatch" in draw("estimate", shares(register(WORLD)))[0]


def test_bounds_and_bands_are_drawn_at_two_widths() -> None:
    source = register(WORLD)
    wide, narrow = share_bounds("bounds", supplier_shares([source], recipient="IND", window=WINDOWS[0]).frame)
    assert wide != narrow
    assert "2001:2005" in concentration_band("band", concentration([source], recipient="IND").frame)[0]


def test_a_supplier_without_a_place_is_told_instead_of_drawn() -> None:
    frame = shares(delivery_rows(WORLD))
    assert without_place(frame) == ["unknown"]
    assert ">unknown<" not in supplier_map("map", frame)[0]


def test_the_map_has_land_and_no_borders() -> None:
    shape = json.loads(files("kautilya.report.transfers").joinpath("land-110m.json").read_text(encoding="utf-8"))
    assert list(shape["objects"]) == ["land"]


def test_every_place_lies_on_the_globe() -> None:
    assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in places().values())
