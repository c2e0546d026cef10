"""How often a window on a day on which nothing happened would look as different (CONVENTIONS §9, §11)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 1905
DRAWS = 400
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The shape of a window beside what it is compared with, in days."""

    inside: int
    """Days of the window."""
    before: int
    """Days before it that it is compared with."""
    after: int
    """Days after it, as far as the record reaches."""
    closes: int
    """Last day of the record, as an ordinal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """The share of windows without a shock that differ as much."""

    share: float
    draws: int
    days: int
    """Different days on which such a window can begin."""


def placebo(happened: Sequence[int], eligible: Days, design: Design, observed: float, *, seed: int = SEED) -> Placebo:
    """Return the share of placebo windows whose rate differs at least as much, the observed one counted among them.

    Source of the form (1 + hits) / (1 + draws): B. Phipson and G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010). The first
    days are drawn from those eligible with a generator of the seed alone.

    Args:
        happened: Days of all events, as ordinals.
        eligible: Days on which a placebo window may begin, as ordinals; not empty.
        design: Shape of the window.
        observed: What `contrast` says of the window in question.
        seed: Of the draws.
    """
    starts = eligible[np.random.default_rng(seed).integers(len(eligible), size=DRAWS)]
    drawn = contrast(np.sort(np.asarray(happened, dtype=np.int64)), starts, design)
    hits = int(np.count_nonzero(drawn >= observed - 1e-12))
    return Placebo(share=(1 + hits) / (1 + DRAWS), draws=DRAWS, days=len(eligible))


def contrast(happened: Days, starts: Days, design: Design) -> NDArray[np.float64]:
    """Return the absolute logarithm of the rate inside over the rate outside for windows that begin on some days.

    Half an event is added to both counts, so that none of them makes an infinite ratio.
    """
    ends = starts + design.inside
    afterwards = np.minimum(ends + design.after, design.closes + 1)
    within = _between(happened, starts, ends)
    outside = _between(happened, starts - design.before, starts) + _between(happened, ends, afterwards)
    watched = design.before + np.maximum(0, afterwards - ends)
    ratio = ((within + 0.5) / design.inside) / ((outside + 0.5) / watched)
    absolute: NDArray[np.float64] = np.abs(np.log(ratio))
    return absolute


def _between(happened: Days, first: Days, beyond: Days) -> NDArray[np.int64]:
    """Return how many events lie on or after one day and before another."""
    counts: NDArray[np.int64] = np.searchsorted(happened, beyond) - np.searchsorted(happened, first)
    return counts
