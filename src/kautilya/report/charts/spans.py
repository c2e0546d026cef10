"""Ranges on a common scale: a line from low to high, a dot at the point, an arrow where the end is open."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from kautilya.report.charts.palette import BLUE, INK, NARROW_BELOW, at_both_widths, data, titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """One range."""

    label: str
    low: float
    high: float
    point: float | None
    text: str
    colour: str = BLUE
    panel: str = ""


def spans(
    chart_id: str, rows: Sequence[Range], *, axis: str, reach: float | None = None, share: bool = False
) -> tuple[str, str]:
    """Draw ranges in their order at both widths; shares on an axis in per cent, as their labels are."""
    furthest = reach if reach is not None else max((row.high for row in rows), default=1.0)

    def ticks(width: int) -> alt.Axis:
        count = 2 if width < NARROW_BELOW else 4
        told = ".0%" if share else alt.Undefined
        return alt.Axis(title=axis, tickCount=count, domain=False, grid=True, titleAnchor="start", format=told)

    def draw(width: int) -> alt.TopLevelMixin:
        groups = list(dict.fromkeys(row.panel for row in rows))
        labels = min(7 * max(len(row.label) for row in rows) + 14, int(width * 0.45))
        panelled = {group: [row for row in rows if row.panel == group] for group in groups}
        longest = max(len(_told(row, narrow=width < NARROW_BELOW)) for row in rows)
        plot = max(60, width - labels - 7 * longest - 10)
        drawn = [_panel(panelled[group], group, width, labels, furthest, ticks(width), plot) for group in groups]
        stack: alt.TopLevelMixin = alt.vconcat(*drawn, spacing=14) if len(drawn) > 1 else drawn[0]
        return stack

    return at_both_widths(chart_id, draw)


def _told(row: Range, *, narrow: bool) -> str:
    """Return the words beside a range; on a phone the number of cases without its brackets."""
    return row.text.replace(" (n = ", ", n ").rstrip(")") if narrow else row.text


def _panel(
    rows: Sequence[Range], title: str, width: int, labels: int, reach: float, ticks: alt.Axis, plot: int
) -> alt.LayerChart | alt.FacetChart:
    narrow = width < NARROW_BELOW
    texts = [_told(row, narrow=narrow) for row in rows]
    values = [
        {"label": row.label, "low": row.low, "high": min(row.high, reach), "point": row.point, "text": text, "fill": row.colour}
        for row, text in zip(rows, texts, strict=True)
    ]
    scale = alt.Scale(domain=[0, reach], range=[0, plot], nice=False)
    names = alt.Axis(ticks=False, domain=False, labelLimit=labels, labelPadding=6, minExtent=labels)
    base = alt.Chart(data(values)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=names), color=alt.Color("fill:N", scale=None)
    )
    low, high = (alt.X(f"{end}:Q", scale=scale, axis=ticks) for end in ("low", "high"))
    line = base.mark_rule(strokeWidth=5, opacity=0.45).encode(x=low, x2="high:Q")
    ends = base.mark_tick(thickness=2, size=12).encode(x=low)
    others = base.mark_tick(thickness=2, size=12).encode(x=high)
    dot = (
        base.transform_filter("isValid(datum.point)")
        .mark_point(filled=True, size=80, opacity=1)
        .encode(x=alt.X("point:Q", scale=scale, axis=ticks))
    )
    text = base.mark_text(align="left", dx=7, fontSize=12).encode(x=high, text="text:N", color=alt.value(INK))
    drawn = alt.layer(line, ends, others, dot, text).properties(width=max(60, width - labels), height=alt.Step(24))
    return titled(drawn, title)
