"""Towns as points on a plain grid of degrees: no land, no borders, nothing said of whose a territory is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from kautilya.report.charts.palette import INK, NARROW_BELOW, at_both_widths, data

WIDEST = 360
"""Points across on a wide screen; a country higher than wide would fill the page."""
NEAR = 1.2
"""Degrees within which two names would cover each other."""
SIDES: tuple[tuple[Literal["left", "center", "right"], int, int], ...] = (
    ("right", -9, 0), ("center", 0, 15), ("center", 0, -13), ("left", 9, 0),
)  # fmt: skip
"""Where a name stands in turn: left of its point, below, above, right."""
RIGHT = 3
SQUASHED = 1.06
"""Height of a degree north beside the width of one east, near 20 degrees north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """One town."""

    name: str
    east: float
    north: float
    colour: str


def towns(chart_id: str, points: Sequence[Town]) -> tuple[str, str]:
    """Draw towns with their names at both widths; names of near neighbours stand on different sides of their points."""
    ordered = sorted(points, key=lambda point: (point.east, -point.north))
    rows = [
        {"name": point.name, "east": point.east, "north": point.north, "fill": point.colour, "side": _side(at, ordered)}
        for at, point in enumerate(ordered)
    ]
    easts, norths = [point.east for point in ordered], [point.north for point in ordered]
    east, north = (min(easts) - 3, max(easts) + 3), (min(norths) - 1, max(norths) + 1)

    def draw(width: int) -> alt.TopLevelMixin:
        across = WIDEST if width > NARROW_BELOW else width - 45
        height = int(across / (east[1] - east[0]) * (north[1] - north[0]) * SQUASHED)
        base = alt.Chart(data(rows)).encode(
            x=alt.X("east:Q", scale=alt.Scale(domain=list(east), nice=False), axis=alt.Axis(title="degrees east", tickCount=5)),
            y=alt.Y(
                "north:Q", scale=alt.Scale(domain=list(north), nice=False), axis=alt.Axis(title="degrees north", tickCount=6)
            ),
        )
        layers = [
            base.mark_circle(size=110, opacity=1, stroke=INK, strokeWidth=0.5).encode(color=alt.Color("fill:N", scale=None))
        ]
        for side, (align, dx, dy) in enumerate(SIDES):
            named = base.transform_filter(f"datum.side === {side}")
            layers.append(named.mark_text(align=align, dx=dx, dy=dy, fontSize=12, color=INK).encode(text="name:N"))
        return alt.layer(*layers).properties(width=across, height=height)

    return at_both_widths(chart_id, draw)


def _side(at: int, ordered: Sequence[Town]) -> int:
    """Return the side of a name: right of a lonely point, in turn for those with near neighbours."""
    point = ordered[at]
    near = [place for place, other in enumerate(ordered) if place != at and _apart(point, other) < NEAR]
    return sum(place < at for place in near) % len(SIDES) if near else RIGHT


def _apart(one: Town, other: Town) -> float:
    return max(abs(one.east - other.east), abs(one.north - other.north))
