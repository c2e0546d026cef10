"""Shares and concentration of amounts that are only known to lie within bounds (a box)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import fsum

from kautilya.core.interval import Interval
from kautilya.core.shares import concentration

MOST_VARYING = 14
"""With more uncertain amounts than this the greatest HHI is not searched for (2^n corners)."""
ROUNDS = 10_000
CLOSE = 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One party's amount."""

    point: float | None
    """None where nothing chooses between contradicting values."""
    low: float
    high: float


def share_bounds(amounts: Mapping[str, Amount], party: str) -> Interval | None:
    """Return the least and the greatest share of one party; None where there may be nothing to share out."""
    own = amounts[party]
    others_low = fsum(amount.low for name, amount in amounts.items() if name != party)
    others_high = fsum(amount.high for name, amount in amounts.items() if name != party)
    if own.low + others_high <= 0 or own.high + others_low <= 0:
        return None
    return Interval(low=own.low / (own.low + others_high), high=own.high / (own.high + others_low))


def share_points(amounts: Mapping[str, Amount]) -> Mapping[str, float] | None:
    """Return the share of each party at the points; None where a point is missing or there is nothing to share out."""
    points = {name: amount.point for name, amount in amounts.items()}
    known = {name: value for name, value in points.items() if value is not None}
    total = fsum(known.values())
    return {name: value / total for name, value in known.items()} if len(known) == len(points) and total > 0 else None


def concentration_within(amounts: Iterable[Amount]) -> Interval | None:
    """Return the least and the greatest HHI of amounts that each lie within their bounds.

    None if too many of them do not stand still (`too_many_vary` says so), or if there may be nothing to share out.

    The HHI falls in an amount as long as it lies below lambda = sum x^2 / sum x and rises above it. So the greatest lies at a
    corner of the box, and the least where every amount is as near to lambda as its bounds allow.
    """
    box = tuple(amounts)
    if too_many_vary(box) is not None or fsum(amount.low for amount in box) <= 0:
        return None
    return Interval(low=_least(box), high=max(map(concentration, _corners(box))))


def too_many_vary(amounts: Iterable[Amount]) -> str | None:
    """Return why the range of an HHI is not searched for, if more amounts are uncertain than can be tried at both ends."""
    varying = sum(amount.high > amount.low for amount in amounts)
    if varying <= MOST_VARYING:
        return None
    return f"range not searched: {varying} parties have uncertain amounts, and at most {MOST_VARYING} are tried at both ends"


def _corners(box: Sequence[Amount]) -> Iterable[tuple[float, ...]]:
    return product(*((amount.low,) if amount.low == amount.high else (amount.low, amount.high) for amount in box))


def _least(box: Sequence[Amount]) -> float:
    at = [amount.low for amount in box]
    for _ in range(ROUNDS):
        level = fsum(value**2 for value in at) / fsum(at)
        nearest = [min(max(level, amount.low), amount.high) for amount in box]
        if max(abs(new - old) for new, old in zip(nearest, at, strict=True)) <= CLOSE * level:
            break
        at = nearest
    return concentration(at)
