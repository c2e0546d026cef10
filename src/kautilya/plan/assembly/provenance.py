"""What a cell rests on: its basis is followed through derivations to assumptions and parameters."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kautilya.register.claim import Mark
from kautilya.tables.marks import weakest

_REFERENCE = re.compile(r"\b(A[0-9]{3}|P[0-9]{2}|D-[A-Z0-9]+)\b")
_RANGE_ONLY = re.compile(r"low = ")
"""So begins the formula of a derivation that gives a cell's range and not its value."""
_BY_CURRENCY = re.compile(r"\b(A[0-9]{3}) if ([A-Z]{3}) else (A[0-9]{3})\b")
"""Of two assumptions in a formula, the one that counts by the currency in the cell's basis: `A001 if INR else A002`."""


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
        self._follow(basis, found, basis, frozenset())
        return tuple(found)

    def weakest(self, mark: Mark, rests_on: Iterable[str]) -> Mark:
        """Return the weakest of a cell's own mark and the marks of what it rests on."""
        return weakest([mark, *(self.marks[name] for name in rests_on)])

    def _follow(self, text: str, found: dict[str, None], basis: str, seen: frozenset[str]) -> None:
        for name in _REFERENCE.findall(text):
            if name in self.marks:
                found[name] = None
            elif name in self.derivations and name not in seen and not _RANGE_ONLY.match(self.derivations[name]):
                self._follow(_used(self.derivations[name], basis), found, basis, seen | {name})


def _used(text: str, basis: str) -> str:
    """Leave out of a derivation the assumption that counts for another currency only."""
    choice = _BY_CURRENCY.search(text)
    if choice is None:
        return text
    this, currency, other = choice.groups()
    unused = other if re.search(rf"\b{currency}\b", basis) else this
    return re.sub(rf"\b{unused}\b", "", text)
