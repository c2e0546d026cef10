"""Reviewing: what waits for a judgement and what it would change; judging, merging, and taking back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.register.accounts import TELLING_KINDS, accounts
from kautilya.register.claim import Claim
from kautilya.register.duplicates import Proposal, proposals
from kautilya.register.fold import Judged, fold_field, reading
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Undo, Verdict
from kautilya.register.merging import Subject
from kautilya.register.record import ABSENT, Conflict, Field, attributes
from kautilya.register.recording import Reach, Recording, What
from kautilya.register.registry import KINDS
from kautilya.store.interface import Batch, Recorded
from kautilya.store.queue import Waiting
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who judges, when and why."""

    by: str
    on: date
    """The day (UTC); of the judgement and of its recording."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedClaim:
    """A claim that waits for a judgement, and what accepting it would do to its field in a view."""

    claim_id: str
    claim: Claim
    value: object
    """The claim's text, read as the attribute's type."""
    unit: str | None
    seen: bool
    """Whether the view would show it: a view of an earlier day than it was known on does not."""
    known_by: date
    """The day from which views would."""
    before: Field[Any]
    """The field as it stands."""
    after: Field[Any]
    """The field with the claim accepted, and nothing else."""

    @property
    def changes(self) -> bool:
        """Whether accepting it changes the value, or puts the field in conflict."""
        return (self.before.value, self.before.unit, self.before.in_conflict) != (
            self.after.value,
            self.after.unit,
            self.after.in_conflict,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """What came of saying that two subjects are the same."""

    recorded: Recorded
    record_id: str
    """The id of the record that both ids lead to; of two kinds, that of the first."""
    conflicts: tuple[Conflict, ...]
    """Fields of the record on which its claims contradict each other now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back."""

    recorded: Recorded
    judgements: tuple[Judgement, ...]
    same_as: tuple[SameAs, ...]


def proposed(store: SqlStore, view: View, kind: str | None = None) -> Iterator[ProposedClaim]:
    """Stream the claims that wait for a judgement, in the order of recording, with what accepting each would change."""
    queue = store.queue(view.recorded_by)
    for (kind_of, subject), waiting in groupby(queue.waiting(kind), key=lambda one: (one.claim.kind, one.claim.subject)):
        judged = view.judged(kind_of, subject)
        yield from (_proposed(view, one, judged) for one in waiting)


def _proposed(view: View, waiting: Waiting, about: Iterable[Judged]) -> ProposedClaim:
    claim = waiting.claim
    declared = attributes(KINDS[claim.kind])[claim.attribute]
    judged = [pair for pair in about if pair[0].attribute == claim.attribute]
    accepted = Judgement(claim_id=claim.id, verdict=Verdict.ACCEPTED, on=claim.recorded_on, by="", why="")
    before = fold_field(declared, judged, view.folding) if judged else ABSENT
    seen = waiting.known_by <= view.as_of.last
    value, unit = reading(declared, claim, view.identities)
    return ProposedClaim(
        claim_id=claim.id,
        claim=claim,
        value=value,
        unit=unit,
        seen=seen,
        known_by=waiting.known_by,
        before=before,
        after=fold_field(declared, [*judged, (claim, accepted)], view.folding) if seen else before,
    )


def judge(store: SqlStore, claim_ids: Iterable[str], verdict: Verdict, who: Who) -> Recorded:
    """Record one verdict on several claims: all of them or none; NotFoundError names a claim that is not there."""
    wanted = list(dict.fromkeys(claim_ids))
    missing = store.queue().missing(wanted)
    if missing is not None:
        near = store.queue().beginning(missing) if missing else ()
        meant = f"; an id has 24 digits: did you mean {' or '.join(near)}?" if near else ""
        raise NotFoundError(f"no claim '{missing}' in register '{store.where}'; nothing was changed{meant}")
    judgements = (Judgement(claim_id=claim_id, verdict=verdict, on=who.on, by=who.by, why=who.why) for claim_id in wanted)
    return store.record(Batch(day=who.on, by=who.by, what=What.JUDGE, why=who.why, judgements=judgements))


def merge(store: SqlStore, one: Subject, other: Subject, who: Who) -> Merging:
    """Record that two subjects are the same: one record, where they are of one kind, else one event.

    Raises:
        NotFoundError: Nothing was ever claimed of one of them.
        StoreError: They are the same already, or are one and the same subject.
    """
    view = store.view()
    if one == other or _are_same(view, one, other):
        raise StoreError(f"{' '.join(one)} and {' '.join(other)} are the same already; nothing was changed")
    said = SameAs(kind=one[0], subject=one[1], other_kind=other[0], other_subject=other[1], on=who.on, by=who.by, why=who.why)
    recorded = store.record(Batch(day=who.on, by=who.by, what=What.MERGE, why=who.why, same_as=[said]))
    merged = store.view()
    shown = bool(merged.judged(*one))
    conflicts = merged.record(*one).conflicts if shown else ()
    return Merging(recorded=recorded, record_id=merged.identities.head(*one), conflicts=conflicts)


def _are_same(view: View, one: Subject, other: Subject) -> bool:
    if one[0] == other[0]:
        return view.identities.head(*one) == view.identities.head(*other)
    return (other[0], view.identities.head(*other)) in view.identities.events(*one)


def undo(store: SqlStore, number: int, who: Who, claim_ids: Sequence[str] = ()) -> Undone:
    """Take back what one recording judged or merged, or its judgements on some claims only.

    Args:
        store: The register.
        number: The number of the recording.
        who: Who takes it back, when and why.
        claim_ids: The claims that are meant; none: everything.

    Raises:
        NotFoundError: There is no such recording, or it judged none of these claims.
        StoreError: It judged and merged nothing by hand, or all of it was taken back already.
    """
    before, recording = _recording(store, number)
    judged = [held for held in store.queue().judged_in(before, recording.reach) if held.undone is None]
    merged = [held for held in store.queue().merged_in(before, recording.reach) if not held.undone]
    if claim_ids:
        merged, judged = [], [held for held in judged if held.judgement.claim_id in claim_ids]
        missing = set(claim_ids).difference(held.judgement.claim_id for held in judged)
        if missing:
            raise NotFoundError(f"recording {number} has no judgement on claim '{min(missing)}' that still counts")
    if not judged and not merged:
        raise StoreError(f"recording {number}: all of it was taken back already; nothing was changed")
    recorded = store.record(
        Batch(
            day=who.on,
            by=who.by,
            what=What.UNDO,
            why=who.why,
            undone_judgements=[Undo(number=held.number, on=who.on, by=who.by, why=who.why) for held in judged],
            undone_same_as=[Undo(number=held.number, on=who.on, by=who.by, why=who.why) for held in merged],
        )
    )
    return Undone(
        recorded=recorded,
        judgements=tuple(held.judgement for held in judged),
        same_as=tuple(held.same_as for held in merged),
    )


def _recording(store: SqlStore, number: int) -> tuple[Reach, Recording]:
    """Return a recording that judged or merged by hand, and the reach before it."""
    recordings = store.recordings()
    if not 1 <= number <= len(recordings):
        raise NotFoundError(f"there is no recording {number}; `kautilya review history` lists them")
    found = recordings[number - 1]
    if found.what not in {What.JUDGE, What.MERGE}:
        raise StoreError(f"recording {number} is '{found.what}': only what was judged or merged by hand is taken back")
    return recordings[number - 2].reach if number > 1 else Reach(), found


def duplicates(store: SqlStore, view: View, kind: str | None = None) -> list[Proposal]:
    """Return pairs of records that seem to tell of one event, of one kind or of all, with the evidence.

    Pairs that are the same already are left out, and so are those that were taken apart again: somebody has judged them.
    """
    told = accounts({name: view.records(name) for name in TELLING_KINDS})
    found = proposals(told, _known(store, view))
    return [proposal for proposal in found if kind is None or kind in {proposal.one[0], proposal.other[0]}]


def _known(store: SqlStore, view: View) -> frozenset[frozenset[Subject]]:
    identities = view.identities
    linked = {frozenset({one, other}) for one, others in identities.links.items() for other in others}
    parted = {
        frozenset((kind, identities.head(kind, subject)) for kind, subject in held.same_as.ends)
        for held in store.reader(view.recorded_by).all_same_as()
        if held.undone
    }
    return frozenset(linked | parted)
