"""A store of claims in SQL; append-only: there is no statement that changes or removes a row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, RowMapping, TextClause

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.logs import log
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.history import History
from kautilya.register.identity import HeldSameAs
from kautilya.register.judgement import HeldJudgement, Judgement
from kautilya.register.package import Package
from kautilya.register.recording import Reach, Recording, What
from kautilya.register.rules import RULES, PreferenceRule
from kautilya.store import statements
from kautilya.store.batching import BATCH
from kautilya.store.connecting import reading
from kautilya.store.inspection import Inspection
from kautilya.store.interface import Batch, Receipt, Recorded
from kautilya.store.ledger import recording_of
from kautilya.store.queue import Queue
from kautilya.store.reading import ReachReader
from kautilya.store.recorder import Recorder
from kautilya.store.rows import claim_of, package_of
from kautilya.store.sqlite import writing
from kautilya.store.telling import told
from kautilya.store.view import Extent, View


def utc_now() -> datetime:
    """Return the moment by this machine's clock."""
    return datetime.now(UTC)


class SqlStore:
    """Claims and judgements in the tables of `store.schema`."""

    def __init__(self, engine: Engine, where: str, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock
        self.where = where

    @contextmanager
    def recording(self, *, day: date, by: str, what: What, why: str = "", judges_only: bool = False) -> Iterator[Recorder]:
        """Begin a transaction that is recorded in the ledger when the block ends, and leaves nothing when it raises.

        Args:
            day: The day of recording (UTC).
            by: Who records.
            what: What the transaction does.
            why: The reason, where there is one.
            judges_only: Whether it adds no package, claim or data set: then it waits for no import.

        Raises:
            StoreError: The register recorded something on a later day, or the engine refuses.
        """
        with told(self.where), self._engine.connect() as connection, writing(connection):
            recorder = Recorder(connection, day=day, by=by, what=what, why=why, judges_only=judges_only)
            yield recorder
            recorder.close(self._clock())
        if recorder.recorded is not None:
            one = recorder.recorded
            log().info("%s: recording %d: %s by %s, chain %s", self.where, one.number, one.what, one.by, one.chain[:12])

    def add(
        self,
        package: Package,
        claims: Iterable[Claim],
        judgements: Iterable[Judgement],
        *,
        by: str = "",
        history: History | None = None,
    ) -> Receipt:
        """Take in one package in one transaction: all or nothing, and nothing twice.

        A package of a known digest adds nothing, and its claims are not read. A claim that the register holds is kept as it was
        first recorded, but known from the earliest day that any of its packages tells. The package accepts only claims that
        nobody had judged, and chooses only where no judgement of a person stands (`news.news`).
        """
        by = by or f"import of {package.name}"
        with self.recording(day=package.recorded_on, by=by, what=What.IMPORT) as recorder:
            receipt = take_package(recorder, package, claims, judgements, history)
        return receipt if recorder.recorded is None else replace(receipt, chain=recorder.recorded.chain)

    def record(self, batch: Batch) -> Recorded:
        """Record claims, judgements, merges and what takes them back in one transaction: all or nothing.

        Raises:
            NotFoundError: A judgement, merge or undo is about what the register does not have.
            StoreError: Something is undone twice, the clock went backwards, or the engine refuses.
        """
        claims = list(batch.claims)
        opening = self.recording(day=batch.day, by=batch.by, what=batch.what, why=batch.why, judges_only=not claims)
        with opening as recorder:
            added, known = recorder.claims(claims, data_date=batch.data_date or PartialDate.of(batch.day))
            judged = recorder.judgements(batch.judgements)
            merged = recorder.same_as(batch.same_as)
            recorder.undo_judgements(batch.undone_judgements)
            recorder.undo_same_as(batch.undone_same_as)
        return Recorded(recording=recorder.recorded, added=added, known=known, judgements=judged, same_as=merged)

    def recordings(self) -> tuple[Recording, ...]:
        """Return the lines of the ledger, oldest first."""
        with self._reading() as connection:
            return tuple(recording_of(row) for row in connection.execute(statements.RECORDINGS).mappings())

    def reach(self, recorded_by: date | None = None) -> Reach:
        """Return how far the register reaches, or reached at the end of a day."""
        with self._reading() as connection:
            return _reach(connection, recorded_by)

    def reader(self, recorded_by: date | None = None) -> ReachReader:
        """Return a reader of the register as it stands now, or stood at the end of a day, whatever is recorded later."""
        return ReachReader(engine=self._engine, where=self.where, reach=self.reach(recorded_by))

    def packages(self) -> tuple[Package, ...]:
        """Return the packages taken in, oldest first."""
        return self.reader().packages()

    def view(
        self, as_of: PartialDate | None = None, *, recorded_by: date | None = None, rules: Sequence[PreferenceRule] = RULES
    ) -> View:
        """Return the register as known on a day; by default the latest data date of its packages.

        Args:
            as_of: The known day: what was published later is unseen.
            recorded_by: The day of recording: claims, judgements and merges recorded later are unseen. By default all that is
                recorded now; what is recorded while the view is used is never seen.
            rules: What chooses between contradicting claims where nobody has, in this order.

        Raises:
            StoreError: No day is given and there is no package to take one from.
        """
        with self._reading() as connection:
            reach = _reach(connection, recorded_by)
            day = as_of or self._data_date(connection, reach, recorded_by)
        reader = ReachReader(engine=self._engine, where=self.where, reach=reach)
        return View(reader, day, recorded_by=recorded_by, rules=rules)

    def data_date(self) -> PartialDate:
        """Return the latest data date of the packages; without any the day of the claim known last; StoreError without both."""
        with self._reading() as connection:
            return self._data_date(connection, _reach(connection, None))

    def _data_date(self, connection: Connection, reach: Reach, recorded_by: date | None = None) -> PartialDate:
        days = list(connection.execute(statements.DATA_DATES, {"packages": reach.packages}).scalars().all())
        if not days and reach.claims:
            days = [connection.execute(statements.LATEST_KNOWN, {"claims": reach.claims}).scalar_one()]
        if not days and recorded_by is not None:
            raise StoreError(
                f"register '{self.where}' had taken in no package by {recorded_by}, so it had no data date then; "
                "`kautilya review history` lists what was recorded when"
            )
        if not days:
            raise StoreError(
                f"register '{self.where}' holds no package, so it has no data date; "
                "run `kautilya import PATH` or `kautilya init --example india`"
            )
        return max((PartialDate.parse(day) for day in days), key=lambda day: day.last)

    def claim(self, claim_id: str) -> Claim:
        """Return one claim, judged or not; NotFoundError if there is none."""
        with self._reading() as connection:
            row = connection.execute(statements.CLAIM, {"claim_id": claim_id}).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"no claim '{claim_id}' in register '{self.where}'")
        return claim_of(row)

    def judgements(self, claim_id: str) -> tuple[Judgement, ...]:
        """Return the judgements on one claim that count, oldest first."""
        return tuple(held.judgement for held in self.history(claim_id) if held.undone is None)

    def history(self, claim_id: str) -> tuple[HeldJudgement, ...]:
        """Return all judgements on one claim, those that were taken back too, oldest first."""
        return self.reader().history(claim_id)

    def same_as(self) -> tuple[HeldSameAs, ...]:
        """Return all that was ever said to be the same, oldest first."""
        return self.reader().all_same_as()

    def claims(self, kind: str | None = None) -> Iterator[Claim]:
        """Stream all claims ever recorded, of one kind or of all, in the order of recording."""
        return (claim for _, claim in self.recorded(kind))

    def recorded(self, kind: str | None = None) -> Iterator[tuple[str, Claim]]:
        """Stream claims as `claims` does, each with the id under which it is kept (which its content should have)."""
        statement = statements.CLAIMS if kind is None else statements.CLAIMS_OF_KIND
        with self._reading() as connection:
            last = int(connection.execute(statements.LAST_CLAIM).scalar_one())
        bounds: dict[str, str | int] = {"last": last, "batch": BATCH} | ({} if kind is None else {"kind": kind})
        after = 0
        while rows := self._batch(statement, {**bounds, "after": after}):
            yield from ((row["id"], claim_of(row)) for row in rows)
            after = rows[-1]["seq"]

    def accepted(self, kind: str, known_by: PartialDate) -> list[tuple[Claim, Judgement]]:
        """Return each accepted (or preferred) claim of a kind that was known by the day, with its latest judgement."""
        return self.reader().accepted(kind, known_by)

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Return how many records and accepted claims of each kind were known by the day, in the order of recording."""
        return self.reader().extent(known_by)

    def queue(self, recorded_by: date | None = None) -> Queue:
        """Return what waits for a judgement now, or waited at the end of a day, and what was judged when."""
        return Queue(reader=self.reader(recorded_by))

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

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, self.where)


def take_package(
    recorder: Recorder,
    package: Package,
    claims: Iterable[Claim],
    judgements: Iterable[Judgement],
    history: History | None = None,
) -> Receipt:
    """Take in one package within an open recording, as `SqlStore.add` does; one that is held already changes nothing."""
    held = _held(recorder.connection, package)
    if held is not None:
        return held
    number = recorder.package(package)
    told = history or History()
    added, known = recorder.claims(claims, data_date=package.data_date, package=number, told_days=told.known_by)
    judged = recorder.imported_history(told) + recorder.imported_judgements(judgements, one_by_one=told.judged)
    return Receipt(package=package, added=added, known=known, judgements=judged)


def _reach(connection: Connection, recorded_by: date | None) -> Reach:
    if recorded_by is None:
        row = connection.execute(statements.LAST_RECORDING).mappings().one_or_none()
    else:
        row = connection.execute(statements.LAST_RECORDING_BY, {"day": recorded_by.isoformat()}).mappings().one_or_none()
    return Reach() if row is None else recording_of(row).reach


def _held(connection: Connection, package: Package) -> Receipt | None:
    """Return the receipt of a package that the register holds already."""
    row = connection.execute(statements.PACKAGE, {"digest": package.digest}).mappings().one_or_none()
    if row is None:
        return None
    known = int(connection.execute(statements.COUNT_MEMBERS, {"package_seq": row["seq"]}).scalar_one())
    return Receipt(package=package_of(row), added=0, known=known, judgements=0)
