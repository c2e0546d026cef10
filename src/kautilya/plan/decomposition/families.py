"""The weights and prices at which the loss is taken apart, renewed by the master's own prices.

Every bound of the whole loss was drawn at weights w_k of the scenarios and prices L_k of emergency money (`areas`). The master
prices these bounds by y_k >= 0; the cut that links areas and years is one of them. Mixed by these prices,

    w = sum y_k w_k,    w L = sum y_k w_k L_k    (scaled to sum y_k = 1),

weights and prices are admissible again, for densities of CVaR are a convex set, and the loss taken apart there is at least the
mix of the bounds: a loss f at slopes min(L cost, weight) is concave in L. So the mix loses nothing and its parts can be lifted.
What the parts of before have given is kept as one bound of the whole loss: their cuts added up at the master's prices.
"""

import numpy as np

from kautilya.plan.decomposition.areas import area_cuts, separation, tangents
from kautilya.plan.decomposition.cuts import SAFETY, TotalCut
from kautilya.plan.decomposition.lifting import lifted_cuts
from kautilya.plan.decomposition.relaxation import Relaxation, steadied, support
from kautilya.plan.figures import Floats

PRICED = 1e-7
"""Bounds of the whole loss below this price are dropped when weights and prices are renewed."""
REDRAWN = 3
"""Latest points at which cuts on starts are drawn anew."""


def renew(state: Relaxation) -> None:
    """Take the loss apart at the mix of weights and prices that the master's prices give."""
    if state.price is None:
        return
    mine = state.price[len(state.price) - len(state.cuts) :]
    bounds = [(price, bound) for price, bound in zip(mine[1:], state.total, strict=False) if price > PRICED]
    if mine[0] > PRICED:
        bounds.append((mine[0], gathered(state, mine)))
    if not bounds:
        return
    weight = sum((price * bound.weight for price, bound in bounds), np.zeros_like(state.at.weight))
    money = sum((price * bound.weight * bound.price for price, bound in bounds), np.zeros_like(state.at.price))
    scale = float(sum(price for price, _ in bounds))
    state.total = [bound for _, bound in bounds]
    state.at = separation(state.problem, state.layout, weight / scale, money / np.maximum(weight, 1e-300))
    points = [*state.seen, state.best.values, *(values for values, _ in state.lately[-REDRAWN:])]
    state.area = [cut for values in points for cut in area_cuts(state.at, tangents(state.at, values))]
    state.lifted = [cut for values, alone in state.lately[-REDRAWN:] for cut in lifted_cuts(state.at, values, alone, -np.inf)]


def relifted(state: Relaxation) -> None:
    """Renew weights and prices in a round of cuts on starts: these are drawn anew, at the master's point too."""
    if state.answer is not None:
        middle = steadied(state, state.answer.values)
        renew(state)
        support(state, middle)


def gathered(state: Relaxation, price: Floats) -> TotalCut:
    """Add the cuts on the losses of areas and years up at their prices: a bound of the whole loss that holds by itself.

    Args:
        price: Of all cuts, balanced: for no loss they add up to more than the price of the link.
    """
    first = len(state.problem.first.cost)
    total, least = np.zeros(first), -state.at.constant - SAFETY
    for share, cut in zip(price / price[0], state.cuts, strict=True):
        if share > 0 and cut.columns[0] != state.layout.total:
            np.add.at(total, cut.columns[cut.losses :], share * cut.values[cut.losses :])
            least += share * cut.least
    used = np.flatnonzero(total)
    return TotalCut(
        np.concatenate([[state.layout.total], used]), np.concatenate([[1.0], total[used]]), least - SAFETY,
        weight=state.at.weight, price=state.at.price,
    )  # fmt: skip
