"""A judgement: somebody accepts, prefers, disputes or withdraws a claim, on a day, for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What a judgement says of its claim."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    PREFERRED = "preferred"
    """A recorded choice among contradicting claims: the claim is accepted, and is the point that measures use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One verdict on one claim; append-only, the latest that is not undone counts.

    A claim without one is proposed, and unseen by views.
    """

    claim_id: str
    verdict: Verdict
    on: date
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Somebody takes back what was recorded under a number: a judgement, or that two subjects are the same.

    It is a row of its own: what it takes back stays, and counts no more. An undo is not undone: judge or merge again.
    """

    number: int
    on: date
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldJudgement:
    """A judgement as the register holds it."""

    number: int
    judgement: Judgement
    undone: Undo | None
    """What took it back (`number` is this judgement's)."""


def counting(history: Iterable[HeldJudgement]) -> HeldJudgement | None:
    """Return the judgement on a claim that counts: the latest that nobody took back; of one day the last recorded."""
    standing = [held for held in history if held.undone is None]
    return max(standing, key=lambda held: (held.judgement.on, held.number), default=None)
