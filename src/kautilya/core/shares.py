"""Shares and concentration: what a few printed shares say of the whole (CONVENTIONS §6).

Shares and HHI run from 0 to 1, never in percent or on the scale of 10,000.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import groupby, product
from typing import TypeVar

from kautilya.core.interval import Interval

K = TypeVar("K")

_HUNDRED = Decimal(100)
_TOLERANCE = 1e-12
"""How far the sum of float shares may pass 1 before it counts as more than everything."""


class Unlisted(StrEnum):
    """What is known of the suppliers whose shares are not printed."""

    ANY_SIZE = "any size"
    """Nothing: a single unlisted supplier may hold all that is left."""
    NONE_LARGER = "none larger than the smallest printed"
    """The printed shares are the largest: no unlisted supplier is larger than any of them."""


def shares(amounts: Mapping[K, float]) -> dict[K, float]:
    """Return each amount as a share of their sum, in the given order.

    Raises:
        ValueError: there is nothing to share out (no data is not 0), or an amount is negative or no number.
    """
    total = _total(amounts.values())
    return {key: amount / total for key, amount in amounts.items()}


def concentration(amounts: Iterable[float]) -> float:
    """Return the Herfindahl-Hirschman index, the sum of the squared shares, of amounts in any one unit.

    1 for a single supplier, 1/n for n equal ones. The amounts must be all there are: `concentration_bounds` is for a part.

    Raises:
        ValueError: as `shares`.
    """
    listed = tuple(amounts)
    total = _total(listed)
    return math.fsum((amount / total) ** 2 for amount in listed)


def effective_suppliers(hhi: float) -> float:
    """Return how many equal suppliers would be as concentrated: 1/HHI; ValueError outside 0 < HHI <= 1."""
    if not 0 < hhi <= 1 + _TOLERANCE:
        raise ValueError(f"an HHI lies above 0 and at most at 1, not at {hhi}")
    return 1 / hhi


def printed_share(percent: Decimal | str) -> Interval:
    """Return the shares that a printed percentage can stand for: `36` is 0.355..0.365, `7.2` is 0.0715..0.0725.

    A figure is taken as rounded to its last printed digit; both ends are included, whichever way its printer rounds halves.

    Raises:
        ValueError: not a percentage from 0 to 100.
    """
    figure = _number(percent)
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int) or not 0 <= figure <= _HUNDRED:
        raise ValueError(f"'{percent}' is no percentage from 0 to 100")
    half = Decimal((0, (5,), min(exponent, 0) - 1))
    return Interval(low=float(max(figure - half, Decimal(0)) / _HUNDRED), high=float(min(figure + half, _HUNDRED) / _HUNDRED))


def concentration_bounds(printed: Sequence[Interval], unlisted: Unlisted) -> Interval:
    """Return the least and the greatest HHI that some printed shares allow, whatever the unlisted suppliers are.

    Write s_i for the true shares, each within its interval [l_i, h_i], and R = 1 - sum s_i >= 0 for the remainder that
    unlisted suppliers u_j hold: HHI = sum s_i^2 + sum u_j^2.

    *Least.* Both sums fall with their terms, and splitting a supplier lowers its square without end: all s_i = l_i and an
    atomistic remainder give sum l_i^2. It is a limit, approached but (if R > 0) reached by no finite number of suppliers.

    *Greatest, `ANY_SIZE`.* One supplier holds all of R, since (a + b)^2 >= a^2 + b^2. sum s_i^2 + R^2 is convex, so its
    maximum over the polytope {l_i <= s_i <= h_i, R >= 0, sum s_i + R = 1} lies at a vertex: all s_i at an end but at most
    one, which then closes the sum with R = 0.

    *Greatest, `NONE_LARGER`.* No u_j exceeds c = min s_i. Moving a sliver from any u_j to any s_i, the smallest included,
    moves it to a supplier at least as large, which never lowers the HHI, and relaxes c. So all s_i = h_i, if that leaves
    R >= 0, and R is held by floor(R/c) suppliers of share c and one with the rest. Else R = 0 and the maximum is at a
    vertex as above.

    Args:
        printed: the shares that are known, as intervals (`printed_share`, `exactly`).
        unlisted: what is known of the others; there is no default, since it decides the upper bound.

    Raises:
        ValueError: nothing is printed, a share lies outside 0..1, or the shares add up to more than 1.
    """
    _check(printed)
    low = math.fsum(share.low**2 for share in printed)
    return Interval(low=low, high=max(low, _greatest(printed, unlisted)))


def effective_suppliers_bounds(printed: Sequence[Interval], unlisted: Unlisted) -> Interval:
    """Return the fewest and the most effective suppliers: the reciprocals of `concentration_bounds`.

    The most is infinite if every printed share can be 0.
    """
    hhi = concentration_bounds(printed, unlisted)
    return Interval(low=1 / hhi.high, high=1 / hhi.low if hhi.low > 0 else math.inf)


def remainder(printed: Sequence[Interval]) -> Interval:
    """Return the share that the printed ones leave to unlisted suppliers; ValueError as `concentration_bounds`."""
    _check(printed)
    low = 1 - math.fsum(share.high for share in printed)
    high = 1 - math.fsum(share.low for share in printed)
    return Interval(low=max(0.0, low), high=max(0.0, high))


def _number(text: Decimal | str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _total(amounts: Iterable[float]) -> float:
    listed = tuple(amounts)
    if any(not math.isfinite(amount) or amount < 0 for amount in listed):
        raise ValueError("amounts to share out must be numbers, none negative")
    total = math.fsum(listed)
    if total <= 0:
        raise ValueError("nothing to share out: no data is not 0")
    return total


def _check(printed: Sequence[Interval]) -> None:
    if not printed:
        raise ValueError("no share is printed: nothing bounds the concentration")
    if any(share.low < 0 or share.high > 1 + _TOLERANCE for share in printed):
        raise ValueError("shares lie between 0 and 1")
    if math.fsum(share.low for share in printed) > 1 + _TOLERANCE:
        raise ValueError("the printed shares add up to more than 1")


def _greatest(printed: Sequence[Interval], unlisted: Unlisted) -> float:
    left = 1 - math.fsum(share.high for share in printed)
    if left < 0 or unlisted is Unlisted.ANY_SIZE:
        free = unlisted is Unlisted.ANY_SIZE
        return max(_vertices(printed, remainder_is_free=free))
    return math.fsum(share.high**2 for share in printed) + _packed(left, min(share.high for share in printed))


def _packed(left: float, largest: float) -> float:
    """Return the sum of squares of a remainder held by as few suppliers as possible, none above the largest allowed.

    Where none may hold anything the remainder is split without end, and its squares come to nothing.
    """
    if left <= 0 or largest <= 0:
        return 0.0
    full = math.floor(left / largest)
    return full * largest**2 + max(0.0, left - full * largest) ** 2


def _vertices(printed: Sequence[Interval], *, remainder_is_free: bool) -> Iterator[float]:
    """Return the sums of squares at the vertices that can be greatest: one share, or the remainder, closes the sum to 1."""
    if remainder_is_free:
        yield from _closed(printed, Interval(low=0.0, high=1.0))
    for closing, share in enumerate(printed):
        yield from _closed([*printed[:closing], *printed[closing + 1 :]], share)


def _closed(others: Sequence[Interval], closing: Interval) -> Iterator[float]:
    for ends in _extremes(others):
        rest = 1 - math.fsum(ends)
        if closing.low - _TOLERANCE <= rest <= closing.high + _TOLERANCE:
            yield math.fsum(end**2 for end in ends) + max(0.0, rest) ** 2


def _extremes(printed: Sequence[Interval]) -> Iterator[tuple[float, ...]]:
    """Return the choices of ends that can be greatest.

    Among shares rounded alike (intervals of one width) a given number of upper ends is best spent on the largest: swapping
    leaves the sum as it is and raises the squares. So only the number is open in each group, not which.
    """
    ordered = sorted(printed, key=lambda share: (round(share.width, 12), -share.low))
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda share: round(share.width, 12))]
    for raised in product(*(range(len(group) + 1) for group in groups)):
        yield tuple(
            share.high if place < number else share.low
            for group, number in zip(groups, raised, strict=True)
            for place, share in enumerate(group)
        )
