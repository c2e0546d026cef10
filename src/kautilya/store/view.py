"""A view: the register as it was known on one day, read-only; every computation starts from one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.fold import fold
from kautilya.register.judgement import Judgement
from kautilya.register.record import Record
from kautilya.register.registry import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much a view holds of one kind."""

    records: int
    claims: int


class Reader(Protocol):
    """What a view needs from its store: the accepted claims known by a day, with what was judged of them."""

    def accepted(self, kind: str, known_by: PartialDate) -> Iterable[tuple[Claim, Judgement]]:
        """Return each accepted (or preferred) claim of a kind that was known by the day, with its latest judgement."""
        ...

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Return how many records and accepted claims of each kind were known by the day, in the order of recording."""
        ...


class View:
    """The register as known on `as_of`; folds a kind when it is first asked for."""

    def __init__(self, reader: Reader, as_of: PartialDate) -> None:
        self.as_of = as_of
        self._reader = reader
        self._records: dict[str, Mapping[str, Record]] = {}
        self._claims: dict[str, Mapping[str, Claim]] = {}
        self._judgements: dict[str, Mapping[str, Judgement]] = {}

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return the records of a kind by id, in the order in which they were first recorded."""
        self._load(kind)
        return self._records[kind]

    def record(self, kind: str, record_id: str) -> Record:
        """Return one record; NotFoundError names the kind and the id."""
        records = self.records(kind)
        if record_id not in records:
            raise NotFoundError(f"no {kind} '{record_id}' known by {self.as_of}; `kautilya show {kind}` lists them")
        return records[record_id]

    def claims(self, kind: str) -> Mapping[str, Claim]:
        """Return the accepted claims of a kind by claim id."""
        self._load(kind)
        return self._claims[kind]

    def judgements(self, kind: str) -> Mapping[str, Judgement]:
        """Return the latest judgement of each accepted claim of a kind by claim id."""
        self._load(kind)
        return self._judgements[kind]

    def extent(self) -> Mapping[str, Extent]:
        """Return how much the view holds of each kind that it holds anything of, without folding it."""
        return self._reader.extent(self.as_of)

    def _load(self, kind: str) -> None:
        if kind in self._records:
            return
        if kind not in KINDS:
            raise NotFoundError(f"no record kind '{kind}'; kinds are: {', '.join(sorted(KINDS))}")
        judged = list(self._reader.accepted(kind, self.as_of))
        try:
            self._records[kind] = fold(KINDS[kind], judged)
        except ValueError as exc:
            raise StoreError(f"a {kind} in the register cannot be read: {exc}; run `kautilya doctor`") from exc
        self._claims[kind] = {claim.id: claim for claim, _ in judged}
        self._judgements[kind] = {claim.id: judgement for claim, judgement in judged}
