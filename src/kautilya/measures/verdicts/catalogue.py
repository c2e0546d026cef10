"""All phrases by name: the place where a new one is entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kautilya.core.errors import NotFoundError
from kautilya.measures.verdicts import (
    approvals,
    continuity,
    diversification,
    emergency,
    exercises,
    framework,
    needs,
    self_reliance,
)
from kautilya.measures.verdicts.criterion import Criterion, Verdict, word_of
from kautilya.measures.verdicts.reading import Measurements


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Something that is said of the partnerships."""

    name: str
    said: str
    needs: tuple[str, ...]
    """Names of the measures that its criteria read."""
    criteria: Callable[[Measurements], tuple[Criterion, ...]]
    limits: tuple[str, ...]


_PHRASES = tuple(
    Phrase(name=one.NAME, said=one.SAID, needs=one.NEEDS, criteria=one.criteria, limits=one.LIMITS)
    for one in (continuity, diversification, needs, emergency, exercises, framework, approvals, self_reliance)
)

PHRASES: Mapping[str, Phrase] = MappingProxyType({phrase.name: phrase for phrase in _PHRASES})
JUDGED_BY = tuple(dict.fromkeys(measure for phrase in _PHRASES for measure in phrase.needs))
"""Measures that the phrases need."""


def known(name: str) -> str:
    """Return the name of a phrase as it is listed; NotFoundError lists the names."""
    plain = name.strip().lower().replace("_", "-")
    if plain not in PHRASES:
        raise NotFoundError(f"no phrase '{name}'; phrases are: {', '.join(PHRASES)}")
    return plain


def verdict(name: str, measurements: Measurements) -> Verdict:
    """Judge one phrase by measurements of one view.

    Raises:
        NotFoundError: There is no such phrase, or a measure that it needs is missing.
    """
    phrase = PHRASES[known(name)]
    if missing := [measure for measure in phrase.needs if measure not in measurements]:
        raise NotFoundError(f"the verdict on '{name}' needs the measures {', '.join(missing)}")
    judged = phrase.criteria(measurements)
    return Verdict(name=name, said=phrase.said, word=word_of(judged), criteria=judged, limits=phrase.limits)
