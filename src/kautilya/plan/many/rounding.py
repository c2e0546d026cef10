"""A first plan within a second: the relaxation's programmes in whole units, a little fewer of them where they do not fit."""

from collections.abc import Iterator

import numpy as np

from kautilya.plan.figures import Figures, Floats
from kautilya.plan.many.first_stage import Now

SHARES = (1.0, 0.95, 0.9, 0.8, 0.65, 0.5, 0.25)
"""Of the relaxation's orders that are tried."""
NEARLY = 1e-6


def rounded_down(numbers: Figures, now: Now, values: Floats) -> Iterator[Floats]:
    """Yield whole orders near a point in fractions, fewer and fewer, delivered as soon as lead time and rate allow.

    They can break a limit: who takes them checks them. Below its smallest lot an offer is not ordered.
    """
    at, offers = now.model.columns, numbers.offers
    for share in SHARES:
        ordered = np.floor(share * values[at.ordered.at] + NEARLY)
        ordered[ordered < offers.lot[:, None] - NEARLY] = 0.0
        full = np.zeros(len(now.stage.cost))
        full[at.ordered.at] = ordered
        full[at.delivered.at] = _delivered(numbers, ordered)
        yield full


def _delivered(numbers: Figures, ordered: Floats) -> Floats:
    """Return cumulative deliveries as early as lead time and rate allow."""
    offers, last = numbers.offers, ordered.shape[1] - 1
    found = np.zeros((len(ordered), numbers.horizon))
    before = np.zeros(len(ordered))
    for t in range(numbers.horizon):
        year = np.clip(t - offers.lag, -1, last)
        due = np.where(year < 0, 0.0, ordered[np.arange(len(ordered)), np.maximum(year, 0)])
        before = np.minimum(due, before + np.floor(offers.yearly_rate[:, t] + NEARLY))
        found[:, t] = before
    return found
