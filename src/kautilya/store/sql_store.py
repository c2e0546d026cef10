"""A store of claims in SQL; append-only: there is no statement that changes or removes a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Engine, RowMapping, TextClause

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.store import statements
from kautilya.store.inspection import Inspection
from kautilya.store.interface import Receipt
from kautilya.store.rows import claim_of, claim_row, judgement_of, judgement_row, package_of, package_row
from kautilya.store.sqlite import writing
from kautilya.store.telling import told
from kautilya.store.view import Extent, View

T = TypeVar("T")

BATCH = 5_000
"""Rows handed to the engine at once."""


class SqlStore:
    """Claims and judgements in the tables of `store.schema`."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    def add(self, package: Package, claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Receipt:
        """Take in one package in one transaction: all or nothing, and nothing twice.

        A package of a known digest adds nothing, and its claims are not read. A claim that the register holds is kept as it was
        first recorded, but known from the earliest day that any of its packages tells. A package accepts only claims that
        nobody has judged; a recorded choice (any other verdict) is added unless it repeats one (claim, verdict, why).
        """
        with self._writing() as connection:
            return add_package(connection, package, claims, judgements)

    def packages(self) -> tuple[Package, ...]:
        """Return the packages taken in, oldest first."""
        with self._reading() as connection:
            return tuple(package_of(row) for row in connection.execute(statements.PACKAGES).mappings())

    def view(self, as_of: PartialDate | None = None) -> View:
        """Return the register as known on a day; by default the latest data date of its packages.

        Raises:
            StoreError: No day is given and there is no package to take one from.
        """
        return View(self, as_of or self.data_date())

    def data_date(self) -> PartialDate:
        """Return the latest data date of the packages; StoreError where there is none."""
        packages = self.packages()
        if not packages:
            raise StoreError(
                f"register '{self.where}' holds no package, so it has no data date; "
                "run `kautilya import PATH` or `kautilya init --example india`"
            )
        return max((package.data_date for package in packages), key=lambda day: day.last)

    def claim(self, claim_id: str) -> Claim:
        """Return one claim, judged or not; NotFoundError if there is none."""
        with self._reading() as connection:
            row = connection.execute(statements.CLAIM, {"claim_id": claim_id}).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"no claim '{claim_id}' in register '{self.where}'")
        return claim_of(row)

    def judgements(self, claim_id: str) -> tuple[Judgement, ...]:
        """Return the judgements on one claim, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(statements.JUDGEMENTS, {"claim_id": claim_id}).mappings()
            return tuple(judgement_of(row) for row in rows)

    def claims(self, kind: str | None = None) -> Iterator[Claim]:
        """Stream all claims ever recorded, of one kind or of all, in the order of recording."""
        return (claim for _, claim in self.recorded(kind))

    def recorded(self, kind: str | None = None) -> Iterator[tuple[str, Claim]]:
        """Stream claims as `claims` does, each with the id under which it is kept (which its content should have)."""
        statement = statements.CLAIMS if kind is None else statements.CLAIMS_OF_KIND
        with self._reading() as connection:
            bounds: dict[str, str | int] = {"last": _count(connection, statements.LAST_CLAIM), "batch": BATCH}
        if kind is not None:
            bounds["kind"] = kind
        after = 0
        while rows := self._batch(statement, {**bounds, "after": after}):
            yield from ((row["id"], claim_of(row)) for row in rows)
            after = rows[-1]["seq"]

    def accepted(self, kind: str, known_by: PartialDate) -> Iterable[tuple[Claim, Judgement]]:
        """Return each accepted (or preferred) claim of a kind that was known by the day, with its latest judgement."""
        with self._reading() as connection:
            rows = connection.execute(statements.ACCEPTED, {"kind": kind, **_day(known_by)}).mappings()
            return [(claim_of(row), judgement_of(row)) for row in rows]

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Return how many records and accepted claims of each kind were known by the day, in the order of recording."""
        with self._reading() as connection:
            rows = connection.execute(statements.EXTENT, _day(known_by))
            return {kind: Extent(records=records, claims=claims) for kind, records, claims in rows}

    @property
    def inspection(self) -> Inspection:
        """Counts and checks of what is recorded, seen by views or not."""
        return Inspection(engine=self._engine, where=self.where)

    def close(self) -> None:
        """Release the file or the connection."""
        self._engine.dispose()

    def _batch(self, statement: TextClause, values: Mapping[str, str | int]) -> Sequence[RowMapping]:
        """Read some rows and let the connection go: a stream must not keep others from reading or writing."""
        with self._reading() as connection:
            return connection.execute(statement, values).mappings().all()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.where), self._engine.connect() as connection, writing(connection):
            yield connection


def add_package(connection: Connection, package: Package, claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Receipt:
    """Take in one package within a transaction that the caller began, as `SqlStore.add` does."""
    held = _held(connection, package.digest)
    if held is not None:
        seq, known_package = held
        return Receipt(package=known_package, added=0, known=_members(connection, seq), judgements=0)
    claims_before = _count(connection, statements.COUNT_CLAIMS)
    judgements_before = _count(connection, statements.COUNT_JUDGEMENTS)
    seq = connection.execute(statements.ADD_PACKAGE, package_row(package)).scalar_one()
    _add_claims(connection, seq, package.data_date, claims)
    _add_judgements(connection, judgements)
    added = _count(connection, statements.COUNT_CLAIMS) - claims_before
    return Receipt(
        package=package,
        added=added,
        known=_members(connection, seq) - added,
        judgements=_count(connection, statements.COUNT_JUDGEMENTS) - judgements_before,
    )


def _day(known_by: PartialDate) -> dict[str, str]:
    """Return the last day of a view and the day after it (the last that the calendar has stands for itself)."""
    last = known_by.last
    return {"day": last.isoformat(), "next_day": (last + timedelta(days=int(last < date.max))).isoformat()}


def _held(connection: Connection, digest: str) -> tuple[int, Package] | None:
    rows = connection.execute(statements.PACKAGES).mappings()
    return next(((row["seq"], package_of(row)) for row in rows if row["digest"] == digest), None)


def _count(connection: Connection, statement: TextClause) -> int:
    return int(connection.execute(statement).scalar_one())


def _members(connection: Connection, package_seq: int) -> int:
    return int(connection.execute(statements.COUNT_MEMBERS, {"package_seq": package_seq}).scalar_one())


def _add_claims(connection: Connection, package_seq: int, data_date: PartialDate, claims: Iterable[Claim]) -> None:
    position = 0
    for batch in _batches(claims):
        connection.execute(statements.ADD_CLAIM, [claim_row(claim, data_date) for claim in batch])
        members = [
            {"package_seq": package_seq, "position": place, "claim_id": claim.id} for place, claim in enumerate(batch, position)
        ]
        connection.execute(statements.ADD_MEMBERSHIP, members)
        position += len(batch)


def _add_judgements(connection: Connection, judgements: Iterable[Judgement]) -> None:
    before = _count(connection, statements.LAST_JUDGEMENT)
    for batch in _batches(judgements):
        rows = [{**judgement_row(judgement), "before": before} for judgement in batch]
        connection.execute(statements.ADD_JUDGEMENT, rows)


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(values)
    while batch := list(islice(remaining, BATCH)):
        yield batch
