"""A plan under change: what a local search holds of it, and the limits on money and loads, compiled.

The state holds what is missing before emergency purchases in every year, scenario and area. A change of some offers is tried
cell by cell (year and scenario) without writing; only a change that is kept is written.
"""

from typing import NamedTuple

from numba import njit

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.kernels import Years

compiled = njit(cache=True, nogil=True)
EXACT = 5e-7
"""Half of what the separate evaluator allows for rounding."""


class Rules(NamedTuple):
    """The limits (`recourse.limits.UnitLimits`) and the hubs as the plan in hand expands them."""

    cost: Floats
    fixed: Floats
    rate: Ints
    lot: Ints
    party: Ints
    content: Floats
    hub: Ints
    load: Floats
    lead: Ints
    budget: Floats
    carry: Floats
    """[year] most that is carried into the next year."""
    share_cap: float
    window: int
    room: Floats
    """[hub, year] capacity."""
    other: Floats
    """[year] money spent on hubs."""
    spend_weight: float


class Future(NamedTuple):
    """The recourse (`recourse.problem.Recourse`) of all scenarios, years before scenarios."""

    lag: Years
    """[offer, scenario]"""
    group: Ints
    availability: Floats
    """[group, year, scenario]"""
    first: Ints
    """[offer + 1] its first entry in `area` and `brings`."""
    area: Ints
    brings: Floats
    loss_weight: Floats
    """[year, area]"""
    order: Ints
    """[year, place] channels, those that save most per money first."""
    channel_area: Ints
    channel_cost: Floats
    channel_cap: Floats
    channel_group: Ints
    """[channel] its row of `availability`."""
    money: Floats
    """[year, scenario] for emergency purchases."""
    own: Floats
    """[year, scenario] the year's own money."""
    overspend: float
    probability: Floats
    risk: float
    level: float


class State(NamedTuple):
    """A plan and what follows from it."""

    x: Ints
    """[offer, year] units ordered, as they are tried."""
    kept: Ints
    """[offer, year] units ordered, as they were kept last."""
    spend: Floats
    """[year] of `x`"""
    paid: Floats
    """[party, year] of `x`"""
    home: Floats
    """[year] content above the floor of `x`."""
    loads: Floats
    """[hub, year] of `x`"""
    missing: Floats
    """[year, scenario, area] of `kept`; negative where there is more than needed."""
    base: Floats
    """[year, scenario] points of what is missing, before emergency purchases, of `kept`."""
    cell: Floats
    """[year, scenario] points after emergency purchases, of `kept`."""
    trial: Floats
    """[2, year, scenario] base and cell of `x`."""
    over: Floats
    """[year, scenario] points for overspending, of `kept`, then of `x`."""
    outlay: Floats
    """[year] for which `over` holds."""
    changed: Ints
    """[offer + 1] how many offers are changed, then which."""


@compiled
def start_of(row: Ints) -> int:
    """Return the first year of orders, the number of years where there are none."""
    for t in range(len(row)):
        if row[t] > 0:
            return t
    return len(row)


@compiled
def _fixed(rules: Rules, spend: Floats, offer: int, start: int, sign: float) -> None:
    years = len(spend)
    if start < years:
        spend[start] += sign * rules.fixed[offer] / 2
        spend[min(start + 1, years - 1)] += sign * rules.fixed[offer] / 2


@compiled
def put(rules: Rules, state: State, offer: int, year: int, units: int) -> None:
    """Order some units more (or fewer), with the money and loads that follow."""
    row, years = state.x[offer], state.x.shape[1]
    before = start_of(row)
    row[year] += units
    after = start_of(row)
    if before != after:
        _fixed(rules, state.spend, offer, before, -1.0)
        _fixed(rules, state.spend, offer, after, 1.0)
    money = units * rules.cost[offer]
    state.spend[year] += money
    state.paid[rules.party[offer], year] += money
    state.home[year] += units * rules.content[offer]
    for t in range(year + rules.lead[offer], years):
        state.loads[rules.hub[offer], t] += units * rules.load[offer]
    for place in range(1, state.changed[0] + 1):
        if state.changed[place] == offer:
            return
    state.changed[0] += 1
    state.changed[state.changed[0]] = offer


@compiled
def row_fits(rules: Rules, row: Ints, offer: int) -> bool:
    """Tell whether a programme keeps its rate and lot."""
    start = start_of(row)
    if start < len(row) and row[start] < rules.lot[offer]:
        return False
    return bool(row.min() >= 0 and row.max() <= rules.rate[offer])


@compiled
def year_over_budget(rules: Rules, state: State) -> int:
    """Return the first year whose money does not last, -1 if there is none."""
    before = 0.0
    for t in range(len(rules.budget)):
        rest = rules.budget[t] + before - state.spend[t]
        if rest < -EXACT:
            return t
        before = max(0.0, min(rules.carry[t], rest))
    return -1


@compiled
def window_broken(rules: Rules, state: State) -> tuple[int, int]:
    """Return the first window that breaks a share (and whose) or the floor (party 0); -1 if none does."""
    years = len(rules.budget)
    for start in range(years - rules.window + 1):
        total, home = 0.0, 0.0
        for t in range(start, start + rules.window):
            home += state.home[t]
            for party in range(state.paid.shape[0]):
                total += state.paid[party, t]
        spare = EXACT * max(1.0, total)
        if home < -spare:
            return start, 0
        for party in range(1, state.paid.shape[0]):
            mine = 0.0
            for t in range(start, start + rules.window):
                mine += state.paid[party, t]
            if mine > rules.share_cap * total + spare:
                return start, party
    return -1, 0


@compiled
def hub_over(rules: Rules, state: State) -> int:
    """Return the first hub that is overloaded, -1 if none is."""
    for hub in range(state.loads.shape[0]):
        for t in range(state.loads.shape[1]):
            if state.loads[hub, t] > rules.room[hub, t] + EXACT:
                return hub
    return -1


@compiled
def fits(rules: Rules, state: State) -> bool:
    """Tell whether the plan as tried keeps every limit on money and loads."""
    return year_over_budget(rules, state) < 0 and window_broken(rules, state)[0] < 0 and hub_over(rules, state) < 0


@compiled
def changes_fit(rules: Rules, state: State) -> bool:
    """Tell whether the changed programmes keep rate and lot."""
    for place in range(1, state.changed[0] + 1):
        offer = state.changed[place]
        if not row_fits(rules, state.x[offer], offer):
            return False
    return True


@compiled
def forget_unchanged(state: State) -> None:
    """Strike off the list of changed offers those that are as they were."""
    count = 0
    for place in range(1, state.changed[0] + 1):
        offer = state.changed[place]
        if (state.x[offer] != state.kept[offer]).any():
            count += 1
            state.changed[count] = offer
    state.changed[0] = count


@compiled
def undo(rules: Rules, state: State) -> None:
    """Return to the plan kept last."""
    while state.changed[0] > 0:
        offer = state.changed[state.changed[0]]
        for t in range(state.x.shape[1]):
            more = state.kept[offer, t] - state.x[offer, t]
            if more != 0:
                put(rules, state, offer, t, more)
        state.changed[0] -= 1
