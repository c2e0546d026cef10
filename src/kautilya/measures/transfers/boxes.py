"""Shares of a total of which each part is only known to lie between two ends: closed forms, with their proofs.

A *box* is a part's interval [low, high]; the parts of a box vary independently. What is asked of them is a ratio
(a supplier's share) or a ratio of squares (concentration); both have their extremes in closed form or nearly so.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from kautilya.core.interval import Interval

Numbers = NDArray[np.float64]

TINY = 1e-9
"""What rounding of floats may add up to, relative to the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """Parts of a total: for each the least and the most it can be, and a labelled point between."""

    low: Numbers
    point: Numbers
    high: Numbers

    def summed(self, group: NDArray[np.int64], groups: int) -> "Boxes":
        """Add up the parts of each group; independent boxes add end by end."""
        return Boxes(
            low=_summed(group, self.low, groups),
            point=_summed(group, self.point, groups),
            high=_summed(group, self.high, groups),
        )


LIKELY = 0.95
"""Probability of the likely range, under its assumption."""
ANYTHING = Interval(low=0.0, high=float("inf"))
"""What is known of a whole without a printed total."""


def share_bounds(parts: Boxes, total: Interval = ANYTHING) -> tuple[Numbers, Numbers]:
    """Return the least and the greatest share that each part can have of the sum of all.

    Part *i* is x in [a, b], the rest of the total R in [A, B] (the sums of the other parts' ends), and x + R lies in the
    total's [C, D]. The share x / (x + R) rises with x and falls with R. For the greatest share R is as small as x allows,
    max(A, C - x), which gives x / max(x + A, C), rising in x: take x = min(b, D - A). For the least share R is as large as x
    allows, min(B, D - x), which gives x / min(x + B, D), rising in x: take x = max(a, C - B). Without a total this is
    b / (b + A) and a / (a + B): a linear-fractional programme over a box, solved at a corner.

    A part that is surely nothing has the share 0; where all parts are, every share is 0. Where the parts cannot add up to
    the total at all the ends cross (least > greatest): the caller tells that the two contradict each other.
    """
    least_rest = parts.low.sum() - parts.low
    most_rest = parts.high.sum() - parts.high
    largest = np.minimum(parts.high, np.maximum(total.high - least_rest, 0.0))
    smallest = np.maximum(parts.low, total.low - most_rest)
    greatest = _ratio(largest, np.maximum(largest + least_rest, total.low))
    least = _ratio(smallest, np.minimum(smallest + most_rest, total.high))
    return least, greatest


def likely_shares(parts: Boxes, variance: Numbers) -> tuple[Numbers, Numbers]:
    """Return the range about each point share that holds the share with probability LIKELY, to first order, between the ends.

    share = x / D has the variance ((1 - share)^2 Var x + share^2 Var(rest)) / D^2 where the parts vary independently.
    """
    total = parts.point.sum()
    share = point_shares(parts)
    spread = (1 - share) ** 2 * variance + share**2 * (variance.sum() - variance)
    reach = NormalDist().inv_cdf((1 + LIKELY) / 2) * _ratio(np.sqrt(spread), np.full_like(spread, total))
    return share - reach, share + reach


def point_shares(parts: Boxes) -> Numbers:
    """Return each part's share of the sum of the points."""
    return _ratio(parts.point, np.full_like(parts.point, parts.point.sum()))


def _summed(group: NDArray[np.int64], amounts: Numbers, groups: int) -> Numbers:
    return np.bincount(group, amounts, groups).astype(np.float64)


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """Divide, with nothing of nothing as 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
