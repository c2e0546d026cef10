"""Counts and checks of everything that a register has recorded, whether or not a view shows it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from kautilya.store import statements
from kautilya.store.auditing import ledger_faults
from kautilya.store.batching import batches
from kautilya.store.sqlite import damage
from kautilya.store.surroundings import Room, lacking_guards, room
from kautilya.store.telling import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Questions about the register as a whole."""

    engine: Engine
    where: str

    def claims_by_kind(self) -> Mapping[str, int]:
        """Return how many claims of each kind were ever recorded, kinds in the order of recording."""
        with self._reading() as connection:
            return {row.kind: row.claims for row in connection.execute(statements.COUNT_BY_KIND)}

    def claims_by_mark(self) -> Mapping[str, int]:
        """Return how many claims of each mark were ever recorded: sourced, derived, assumed."""
        with self._reading() as connection:
            return {row.mark: row.claims for row in connection.execute(statements.COUNT_BY_MARK)}

    def judgements(self) -> int:
        """Return how many judgements were ever recorded."""
        with self._reading() as connection:
            return int(connection.execute(statements.COUNT_JUDGEMENTS).scalar_one())

    def unjudged(self) -> tuple[str, ...]:
        """Return the ids of claims that nobody has judged, in the order of recording; no view shows them."""
        with self._reading() as connection:
            return tuple(connection.execute(statements.UNJUDGED).scalars())

    def subjects(self, kind: str) -> frozenset[str]:
        """Return the ids of the records of a kind that any claim was ever about."""
        with self._reading() as connection:
            return frozenset(connection.execute(statements.SUBJECTS, {"kind": kind}).scalars())

    def known_by(self, claim_ids: Iterable[str]) -> Mapping[str, date]:
        """Return the day from which views see each of some claims by its row; `ReachReader.earlier` has exceptions."""
        found: dict[str, date] = {}
        with self._reading() as connection:
            for ids in batches(dict.fromkeys(claim_ids)):
                rows = connection.execute(statements.KNOWN_BY, {"ids": ids})
                found |= {row.id: date.fromisoformat(row.known_by) for row in rows}
        return found

    def damage(self) -> tuple[str, ...]:
        """Return what the engine finds wrong with its own file; empty if nothing."""
        with self._reading() as connection:
            return damage(connection) if connection.dialect.name == "sqlite" else ()

    def lacking_guards(self) -> tuple[str, ...]:
        """Return what should keep rows from being changed and is not there."""
        with self._reading() as connection:
            return lacking_guards(connection)

    def room(self) -> Room:
        """Return how much room the register takes and is left."""
        with self._reading() as connection:
            return room(connection)

    def ledger_faults(self) -> tuple[str, ...]:
        """Return what is wrong with the ledger: the first recording whose rows or line differ; rows outside of it."""
        with told(self.where), self._of_one_moment().connect() as connection:
            return tuple(ledger_faults(connection))

    def _of_one_moment(self) -> Engine:
        """Return an engine whose transactions see one state, whatever is recorded meanwhile; on SQLite all do."""
        if self.engine.dialect.name == "sqlite":
            return self.engine
        return self.engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.where), self.engine.connect() as connection:
            yield connection
