"""What a register holds already, for imports that do not carry all that was said about their cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from kautilya.core.periods import PartialDate
from kautilya.intake.links import Content
from kautilya.register.claim import Claim, KnownBy
from kautilya.register.package import Package
from kautilya.register.registry import KINDS

TELLING_PAGES = ("deal_milestones", "field_sources")
"""Tables whose rows give cells of other tables their own pages."""

_VIA = " via "

Words = tuple[str, str, str, str | None]
"""Subject, attribute, text and unit."""


class Register(Protocol):
    """What an import asks the register that it goes into."""

    def packages(self) -> Sequence[Package]:
        """Return the packages taken in."""
        ...

    def claims(self, kind: str | None = None) -> Iterator[Claim]:
        """Stream all claims of a kind."""
        ...


def data_date(register: Register | None) -> PartialDate | None:
    """Return the latest data date of a register; None where there is none."""
    packages = () if register is None else register.packages()
    return max((package.data_date for package in packages), key=lambda day: day.last, default=None)


class Held:
    """Finds the claim that a register holds for what an import says again without all that it rests on.

    What the tables of an import do not tell is told by those that the register took in before:

    - The page of a cell. Where the import lacks one of the tables that tell pages of cells, a cell whose text the register
      holds on a page of its own is that claim, not a second one laid to the page of its row.
    - The day of a page. A claim for whose day another stands in is the claim that the register holds of the same page and text
      with the day of that page, or with the earlier of two that stand in.
    """

    def __init__(self, register: Register | None, content: Content) -> None:
        self._register = None if register is None or not register.packages() else register
        self._keeps_pages = not all(table in content.sheets for table in TELLING_PAGES)
        self._by_kind: dict[str, Mapping[Words, Sequence[Claim]]] = {}

    def same(self, claim: Claim) -> Claim:
        """Return the claim that the register holds in place of this one, or this one."""
        if self._register is None:
            return claim
        known = self._of_kind(claim.kind).get(_words(claim), ())
        if any(one.id == claim.id for one in known):
            return claim
        return next((one for one in known if self._is_same(claim, one)), claim)

    def _is_same(self, claim: Claim, known: Claim) -> bool:
        if self._keeps_pages and _is_cell(claim) and _is_cell(known) and _VIA in known.origin:
            return True
        day_stands_in = claim.known_basis is not KnownBy.PAGE
        better = known.known_basis is KnownBy.PAGE or known.known_on.last <= claim.known_on.last
        return (
            day_stands_in and better and replace(claim, known_on=known.known_on, known_basis=known.known_basis).id == known.id
        )

    def _of_kind(self, kind: str) -> Mapping[Words, Sequence[Claim]]:
        if kind not in self._by_kind:
            self._by_kind[kind] = _by_words(self._known(kind))
        return self._by_kind[kind]

    def _known(self, kind: str) -> Iterable[Claim]:
        return () if self._register is None else self._register.claims(kind)


def _by_words(claims: Iterable[Claim]) -> Mapping[Words, Sequence[Claim]]:
    found: dict[Words, list[Claim]] = {}
    for claim in claims:
        found.setdefault(_words(claim), []).append(claim)
    return found


def _words(claim: Claim) -> Words:
    return claim.subject, claim.attribute, claim.raw, claim.unit


def _is_cell(claim: Claim) -> bool:
    """Tell whether a claim was made by a row of its own table, not by one that speaks of other tables."""
    return claim.origin.startswith(f"{KINDS[claim.kind].TABLE}.csv:")
