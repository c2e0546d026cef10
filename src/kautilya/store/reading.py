"""Reads a register as it stood at one line of its ledger, however much is recorded meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Result

from kautilya.core.periods import PartialDate
from kautilya.register.cells import Cell
from kautilya.register.claim import Claim
from kautilya.register.identity import HeldSameAs, SameAs
from kautilya.register.judgement import HeldJudgement, Judgement
from kautilya.register.merging import NOTHING_MERGED, Identities, identities
from kautilya.register.package import Package
from kautilya.register.recording import Reach
from kautilya.store import statements
from kautilya.store.connecting import reading
from kautilya.store.rows import MARKS, claim_of, held_judgement_of, held_same_as_of, is_readable, judgement_of, package_of
from kautilya.store.view import Extent

AT_ONCE = 20_000
"""Cells read at once."""
IDS_AT_ONCE = 5_000
"""Claims asked for by id at once: engines take so many parameters only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachReader:
    """What a register held at a reach."""

    engine: Engine
    where: str
    reach: Reach

    def accepted(
        self, kind: str, known_by: PartialDate, *, subjects: Sequence[str] | None = None
    ) -> list[tuple[Claim, Judgement]]:
        """Return each accepted (or preferred) claim of a kind that was known by the day, with its latest judgement.

        Args:
            kind: The record kind.
            known_by: The last day on which it may have been published.
            subjects: Ids of the records that are asked for; None for all.
        """
        asked = {"kind": kind, **_days(known_by), **self._bounds()}
        with self._reading() as connection:
            if subjects is None:
                rows = connection.execute(statements.ACCEPTED, asked)
            else:
                rows = connection.execute(statements.ACCEPTED_ABOUT, {**asked, "subjects": list(subjects)})
            return _judged(rows)

    def accepted_among(self, kind: str, known_by: PartialDate, claim_ids: Sequence[str]) -> list[tuple[Claim, Judgement]]:
        """Return those of the same claims that have one of some ids; of many ids, some at a time in the order given."""
        asked = {"kind": kind, **_days(known_by), **self._bounds()}
        with self._reading() as connection:
            return [
                pair
                for begin in range(0, len(claim_ids), IDS_AT_ONCE)
                for pair in _judged(
                    connection.execute(
                        statements.ACCEPTED_AMONG, {**asked, "claim_ids": list(claim_ids[begin : begin + IDS_AT_ONCE])}
                    )
                )
            ]

    def cells(self, kind: str, known_by: PartialDate) -> Iterator[Cell]:
        """Yield the cells of the same claims; they are read some at a time, so that nobody waits for it.

        Raises:
            StoreError: A claim holds what was never recorded, as `accepted` tells.
        """
        asked = {"kind": kind, **_days(known_by), **self._bounds(), "batch": AT_ONCE}
        readable: set[Any] = set()
        after = 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(statements.CELLS, {**asked, "after": after}).all()
            for row in rows:
                checked = row[6:]
                if checked not in readable:
                    if not is_readable(*checked):
                        self.accepted(kind, known_by)
                    readable.add(checked)
                yield row[1], row[2], row[3], row[4], row[5], MARKS[row[6]]
            if len(rows) < AT_ONCE:
                return
            after = rows[-1].seq

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Return how many records and accepted claims of each kind were known by the day, in the order of recording."""
        with self._reading() as connection:
            rows = connection.execute(statements.EXTENT, {**_days(known_by), **self._bounds()})
            return {kind: Extent(records=records, claims=claims) for kind, records, claims in rows}

    def about(self, kind: str, subject: str, attribute: str) -> list[Claim]:
        """Return all claims ever recorded about one field of one record, judged or not, in the order of recording."""
        asked = {"kind": kind, "subject": subject, "attribute": attribute, "claims": self.reach.claims}
        with self._reading() as connection:
            return [claim_of(row) for row in connection.execute(statements.CLAIMS_ABOUT, asked).mappings()]

    def history(self, claim_id: str) -> tuple[HeldJudgement, ...]:
        """Return all judgements on one claim, those that were taken back too, oldest first."""
        asked = {"claim_id": claim_id, "judgements": self.reach.judgements}
        with self._reading() as connection:
            return tuple(held_judgement_of(row) for row in connection.execute(statements.JUDGEMENTS, asked).mappings())

    def all_same_as(self) -> tuple[HeldSameAs, ...]:
        """Return all that was ever said to be the same, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(statements.IDENTITIES, {"identities": self.reach.identities}).mappings()
            return tuple(held_same_as_of(row) for row in rows)

    def same_as(self) -> tuple[SameAs, ...]:
        """Return which subjects are the same, oldest first."""
        return tuple(held.same_as for held in self.all_same_as() if not held.undone)

    def identities(self) -> Identities:
        """Return which subjects are one record, and which records are one event."""
        said = self.same_as() if self.reach.identities else ()
        if not said:
            return NOTHING_MERGED
        subjects: dict[str, list[str]] = {}
        for kind, subject in dict.fromkeys(end for one in said for end in one.ends):
            subjects.setdefault(kind, []).append(subject)
        with self._reading() as connection:
            rows = [
                row
                for kind, ids in subjects.items()
                for row in connection.execute(statements.FIRST_RECORDED, {"kind": kind, "subjects": ids})
            ]
        return identities(said, {(kind, subject): first for kind, subject, first in rows})

    def packages(self) -> tuple[Package, ...]:
        """Return the packages taken in, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(statements.PACKAGES, {"packages": self.reach.packages}).mappings()
            return tuple(package_of(row) for row in rows)

    def earlier(self) -> Mapping[str, date]:
        """Return the day of each claim that views see earlier than its row tells, by id: a later package carried it too."""
        with self._reading() as connection:
            rows = connection.execute(statements.EARLIER, {"packages": self.reach.packages}).all()
        found: dict[str, date] = {}
        for claim_id, data_date in rows:
            day = PartialDate.parse(data_date).last
            found[claim_id] = min(day, found.get(claim_id, day))
        return found

    def _bounds(self) -> dict[str, int]:
        return {"packages": self.reach.packages, "claims": self.reach.claims, "judgements": self.reach.judgements}

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self.engine, self.where)


def _judged(rows: Result[Any]) -> list[tuple[Claim, Judgement]]:
    shared: dict[str, str] = {}
    return [(claim_of(row, shared.setdefault), judgement_of(row)) for row in rows.mappings().all()]


def _days(known_by: PartialDate) -> dict[str, str]:
    """Return the last day of a view and the day after it (the last that the calendar has stands for itself)."""
    last = known_by.last
    return {"day": last.isoformat(), "next_day": (last + timedelta(days=int(last < date.max))).isoformat()}
