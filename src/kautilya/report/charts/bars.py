"""Lying bars, one a row, with their value written at the end; striped where assumed."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from kautilya.report.charts.palette import BLUE, INK, LIGHT, SAND, SKY, at_both_widths, data, titled
from kautilya.report.svg import hatched


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, or one part of a stacked bar."""

    label: str
    """Name of the row."""
    value: float
    text: str
    """Written at the end of the bar."""
    colour: str = BLUE
    assumed: bool = False
    panel: str = ""
    """Title of the group of bars it stands in."""
    low: float | None = None
    high: float | None = None
    """Ends of the range drawn over the bar."""


def bars(chart_id: str, rows: Sequence[Bar], *, largest: float | None = None) -> tuple[str, str]:
    """Draw bars in their order, in panels under one another, at both widths."""
    reach = largest if largest is not None else max((max(row.value, row.high or 0.0) for row in rows), default=1.0) or 1.0

    def draw(width: int) -> alt.TopLevelMixin:
        longest = max(len(row.label) for row in rows)
        panels = list(dict.fromkeys(row.panel for row in rows))
        stack = [_panel([row for row in rows if row.panel == panel], panel, width, reach, longest) for panel in panels]
        drawn: alt.TopLevelMixin = alt.vconcat(*stack, spacing=18) if len(stack) > 1 else stack[0]
        return drawn

    return at_both_widths(chart_id, draw)


def _panel(rows: Sequence[Bar], title: str, width: int, reach: float, longest: int) -> alt.LayerChart | alt.FacetChart:
    labels = min(7 * longest + 14, int(width * 0.42))
    values = [
        {
            "label": row.label, "value": row.value, "text": row.text, "low": row.low, "high": row.high,
            "fill": hatched(row.colour) if row.assumed else row.colour, "stroke": row.colour,
            "end": max(row.value, row.high or 0.0),
        }
        for row in rows
    ]  # fmt: skip
    room = 8 * max(len(row.text) for row in rows) + 8
    scale = alt.Scale(domain=[0, reach], range=[0, max(40, width - labels - room)], nice=False)
    base = alt.Chart(data(values)).encode(
        y=alt.Y(
            "label:N",
            sort=None,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=labels, labelPadding=6, minExtent=labels),
        )
    )
    x = alt.X("value:Q", scale=scale, axis=None)
    drawn = base.mark_bar(strokeWidth=1).encode(
        x=x, color=alt.Color("fill:N", scale=None), stroke=alt.Stroke("stroke:N", scale=None)
    )
    ranges = (
        base.transform_filter("isValid(datum.low) && isValid(datum.high)")
        .mark_rule(color=INK, strokeWidth=2)
        .encode(x=alt.X("low:Q", scale=scale, axis=None), x2="high:Q")
    )
    text = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(
        x=alt.X("end:Q", scale=scale, axis=None), text="text:N"
    )
    return titled(alt.layer(drawn, ranges, text).properties(width=max(40, width - labels), height=alt.Step(23)), title)


PALE = frozenset({LIGHT, SAND, SKY})
"""Colours on which white cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a whole, drawn on one line with the others."""

    row: str
    name: str
    value: float
    text: str
    colour: str
    assumed: bool = False


def _fitting(part: Part, width: float) -> str:
    """Return the longest text that fits into a part: its name and value, its value, or nothing."""
    texts = (f"{part.name} {part.text}", part.text)
    return next((text for text in texts if len(text) * 7.2 + 6 < width), "")


def parts(chart_id: str, rows: Sequence[Part]) -> tuple[str, str]:
    """Draw wholes as lines of parts that fill the width (shares of 0..1)."""

    def draw(width: int) -> alt.TopLevelMixin:
        labels = min(7 * max(len(row.row) for row in rows) + 14, int(width * 0.42))
        values = [
            {
                "row": row.row, "value": row.value, "order": i, "text": _fitting(row, row.value * (width - labels)),
                "fill": hatched(row.colour) if row.assumed else row.colour, "stroke": row.colour,
                "ink": INK if row.assumed or row.colour in PALE else "#ffffff",
            }
            for i, row in enumerate(rows)
        ]  # fmt: skip
        base = alt.Chart(data(values)).encode(
            y=alt.Y(
                "row:N",
                sort=None,
                title=None,
                axis=alt.Axis(ticks=False, domain=False, labelLimit=labels, labelPadding=6, minExtent=labels),
            ),
            order="order:O",
        )
        x = alt.X("value:Q", stack="zero", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
        drawn = base.mark_bar(strokeWidth=1).encode(
            x=x, color=alt.Color("fill:N", scale=None), stroke=alt.Stroke("stroke:N", scale=None)
        )
        text = base.mark_text(fontSize=12, fontWeight="bold").encode(
            x=alt.X("value:Q", stack="zero", bandPosition=0.5), text="text:N", color=alt.Color("ink:N", scale=None)
        )
        halo = base.mark_text(fontSize=12, fontWeight="bold", stroke="#ffffff", strokeWidth=4).encode(
            x=alt.X("value:Q", stack="zero", bandPosition=0.5),
            text="text:N",
            opacity=alt.condition(f"datum.ink == '{INK}'", alt.value(1), alt.value(0)),
        )
        drawing: alt.TopLevelMixin = alt.layer(drawn, halo, text).properties(width=width - labels, height=alt.Step(30))
        return drawing

    return at_both_widths(chart_id, draw)
