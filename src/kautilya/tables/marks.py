"""Marks of what several claims add up to: the weakest input decides (CONVENTIONS §12)."""

from collections.abc import Iterable

from kautilya.register.claim import Mark
from kautilya.store.view import View

STRENGTH = tuple(Mark)
"""From strongest to weakest."""


def weakest(marks: Iterable[Mark]) -> Mark:
    """Return the weakest of some marks; what rests on nothing is a ValueError."""
    return max(marks, key=STRENGTH.index)


def mark_of(view: View, kind: str, claim_ids: Iterable[str]) -> Mark:
    """Return the weakest mark of some claims on which records of one kind rest."""
    return weakest(view.mark(kind, claim_id) for claim_id in claim_ids)


def computed(mark: Mark) -> Mark:
    """Return the mark of a figure computed from inputs of the given mark: derived at best."""
    return weakest((mark, Mark.DERIVED))
