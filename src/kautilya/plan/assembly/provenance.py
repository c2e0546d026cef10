"""What a cell rests on: its basis is followed through derivations to assumptions and parameters."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kautilya.register.claim import Mark

STRENGTH = (Mark.SOURCED, Mark.DERIVED, Mark.ASSUMED)
"""From strongest to weakest."""
_REFERENCE = re.compile(r"\b(A[0-9]{3}|P[0-9]{2}|D-[A-Z0-9]+)\b")
_RANGE_ONLY = frozenset({"D-BAND"})
"""Derivations that give a cell's range and not its value."""
_ESCALATION = {"INR": "A002", "foreign": "A001"}
"""Of the two price escalations that D-COST names, the one that a price in rupees, or in another currency, does not use."""


def weakest(marks: Iterable[Mark]) -> Mark:
    """Return the weakest of some marks; sourced where there are none."""
    return max(marks, key=STRENGTH.index, default=Mark.SOURCED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The references that bases can name."""

    derivations: Mapping[str, str]
    """Formula and inputs of each derivation."""
    marks: Mapping[str, Mark]
    """Mark of each assumption and parameter."""

    def rests_on(self, basis: str) -> tuple[str, ...]:
        """Return the assumptions and parameters that a basis names, directly or through derivations, in order."""
        found: dict[str, None] = {}
        self._follow(basis, found, frozenset())
        unused = _ESCALATION["INR" if " INR " in basis else "foreign"] if "D-COST" in basis else ""
        return tuple(name for name in found if name != unused)

    def weakest(self, mark: Mark, rests_on: Iterable[str]) -> Mark:
        """Return the weakest of a cell's own mark and the marks of what it rests on."""
        return weakest([mark, *(self.marks[name] for name in rests_on)])

    def _follow(self, text: str, found: dict[str, None], seen: frozenset[str]) -> None:
        for name in _REFERENCE.findall(text):
            if name in self.marks:
                found[name] = None
            elif name in self.derivations and name not in seen | _RANGE_ONLY:
                self._follow(self.derivations[name], found, seen | {name})
