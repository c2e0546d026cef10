"""Columns and lines over fiscal years."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from kautilya.report.charts.palette import NARROW_BELOW, at_both_widths, data
from kautilya.report.svg import hatched

THOUSANDS = "datum.value / 1000"
"""Writes an axis in thousands."""
MOST_UPRIGHT = 11
"""With more years than this their names are turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart:
    """One part of a year's column."""

    year: str
    name: str
    value: float
    colour: str
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """One point of a line over the years."""

    year: str
    name: str
    value: float
    colour: str
    dashed: bool = False
    ring: bool = False
    """Its points are rings, which a point of another line can stand in."""


def short(year: str) -> str:
    """Write a fiscal year for an axis: `2026-27`."""
    return year.removeprefix("FY")


def columns(
    chart_id: str, years: Sequence[str], rows: Sequence[YearPart], lines: Sequence[YearPoint] = (), *, axis: str
) -> tuple[str, str]:
    """Draw stacked columns in thousands, first part lowest, with lines over them, at both widths.

    A line is broken where a year has no point.
    """

    def draw(width: int) -> alt.TopLevelMixin:
        narrow = width < NARROW_BELOW
        x = alt.X(
            "year:O",
            sort=[short(year) for year in years],
            title=None,
            scale=alt.Scale(domain=[short(year) for year in years]),
            axis=alt.Axis(labelAngle=-90 if narrow or len(years) > MOST_UPRIGHT else 0, ticks=False, labelPadding=5),
        )
        layers = ([_stack(rows, x, axis)] if rows else []) + [
            one for name in _names(lines) for one in _line(years, lines, name, x, axis)
        ]
        drawing: alt.TopLevelMixin = alt.layer(*layers).properties(width=width - 62, height=210 if narrow else 260)
        return drawing

    return at_both_widths(chart_id, draw)


def _y(field: str, axis: str) -> alt.Y:
    return alt.Y(field, title=axis, axis=alt.Axis(labelExpr=THOUSANDS, tickCount=5, domain=False), scale=alt.Scale(zero=True))


def _stack(rows: Sequence[YearPart], x: alt.X, axis: str) -> alt.Chart:
    values = [
        {
            "year": short(row.year), "value": row.value, "order": i, "stroke": row.colour,
            "fill": hatched(row.colour) if row.assumed else row.colour,
        }
        for i, row in enumerate(rows)
    ]  # fmt: skip
    drawn: alt.Chart = (
        alt.Chart(data(values))
        .mark_bar(strokeWidth=0.8)
        .encode(
            x=x,
            y=_y("sum(value):Q", axis),
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            order="order:Q",
        )
    )
    return drawn


def _names(points: Sequence[YearPoint]) -> list[str]:
    return list(dict.fromkeys(point.name for point in points))


def _line(years: Sequence[str], points: Sequence[YearPoint], name: str, x: alt.X, axis: str) -> list[alt.Chart]:
    of_line = {point.year: point for point in points if point.name == name}
    look = next(iter(of_line.values()))
    values = [{"year": short(year), "value": of_line[year].value if year in of_line else None} for year in years]
    base = alt.Chart(data(values)).encode(x=x, y=_y("value:Q", axis))
    dash = [6, 4] if look.dashed else [1, 0]
    halo = base.mark_line(color="#ffffff", strokeWidth=5.5, invalid="break-paths-filter-domains")
    line = base.mark_line(color=look.colour, strokeWidth=2.5, strokeDash=dash, invalid="break-paths-filter-domains")
    dots = base.transform_filter("isValid(datum.value)").mark_point(
        color=look.colour, filled=not look.ring, size=140 if look.ring else 45, opacity=1, strokeWidth=2
    )
    return [halo, line, dots]
