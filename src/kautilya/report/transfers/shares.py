"""A recipient's suppliers over time: stacked shares, one column a window."""

from collections.abc import Mapping, Sequence

import altair as alt
import polars as pl

from kautilya.report.charts.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    NARROW_BELOW,
    ORANGE,
    PARTNERS,
    PLUM,
    SAND,
    SKY,
    SOFT,
    at_both_widths,
    data,
)
from kautilya.report.svg import hatched

SPARE = (GREEN, PLUM, SKY, SAND, BLUE, ORANGE, "#6b6f3a", "#3d3d3d")
"""Colours for suppliers that have none of their own, in the order of their size."""
REST = "all others"
SHOWN = 6
"""Suppliers with a colour; the smaller ones stand together in grey, last."""


def stacked_shares(chart_id: str, frame: pl.DataFrame, *, partner: str = "supplier") -> tuple[str, str]:
    """Draw supplier shares of several windows of one edition, largest suppliers first, at both widths.

    Shares that are an estimate (an even split) are striped; their bounds stand in the table beneath the chart, not in the
    stack.
    """
    order = _order(frame, partner)
    colours = _colours(order)
    values = [_value(row, partner, order, colours) for row in frame.iter_rows(named=True)]

    def draw(width: int) -> alt.TopLevelMixin:
        return _stack(values, order, colours, width)

    return at_both_widths(chart_id, draw)


def _order(frame: pl.DataFrame, partner: str) -> list[str]:
    """Return the suppliers with the largest share in any window, largest first."""
    largest = frame.group_by(partner).agg(pl.col("share").max()).sort("share", partner, descending=[True, False])
    return largest[partner].head(SHOWN).to_list()


def _colours(order: Sequence[str]) -> Mapping[str, str]:
    spare = [colour for colour in SPARE if colour not in {PARTNERS.get(code) for code in order}]
    own = {code: PARTNERS[code] for code in order if code in PARTNERS}
    unnamed = [code for code in order if code not in own]
    return {**own, **dict(zip(unnamed, spare, strict=False)), REST: LIGHT}


def _value(row: Mapping[str, object], partner: str, order: Sequence[str], colours: Mapping[str, str]) -> Mapping[str, object]:
    code = str(row[partner]) if row[partner] in order else REST
    colour = colours.get(code, GREY)
    estimated = str(row["share_is"]).startswith("even split")
    return {
        "window": row["window"], "party": code, "share": row["share"],
        "place": order.index(code) if code != REST else len(order),
        "fill": hatched(colour) if estimated else colour, "stroke": colour,
    }  # fmt: skip


def _stack(
    values: Sequence[Mapping[str, object]], order: Sequence[str], colours: Mapping[str, str], width: int
) -> alt.TopLevelMixin:
    narrow = width < NARROW_BELOW
    base = alt.Chart(data(values))
    columns = base.mark_bar(strokeWidth=0.6).encode(
        x=alt.X("window:O", title=None, axis=alt.Axis(labelAngle=-90 if narrow else -45, ticks=False)),
        y=alt.Y(
            "sum(share):Q", title="share", stack=True, axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(domain=[0, 1])
        ),
        order=alt.Order("place:Q"),
        color=alt.Color("fill:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
        detail="party:N",
    )
    return alt.vconcat(
        columns.properties(width=max(40, width - 60), height=240), _key([*order, REST], colours, narrow=narrow), spacing=10
    )


def _key(parties: Sequence[str], colours: Mapping[str, str], *, narrow: bool) -> alt.LayerChart | alt.FacetChart:
    """Write which colour is whose, in rows that fit the width."""
    across = 3 if narrow else len(parties)
    places = [
        {"party": code, "fill": colours.get(code, GREY), "x": at % across, "y": at // across} for at, code in enumerate(parties)
    ]
    base = alt.Chart(data(places)).encode(x=alt.X("x:O", axis=None), y=alt.Y("y:O", axis=None))
    boxes = base.mark_square(size=90, opacity=1).encode(color=alt.Color("fill:N", scale=None))
    return alt.layer(boxes, base.mark_text(align="left", dx=9, color=INK, fontSize=12).encode(text="party:N")).properties(
        width=alt.Step(92), height=alt.Step(18)
    )


def share_bounds(chart_id: str, frame: pl.DataFrame, *, partner: str = "supplier", shown: int = 12) -> tuple[str, str]:
    """Draw one window's shares as points, a line from bound to bound and the likely range thicker, at both widths."""
    columns = ("share", "lo", "hi", "likely_lo", "likely_hi")
    rows = [{"party": row[partner], **{name: row[name] for name in columns}} for row in frame.head(shown).iter_rows(named=True)]

    def draw(width: int) -> alt.TopLevelMixin:
        base = alt.Chart(data(rows)).encode(y=alt.Y("party:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)))
        x = alt.X("lo:Q", title="share", axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(domain=[0, 1]))
        ranges = base.mark_rule(color=SOFT, strokeWidth=1.5).encode(x=x, x2="hi:Q")
        likely = (
            base.transform_filter("isValid(datum.likely_lo)")
            .mark_rule(color=SKY, strokeWidth=7)
            .encode(x=alt.X("likely_lo:Q", title="share"), x2="likely_hi:Q")
        )
        points = base.mark_point(filled=True, size=60, color=INK, opacity=1).encode(x=alt.X("share:Q", title="share"))
        return alt.layer(ranges, likely, points).properties(width=max(40, width - 90), height=alt.Step(20))

    return at_both_widths(chart_id, draw)
