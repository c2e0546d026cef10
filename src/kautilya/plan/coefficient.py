"""One number of a case with what it rests on."""

from dataclasses import dataclass

from kautilya.register.claim import Mark

UNASKED = "unasked"
"""Metadata key of a field that is left out of the JSON, and so of the digest, while it has its default: nobody asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One number that enters the plan, with what it rests on (CONVENTIONS §12)."""

    value: float
    low: float | None
    high: float | None
    """The range that its author or its sources give; None where no range is stated."""
    mark: Mark
    """What the cell itself is."""
    weakest: Mark
    """The weakest mark among the cell and everything it is derived from."""
    basis: str
    """Where it comes from, in the words of the case: `D-COST+D-BAND [..]`, `A025`, `offer:rafale-f4-114`."""
    rests_on: tuple[str, ...]
    """Ids of the assumptions and parameters behind it, direct ones and through derivations."""
    claim_ids: tuple[str, ...]
