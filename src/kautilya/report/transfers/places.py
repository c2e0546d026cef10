"""A map of suppliers: land and points, no borders.

Land is Natural Earth's at 1:110 million (public domain, as packed by world-atlas); a point stands at a capital, to a tenth
of a degree, so the map tells where volume comes from and says nothing of whose a territory is.
"""

import csv
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import altair as alt
import polars as pl

from kautilya.report.charts.palette import INK, LIGHT, NARROW_BELOW, ORANGE, at_both_widths, data
from kautilya.report.svg import hatched

HERE = "kautilya.report.transfers"


@cache
def places() -> Mapping[str, tuple[float, float]]:
    """Return longitude and latitude by code."""
    text = files(HERE).joinpath("places.csv").read_text(encoding="utf-8")
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(text.splitlines())}


def without_place(frame: pl.DataFrame, partner: str = "supplier") -> list[str]:
    """List the partners that a map cannot show (unknown suppliers, groups), for the text beside it."""
    return [code for code in frame[partner].unique(maintain_order=True) if code not in places()]


def supplier_map(chart_id: str, frame: pl.DataFrame, *, partner: str = "supplier", named: int = 6) -> tuple[str, str]:
    """Draw each partner's share as a point of that area, the largest named, at both widths. Estimates are striped."""
    rows = [
        {
            "party": row[partner], "share": row["share"], "longitude": places()[row[partner]][0],
            "latitude": places()[row[partner]][1], "name": row[partner] if at < named else "",
            "fill": hatched(ORANGE) if str(row["share_is"]).startswith("even split") else ORANGE,
        }
        for at, row in enumerate(frame.filter(pl.col(partner).is_in(list(places()))).iter_rows(named=True))
    ]  # fmt: skip

    def draw(width: int) -> alt.TopLevelMixin:
        height = int(width * 0.5)
        land = alt.Chart(_land()).mark_geoshape(fill=LIGHT, stroke=None)
        points = alt.Chart(data(rows)).encode(longitude="longitude:Q", latitude="latitude:Q")
        largest = 900 if width > NARROW_BELOW else 350
        circles = points.mark_circle(stroke=INK, strokeWidth=0.5, opacity=0.85).encode(
            size=alt.Size("share:Q", scale=alt.Scale(domain=[0, 1], range=[0, 2 * largest]), legend=None),
            color=alt.Color("fill:N", scale=None),
        )
        names = points.mark_text(dy=-12, fontSize=11, color=INK).encode(text="name:N")
        return alt.layer(land, circles, names).project(type="equalEarth").properties(width=width, height=height)

    return at_both_widths(chart_id, draw)


def _land() -> alt.Data:
    shape = json.loads(files(HERE).joinpath("land-110m.json").read_text(encoding="utf-8"))
    return alt.Data(values=shape, format=alt.TopoDataFormat(feature="land", type="topojson"))  # type: ignore[no-untyped-call]  # altair leaves it unannotated
