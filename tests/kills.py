"""Kills a process in the middle of its work, at moments spread at random over the time that the work takes."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

MOMENTS = 20
_START = multiprocessing.get_context("forkserver")
_START.set_forkserver_preload(["tests.kills_work"])

Work = Callable[..., Callable[[], object]]
"""Makes ready (opens a register) and returns the work itself; named at the top of a module, so that a process can find it."""


def moments(seed: int) -> Iterator[float]:
    """Yield twenty random moments as parts of the work's time, evenly spread, the last ones after its end."""
    chance = random.Random(seed)  # noqa: S311 - drawn, not secret
    for place in range(MOMENTS):
        yield (place + chance.random()) / MOMENTS * 1.25


def time_of(work: Work, *given: object) -> float:
    """Do the work in a process of its own and return how many seconds it took."""
    return _run(work, given, killed_after=None)


def kill(work: Work, *given: object, after: float) -> None:
    """Begin the work in a process of its own and kill that after some seconds; it may have ended before."""
    _run(work, given, killed_after=after)


def _run(work: Work, given: tuple[object, ...], *, killed_after: float | None) -> float:
    ours, theirs = _START.Pipe()
    process = _START.Process(target=_child, args=(theirs, work, given))
    process.start()
    theirs.close()
    ours.recv()
    started = time.perf_counter()
    if killed_after is None:
        ours.recv()
    else:
        time.sleep(killed_after)
        process.kill()
    seconds = time.perf_counter() - started
    process.join()
    ours.close()
    return seconds


def _child(told: Connection, work: Work, given: tuple[object, ...]) -> None:
    doing = work(*given)
    told.send("begin")
    doing()
    told.send("end")
    os._exit(0)
