"""Examines a register: is every claim what it was when it was recorded, readable, judged, and about something that exists."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from polars.exceptions import PolarsError

from kautilya.core.errors import KautilyaError, StoreError
from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim
from kautilya.register.package import Package
from kautilya.register.parse import parse
from kautilya.register.record import attributes
from kautilya.register.registry import KINDS
from kautilya.store.datasets import StoredDataset, datasets
from kautilya.store.inspection import Inspection
from kautilya.store.schema import SCHEMA_VERSION
from kautilya.store.sql_store import SqlStore
from kautilya.store.surroundings import Room

LISTED = 20
"""How many ailments of one sort are listed; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailment:
    """One thing that is wrong with a register."""

    sort: str
    """`file`, `space`, `guard`, `ledger`, `content`, `type`, `reference` or `data set`."""
    claim_id: str | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a register holds and what is wrong with it."""

    where: str
    schema_version: int
    packages: tuple[Package, ...]
    claims: Mapping[str, int]
    """Claims ever recorded, by kind."""
    judgements: int
    waiting: int
    """Proposed claims: nobody has judged them, so no view shows them. That is no ailment."""
    recordings: int
    chain: str
    """Chain digest of the last recording: two registers that end with it hold the same."""
    datasets: int
    room: Room
    marks: Mapping[str, int]
    """Claims ever recorded, by mark: sourced, derived, assumed."""
    found: Mapping[str, int]
    """Ailments by sort."""
    ailments: tuple[Ailment, ...]
    """At most `LISTED` of each sort, the first broken thing first."""

    @property
    def healthy(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    @property
    def first(self) -> Ailment | None:
        """The first broken thing: what to look at before all else."""
        return next(iter(self.ailments), None)


def examine(store: SqlStore) -> Examination:
    """Read everything again and list what is wrong, from the ground up: the file, its guards, the ledger, claims, data sets."""
    inspection, recordings = store.inspection, store.recordings()
    found: Counter[str] = Counter()
    listed: list[Ailment] = []
    for ailment in _ailments(store, _known_ids(inspection)):
        found[ailment.sort] += 1
        if found[ailment.sort] <= LISTED:
            listed.append(ailment)
    return Examination(
        where=store.where,
        schema_version=SCHEMA_VERSION,
        packages=store.packages(),
        claims=inspection.claims_by_kind(),
        judgements=inspection.judgements(),
        waiting=len(inspection.unjudged()),
        recordings=len(recordings),
        chain=recordings[-1].chain if recordings else "",
        datasets=len(datasets(store).list()),
        room=inspection.room(),
        marks=inspection.claims_by_mark(),
        found=dict(found),
        ailments=tuple(listed),
    )


def _ailments(store: SqlStore, known: Mapping[str, frozenset[str]]) -> Iterator[Ailment]:
    for says in store.inspection.damage():
        yield Ailment(sort="file", claim_id=None, says=says)
    if (room := store.inspection.room()).scarce:
        yield Ailment(sort="space", claim_id=None, says=f"{room.free:,} bytes are free, the register has {room.taken:,}")
    for says in store.inspection.lacking_guards():
        yield Ailment(sort="guard", claim_id=None, says=says)
    for says in store.inspection.ledger_faults():
        yield Ailment(sort="ledger", claim_id=None, says=says)
    try:
        for claim_id, claim in store.recorded():
            yield from claim_ailments(claim_id, claim, known)
    except StoreError as exc:
        yield Ailment(sort="content", claim_id=None, says=f"{exc}; claims after it were not read")
    yield from _of_the_datasets(store)


def _of_the_datasets(store: SqlStore) -> Iterator[Ailment]:
    """Read the rows of every data set again."""
    held = datasets(store)
    for dataset in held.list():
        try:
            rows = _records(held.with_rows(dataset))
        except (KautilyaError, PolarsError) as exc:
            yield Ailment(sort="data set", claim_id=None, says=f"{dataset.name} ({dataset.file}): cannot be read: {exc}")
            continue
        if rows != dataset.counts.rows:
            says = f"{dataset.name} ({dataset.file}): has {rows:,} rows, not {dataset.counts.rows:,}"
            yield Ailment(sort="data set", claim_id=None, says=says)


def _records(held: StoredDataset) -> int:
    """Return how many records of its file a data set holds; one of a TIV table is a line of many years."""
    if held.printed is None:
        return held.rows.height
    return len({*held.rows["row"], *held.printed["row"]})


def _known_ids(inspection: Inspection) -> Mapping[str, frozenset[str]]:
    """Return the ids of all records that any claim was ever about, by kind."""
    referred = {declared.refers_to for kind in KINDS.values() for declared in attributes(kind).values() if declared.refers_to}
    return {kind: inspection.subjects(kind) for kind in sorted(referred)}


def claim_ailments(claim_id: str, claim: Claim, known: Mapping[str, frozenset[str]]) -> Iterator[Ailment]:
    """Tell what is wrong with one claim.

    Args:
        claim_id: The id under which the claim is kept.
        claim: The claim as it is kept.
        known: Ids of the records of each kind that fields refer to.
    """
    if claim_id != replace(claim).id:
        yield Ailment(sort="content", claim_id=claim_id, says=f"its content was changed: it hashes to {replace(claim).id}")
    declared = _declared(claim)
    if declared is None:
        yield Ailment(sort="type", claim_id=claim_id, says=f"no kind '{claim.kind}' has a field '{claim.attribute}'")
        return
    try:
        value = parse(declared, claim.raw, claim.unit)
    except ValueError as exc:
        yield Ailment(sort="type", claim_id=claim_id, says=f"{_place(claim)}: {exc}")
        return
    yield from _dangling(claim_id, claim, declared.refers_to, value, known)


def _declared(claim: Claim) -> Attribute | None:
    kind = KINDS.get(claim.kind)
    return None if kind is None else attributes(kind).get(claim.attribute)


def _dangling(
    claim_id: str, claim: Claim, refers_to: str | None, value: object, known: Mapping[str, frozenset[str]]
) -> Iterator[Ailment]:
    if refers_to is None:
        return
    named: Iterable[object] = value if isinstance(value, tuple) else (value,)
    for record_id in named:
        if record_id not in known[refers_to]:
            yield Ailment(sort="reference", claim_id=claim_id, says=f"{_place(claim)}: there is no {refers_to} '{record_id}'")


def _place(claim: Claim) -> str:
    return f"{claim.kind} {claim.subject} {claim.attribute}"
