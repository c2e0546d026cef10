"""A first plan within a second: the relaxation's programmes in whole units, one after the other as long as they fit."""

from collections.abc import Callable

import numpy as np

from kautilya.plan.figures import Figures, Floats
from kautilya.plan.many.first_stage import Now

SHARES = (1.0, 0.9, 0.7, 0.4)
"""Of an offer's orders that are tried."""
ROUNDS = 2
"""So often offers are gone through: what a share of other money forbids at first can fit later."""
NEARLY = 1e-6
_NO_YEAR = -1


def rounded(numbers: Figures, now: Now, values: Floats, fits: Callable[[Floats], bool]) -> Floats:
    """Return whole orders near a point in fractions, delivered as soon as lead time and rate allow.

    Offers join by their indigenous content, most first, because caps and floor are shares of the money of all orders.

    Args:
        fits: Whether whole orders and deliveries keep every limit.
    """
    at, offers = now.model.columns, numbers.offers
    wanted = values[at.ordered.at]
    full = _expanded(now, values, fits)
    joined = np.zeros(len(wanted), dtype=np.bool_)
    for _ in range(ROUNDS):
        for o in np.argsort(-offers.content, kind="stable"):
            for share in () if joined[o] or wanted[o, -1] < NEARLY else SHARES:
                tried = full.copy()
                orders = _ordered(share * wanted[o], float(offers.lot[o]))
                tried[at.ordered.at[o]] = orders
                tried[at.delivered.at[o]] = delivered(numbers, int(o), orders)
                if orders[-1] and fits(tried):
                    full, joined[o] = tried, True
                    break
    return full


def _expanded(now: Now, values: Floats, fits: Callable[[Floats], bool]) -> Floats:
    """Return no orders, with the expansions of hubs to the nearest whole number where they fit."""
    nothing = np.zeros(len(now.stage.cost))
    hubs = now.model.columns.expanded.at
    tried = nothing.copy()
    tried[hubs] = np.floor(values[hubs] + 0.5)
    return tried if tried.any() and fits(tried) else nothing


def _ordered(cumulative: Floats, lot: float) -> Floats:
    """Return cumulative orders in whole units: at least the lot from the first order on."""
    orders = np.rint(cumulative)
    least = np.ceil(lot - NEARLY)
    return np.where(orders > 0, np.maximum(orders, least), 0.0) if cumulative[-1] >= least / 2 else np.zeros_like(orders)


def delivered(numbers: Figures, o: int, orders: Floats) -> Floats:
    """Return cumulative deliveries as early as lead time and rate allow."""
    found, before = np.zeros(numbers.horizon), 0.0
    for t in range(numbers.horizon):
        year = min(t - int(numbers.offers.lag[o]), len(orders) - 1)
        due = orders[year] if year > _NO_YEAR else 0.0
        before = min(due, before + float(numbers.offers.yearly_rate[o, t]))
        found[t] = before
    return found
