"""A verdict is made of criteria: each has a rule that is the same whatever its figure, and says what would turn it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kautilya.measures.finding import Finding


class Outcome(StrEnum):
    """What a figure says of a phrase."""

    FOR = "for"
    AGAINST = "against"
    CANNOT_TELL = "cannot tell"


class Word(StrEnum):
    """The verdict on a phrase."""

    SUPPORTED = "supported"
    MIXED = "mixed"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A missing or disputed value that would turn a criterion."""

    what: str
    """The value to look for."""
    threshold: str
    """At which value the outcome turns."""
    distance: float | None = None
    """How far the figure is from that, as a part of the threshold; None: no figure at all. The nearest come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question to the record."""

    question: str
    rule: str
    """For and against, in words."""
    outcome: Outcome
    because: str
    """The figures, in words."""
    findings: tuple[Finding, ...] = ()
    """What it rests on; empty only where nothing could be measured."""
    blank: Blank | None = None
    rows: tuple[str, ...] = ()
    """The figures one by one, the deciding ones first; empty where `because` says them all."""
    key: bool = False
    """Whether the phrase stands or falls with it: while it cannot be told, nothing supports the phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A phrase and what the record says of it."""

    name: str
    said: str
    """The phrase, in our words."""
    word: Word
    criteria: tuple[Criterion, ...]
    limits: tuple[str, ...]
    """What the record cannot show, whatever the figures are."""

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Return what would turn a criterion, nearest first: a list of what to look for."""
        found = [one.blank for one in self.criteria if one.blank is not None]
        return tuple(sorted(found, key=lambda blank: (blank.distance is None, blank.distance or 0.0)))


def word_of(criteria: Sequence[Criterion]) -> Word:
    """Return the verdict that follows from criteria.

    Cannot tell where fewer than half of them are decided; else supported or contradicted where all that are decided say the
    same, and mixed where they do not. While a key criterion cannot be told, what would be supported cannot be told either.
    """
    decided = {one.outcome for one in criteria if one.outcome is not Outcome.CANNOT_TELL}
    count = sum(one.outcome is not Outcome.CANNOT_TELL for one in criteria)
    if not criteria or 2 * count < len(criteria):
        return Word.CANNOT_TELL
    if len(decided) > 1:
        return Word.MIXED
    if Outcome.AGAINST in decided:
        return Word.CONTRADICTED
    return Word.CANNOT_TELL if any(one.key and one.outcome is Outcome.CANNOT_TELL for one in criteria) else Word.SUPPORTED
