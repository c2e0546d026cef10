"""What a long search shares with its user: Ctrl-C as a wish, progress in words, and what it took."""

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.console import Console

from kautilya.cli.session import say
from kautilya.core.memory import hand_back
from kautilya.plan.result import Progress

MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10
"""`ru_maxrss` counts bytes on macOS, kilobytes elsewhere."""
STDERR = 2
"""Written to by its number: a signal can come while a line is being written, and Python's streams refuse another one then."""
EVERY = 5.0
"""Seconds between two lines of progress where there is no terminal."""
LOOKED = 1.0
"""Seconds between two looks at memory."""


def peak_memory_mb(whose: int = resource.RUSAGE_SELF) -> float:
    """Return the most memory that this process (or one that it began and that has ended) has held, in megabytes."""
    return resource.getrusage(whose).ru_maxrss / MEGABYTE


def shared_memory_mb(process: int | None) -> float:
    """Return how much of a process's memory others hold too, in megabytes; 0 where the system does not tell (Linux does)."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in told if line.startswith(("Shared_Clean:", "Shared_Dirty:"))) / 2**10


class Memory:
    """Follows how much memory a search takes, here and in a process that it begins; what both share counts once.

    The sum of both peaks less the least that was ever seen to be shared: at no moment was it more.
    """

    def __init__(self) -> None:
        self._shared = float("inf")
        self._last = float("-inf")

    def note(self) -> None:
        """Hand back what was freed, and look what is shared, now and then."""
        if time.monotonic() - self._last < LOOKED:
            return
        self._last = time.monotonic()
        hand_back()
        for process in multiprocessing.active_children():
            shared = shared_memory_mb(process.pid)
            self._shared = min(self._shared, shared or float("inf"))  # a process that has just ended shares nothing

    def peak_mb(self, *, processes: int) -> float:
        """Return the most memory that was held, in megabytes, of this process or of both."""
        if processes == 1:
            return peak_memory_mb()
        shared = self._shared if self._shared < float("inf") else 0.0
        return peak_memory_mb() + peak_memory_mb(resource.RUSAGE_CHILDREN) - shared


@contextmanager
def interruptible(follows: str = "the best plan so far follows") -> Iterator[Callable[[], bool]]:
    """Take the first Ctrl-C as the wish to stop with what there is; the second one ends the program.

    Args:
        follows: What there is then, in words.
    """
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        asked.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.write(STDERR, f"stopping: {follows}\n".encode())

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress(words: str) -> Iterator[Callable[[Progress], None]]:
    """Tell where a search is: a moving line on a terminal, a line now and then elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        say(words)
        yield _Lines()
        return
    with console.status(words) as status:
        yield lambda at: status.update(f"{words}: {worded(at)}")


class _Lines:
    """Writes a line some seconds after the last one."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, at: Progress) -> None:
        if time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            say(worded(at))


def worded(at: Progress) -> str:
    """Say where a search is."""
    plan = f"plan {at.incumbent:,.3f} {at.unit}" if abs(at.incumbent) < float("inf") else "no plan yet"
    bound = f"bound {at.bound:,.3f} {at.unit}" if abs(at.bound) < float("inf") else "no bound yet"
    gap = f", gap {at.gap:.2%}" if at.gap < float("inf") else ""
    stage = f"{at.stage}: " if at.stage else ""
    return f"{stage}{plan}, {bound}{gap}, {at.seconds:.1f} s"
