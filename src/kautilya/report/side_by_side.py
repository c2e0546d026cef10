"""Figures of several partners beside each other: each with its range, n and, where they differ, its window."""

from kautilya.measures.finding import Finding
from kautilya.report.wording import figure, interval


def told(one: Finding, *, dated: bool = False) -> str:
    """Write a figure with its range, n and, where they differ along a line, its window."""
    unit = "share" if one.unit.startswith("share") else one.unit
    cases = "" if one.n is None or one.n == one.value else f"n {one.n}"
    window = (one.window or "").replace("..", " to ") if dated else ""
    spread = _spread(one, unit)
    if one.value is None:
        return ", ".join(filter(None, (spread, window, cases)))
    beside = ", ".join(filter(None, (spread, window, cases)))
    return f"{figure(one.value, unit)} ({beside})" if beside else figure(one.value, unit)


def _spread(one: Finding, unit: str) -> str:
    """Write the range; nothing where there is none, or where both of its ends read like the figure."""
    if one.low is None and one.high is None:
        return ""
    ends = {figure(end, unit) for end in (one.low, one.high, one.value) if end is not None}
    return "" if len(ends) == 1 and one.value is not None else interval(one.low, one.high, unit)
