"""Concentration over time, with the band that it may lie in."""

import altair as alt
import polars as pl

from kautilya.report.charts.palette import BLUE, LIGHT, NARROW_BELOW, at_both_widths, data


def concentration_band(chart_id: str, frame: pl.DataFrame) -> tuple[str, str]:
    """Draw the HHI of each window of one edition as a line over its band, at both widths."""
    rows = [
        {"window": row["window"], "hhi": row["hhi"], "lo": row["lo"], "hi": row["hi"]}
        for row in frame.sort("window").iter_rows(named=True)
    ]

    def draw(width: int) -> alt.TopLevelMixin:
        narrow = width < NARROW_BELOW
        every = max(1, len(rows) // (6 if narrow else 14))
        marked = [row["window"] for row in rows[::every]]
        base = alt.Chart(data(rows)).encode(
            x=alt.X("window:O", title=None, axis=alt.Axis(values=marked, labelAngle=-90 if narrow else -45))
        )
        y = alt.Y("lo:Q", title="HHI", scale=alt.Scale(domain=[0, 1]))
        band = base.mark_area(color=LIGHT, opacity=1).encode(y=y, y2="hi:Q")
        line = base.mark_line(color=BLUE, point=alt.OverlayMarkDef(color=BLUE, size=18)).encode(y=alt.Y("hhi:Q", title="HHI"))
        return alt.layer(band, line).properties(width=max(40, width - 60), height=220)

    return at_both_widths(chart_id, draw)
