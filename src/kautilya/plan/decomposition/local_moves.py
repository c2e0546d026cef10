"""The moves of the local search, compiled: change a few programmes at random, mend, fill, and keep what is better."""

from typing import NamedTuple

import numpy as np

from kautilya.plan.decomposition.local_kernel import keep, sampled, tried
from kautilya.plan.decomposition.local_mending import fill, kill, mend, step_down
from kautilya.plan.decomposition.local_state import (
    Future,
    Rules,
    State,
    changes_fit,
    compiled,
    fits,
    forget_unchanged,
    put,
    start_of,
    undo,
)  # fmt: skip
from kautilya.plan.figures import Floats, Ints

NOISE = 0.35
"""Spread of the factors on what units gain, so that mending and filling differ from trial to trial."""
SLACK = 300.0
"""Money by which the spending of a changed plan may be aimed higher or lower."""
EVERY, MARGIN = 5, 0.004
"""A change is first judged on every so many-th scenario; points that this estimate may be off by."""


@compiled
def number(seed: Ints) -> float:
    """Return the next random number in [0, 1) (a 64-bit linear congruence with its high bits mixed down)."""
    state = np.uint64(seed[0]) * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
    seed[0] = np.int64(state)
    mixed = (state ^ (state >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    return float(mixed >> np.uint64(11)) / 9007199254740992.0


@compiled
def pick(seed: Ints, count: int) -> int:
    """Return a random index."""
    return int(number(seed) * count)


@compiled
def open_programme(rules: Rules, state: State, seed: Ints, gain: Floats, offer: int) -> None:
    """Start a programme in a year in which it gains much, for some years at some pace."""
    years = state.x.shape[1]
    start, best = 0, -np.inf
    for year in range(years):
        if gain[offer, year] * (0.5 + number(seed)) > best:
            best, start = gain[offer, year] * (0.5 + number(seed)), year
    pace = max(rules.lot[offer], 1 + pick(seed, rules.rate[offer]))
    length = 1 + pick(seed, 4)
    for year in range(start, min(years, start + length)):
        put(rules, state, offer, year, pace)


@compiled
def shift(rules: Rules, state: State, seed: Ints, offer: int) -> None:
    """Move a whole programme a year forward or back; what falls off the end is lost."""
    years = state.x.shape[1]
    row = state.x[offer].copy()
    by = 1 if number(seed) < 0.5 else -1
    kill(rules, state, offer)
    for year in range(years):
        if row[year] > 0 and 0 <= year + by < years:
            put(rules, state, offer, year + by, row[year])


@compiled
def take(rules: Rules, state: State, seed: Ints, offer: int, most: int) -> int:
    """Take away some units of a programme in one year, drawn at random; return how many."""
    year = pick(seed, state.x.shape[1])
    for _ in range(state.x.shape[1]):
        if state.x[offer, year] > 0:
            break
        year = (year + 1) % state.x.shape[1]
    step, taken = step_down(rules, state, offer, year), 0
    if step > 1:
        put(rules, state, offer, year, -step)
        return step
    wanted = 1 + pick(seed, most)
    while taken < wanted and step_down(rules, state, offer, year) == 1:
        put(rules, state, offer, year, -1)
        taken += 1
    return taken


@compiled
def shake(rules: Rules, state: State, seed: Ints, offers: Ints, most: int) -> int:
    """Take away units of a few programmes at random."""
    for _ in range(1 + pick(seed, most)):
        take(rules, state, seed, offers[pick(seed, len(offers))], 2)
    return -1


@compiled
def carry_over(rules: Rules, state: State, seed: Ints, offers: Ints) -> int:
    """Move units of a programme to another year."""
    offer = offers[pick(seed, len(offers))]
    units = take(rules, state, seed, offer, 3)
    start, years = start_of(state.x[offer]), state.x.shape[1]
    if start < years and units > 0:
        put(rules, state, offer, start + pick(seed, years - start), units)
    return int(offer)


@compiled
def chosen_new(state: State, seed: Ints, gain: Floats, rules: Rules) -> int:
    """Return an offer that is not started: of some drawn at random the one that gains most for its money."""
    best, which = -np.inf, -1
    for _ in range(8):
        offer = pick(seed, len(rules.cost))
        if start_of(state.x[offer]) < state.x.shape[1]:
            continue
        most = 0.0
        for year in range(state.x.shape[1]):
            most = max(most, gain[offer, year] / rules.cost[offer])
        most *= 1.0 / (1.0 + rules.fixed[offer] / (rules.cost[offer] * 3.0 * rules.rate[offer]))
        if most > best:
            best, which = most, offer
    return which


@compiled
def move(rules: Rules, state: State, seed: Ints, gain: Floats, shares: Floats) -> tuple[int, int]:
    """Change the plan at random; return the kind of move and the offer that mending must spare (-1 for none)."""
    started = np.flatnonzero(state.x.sum(axis=1) > 0)
    draw, kind = number(seed), 0
    while kind < len(shares) - 1 and draw >= shares[kind]:
        draw -= shares[kind]
        kind += 1
    spared = -1
    if len(started) == 0:
        kind = 2
    if kind == 0:
        spared = shake(rules, state, seed, started, 2)
    elif kind == 3:
        spared = started[pick(seed, len(started))]
        shift(rules, state, seed, spared)
    elif kind == 5:
        spared = carry_over(rules, state, seed, started)
    else:
        spared = change_starts(rules, state, seed, gain, kind, started)
    return kind, spared


@compiled
def change_starts(rules: Rules, state: State, seed: Ints, gain: Floats, kind: int, started: Ints) -> int:
    """Kill a programme (1), start one (2), or both (4)."""
    spared = -1
    if kind in (2, 4):
        spared = chosen_new(state, seed, gain, rules)
    if kind in (1, 4):
        kill(rules, state, started[pick(seed, len(started))])
    if spared >= 0:
        open_programme(rules, state, seed, gain, spared)
    return spared


@compiled
def noisy(rules: Rules, gain: Floats, price: Floats, seed: Ints) -> Floats:
    """Return what units gain for their money beyond its price [year], each offer and year with a factor of its own."""
    worth = np.empty(gain.shape)
    for offer in range(gain.shape[0]):
        mine = np.exp(NOISE * (number(seed) + number(seed) - 1.0))
        for year in range(gain.shape[1]):
            worth[offer, year] = (
                gain[offer, year] / rules.cost[offer] * mine * np.exp(NOISE * (number(seed) - 0.5)) - price[year]
            )
    return worth


class Course(NamedTuple):
    """How the search goes on."""

    seed: Ints
    """[1] of the random numbers."""
    gain: Floats
    """[offer, year] points that one more unit gains, at the margin."""
    price: Floats
    """[year] points per money spent."""
    weight: Floats
    """[scenario] of its loss in the value."""
    now: Floats
    """[2] values of the plan in hand and of the best plan."""
    best: Ints
    """[offer, year] orders of the best plan."""
    shares: Floats
    """[kind of move] how often it is made."""
    told: Ints
    """[kind of move, tried | sound | kept | best | promising] how many."""


@compiled
def anneal(rules: Rules, future: Future, state: State, course: Course, heat: Floats) -> int:
    """Try one move per entry of `heat`, keeping better plans and, the hotter the more, worse ones; return how many were kept.

    Args:
        course: `now`, `best`, `seed` and `told` are renewed.
        heat: Points by which a kept plan is worse, on average, one value per trial.
    """
    seed, gain, now, told = course.seed, course.gain, course.now, course.told
    kept, before = 0, np.zeros(state.x.shape[1])
    for hot in heat:
        before[:] = state.spend
        aim = state.spend.sum() + SLACK * (number(seed) - 0.5)
        kind, spared = move(rules, state, seed, gain, course.shares)
        worth = noisy(rules, gain, course.price, seed)
        told[kind, 0] += 1
        sound = changes_fit(rules, state) and mend(rules, state, worth, spared)
        if sound:
            fill(rules, state, worth, aim)
            sound = changes_fit(rules, state) and fits(rules, state)
        forget_unchanged(state)
        if not sound or state.changed[0] == 0:
            undo(rules, state)
            continue
        told[kind, 1] += 1
        about = sampled(future, state, course.weight, EVERY) + course.price @ (state.spend - before)
        if about > 6.0 * hot + MARGIN:
            undo(rules, state)
            continue
        told[kind, 4] += 1
        value = tried(rules, future, state)
        if value - now[0] > -hot * np.log(max(number(seed), 1e-300)):
            undo(rules, state)
            continue
        keep(future, state)
        kept += 1
        told[kind, 2] += 1
        now[0] = value
        if value < now[1] - 1e-9:
            now[1] = value
            course.best[:] = state.kept
            told[kind, 3] += 1
    return kept
