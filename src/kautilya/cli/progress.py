"""Shows how far a long step is: a bar on a terminal, a line elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, track

from kautilya.cli.session import say

T = TypeVar("T")


def counted(values: Iterable[T], count: int, words: str) -> Iterable[T]:
    """Pass values on while showing how many of them are through."""
    if not sys.stderr.isatty():
        say(f"{words}: {count:,}")
        return values
    return track(values, description=words, total=count, console=Console(stderr=True), transient=True)


def progress(values: Sequence[T], words: str) -> Iterable[T]:
    """Pass a sequence on while showing how much of it is through."""
    return counted(values, len(values), words)


@contextmanager
def watching(words: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how much is done, of how much."""
    if not sys.stderr.isatty():
        say(words)
        yield _unwatched
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _unwatched(done: int, of: int) -> None:
    del done, of
