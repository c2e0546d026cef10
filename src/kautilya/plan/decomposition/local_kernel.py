"""The exact value of a plan of which a few offers change, and what each unit gains, compiled; emergency buying is greedy."""

import numpy as np

from kautilya.plan.decomposition.local_state import Future, Rules, State, compiled
from kautilya.plan.figures import Floats, Ints


@compiled
def saved(future: Future, missing: Floats, less: Floats, bought: Floats, t: int, s: int) -> float:
    """Return the points that emergency purchases save where `less` is taken off what is missing; greedy is exact."""
    left, points = future.money[t, s], 0.0
    used = 0
    for place in range(future.order.shape[1]):
        k = future.order[t, place]
        used = place + 1
        area = future.channel_area[k]
        short = missing[area] - less[area] - bought[area]
        if short <= 0.0:
            continue
        bring = min(future.channel_cap[k] * future.availability[future.channel_group[k], t, s], short)
        price = bring * future.channel_cost[k]
        if price >= left:
            points += left / future.channel_cost[k] * future.loss_weight[t, area]
            break
        points += bring * future.loss_weight[t, area]
        bought[area] += bring
        left -= price
    for place in range(used):
        bought[future.channel_area[future.order[t, place]]] = 0.0
    return points


@compiled
def _less(future: Future, state: State, delta: Floats, less: Floats, t: int, s: int) -> bool:
    """Add up by how much the changed offers lower what is missing in a cell; False where nothing changes."""
    any_change = False
    for place in range(1, state.changed[0] + 1):
        offer = state.changed[place]
        year = t - future.lag[offer, s]
        if year >= 0 and delta[place, year] != 0.0:
            any_change = True
            there = delta[place, year] * future.availability[future.group[offer], t, s]
            for at in range(future.first[offer], future.first[offer + 1]):
                less[future.area[at]] += there * future.brings[at]
    return any_change


@compiled
def _delta(state: State) -> Floats:
    """Return by how much the cumulative orders of the changed offers differ from those kept."""
    years = state.x.shape[1]
    delta = np.zeros((state.changed[0] + 1, years))
    for place in range(1, state.changed[0] + 1):
        total = 0.0
        for t in range(years):
            total += state.x[state.changed[place], t] - state.kept[state.changed[place], t]
            delta[place, t] = total
    return delta


@compiled
def _touched(future: Future, state: State) -> Ints:
    """Return the areas that the changed offers serve."""
    mark = np.zeros(state.missing.shape[2], dtype=np.int64)
    for place in range(1, state.changed[0] + 1):
        offer = state.changed[place]
        for at in range(future.first[offer], future.first[offer + 1]):
            mark[future.area[at]] = 1
    return np.flatnonzero(mark)


@compiled
def _fewer(future: Future, missing: Floats, less: Floats, touched: Ints, t: int) -> float:
    """Return by how many points taking off `less` lowers the base of a cell."""
    points = 0.0
    for area in touched:
        points += future.loss_weight[t, area] * (max(0.0, missing[area]) - max(0.0, missing[area] - less[area]))
    return points


@compiled
def sampled(future: Future, state: State, weight: Floats, every: int) -> float:
    """Return by how much the losses change as tried, estimated from every so many-th scenario at given weights."""
    years, scenarios, areas = state.missing.shape
    delta, less, bought, touched = _delta(state), np.zeros(areas), np.zeros(areas), _touched(future, state)
    more = 0.0
    for t in range(years):
        for s in range(0, scenarios, every):
            if _less(future, state, delta, less, t, s):
                missing = state.missing[t, s]
                base = state.base[t, s] - _fewer(future, missing, less, touched, t)
                more += weight[s] * (base - saved(future, missing, less, bought, t, s) - state.cell[t, s])
                for area in touched:
                    less[area] = 0.0
    return more * every


@compiled
def try_cells(future: Future, state: State) -> None:
    """Work out base and points of every cell as tried."""
    years, scenarios, areas = state.missing.shape
    delta, less, bought, touched = _delta(state), np.zeros(areas), np.zeros(areas), _touched(future, state)
    for t in range(years):
        for s in range(scenarios):
            if not _less(future, state, delta, less, t, s):
                state.trial[0, t, s], state.trial[1, t, s] = state.base[t, s], state.cell[t, s]
                continue
            missing = state.missing[t, s]
            base = state.base[t, s] - _fewer(future, missing, less, touched, t)
            state.trial[0, t, s] = base
            state.trial[1, t, s] = base - saved(future, missing, less, bought, t, s)
            for area in touched:
                less[area] = 0.0


@compiled
def fill_cells(future: Future, state: State) -> None:
    """Work out base and points of every cell of what is missing."""
    years, scenarios, areas = state.missing.shape
    none, bought = np.zeros(areas), np.zeros(areas)
    for t in range(years):
        for s in range(scenarios):
            missing = state.missing[t, s]
            base = 0.0
            for area in range(areas):
                base += future.loss_weight[t, area] * max(0.0, missing[area])
            state.base[t, s], state.cell[t, s] = base, base - saved(future, missing, none, bought, t, s)


@compiled
def try_overspend(rules: Rules, future: Future, state: State) -> None:
    """Work out the points for overspending as tried."""
    before = 0.0
    for t in range(len(rules.budget)):
        outlay = state.spend[t] - before
        before = max(0.0, min(rules.carry[t], rules.budget[t] - outlay))
        if outlay != state.outlay[t]:
            state.outlay[t] = outlay
            for s in range(state.over.shape[1]):
                state.over[t, s] = future.overspend * max(0.0, outlay - future.own[t, s])


@compiled
def density(losses: Floats, probability: Floats, level: float) -> Floats:
    """Return the density of the worst `1 - level` of probability (`recourse.risk.tail`)."""
    order = np.argsort(-losses, kind="mergesort")
    left, found = 1.0, np.zeros(len(losses))
    for s in order:
        found[s] = min(left, probability[s] / (1 - level))
        left -= found[s]
        if left <= 0.0:
            break
    return found


@compiled
def losses_of(state: State, cell: Floats) -> Floats:
    """Return the points of each scenario."""
    losses = np.zeros(cell.shape[1])
    for t in range(cell.shape[0]):
        for s in range(cell.shape[1]):
            losses[s] += cell[t, s] + state.over[t, s]
    return losses


@compiled
def value(rules: Rules, future: Future, state: State, cell: Floats) -> float:
    """Return the objective of cells and overspending."""
    losses = losses_of(state, cell)
    tail = density(losses, future.probability, future.level)
    total = 0.0
    for s in range(len(losses)):
        total += ((1 - future.risk) * future.probability[s] + future.risk * tail[s]) * losses[s]
    return float(total + rules.spend_weight * state.spend.sum())


@compiled
def tried(rules: Rules, future: Future, state: State) -> float:
    """Return the exact objective of the plan as tried."""
    try_cells(future, state)
    try_overspend(rules, future, state)
    return value(rules, future, state, state.trial[1])


@compiled
def keep(future: Future, state: State) -> None:
    """Keep the plan whose value was worked out last."""
    years, scenarios, areas = state.missing.shape
    delta, less, touched = _delta(state), np.zeros(areas), _touched(future, state)
    for t in range(years):
        for s in range(scenarios):
            if _less(future, state, delta, less, t, s):
                for area in touched:
                    state.missing[t, s, area] -= less[area]
                    less[area] = 0.0
    state.base[:], state.cell[:] = state.trial[0], state.trial[1]
    for place in range(1, state.changed[0] + 1):
        state.kept[state.changed[place]] = state.x[state.changed[place]]
    state.changed[0] = 0


@compiled
def _price(future: Future, missing: Floats, bought: Floats, t: int, s: int) -> float:
    """Return the points that a unit of emergency money more would save."""
    left, price = future.money[t, s], 0.0
    for place in range(future.order.shape[1]):
        k = future.order[t, place]
        area = future.channel_area[k]
        short = missing[area] - bought[area]
        if short <= 0.0:
            continue
        bring = min(future.channel_cap[k] * future.availability[future.channel_group[k], t, s], short)
        if bring * future.channel_cost[k] > left:
            price = future.loss_weight[t, area] / future.channel_cost[k]
            break
        bought[area] += bring
        left -= bring * future.channel_cost[k]
    bought[:] = 0.0
    return price


@compiled
def _marginal(
    future: Future, missing: Floats, slope: Floats, reach: Floats, price: float, by_cost: Ints, t: int, s: int
) -> None:
    """Fill in by how many points a unit of each area lowers the loss of a cell at a price of emergency money."""
    for area in range(len(slope)):
        slope[area] = future.loss_weight[t, area] if missing[area] > 0.0 else 0.0
    for k in by_cost:
        area = future.channel_area[k]
        if missing[area] > reach[area]:
            reach[area] += future.channel_cap[k] * future.availability[future.channel_group[k], t, s]
            if missing[area] <= reach[area]:
                slope[area] = min(slope[area], price * future.channel_cost[k])
    reach[:] = 0.0


@compiled
def gains(future: Future, state: State, wanted: Ints, by_cost: Ints) -> Floats:
    """Return by how many points one more unit ordered in a year lowers the objective [wanted offer, year], at the margin."""
    years, scenarios, areas = state.missing.shape
    losses = losses_of(state, state.cell)
    tail = density(losses, future.probability, future.level)
    found = np.zeros((len(wanted), years))
    slope, bought = np.zeros(areas), np.zeros(areas)
    for t in range(years):
        for s in range(scenarios):
            missing = state.missing[t, s]
            _marginal(future, missing, slope, bought, _price(future, missing, bought, t, s), by_cost, t, s)
            weight = (1 - future.risk) * future.probability[s] + future.risk * tail[s]
            for place in range(len(wanted)):
                offer = wanted[place]
                year = t - future.lag[offer, s]
                if year < 0:
                    continue
                worth = 0.0
                for at in range(future.first[offer], future.first[offer + 1]):
                    worth += slope[future.area[at]] * future.brings[at]
                found[place, year] += worth * weight * future.availability[future.group[offer], t, s]
    for t in range(years - 2, -1, -1):
        found[:, t] += found[:, t + 1]
    return found
