"""Some rows at a time, so that memory does not grow with a register."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from kautilya.register.claim import Claim

T = TypeVar("T")

BATCH = 5_000
"""Rows handed to the engine, or asked of it, at once."""


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield so many values at a time."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch


def once(batch: Iterable[Claim]) -> dict[str, Claim]:
    """Return each claim once, as it came first, by id."""
    found: dict[str, Claim] = {}
    for claim in batch:
        found.setdefault(claim.id, claim)
    return found
