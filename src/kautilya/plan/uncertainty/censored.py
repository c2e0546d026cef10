"""Distributions of waiting times of which some are known between bounds and some have not ended."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import CensoredData, weibull_min

SHORTEST = 0.5
"""Months below which a wait counts as one of at most that: what came early or in time is no delay."""
OWN = 5.0
"""Ended cases at which a group's own scale and that of all weigh alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Months at least and at most."""

    low: float
    high: float | None
    """None where it has not ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weibull:
    """`P(months > t) = exp(-(t / scale)^shape)`."""

    shape: float
    scale: float
    n: int
    open: int
    weight: float
    """Share of the group's own data in its scale."""


def weibull(waits: Sequence[Waiting], shape: float | None = None) -> tuple[float, float]:
    """Return shape and scale of greatest likelihood; ValueError where no wait has ended.

    Waits between bounds enter as intervals, those of at most half a month as left-censored, open ones as right-censored.

    Args:
        shape: To be kept; only the scale is fitted then.
    """
    if all(wait.high is None for wait in waits):
        raise ValueError("none has ended; a distribution cannot be fitted")
    data = _censored(waits)
    if shape is None:
        fitted, _, scale = weibull_min.fit(data, floc=0)
    else:
        fitted, _, scale = weibull_min.fit(data, f0=shape, floc=0)
    return float(fitted), float(scale)


def pooled_weibulls(waits: Iterable[tuple[str, Waiting]]) -> Mapping[str, Weibull]:
    """Return the fit of all and of each group: the shape of all, and a scale drawn towards that of all.

    `log scale = w log own + (1 - w) log all` with `w = ended / (ended + 5)`: partial pooling in the manner of Buehlmann's
    credibility (1967), by ended cases because open ones say little of the scale. A group of open cases only has that of all.
    """
    cases = list(waits)
    shape, whole = weibull([wait for _, wait in cases])
    found = {"all": Weibull(shape=shape, scale=whole, n=len(cases), open=_open(wait for _, wait in cases), weight=1.0)}
    for group in sorted({group for group, _ in cases}):
        of = [wait for one, wait in cases if one == group]
        ended = len(of) - _open(of)
        weight = ended / (ended + OWN)
        own = weibull(of, shape)[1] if ended else whole
        scale = math.exp(weight * math.log(own) + (1 - weight) * math.log(whole))
        found[group] = Weibull(shape=shape, scale=scale, n=len(of), open=_open(of), weight=weight)
    return found


def exponential(waits: Sequence[Waiting]) -> float | None:
    """Return the mean of greatest likelihood, all time waited over the number that ended; None where none has ended."""
    ended = sum(wait.high is not None for wait in waits)
    return sum(wait.low for wait in waits) / ended if ended else None


def _open(waits: Iterable[Waiting]) -> int:
    return sum(wait.high is None for wait in waits)


def _censored(waits: Sequence[Waiting]) -> CensoredData:
    early = [max(wait.high, SHORTEST) for wait in waits if wait.high is not None and wait.low <= SHORTEST]
    closed = [(wait.low, max(wait.high, wait.low)) for wait in waits if wait.high is not None and wait.low > SHORTEST]
    exact = [low for low, high in closed if low == high]
    between = [(low, high) for low, high in closed if low < high]
    still = [max(wait.low, SHORTEST) for wait in waits if wait.high is None]
    return CensoredData(uncensored=exact, left=early, right=still, interval=np.array(between).reshape(-1, 2))
