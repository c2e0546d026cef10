import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

import pytest

from kautilya.report.charts.bars import Bar, Part, bars, parts
from kautilya.report.charts.palette import BLUE, PARTNERS
from kautilya.report.charts.panels import AreaYear, panels
from kautilya.report.charts.spans import Range, spans
from kautilya.report.charts.years import YearPart, YearPoint, columns

YEARS = ("FY2026-27", "FY2027-28", "FY2028-29")
HOSTILE = "<script>x</script>"


BARS = [Bar(label=HOSTILE, value=2, text="2", assumed=True), Bar(label="b", value=1, text="1", low=0.5, high=3)]
DRAWINGS: Mapping[str, Callable[[], tuple[str, str]]] = {
    "bars": lambda: bars("x", BARS),
    "parts": lambda: parts("x", [Part(row="a", name="x", value=0.4, text="40 %", colour=BLUE, assumed=True)]),
    "columns": lambda: columns(
        "x",
        YEARS,
        [YearPart(year=YEARS[0], name="a", value=1, colour=BLUE, assumed=True)],
        [YearPoint(year=YEARS[2], name="b", value=2, colour=BLUE)],
        axis="money",
    ),
    "panels": lambda: panels("x", [AreaYear(area="a", year=year, line=3, columns=1, assumed=True) for year in YEARS]),
    "spans": lambda: spans("x", [Range(label="a", low=1, high=2, point=None, text="1 to 2")], axis="months"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_chart_is_drawn_with_the_same_bytes(name: str) -> None:
    assert DRAWINGS[name]() == DRAWINGS[name]()


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_id_in_a_drawing_is_its_own_and_every_reference_resolves(name: str) -> None:
    for drawn, width in zip(DRAWINGS[name](), "wn", strict=True):
        own = {element.get("id") for element in ET.fromstring(drawn).iter() if element.get("id")}
        assert all(str(one).startswith(f"x-{width}-") for one in own)
        assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= own


@pytest.mark.parametrize("name", ["bars", "parts", "columns", "panels"])
def test_what_is_assumed_is_striped(name: str) -> None:
    for drawn in DRAWINGS[name]():
        assert "<pattern" in drawn
        assert 'fill="url(#x-' in drawn


def test_a_drawing_fetches_nothing_and_escapes_its_texts() -> None:
    drawn = DRAWINGS["bars"]()[0]
    assert "http" not in drawn.replace("http://www.w3.org/", "")
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_partners_keep_apart_in_grey() -> None:
    """Neighbours in a stacked column differ in lightness; colours alone do not carry the meaning."""
    lightness = sorted(
        sum(int(colour[i : i + 2], 16) * weight for i, weight in ((1, 0.299), (3, 0.587), (5, 0.114)))
        for colour in PARTNERS.values()
    )
    assert len({round(level) for level in lightness}) == len(PARTNERS)


def test_an_axis_of_shares_is_in_per_cent_as_its_labels_are() -> None:
    row = Range(label="a", low=0.1, high=0.33, point=None, text="10 % – 33 %")
    drawn = {share: spans("x", [row], axis="share", share=share)[0] for share in (True, False)}
    assert ">20%</text>" in drawn[True]
    assert ">0.2</text>" in drawn[False]
