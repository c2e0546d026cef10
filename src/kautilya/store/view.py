"""A view: the register as it was known on one day, read-only; every computation starts from one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from kautilya.core.collecting import uncollected
from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.cells import Cell, fold_cells
from kautilya.register.claim import Claim, Mark
from kautilya.register.dataset import Dataset, Layout
from kautilya.register.fold import Folding, fold
from kautilya.register.judgement import HeldJudgement, Judgement
from kautilya.register.kinds.source import Source
from kautilya.register.merging import Identities
from kautilya.register.record import Record
from kautilya.register.registry import KINDS
from kautilya.register.rules import RULES, PreferenceRule, Publishers, chooser, publishers_of

if TYPE_CHECKING:
    import polars as pl

ALWAYS = PartialDate(year=9999)
"""A day by which everything is known."""
MANY_CLAIMS = 100_000
"""Whole claims, of all kinds, beyond which a view lets go of those it holds when others are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much a view holds of one kind."""

    records: int
    claims: int


class Reader(Protocol):
    """What a view needs from its store: the accepted claims known by a day, with what was judged of them."""

    def accepted(
        self, kind: str, known_by: PartialDate, *, subjects: Sequence[str] | None = None
    ) -> Iterable[tuple[Claim, Judgement]]:
        """Return each accepted (or preferred) claim of a kind (of some records) known by the day, with its latest judgement."""
        ...

    def accepted_among(self, kind: str, known_by: PartialDate, claim_ids: Sequence[str]) -> Iterable[tuple[Claim, Judgement]]:
        """Return those of the same claims that have one of some ids, in the order of recording."""
        ...

    def cells(self, kind: str, known_by: PartialDate) -> Iterable[Cell]:
        """Return the cells of all accepted claims of a kind, in the order of recording."""
        ...

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Return how many records and accepted claims of each kind were known by the day, in the order of recording."""
        ...

    def identities(self) -> Identities:
        """Return which subjects are one record, and which records are one event."""
        ...

    def about(self, kind: str, subject: str, attribute: str) -> Iterable[Claim]:
        """Return all claims ever recorded about one field of one subject, judged or not, in the order of recording."""
        ...

    def history(self, claim_id: str) -> Sequence[HeldJudgement]:
        """Return all judgements on one claim, those that were taken back too, oldest first."""
        ...


class Bulk(Protocol):
    """Bulk data of the same register: the newest data set of a layout that was published by a day, with its rows."""

    def newest(self, layout: Layout, known_by: date) -> "tuple[Dataset, pl.DataFrame] | None":
        """Return a data set with its rows; None where the register holds none of the layout from that day."""
        ...


class View:
    """The register as known on `as_of`; folds a kind when it is first asked for.

    Where claims contradict each other and nobody has chosen, `rules` are applied in their order. What they ask of publishers
    comes from the `source` records whatever the day of the view: a class is ours, no source's.
    """

    def __init__(
        self,
        reader: Reader,
        as_of: PartialDate,
        *,
        recorded_by: date | None = None,
        rules: Sequence[PreferenceRule] = RULES,
    ) -> None:
        self.as_of = as_of
        self.recorded_by = recorded_by
        self.rules = tuple(rules)
        self.bulk: Bulk | None = None
        """What gives the register's data sets, where the caller has it: covariates of some measures; None: no data set."""
        self._reader = reader
        self._publishers: Publishers | None = None
        self._identities: Identities | None = None
        self._records: dict[str, Mapping[str, Record]] = {}
        self._weaker: dict[str, dict[str, Mark]] = {}
        self._claims: dict[str, Mapping[str, Claim]] = {}
        self._judgements: dict[str, Mapping[str, Judgement]] = {}

    def at(self, as_of: PartialDate) -> "View":
        """Return the same register as known on another day."""
        return View(self._reader, as_of, recorded_by=self.recorded_by, rules=self.rules)

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return the records of a kind by id, in the order in which they were first recorded."""
        self._load(kind)
        return self._records[kind]

    def record(self, kind: str, record_id: str) -> Record:
        """Return one record by any of its ids, without folding the others of its kind.

        Raises:
            NotFoundError: There is none known by the day; the message names the kind and the id.
        """
        loaded = self._records.get(kind)
        records = self._folded(kind, self.judged(kind, record_id)) if loaded is None else loaded
        found = records.get(self.identities.head(kind, record_id))
        if found is None:
            raise NotFoundError(f"no {kind} '{record_id}' known by {self.as_of}; {self._where_else(kind, record_id)}")
        return found

    def _where_else(self, kind: str, record_id: str) -> str:
        """Say what to do about a record that is not there: it may be known later."""
        later = self._reader.accepted(kind, ALWAYS, subjects=self.identities.ids(kind, record_id))
        day = min((claim.known_on.last for claim, _ in later), default=None)
        if day is None or day <= self.as_of.last:
            return f"`kautilya show {kind}` lists them"
        return f"it became known by {day}: ask with --as-of {day}"

    def judged(self, kind: str, record_id: str) -> Sequence[tuple[Claim, Judgement]]:
        """Return the accepted claims about one record with their latest judgements, in the order of recording."""
        _need_kind(kind)
        return list(self._reader.accepted(kind, self.as_of, subjects=self.identities.ids(kind, record_id)))

    def about(self, kind: str, record_id: str, attribute: str) -> Sequence[Claim]:
        """Return all claims about one field of one record that were recorded, whether or not the view shows them."""
        subjects = self.identities.ids(kind, record_id)
        return [claim for subject in subjects for claim in self._reader.about(kind, subject, attribute)]

    def history(self, claim_id: str) -> Sequence[HeldJudgement]:
        """Return all judgements on one claim, those that were taken back too, oldest first."""
        return self._reader.history(claim_id)

    @property
    def rule_names(self) -> tuple[str, ...]:
        """The rules that may choose where nobody has, in their order."""
        return tuple(rule.name for rule in self.rules)

    @property
    def identities(self) -> Identities:
        """Which subjects are one record, and which records are one event."""
        if self._identities is None:
            self._identities = self._reader.identities()
        return self._identities

    @property
    def folding(self) -> Folding:
        """What records are folded by."""
        return Folding(choose=chooser(self.rules, self.publishers), identities=self.identities)

    def publishers(self) -> Publishers:
        """Return the classes of publishers, whatever the day of the view."""
        if self._publishers is None:
            sources = self._reader.accepted(Source.KIND, ALWAYS)
            self._publishers = publishers_of(fold(Source, sources, Folding(identities=self.identities)).values())
        return self._publishers

    def claims(self, kind: str) -> Mapping[str, Claim]:
        """Return the accepted claims of a kind by claim id."""
        self._load_claims(kind)
        return self._claims[kind]

    def claims_among(self, kind: str, claim_ids: Iterable[str]) -> Mapping[str, Claim]:
        """Return some of the accepted claims of a kind by id; only these are read and held."""
        _need_kind(kind)
        held = self._claims.get(kind)
        if held is not None:
            return {one: held[one] for one in claim_ids if one in held}
        return {claim.id: claim for claim, _ in self._among(kind, list(dict.fromkeys(claim_ids)))}

    def mark(self, kind: str, claim_id: str) -> Mark:
        """Return the mark of a claim on which a record of a kind rests, without holding the claims as a whole."""
        self._load(kind)
        return self._weaker[kind].get(claim_id, Mark.SOURCED)

    def judgements(self, kind: str) -> Mapping[str, Judgement]:
        """Return the latest judgement of each accepted claim of a kind by claim id."""
        self._load_claims(kind)
        return self._judgements[kind]

    def extent(self) -> Mapping[str, Extent]:
        """Return how much the view holds of each kind that it holds anything of; only kinds with merged records are folded."""
        extent = dict(self._reader.extent(self.as_of))
        for kind in self.identities.merged_kinds & extent.keys():
            extent[kind] = Extent(records=len(self.records(kind)), claims=extent[kind].claims)
        return extent

    def _load(self, kind: str) -> None:
        """Fold a kind from its cells; where these cannot be read, its claims tell what is wrong."""
        if kind in self._records:
            return
        _need_kind(kind)
        with uncollected():
            try:
                cells = self._noted(kind, self._reader.cells(kind, self.as_of))
                self._records[kind] = fold_cells(KINDS[kind], cells, partial(self._among, kind), self.folding)
            except ValueError:
                judged = list(self._reader.accepted(kind, self.as_of))
                self._records[kind] = self._folded(kind, judged)
                self._weaker[kind] = {claim.id: claim.mark for claim, _ in judged if claim.mark is not Mark.SOURCED}

    def _noted(self, kind: str, cells: Iterable[Cell]) -> Iterator[Cell]:
        """Yield cells, and note the marks of those that are not sourced."""
        weaker = self._weaker[kind] = {}
        for cell in cells:
            if cell[-1] is not Mark.SOURCED:
                weaker[cell[0]] = cell[-1]
            yield cell

    def _among(self, kind: str, claim_ids: Sequence[str]) -> Iterable[tuple[Claim, Judgement]]:
        return self._reader.accepted_among(kind, self.as_of, claim_ids)

    def _load_claims(self, kind: str) -> None:
        """Read the claims of a kind, which are held only where somebody asks for them: they take far more than its records."""
        if kind in self._claims:
            return
        self._load(kind)
        if sum(map(len, self._claims.values())) > MANY_CLAIMS:
            self._claims.clear()
            self._judgements.clear()
        with uncollected():
            judged = list(self._reader.accepted(kind, self.as_of))
        self._claims[kind] = {claim.id: claim for claim, _ in judged}
        self._judgements[kind] = {claim.id: judgement for claim, judgement in judged}

    def _folded(self, kind: str, judged: Iterable[tuple[Claim, Judgement]]) -> Mapping[str, Record]:
        try:
            return fold(KINDS[kind], judged, self.folding)
        except ValueError as exc:
            raise StoreError(f"a {kind} in the register cannot be read: {exc}; run `kautilya doctor`") from exc


def _need_kind(kind: str) -> None:
    if kind not in KINDS:
        raise NotFoundError(f"no record kind '{kind}'; kinds are: {', '.join(sorted(KINDS))}")
