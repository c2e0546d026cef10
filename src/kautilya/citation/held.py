"""Claims held in memory, for a view as a register would give it."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kautilya.citation.document import CitedClaim
from kautilya.core.periods import PartialDate
from kautilya.register.cells import Cell, cell_of
from kautilya.register.claim import Claim
from kautilya.register.identity import SameAs
from kautilya.register.judgement import HeldJudgement, Judgement, Verdict
from kautilya.register.merging import Identities, identities
from kautilya.store.view import Extent

ACCEPTING = frozenset({Verdict.ACCEPTED, Verdict.PREFERRED})


class HeldClaims:
    """Claims by kind, in the order of recording; what a view reads (`store.view.Reader`)."""

    def __init__(self, entries: Iterable[CitedClaim], same_as: Sequence[SameAs], members: Sequence[Sequence[str]]) -> None:
        held: dict[str, list[CitedClaim]] = {}
        for entry in entries:
            held.setdefault(entry.claim.kind, []).append(entry)
        self._held: Mapping[str, Sequence[CitedClaim]] = MappingProxyType(held)
        self._same_as = tuple(same_as)
        self._ranks = {(kind, subject): rank for kind, *subjects in members for rank, subject in enumerate(subjects)}

    def accepted(
        self, kind: str, known_by: PartialDate, *, subjects: Sequence[str] | None = None
    ) -> list[tuple[Claim, Judgement]]:
        """Return the accepted claims of a kind (about some subjects) known by a day, each with its judgement."""
        wanted = None if subjects is None else frozenset(subjects)
        return [
            (entry.claim, entry.judgement)
            for entry in self._held.get(kind, ())
            if entry.known_by <= known_by.last
            and entry.judgement.verdict in ACCEPTING
            and (wanted is None or entry.claim.subject in wanted)
        ]

    def accepted_among(self, kind: str, known_by: PartialDate, claim_ids: Sequence[str]) -> list[tuple[Claim, Judgement]]:
        """Return those of the same claims that have one of some ids."""
        wanted = frozenset(claim_ids)
        return [pair for pair in self.accepted(kind, known_by) if pair[0].id in wanted]

    def cells(self, kind: str, known_by: PartialDate) -> list[Cell]:
        """Return the cells of the same claims."""
        return [cell_of(claim) for claim, _ in self.accepted(kind, known_by)]

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Return how many records and claims of each kind were known by the day."""
        found = {kind: [claim for claim, _ in self.accepted(kind, known_by)] for kind in self._held}
        return {
            kind: Extent(records=len({claim.subject for claim in claims}), claims=len(claims))
            for kind, claims in found.items()
            if claims
        }

    def identities(self) -> Identities:
        """Return which subjects are one record, and which records are one event."""
        return identities(self._same_as, self._ranks)

    def about(self, kind: str, subject: str, attribute: str) -> list[Claim]:
        """Return the claims about one field of one subject."""
        return [
            entry.claim
            for entry in self._held.get(kind, ())
            if (entry.claim.subject, entry.claim.attribute) == (subject, attribute)
        ]

    def history(self, claim_id: str) -> Sequence[HeldJudgement]:
        """Return nothing: of each claim only the judgement that counts is held."""
        del claim_id
        return ()
