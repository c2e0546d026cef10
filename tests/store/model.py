"""What a register should be, in plain lists: no numbers reused, no database, nothing clever."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Verdict

Shown = Mapping[str, Mapping[str, object]]
"""Records by id: for each column its value, or the sorted values where nothing chooses."""


@dataclass(kw_only=True)
class Said:
    """A judgement or a merge, with the recordings in which it was said and taken back."""

    what: Judgement | SameAs
    recording: int
    undone_in: int | None = None

    def counts(self, reach: int) -> bool:
        return self.recording < reach and not (self.undone_in is not None and self.undone_in < reach)


@dataclass(kw_only=True)
class Model:
    """All that was recorded, in its order. Recordings are counted from 0 here."""

    days: list[date] = field(default_factory=list)
    packages: dict[str, tuple[PartialDate, int]] = field(default_factory=dict)
    claims: dict[str, tuple[Claim, date, int]] = field(default_factory=dict)
    """Claims by id, with the day from which views see them and their recording."""
    judged: list[Said] = field(default_factory=list)
    same: list[Said] = field(default_factory=list)

    def take_in(
        self, digest: str, data_date: PartialDate, claims: Sequence[Claim], judgements: Sequence[Judgement], day: date
    ) -> None:
        if digest in self.packages:
            return
        self.packages[digest] = data_date, len(self.days)
        before = [said.what for said in self.judged if isinstance(said.what, Judgement)]
        self._add(claims, data_date)
        for judgement in dict.fromkeys(judgements):
            about = [one for one in before if one.claim_id == judgement.claim_id]
            repeated = any((one.verdict, one.why) == (judgement.verdict, judgement.why) for one in about)
            if not about or (judgement.verdict is not Verdict.ACCEPTED and not repeated):
                self.judged.append(Said(what=judgement, recording=len(self.days)))
        self.days.append(day)

    def propose(self, claims: Sequence[Claim], day: date) -> None:
        if self._add(claims, PartialDate.of(day)):
            self.days.append(day)

    def _add(self, claims: Iterable[Claim], data_date: PartialDate) -> bool:
        before = len(self.claims)
        for claim in claims:
            seen_from = data_date.last if claim.known_on.covers(data_date) else claim.known_on.last
            self.claims.setdefault(claim.id, (claim, seen_from, len(self.days)))
        return len(self.claims) > before

    def say(self, said: Iterable[Judgement | SameAs], day: date) -> None:
        for one in said:
            (self.judged if isinstance(one, Judgement) else self.same).append(Said(what=one, recording=len(self.days)))
        self.days.append(day)

    def undo(self, said: Said, day: date) -> None:
        said.undone_in = len(self.days)
        self.days.append(day)

    def reach(self, recorded_by: date | None) -> int:
        return sum(recorded_by is None or day <= recorded_by for day in self.days)

    def subjects(self) -> set[tuple[str, str]]:
        return {(claim.kind, claim.subject) for claim, _, _ in self.claims.values()}

    def accepted(self, kind: str, as_of: date, reach: int) -> dict[str, Judgement]:
        """Return the judgement that counts of each claim that a view shows, in the order of recording."""
        found = {}
        for claim_id, (claim, seen_from, recording) in self.claims.items():
            latest = self._latest(claim_id, reach)
            shown = latest is not None and latest.verdict in (Verdict.ACCEPTED, Verdict.PREFERRED)
            if latest is not None and shown and claim.kind == kind and seen_from <= as_of and recording < reach:
                found[claim_id] = latest
        return found

    def _latest(self, claim_id: str, reach: int) -> Judgement | None:
        standing = [said.what for said in self.judged if said.counts(reach) and isinstance(said.what, Judgement)]
        about = [judgement for judgement in standing if judgement.claim_id == claim_id]
        return max(reversed(about), key=lambda judgement: judgement.on, default=None)

    def waiting(self) -> list[str]:
        return [claim_id for claim_id in self.claims if self._latest(claim_id, len(self.days)) is None]

    def head(self, kind: str, subject: str, reach: int) -> str:
        """Return the id of the record of a subject, found by walking from one to the next."""
        members, fresh = set[str](), {subject}
        while fresh:
            members |= fresh
            fresh = {other for one in fresh for other in self._neighbours(kind, one, reach)} - members
        order = [claim.subject for claim, _, _ in self.claims.values() if claim.kind == kind]
        return min(members, key=lambda one: order.index(one) if one in order else len(order))

    def _neighbours(self, kind: str, subject: str, reach: int) -> set[str]:
        pairs = [said.what for said in self.same if said.counts(reach) and isinstance(said.what, SameAs)]
        ends = [pair.ends for pair in pairs if pair.kind == pair.other_kind == kind]
        return {other for one, two in ends for this, other in ((one[1], two[1]), (two[1], one[1])) if this == subject}

    def events(self, kind: str, subject: str, reach: int) -> set[tuple[str, str]]:
        """Return the records of other kinds that are linked to that of a subject."""
        record = self.head(kind, subject, reach)
        found = set()
        for said in self.same:
            if said.counts(reach) and isinstance(said.what, SameAs) and said.what.kind != said.what.other_kind:
                ends = [(name, self.head(name, one, reach)) for name, one in said.what.ends]
                found |= {other for one, other in (ends, reversed(ends)) if one == (kind, record)}
        return found

    def records(self, kind: str, as_of: date, reach: int) -> Shown:
        fields: dict[str, dict[str, list[str]]] = {}
        accepted = self.accepted(kind, as_of, reach)
        for claim_id in accepted:
            claim, _, _ = self.claims[claim_id]
            record = fields.setdefault(self.head(kind, claim.subject, reach), {})
            record.setdefault(claim.attribute, []).append(claim_id)
        return {
            record: {column: self._value(claim_ids, accepted, reach) for column, claim_ids in columns.items()}
            for record, columns in fields.items()
        }

    def _value(self, claim_ids: Sequence[str], accepted: Mapping[str, Judgement], reach: int) -> object:
        values = {self._read(claim_id, reach) for claim_id in claim_ids}
        preferred = [claim_id for claim_id in claim_ids if accepted[claim_id].verdict is Verdict.PREFERRED]
        last = max((accepted[claim_id].on for claim_id in preferred), default=None)
        chosen = {self._read(claim_id, reach) for claim_id in preferred if accepted[claim_id].on == last}
        if len(values) == 1 or len(chosen) != 1:
            return tuple(sorted(values))
        return (chosen.pop(),)

    def _read(self, claim_id: str, reach: int) -> str:
        claim, _, _ = self.claims[claim_id]
        return self.head("deal", claim.raw, reach) if claim.attribute == "deal_id" else claim.raw
