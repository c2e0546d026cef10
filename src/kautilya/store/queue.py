"""The review queue as SQL: claims that wait for a judgement, and what one recording judged or merged."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from kautilya.register.claim import Claim
from kautilya.register.identity import HeldSameAs
from kautilya.register.judgement import HeldJudgement
from kautilya.register.recording import Reach
from kautilya.store.reading import ReachReader
from kautilya.store.rows import claim_of, held_judgement_of, held_same_as_of
from kautilya.store.statements import HELD_CLAIMS
from kautilya.store.telling import told

_WAITING = (
    "FROM claim WHERE claim.seq <= :claims AND NOT EXISTS (SELECT 1 FROM judgement WHERE judgement.claim_id = claim.id "
    "AND judgement.undoes IS NULL AND judgement.seq <= :judgements AND NOT EXISTS ("
    "SELECT 1 FROM judgement AS undo WHERE undo.undoes = judgement.seq AND undo.seq <= :judgements)) "
)

COUNT_WAITING = text("SELECT claim.kind, count(*) " + _WAITING + "GROUP BY claim.kind ORDER BY min(claim.seq)")

WAITING = text("SELECT claim.* " + _WAITING + "AND claim.seq > :after ORDER BY claim.seq LIMIT :batch")

WAITING_OF_KIND = text(
    "SELECT claim.* " + _WAITING + "AND claim.seq > :after AND claim.kind = :kind ORDER BY claim.seq LIMIT :batch"
)

JUDGED_BETWEEN = text(
    "SELECT judgement.*, undo.seq AS undone_by, undo.on_day AS undone_on, undo.by_whom AS undone_by_whom, "
    "undo.why AS undone_why FROM judgement LEFT JOIN judgement AS undo ON undo.undoes = judgement.seq "
    "WHERE judgement.undoes IS NULL AND judgement.seq > :after AND judgement.seq <= :last ORDER BY judgement.seq"
)

BEGINNING = text("SELECT id FROM claim WHERE substr(id, 1, :length) = :text ORDER BY seq LIMIT 3")

MERGED_BETWEEN = text(
    "SELECT identity.*, undo.seq AS undone_by FROM identity LEFT JOIN identity AS undo ON undo.undoes = identity.seq "
    "WHERE identity.undoes IS NULL AND identity.seq > :after AND identity.seq <= :last ORDER BY identity.seq"
)

BATCH = 1_000
"""Claims fetched at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A claim that waits for a judgement."""

    claim: Claim
    known_by: date
    """The day from which views see it, once it is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for a judgement, as of a reach, and what was judged when."""

    reader: ReachReader

    def counts(self) -> Mapping[str, int]:
        """Return how many claims of each kind wait, kinds in the order of recording."""
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(COUNT_WAITING, self._bounds())}

    def waiting(self, kind: str | None = None) -> Iterator[Waiting]:
        """Stream the claims that wait, of one kind or of all, in the order of recording."""
        after, earlier = 0, self.reader.earlier()
        while batch := self._batch(kind, after):
            after = batch[-1][0]
            yield from (_seen_from(waiting, earlier) for _, waiting in batch)

    def beginning(self, text: str) -> Sequence[str]:
        """Return the ids of at most three claims that begin so."""
        with self._reading() as connection:
            return connection.execute(BEGINNING, {"text": text, "length": len(text)}).scalars().all()

    def missing(self, claim_ids: Sequence[str]) -> str | None:
        """Return the first of some ids under which no claim is recorded; None where all are."""
        with self._reading() as connection:
            for start in range(0, len(claim_ids), BATCH):
                batch = list(claim_ids[start : start + BATCH])
                held = {row.id for row in connection.execute(HELD_CLAIMS, {"ids": batch})}
                for claim_id in batch:
                    if claim_id not in held:
                        return claim_id
        return None

    def judged_in(self, before: Reach, reach: Reach) -> tuple[HeldJudgement, ...]:
        """Return the judgements of the recordings after one reach up to another, undone ones too."""
        bounds = {"after": before.judgements, "last": reach.judgements}
        with self._reading() as connection:
            return tuple(held_judgement_of(row) for row in connection.execute(JUDGED_BETWEEN, bounds).mappings())

    def merged_in(self, before: Reach, reach: Reach) -> tuple[HeldSameAs, ...]:
        """Return what was said to be the same in the recordings after one reach up to another, undone pairs too."""
        bounds = {"after": before.identities, "last": reach.identities}
        with self._reading() as connection:
            return tuple(held_same_as_of(row) for row in connection.execute(MERGED_BETWEEN, bounds).mappings())

    def _batch(self, kind: str | None, after: int) -> list[tuple[int, Waiting]]:
        asked = {"after": after, "batch": BATCH, **self._bounds()}
        with self._reading() as connection:
            rows = (
                connection.execute(WAITING, asked)
                if kind is None
                else connection.execute(WAITING_OF_KIND, {**asked, "kind": kind})
            )
            return [
                (row["seq"], Waiting(claim=claim_of(row), known_by=date.fromisoformat(row["known_by"])))
                for row in rows.mappings()
            ]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.reader.where), self.reader.engine.connect() as connection:
            yield connection

    def _bounds(self) -> dict[str, int]:
        return {"claims": self.reader.reach.claims, "judgements": self.reader.reach.judgements}


def _seen_from(waiting: Waiting, earlier: Mapping[str, date]) -> Waiting:
    """Return what waits with the day from which views see it: a later package may have made that an earlier one."""
    day = earlier.get(waiting.claim.id, waiting.known_by)
    return waiting if day >= waiting.known_by else replace(waiting, known_by=day)
