"""What a store of claims can do; SQLite is one, others follow (decision 2 of docs/architecture.md)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an import changed."""

    package: Package
    added: int
    """Claims that the register did not hold before."""
    known: int
    """Claims that it held already, by content."""
    judgements: int
    """Judgements added."""


class Store(Protocol):
    """Claims and judgements, append-only."""

    def add(self, package: Package, claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Receipt:
        """Take in one package in one transaction: all or nothing, and nothing twice."""
        ...

    def packages(self) -> tuple[Package, ...]:
        """Return the packages taken in, oldest first."""
        ...

    def view(self, as_of: PartialDate | None = None) -> View:
        """Return the register as known on a day; by default the latest data date of its packages."""
        ...

    def claim(self, claim_id: str) -> Claim:
        """Return one claim, judged or not; NotFoundError if there is none."""
        ...

    def judgements(self, claim_id: str) -> tuple[Judgement, ...]:
        """Return the judgements on one claim, oldest first."""
        ...

    def claims(self, kind: str | None = None) -> Iterator[Claim]:
        """Stream all claims ever recorded, of one kind or of all, in the order of recording."""
        ...

    def close(self) -> None:
        """Release the file or the connection."""
        ...
