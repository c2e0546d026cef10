"""Contract money of foreign designs by themselves: shares of what is not domestic, with their ranges."""

from collections.abc import Mapping

from kautilya.measures.boxes import Amount, concentration_within, share_bounds
from kautilya.measures.verdicts.reading import Measurements, ends, found

HOME = "IND"
SHARE = "share of signed contracts by money"

Span = tuple[float, float]
"""Lowest and highest."""


def foreign(measurements: Measurements, window: str | None) -> Mapping[str, Amount]:
    """Return each foreign design origin's share of all contract money of a window; those without any range are left out."""
    shares = [one for one in found(measurements, "diversification", SHARE, by="design origin") if one.window == window]
    spans = {one.of["supplier"]: ends(one) for one in shares if one.of["supplier"] != HOME}
    known = {code: span for code, span in spans.items() if span is not None and span[1] > 0}
    return {code: Amount(point=None, low=low, high=high) for code, (low, high) in known.items()}


def effective(amounts: Mapping[str, Amount]) -> Span | None:
    """Return how many equal foreign designs would be as concentrated, at least and at most; None where that has no bounds."""
    hhi = concentration_within(amounts.values())
    return None if hhi is None else (1 / hhi.high, 1 / hhi.low)


def share_of(amounts: Mapping[str, Amount], code: str) -> Span | None:
    """Return one design's share of the foreign money, at least and at most; None where there may be none."""
    bounds = share_bounds(amounts, code) if code in amounts else None
    return None if bounds is None else (bounds.low, bounds.high)


def ranged(span: Span, *, percent: bool = False) -> str:
    """Write a span, as one number where both ends read alike."""
    low, high = (f"{100 * end:.0f}" if percent else f"{end:.2f}" for end in span)
    return (low if low == high else f"{low} to {high}") + (" %" if percent else "")
