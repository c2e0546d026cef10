"""The recourse by plain formulas over whole arrays: slow, and what the compiled sums are checked against."""

import numpy as np

from kautilya.plan.figures import Floats
from kautilya.plan.recourse.arrivals import Pairs, Shifted
from kautilya.plan.recourse.knapsack import tiers
from kautilya.plan.recourse.problem import Recourse
from kautilya.plan.recourse.value import overspend


def there(of: Shifted, offer: int, units: Floats) -> Floats:
    """Return the units in service [year, scenario] for cumulative orders [order year]."""
    return np.asarray(np.append(units, 0.0)[of.latest(offer)])


def gains(recourse: Recourse, of: Shifted, pairs: Pairs, slope: Floats) -> Floats:
    """Return what a unit more up to an order year changes, [pair, year, order year]."""
    found = np.zeros((len(pairs.offer), of.years, of.years))
    for i, (offer, group) in enumerate(zip(pairs.offer, pairs.group, strict=True)):
        last = of.latest(int(offer))
        for u in range(of.years):
            found[i, :, u] = pairs.brings[i] * (slope * recourse.availability[group] * (last == u)).sum(axis=1)
    return found


def money_price(recourse: Recourse, short: Floats) -> Floats:
    """Return points saved by one more unit of emergency money [year, scenario]; 0 where money is left over."""
    years, _, scenarios = recourse.shape
    price = np.zeros((years, scenarios))
    for t in range(years):
        left, money = short[t].copy(), recourse.emergency_money[t].copy()
        worth = recourse.loss_weight[t, recourse.channel_area] / recourse.channel_cost
        for k in np.argsort(-worth, kind="stable"):
            area, cost = recourse.channel_area[k], recourse.channel_cost[k]
            wanted = np.minimum(recourse.cap(k)[t], left[area])
            bought = np.minimum(wanted, money / cost)
            price[t] = np.where((bought < wanted) & (price[t] == 0), worth[k], price[t])
            left[area] -= bought
            money = np.maximum(money - bought * cost, 0.0)
    return price


def losses(recourse: Recourse, short: Floats, outlay: Floats) -> Floats:
    """Return the points [scenario], by duality: areas at the price of money, less the money's worth."""
    price = money_price(recourse, short)
    total = overspend(recourse, outlay) - (price * recourse.emergency_money).sum(axis=0)
    for area in range(recourse.shape[1]):
        total += tiers(recourse, area, price).loss(short[:, area]).sum(axis=0)
    return np.asarray(total)
