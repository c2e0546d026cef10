"""Streams everything that a register holds as of a reach: claims, the history of judgements on each, merges."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, RowMapping

from kautilya.register.claim import Claim
from kautilya.register.history import TakenBack
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement
from kautilya.store import statements
from kautilya.store.auditing import ROWS
from kautilya.store.batching import BATCH
from kautilya.store.reading import ReachReader
from kautilya.store.rows import claim_of, judgement_of, same_as_of
from kautilya.store.telling import told

Told = tuple[Judgement, TakenBack | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All rows of a register up to a reach."""

    reader: ReachReader

    def claims(self) -> Iterator[tuple[str, Claim, date]]:
        """Yield every claim with the id under which it is kept and the day from which views see it."""
        bounds = {"after": 0, "last": self.reader.reach.claims}
        _, statement = ROWS["claim"]
        earlier = self.reader.earlier()
        with self._reading() as connection, connection.execute(statement.execution_options(yield_per=BATCH), bounds) as rows:
            for row in rows.mappings():
                day = date.fromisoformat(row["known_by"])
                yield row["id"], claim_of(row), min(day, earlier.get(row["id"], day))

    def histories(self) -> Iterator[tuple[str, tuple[Told, ...]]]:
        """Yield the judgements on each judged claim, oldest first, with what took them back; claims by id."""
        asked = {"judgements": self.reader.reach.judgements}
        statement = statements.HISTORIES.execution_options(yield_per=BATCH)
        with self._reading() as connection, connection.execute(statement, asked) as rows:
            for claim_id, group in groupby(rows.mappings(), key=itemgetter("claim_id")):
                yield claim_id, tuple((judgement_of(row), _taken_back(row)) for row in group)

    def merges(self) -> list[tuple[SameAs, TakenBack | None]]:
        """Return all that was ever said to be the same, oldest first, with what took it back."""
        asked = {"identities": self.reader.reach.identities}
        with self._reading() as connection:
            rows = connection.execute(statements.MERGES, asked).mappings()
            return [(same_as_of(row), _taken_back(row)) for row in rows]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.reader.where), self.reader.engine.connect() as connection:
            yield connection


def _taken_back(row: RowMapping) -> TakenBack | None:
    if row["undone_on"] is None:
        return None
    return TakenBack(on=date.fromisoformat(row["undone_on"]), by=row["undone_by_whom"], why=row["undone_why"])
