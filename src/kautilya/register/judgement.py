"""A judgement: somebody accepts, prefers, disputes or withdraws a claim, on a day, for a reason."""

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
    """One verdict on one claim; append-only, the latest counts; a claim without one is proposed and unseen by views."""

    claim_id: str
    verdict: Verdict
    on: date
    by: str
    why: str
