"""The charts of a brief: shares in three units, commitments by state, needs that the partner could fill."""

import re
from collections.abc import Sequence

from kautilya.measures.finding import Finding
from kautilya.measures.needs.needs import AREA_FILL
from kautilya.measures.partners.page import Page
from kautilya.register.claim import Mark
from kautilya.report.briefs.content import years
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import BLUE, GREEN, GREY, LIGHT, ORANGE, PLUM, SAND, SKY
from kautilya.report.wording import figure

FONT = "Libertinus Serif"
"""A font that typst brings along: the same letters on every machine."""
SHARES = (
    ("money of signed contracts, all years, by who signs", "Money, who signs", BLUE),
    ("money of signed contracts, all years, by whose design", "Money, whose design", BLUE),
    ("money of signed contracts, last five fiscal years, by who signs", "Money, last 5 FY", SKY),
    ("aircraft under contract", "Aircraft, pieces", GREEN),
    ("ships under contract", "Ships, pieces", GREEN),
    ("arms imports in TIV, latest window printed", "TIV as printed", PLUM),
)
STATES = (
    ("delivered", GREEN), ("partly", SKY), ("open", LIGHT), ("overdue", ORANGE), ("missed", PLUM), ("unknown", GREY),
)  # fmt: skip
MOST_AREAS = 7
SHARE_AXIS = 0.4
"""Share at which the axis ends at least: bars of two briefs can be compared."""


def shares_chart(page: Page) -> str | None:
    """Draw the partner's shares in money, pieces and TIV; None where none is known."""
    by_line = {one.of["line"]: one for one in page.findings}
    rows = [_share(by_line[label], words, colour) for label, words, colour in SHARES if label in by_line]
    reach = max([SHARE_AXIS, *(max(row.value, row.high or 0.0) for row in rows)])
    return _narrow("brief-shares", rows, reach)


def _share(one: Finding, words: str, colour: str) -> Bar:
    percent = "percent" in one.unit
    scale = 0.01 if percent else 1.0
    value = float(one.value) * scale if isinstance(one.value, int | float) else 0.0
    window = f" {years(one.window or '')}" if percent else f", n {one.n}"
    return Bar(
        label=words,
        value=value,
        text=f"{figure(value, 'share')}{window}",
        colour=colour,
        assumed=one.mark is Mark.ASSUMED,
        low=None if one.low is None else one.low * scale,
        high=None if one.high is None else one.high * scale,
    )


def promises_chart(page: Page) -> str | None:
    """Draw the partner's commitments by state; None where none is known."""
    by_line = {one.of["line"]: one for one in page.findings}
    rows = []
    for state, colour in STATES:
        one = by_line.get(f"commitments: {state}")
        if one is not None and isinstance(one.value, int | float):
            rows.append(Bar(label=state, value=float(one.value), text=str(one.value), colour=colour))
    return _narrow("brief-promises", rows)


def needs_chart(found: Sequence[Finding]) -> str | None:
    """Draw the share of each gap that the partner's live offers could fill, the most needed area first."""
    fills = [one for one in found if one.quantity == AREA_FILL and one.of["offers"] == "all live" and one.value]
    rows = [
        Bar(
            label=one.of["name"],
            value=float(one.value or 0),
            text=f"{figure(one.value, 'share')}, n {one.n}",
            colour=SAND,
            assumed=one.mark is Mark.ASSUMED,
            low=one.low,
            high=one.high,
        )
        for one in fills[:MOST_AREAS]
    ]
    return _narrow("brief-needs", rows, 1.0)


def _narrow(name: str, rows: Sequence[Bar], largest: float | None = None) -> str | None:
    """Return the narrow drawing in the font of the brief."""
    if not rows:
        return None
    _, narrow = bars(name, rows, largest=largest)
    return re.sub(r"<svg ", f'<svg font-family="{FONT}" ', narrow, count=1)
