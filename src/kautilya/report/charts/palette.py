"""Colours that stay apart for colour-blind readers and in grey, and the common look of all charts."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import altair as alt

from kautilya.report.svg import svg

WIDE = 720
NARROW = 335
NARROW_BELOW = 400
INK = "#1c1f24"
SOFT = "#4d5560"
GRID = "#e3e6ea"
BLUE = "#17508f"
SKY = "#5aa2cf"
ORANGE = "#c8601a"
SAND = "#d9b56a"
GREEN = "#1f7a5c"
PLUM = "#8b3f73"
GREY = "#8a929c"
LIGHT = "#c3c9d0"

PARTNERS = {"IND": BLUE, "RUS": ORANGE, "FRA": SKY, "USA": PLUM, "ISR": SAND, "GBR": "#6b6f3a", "DEU": GREEN, "BRA": "#3d3d3d"}

LOOK: Mapping[str, object] = MappingProxyType(
    {
        "background": "transparent",
        "padding": {"left": 2, "right": 8, "top": 4, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK, "titleColor": SOFT, "titleFontWeight": "normal", "labelFontSize": 12, "titleFontSize": 12,
            "gridColor": GRID, "domainColor": SOFT, "tickColor": SOFT, "labelLimit": 220,
        },
        "header": {"labelColor": INK, "labelFontSize": 11, "labelFontWeight": "bold", "title": None},
    }
)  # fmt: skip
"""The common look of all charts, as a Vega-Lite configuration."""

Draw = Callable[[int], alt.TopLevelMixin]


def partner_colour(code: str) -> str:
    """Return the colour of a partner on every chart; partners without one of their own are grey."""
    return PARTNERS.get(code, GREY)


def at_both_widths(chart_id: str, draw: Draw) -> tuple[str, str]:
    """Draw a chart for a wide screen and for a phone."""
    return svg(draw(WIDE), f"{chart_id}-w", LOOK), svg(draw(NARROW), f"{chart_id}-n", LOOK)


def data(rows: Sequence[Mapping[str, object]]) -> alt.Data:
    """Return rows as the data of a chart, in their order."""
    return alt.Data(values=[dict(row) for row in rows])  # type: ignore[no-untyped-call]  # altair leaves it unannotated


def titled(chart: alt.LayerChart | alt.FacetChart, title: str) -> alt.LayerChart | alt.FacetChart:
    """Put a heading over a panel, if it has one."""
    if not title:
        return chart
    return chart.properties(title=alt.TitleParams(title, anchor="start", frame="group", fontSize=12.5, color=SOFT))
