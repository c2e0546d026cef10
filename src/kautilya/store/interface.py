"""What a store of claims can do; one suite of tests holds it on every engine (decision 2 of docs/architecture.md)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.history import History
from kautilya.register.identity import HeldSameAs, SameAs
from kautilya.register.judgement import HeldJudgement, Judgement, Undo
from kautilya.register.package import Package
from kautilya.register.recording import Recording, What
from kautilya.register.rules import RULES, PreferenceRule
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one transaction records: all of it or nothing."""

    day: date
    """The day of recording (UTC); StoreError if the register recorded something on a later one."""
    by: str
    what: What
    why: str = ""
    claims: Iterable[Claim] = ()
    data_date: PartialDate | None = None
    """The day as of which the source of the claims is complete; by default the day of recording."""
    judgements: Iterable[Judgement] = ()
    """Judgements of a person: recorded as they are. (Those of a package come with `Store.add`.)"""
    same_as: Iterable[SameAs] = ()
    undone_judgements: Iterable[Undo] = ()
    undone_same_as: Iterable[Undo] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a transaction changed."""

    recording: Recording | None
    """Its line of the ledger; None where there was nothing to record."""
    added: int = 0
    """Claims that the register did not hold before."""
    known: int = 0
    """Claims that it held already, by content."""
    judgements: int = 0
    """Judgements added."""
    same_as: int = 0


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
    chain: str | None = None
    """Chain digest of the ledger with it; None where the package was held already."""


class Store(Protocol):
    """Claims and what is judged of them, append-only."""

    def add(
        self,
        package: Package,
        claims: Iterable[Claim],
        judgements: Iterable[Judgement],
        *,
        by: str = "",
        history: History | None = None,
    ) -> Receipt:
        """Take in one package in one transaction: all or nothing, and nothing twice; it outvotes no judgement of anybody.

        `history` is what its ledger tells besides: judgements that were taken back, and what is the same.
        """
        ...

    def record(self, batch: Batch) -> Recorded:
        """Record claims, judgements, merges and what takes them back in one transaction: all or nothing."""
        ...

    def recordings(self) -> tuple[Recording, ...]:
        """Return the lines of the ledger, oldest first."""
        ...

    def packages(self) -> tuple[Package, ...]:
        """Return the packages taken in, oldest first."""
        ...

    def view(
        self, as_of: PartialDate | None = None, *, recorded_by: date | None = None, rules: Sequence[PreferenceRule] = RULES
    ) -> View:
        """Return the register as known on a day, by default the latest data date of its packages.

        With `recorded_by`, what was recorded after that day (claims, judgements, merges) is unseen. `rules` choose between
        contradicting claims where nobody has.
        """
        ...

    def claim(self, claim_id: str) -> Claim:
        """Return one claim, judged or not; NotFoundError if there is none."""
        ...

    def judgements(self, claim_id: str) -> tuple[Judgement, ...]:
        """Return the judgements on one claim that count, oldest first."""
        ...

    def history(self, claim_id: str) -> tuple[HeldJudgement, ...]:
        """Return all judgements on one claim, those that were taken back too, oldest first."""
        ...

    def same_as(self) -> tuple[HeldSameAs, ...]:
        """Return all that was ever said to be the same, oldest first."""
        ...

    def claims(self, kind: str | None = None) -> Iterator[Claim]:
        """Stream all claims ever recorded, of one kind or of all, in the order of recording."""
        ...

    def close(self) -> None:
        """Release the file or the connection."""
        ...
