"""Cites a finding: computes it, notes what was read, and writes down what a stranger needs to compute it again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kautilya.citation.codec import Opened, digest_of
from kautilya.citation.computing import finding_at, finding_told, parameters_of, question_of, this_code
from kautilya.citation.document import Citation, CitedClaim, CitedDataset, CitedPackage, Read, Unseen
from kautilya.citation.rebuilding import Embedded, base_of, embedded
from kautilya.citation.tracing import TracingReader
from kautilya.citation.verifying import Outcome, Verification, verify
from kautilya.core.errors import StoreError
from kautilya.core.periods import PartialDate
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.register.judgement import HeldJudgement, Judgement, counting
from kautilya.register.package import Package
from kautilya.register.rules import RULES, PreferenceRule
from kautilya.store.datasets import datasets
from kautilya.store.reading import ReachReader
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of which view a finding is cited."""

    as_of: PartialDate | None = None
    """By default the register's data date."""
    recorded_by: date | None = None
    rules: Sequence[PreferenceRule] = RULES
    scope: Scope = EVERYTHING
    """What the measure is narrowed to."""
    complete: bool = False
    """Whether the citation holds every claim that was read, those of embedded packages too."""


def cite(store: SqlStore, address: str, asked: Asked | None = None, *, shipped: Embedded = embedded) -> Citation:
    """Cite the finding of an address.

    What was written is verified before it is returned: a citation that cannot be computed again is never handed out. Where the
    claims of embedded packages do not give what the register gives (it took them in in another order), the citation holds all.

    Args:
        store: The register.
        address: As `measure --json` prints it.
        asked: The view to compute it from.
        shipped: Gives the packages inside this version of Kautilya.

    Raises:
        NotFoundError: There is no such finding.
        StoreError: The register has no data date and no day is given; or what was written cannot be computed again.
    """
    asked, shipped = asked or Asked(), cache(shipped)
    question_of(address)
    reader = store.reader(asked.recorded_by)
    as_of = asked.as_of or store.view(recorded_by=asked.recorded_by).as_of
    tracing = TracingReader(reader)
    finding = finding_at(address, View(tracing, as_of, recorded_by=asked.recorded_by, rules=asked.rules), asked.scope)
    ground = _Ground(store=store, reader=reader, read=tracing.read)
    packages = tuple(_packages(reader.packages(), shipped))
    identities = reader.identities()
    whole = Citation(
        address=address,
        finding=finding_told(finding),
        question=question_of(address),
        parameters=parameters_of(asked.scope),
        as_of=as_of,
        recorded_by=asked.recorded_by,
        rules=tuple(rule.name for rule in asked.rules),
        recording=reader.reach.recording,
        chain=ground.chain(),
        code=this_code(),
        packages=packages,
        datasets=tuple(_datasets(store, reader)),
        read=tracing.read,
        complete=True,
        evidence=tuple(ground.entries[claim_id] for claim_id in finding.claim_ids),
        claims=tuple(ground.entries.values()),
        unseen=(),
        same_as=reader.same_as(),
        members=tuple((kind, *ids) for (kind, _), ids in identities.members.items()),
    )
    short = None if asked.complete else _shortened(whole, ground, shipped)
    return _proven(whole, shipped) if short is None else short


def _proven(citation: Citation, shipped: Embedded) -> Citation:
    found = _verified(citation, shipped)
    if found.outcome is not Outcome.SAME:
        reasons = "; ".join(found.reasons[:3])
        raise StoreError(f"{citation.address} is not cited: it cannot be computed again: {reasons}; run `kautilya doctor`")
    return citation


def _shortened(whole: Citation, ground: "_Ground", shipped: Embedded) -> Citation | None:
    """Leave out what the embedded packages give; None if the figure cannot be computed again so."""
    base = base_of(whole.packages, shipped).entries
    short = replace(
        whole,
        complete=False,
        claims=tuple(one for one in whole.claims if not _given(one, base.get(one.claim_id))),
        unseen=tuple(ground.unseen(base)),
    )
    return short if _verified(short, shipped).outcome is Outcome.SAME else None


def _verified(citation: Citation, shipped: Embedded) -> Verification:
    digest = digest_of(citation)
    return verify(Opened(citation=citation, digest=digest, stated=digest), shipped=shipped)


def _given(one: CitedClaim, base: CitedClaim | None) -> bool:
    """Tell whether a package gives a claim with the same judgement; who imported it is no content."""
    return base is not None and base.known_by == one.known_by and _content(base.judgement) == _content(one.judgement)


def _content(judgement: Judgement) -> tuple[object, ...]:
    return judgement.verdict, judgement.on, judgement.why


class _Ground:
    """What a computation read, as the register holds it."""

    def __init__(self, *, store: SqlStore, reader: ReachReader, read: Sequence[Read]) -> None:
        self._store = store
        self._reader = reader
        self._read = read
        self.entries = self._entries()

    def _entries(self) -> Mapping[str, CitedClaim]:
        """Return the accepted claims that were read by id, in the order of recording."""
        pairs = [pair for one in self._read for pair in self._reader.accepted(one.kind, one.known_by)]
        days, earlier = self._store.inspection.known_by(claim.id for claim, _ in pairs), self._reader.earlier()
        return {
            claim.id: CitedClaim(
                claim_id=claim.id,
                claim=claim,
                known_by=min(days[claim.id], earlier.get(claim.id, days[claim.id])),
                judgement=judgement,
            )
            for claim, judgement in pairs
        }

    def chain(self) -> str:
        """Return the chain digest of the last recording that was read."""
        return next((one.chain for one in self._store.recordings() if one.number == self._reader.reach.recording), "")

    def unseen(self, base: Mapping[str, CitedClaim]) -> Iterator[Unseen]:
        """Yield the claims of packages that a view of the rebuilt register would show and this one does not."""
        days = {one.kind: max(read.known_by.last for read in self._read if read.kind == one.kind) for one in self._read}
        for claim_id, one in base.items():
            if one.claim.kind in days and one.known_by <= days[one.claim.kind] and claim_id not in self.entries:
                yield Unseen(claim_id=claim_id, why=_why(counting(self._reader.history(claim_id))))


def _why(held: HeldJudgement | None) -> str:
    if held is None:
        return "proposed: no judgement on it counts"
    judgement = held.judgement
    return f"{judgement.verdict.value} on {judgement.on} by {judgement.by}: {judgement.why}"


def _packages(held: Iterable[Package], shipped: Embedded) -> Iterator[CitedPackage]:
    for package in held:
        found = shipped(package.name, package.recorded_on)
        yield CitedPackage(
            name=package.name,
            version=package.version,
            data_date=package.data_date,
            digest=package.digest,
            recorded_on=package.recorded_on,
            embedded=found is not None and found.package.digest == package.digest,
        )


def _datasets(store: SqlStore, reader: ReachReader) -> Iterator[CitedDataset]:
    """Yield the data sets that the register held."""
    for one in datasets(store).list()[: reader.reach.datasets]:
        edition = "" if one.edition is None else str(one.edition)
        yield CitedDataset(sha256=one.sha256, edition=edition, layout=one.layout.value, file=one.file, credit=one.credit)
