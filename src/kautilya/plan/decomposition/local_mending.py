"""What a local search does after a change, compiled: take away what no longer fits, and spend what is left over."""

import numpy as np

from kautilya.plan.decomposition.local_state import (
    Rules,
    State,
    compiled,
    fits,
    hub_over,
    put,
    row_fits,
    start_of,
    window_broken,
    year_over_budget,
)  # fmt: skip
from kautilya.plan.figures import Floats, Ints

MENDING = 400
"""Most steps by which a changed plan is mended."""


@compiled
def step_down(rules: Rules, state: State, offer: int, year: int) -> int:
    """Return how many units can be taken away in a year: one, or the whole lot of the start; 0 if none can."""
    row = state.x[offer]
    if row[year] <= 0:
        return 0
    if start_of(row) != year or row[year] > rules.lot[offer]:
        return 1
    units = row[year]
    row[year] = 0
    sound = row_fits(rules, row, offer)
    row[year] = units
    return units if sound else 0


@compiled
def step_up(rules: Rules, state: State, offer: int, year: int) -> int:
    """Return how many units can be added in a year of a programme that has started: one or none."""
    row = state.x[offer]
    return 1 if row[year] < rules.rate[offer] and start_of(row) <= year else 0


@compiled
def _helps(rules: Rules, trouble: Ints, offer: int, year: int) -> bool:
    """Tell whether taking away units eases the trouble: its kind, year and whose it is."""
    if trouble[0] == 1:
        return bool(year == trouble[1])
    if trouble[0] == 3:
        return bool(rules.hub[offer] == trouble[2])
    if not trouble[1] <= year < trouble[1] + rules.window:
        return False
    return bool(rules.party[offer] == trouble[2]) if trouble[2] > 0 else bool(rules.content[offer] < 0)


@compiled
def trouble_of(rules: Rules, state: State, trouble: Ints) -> bool:
    """Find the first limit that the plan as tried breaks: kind (0 none, 1 budget, 2 window, 3 hub), year, whose."""
    trouble[:] = 0
    year = year_over_budget(rules, state)
    if year >= 0:
        trouble[0], trouble[1] = 1, year
        return True
    start, party = window_broken(rules, state)
    if start >= 0:
        trouble[0], trouble[1], trouble[2] = 2, start, party
        return True
    hub = hub_over(rules, state)
    if hub >= 0:
        trouble[0], trouble[2] = 3, hub
    return hub >= 0


@compiled
def kill(rules: Rules, state: State, offer: int) -> None:
    """Take away a whole programme."""
    for year in range(state.x.shape[1] - 1, -1, -1):
        if state.x[offer, year] > 0:
            put(rules, state, offer, year, -state.x[offer, year])


@compiled
def _least(rules: Rules, state: State, worth: Floats, spared: int, trouble: Ints, least: int) -> tuple[int, int]:
    """Return the offer and year whose units gain least of those that ease the trouble, -1 if there are none.

    Args:
        least: Units that it must be possible to take away; 0 where the whole programme is to be ended.
    """
    best, which, when = np.inf, -1, -1
    for offer in range(len(rules.cost)):
        for year in range(state.x.shape[1]):
            if state.x[offer, year] <= 0 or worth[offer, year] >= best or offer == spared:
                continue
            if _helps(rules, trouble, offer, year) and step_down(rules, state, offer, year) >= least:
                best, which, when = worth[offer, year], offer, year
    return which, when


@compiled
def mend(rules: Rules, state: State, worth: Floats, spared: int) -> bool:
    """Take away the units that gain least for their money, or whole programmes, until every limit is kept."""
    trouble = np.zeros(3, dtype=np.int64)
    for _ in range(MENDING):
        if not trouble_of(rules, state, trouble):
            return True
        offer, year = _least(rules, state, worth, spared, trouble, 1)
        if offer < 0:
            offer, year = _least(rules, state, worth, spared, trouble, 0)
            if offer < 0:
                return False
            kill(rules, state, offer)
            continue
        put(rules, state, offer, year, -step_down(rules, state, offer, year))
    return False


@compiled
def fill(rules: Rules, state: State, worth: Floats, aim: float) -> None:
    """Add the units of started programmes that gain most for their money, within the limits, until so much is spent."""
    years = state.x.shape[1]
    places, count = np.zeros(worth.size, dtype=np.int64), 0
    key = np.zeros(worth.size)
    for offer in range(len(rules.cost)):
        for year in range(start_of(state.x[offer]), years):
            if state.x[offer, year] < rules.rate[offer] and worth[offer, year] > 0.0:
                places[count], key[count] = offer * years + year, -worth[offer, year]
                count += 1
    for at in np.argsort(key[:count], kind="mergesort"):
        offer, year = places[at] // years, places[at] % years
        if state.spend.sum() >= aim:
            return
        while state.spend.sum() < aim and step_up(rules, state, offer, year) > 0:
            put(rules, state, offer, year, 1)
            if not fits(rules, state):
                put(rules, state, offer, year, -1)
                break
