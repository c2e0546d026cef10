"""Emergency purchases: a fractional knapsack per scenario and year, for all scenarios at once.

`min sum_c weight_c short_c` with `short_c + sum_k bought_k >= need_c`, `bought_k <= cap_k`, `sum_k cost_k bought_k <= money`.
Buying where a unit of money saves most is exact. The saving of the last money spent is the price of money; at that price the
areas separate (`Tiers`), and the sum of their losses less price x money is the knapsack's value, by duality; at any
other price it is below it.
"""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.problem import Recourse


def short_before(recourse: Recourse, supply: Floats) -> Floats:
    """Return what is missing before emergency purchases [year, area, scenario]."""
    return np.maximum(recourse.need - supply, 0.0)


def purchases(recourse: Recourse, short: Floats) -> Floats:
    """Return what each channel brings [channel, year, scenario] where money goes to what saves most."""
    years, _, scenarios = recourse.shape
    found = np.zeros((len(recourse.channel_cost), years, scenarios))
    worth = recourse.loss_weight[:, recourse.channel_area] / recourse.channel_cost
    for t in range(years):
        left, money = short[t].copy(), recourse.emergency_money[t].copy()
        for k in np.argsort(-worth[t], kind="stable"):
            area, cost, cap = recourse.channel_area[k], recourse.channel_cost[k], recourse.cap(k)
            found[k, t] = np.minimum(np.minimum(cap[t], left[area]), money / cost)
            left[area] -= found[k, t]
            money = np.maximum(money - found[k, t] * cost, 0.0)
    return found


@dataclass(frozen=True, slots=True)
class Tiers:
    """The loss of an area and year as a convex piecewise-linear function of what is missing.

    Piece j has slope `slope[j]` and begins at `start[j]`; slopes do not fall, and the first piece begins at 0.
    """

    slope: Floats
    """[tier, year, scenario] points per unit."""
    start: Floats
    """[tier, year, scenario] units."""

    def loss(self, short: Floats) -> Floats:
        """Return the points [year, scenario] for what is missing (0 or more)."""
        value = self.slope[0] * short
        for j in range(1, len(self.slope)):
            value += (self.slope[j] - self.slope[j - 1]) * np.maximum(short - self.start[j], 0.0)
        return np.asarray(value)

    def marginal(self, short: Floats) -> Floats:
        """Return the slope at what is missing; 0 where nothing is."""
        value = np.where(short > 0, self.slope[0], 0.0)
        for j in range(1, len(self.slope)):
            value += np.where(short > self.start[j], self.slope[j] - self.slope[j - 1], 0.0)
        return np.asarray(value)


def tiers(recourse: Recourse, area: int, price: Floats) -> Tiers:
    """Return the loss of an area at a price of emergency money [year, scenario]: cheap channels first."""
    years, _, scenarios = recourse.shape
    weight = np.broadcast_to(recourse.loss_weight[:, area, None], (years, scenarios))
    slopes, starts, end = [], [], np.zeros((years, scenarios))
    for k in channels_of(recourse, area):
        slopes.append(np.minimum(price * recourse.channel_cost[k], weight))
        starts.append(end)
        end = end + recourse.cap(k)
    return Tiers(slope=np.array([*slopes, weight]), start=np.array([*starts, end]))


def channels_of(recourse: Recourse, area: int) -> Ints:
    """Return the channels of an area, the cheapest first."""
    found = np.flatnonzero(recourse.channel_area == area)
    return np.asarray(found[np.argsort(recourse.channel_cost[found], kind="stable")])
