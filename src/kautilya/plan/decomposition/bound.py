"""The bound, step by step: passes of the relaxation, rounds of cuts on starts, and programmes out of play that join."""

import math
from collections.abc import Iterator
from itertools import chain

import numpy as np

from kautilya.plan.decomposition.blocks import Prices, block, grouped, prices
from kautilya.plan.decomposition.effort import Watch
from kautilya.plan.decomposition.families import relifted, renew
from kautilya.plan.decomposition.master import Work
from kautilya.plan.decomposition.relaxation import Relaxation, advance, solve, strengthen
from kautilya.plan.figures import Floats

CLOSE = 3e-3
"""The relaxation is solved to this share of its value before cuts on starts are looked for."""
PASSES, ROUNDS = 25, 24
"""Most passes of the relaxation, most rounds of cuts on starts."""
MIXED = 3
"""Passes or rounds after which weights and prices are renewed."""
SETTLED = 2e-4
"""Rounds end when so many of them have raised the master's value by less than this share."""
SETTLING, CALM, FINE = 6, 1e-5, 1e-6
"""Most passes for programmes to join, the share of the bound that they may still be worth, and the solver's tolerance."""
DEEPER, PAID = 5, 5e-5
"""Most rounds of area blocks; they end when one raises the bound by less than this share."""
WORTHY = 3e-6
"""Gain of an area in the round before, as a share of the bound, from which its programme is solved again."""
LONG = 0.2
"""Share of a limit of time that a round may take for there to be another, which gains a tenth of it at best."""
EXACT = 1e-4
"""How closely, all areas together, their programmes are solved."""
AREA_SECONDS, AREA_NODES = 12.0, 500
LAST = 0.95
"""Share of the time for the bound after which no area's programme begins, so that the master can take up their cuts."""
RELAXING, TIGHTENING, SETTLED_BY = 0.25, 0.4, 0.5
"""Shares of a limit of time after which passes, rounds and settling end, so that time for plans remains."""


def steps(state: Relaxation, watch: Watch, share: float = SETTLED_BY) -> Iterator[bool | None]:
    """Raise the bound of a relaxation; give the caller a turn after every step, and say once when the point is a good one.

    None is a turn within a step, which does not count.

    After each step `state.answer`, `state.bound` and the cuts belong together. The caller counts the step (`Watch.step`) and
    may leave at any time.

    Args:
        share: Share of the limit of time after which the steps end; 1 for a search that leaves the plans to somebody else.
    """
    part = share / SETTLED_BY
    for _ in chain(relax(state, watch, RELAXING * part), tighten(state, watch, TIGHTENING * part)):
        yield False
    told = False
    for _ in settle(state, watch, share):
        told = _is_calm(state)
        yield told
    for step in deepen(state, watch, LAST * share):
        yield step and not told
        told = told or bool(step)


def _is_calm(state: Relaxation) -> bool:
    """Tell whether what programmes out of play may still be worth hardly matters."""
    return state.outside > -CALM * abs(state.bound)


def relax(state: Relaxation, watch: Watch, share: float = RELAXING) -> Iterator[None]:
    """Solve the linear relaxation closely."""
    for k in range(1, PASSES + 1):
        close = state.best.objective - state.bound <= CLOSE * abs(state.best.objective)
        if close or watch.stop() is not None or watch.spent > share or not solve(state):
            return
        watch.bound = state.bound
        anew = k % MIXED == 0
        if anew:
            renew(state)
        advance(state, everywhere=anew)
        yield


def tighten(state: Relaxation, watch: Watch, share: float = TIGHTENING) -> Iterator[None]:
    """Add cuts on starts until the master's value hardly rises."""
    before = -math.inf
    for k in range(1, ROUNDS + 1):
        if watch.stop() is not None or watch.spent > share or not solve(state):
            return
        watch.bound = state.bound
        yield
        if k % MIXED == 0:
            if state.value - before < SETTLED * abs(state.value):
                return
            before = state.value
            relifted(state)
        else:
            strengthen(state)


def settle(state: Relaxation, watch: Watch, share: float = SETTLED_BY) -> Iterator[None]:
    """Let programmes out of play join until the prices hold for all offers: only then the bound is the master's value."""
    for _ in range(SETTLING):
        if watch.stop() is not None or watch.spent > share or not solve(state, FINE):
            return
        watch.bound = state.bound
        yield
        if _is_calm(state):
            return


def deepen(state: Relaxation, watch: Watch, share: float = SETTLED_BY) -> Iterator[bool | None]:
    """Add cuts from the whole-number programmes of areas, round after round while a round pays."""
    blocks = grouped(state)
    gain = np.full(len(blocks), math.inf)
    for _ in range(DEEPER):
        at = prices(state)
        if at is None or at.link <= 0.0:
            return
        began, before = watch.spent, state.bound
        yield from _areas(state, watch, at, (blocks, gain), share)
        if solve(state):
            strengthen(state)
        for _ in settle(state, watch, 1.0):
            yield True
        if state.bound - before < PAID * abs(before) or (watch.timed and watch.spent - began > LONG):
            return


def _areas(
    state: Relaxation, watch: Watch, at: Prices, known: tuple[list[tuple[int, ...]], Floats], share: float
) -> Iterator[None]:
    """Solve the programmes of blocks at some prices, those that gained most before or lose most first; gains are renewed."""
    blocks, gain = known
    alone = np.zeros(state.layout.area.shape[1]) if state.answer is None else state.answer.values[state.layout.area].sum(axis=0)
    losses = np.array([alone[list(areas)].sum() for areas in blocks])
    for k in np.lexsort((-losses, -gain)):
        if watch.stop() is not None or watch.spent > share or gain[k] < WORTHY * abs(state.bound):
            return
        found = block(state, at, blocks[k], _work(state, watch, len(blocks[k])))
        gain[k] = 0.0 if found is None else found.gain
        if found is not None and found.gain > 0:
            state.lifted.append(found.cut)
        yield None


def _work(state: Relaxation, watch: Watch, areas: int) -> Work:
    """Return how long the programme of a block may take."""
    precise = areas * EXACT * abs(state.bound) / state.problem.recourse.shape[1]
    seconds = min(AREA_SECONDS, watch.left) if watch.timed else math.inf
    return Work(seconds=seconds, nodes=AREA_NODES, gap=precise, wants_stop=watch.wants_stop)
