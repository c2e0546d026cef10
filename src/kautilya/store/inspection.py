"""Counts and checks of everything that a register has recorded, whether or not a view shows it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from kautilya.store import statements
from kautilya.store.auditing import ledger_faults
from kautilya.store.sqlite import damage
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

    def damage(self) -> tuple[str, ...]:
        """Return what the engine finds wrong with its own file; empty if nothing."""
        with self._reading() as connection:
            return damage(connection) if connection.dialect.name == "sqlite" else ()

    def ledger_faults(self) -> tuple[str, ...]:
        """Return what is wrong with the ledger: the first recording whose rows or line differ; rows outside of it."""
        with self._reading() as connection:
            return tuple(ledger_faults(connection))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.where), self.engine.connect() as connection:
            yield connection
