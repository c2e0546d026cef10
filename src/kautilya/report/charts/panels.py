"""Small panels, one an area: a step line over columns, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import altair as alt

from kautilya.report.charts.palette import BLUE, INK, NARROW_BELOW, at_both_widths, data
from kautilya.report.charts.years import short
from kautilya.report.svg import hatched

WHOLE = 960
"""Width of all panels of a row on a wide screen."""
ACROSS_WIDE, ACROSS_NARROW = 5, 2
BETWEEN = 46
"""Room for the axis between two panels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaYear:
    """One year of one area."""

    area: str
    year: str
    line: float
    """Drawn as a step line: what is needed."""
    columns: float
    """Drawn as a column: what is held."""
    assumed: bool = False


def panels(chart_id: str, rows: Sequence[AreaYear]) -> tuple[str, str]:
    """Draw one small panel per area at both widths; each panel has its own scale, in the area's unit."""

    def draw(width: int) -> alt.TopLevelMixin:
        wide = width >= NARROW_BELOW
        across = ACROSS_WIDE if wide else ACROSS_NARROW
        each = ((WHOLE if wide else width) - across * BETWEEN) // across
        return _facets(rows, across, each)

    return at_both_widths(chart_id, draw)


def _facets(rows: Sequence[AreaYear], across: int, each: int) -> alt.TopLevelMixin:
    years = list(dict.fromkeys(short(row.year) for row in rows))
    areas = list(dict.fromkeys(row.area for row in rows))
    x = alt.X(
        "year:O", sort=years, title=None, scale=alt.Scale(paddingInner=0.15),
        axis=alt.Axis(values=[years[0], years[-1]], labelAngle=0, labelFontSize=10, ticks=False,
                      labelOverlap=False, labelPadding=8,
                      labelExpr="slice(datum.label, 2)"),
    )  # fmt: skip
    axis = alt.Axis(tickCount=3, labelFontSize=10, domain=False, ticks=False, format="~s")
    bars = (
        alt.Chart()
        .mark_bar(strokeWidth=0.4)
        .encode(
            x=x,
            y=alt.Y("value:Q", title=None, axis=axis),
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )
    line = alt.Chart().mark_line(interpolate="step", color=INK, strokeWidth=2).encode(x=x, y=alt.Y("line:Q", title=None))
    header = alt.Header(
        title=None, labelExpr="split(datum.label, '|')", labelAnchor="start", labelPadding=4, labelLineHeight=12
    )
    drawing: alt.TopLevelMixin = (
        alt.layer(bars, line, data=data(_values(rows, each)))
        .properties(width=each, height=62)
        .facet(
            facet=alt.Facet("area:N", sort=[_broken(area, each) for area in areas], header=header),
            columns=across,
            align="all",
            bounds="flush",
            spacing={"row": 52, "column": BETWEEN},
        )
        .resolve_scale(y="independent")
        .resolve_axis(x="independent")
    )
    return drawing


def _values(rows: Sequence[AreaYear], each: int) -> list[dict[str, object]]:
    return [
        {
            "area": _broken(row.area, each), "year": short(row.year), "value": row.columns, "line": row.line, "stroke": BLUE,
            "fill": hatched(BLUE) if row.assumed else BLUE,
        }
        for row in rows
    ]  # fmt: skip


def _broken(name: str, width: int) -> str:
    """Break a panel's title into two lines at most, with `|` between them."""
    return "|".join(wrap(name, max(14, width // 6), max_lines=2, placeholder="…"))
