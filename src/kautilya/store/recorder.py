"""Records one transaction: numbers its rows, hashes them as they go in, and closes it with its line of the ledger."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, TextClause

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.history import History, TakenBack
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Undo
from kautilya.register.package import Package
from kautilya.register.recording import Reach, Recording, What
from kautilya.store import statements
from kautilya.store.batching import batches, once
from kautilya.store.copying import copied
from kautilya.store.ledger import Content, recording_of, recording_row
from kautilya.store.locks import hold_claims, hold_ledger
from kautilya.store.news import news
from kautilya.store.rows import claim_row, identity_row, judgement_row, known_by, package_row
from kautilya.store.taking_back import JUDGEMENTS, MERGES, undoing_rows

_NUMBERED = ("packages", "claims", "judgements", "identities", "datasets")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Into:
    """A table whose rows can be taken back."""

    table: str
    numbered: str
    statement: TextClause
    same: TextClause


_JUDGEMENTS = _Into(
    table="judgement", numbered="judgements", statement=statements.ADD_JUDGEMENT, same=statements.SAME_JUDGEMENT
)
_IDENTITIES = _Into(table="identity", numbered="identities", statement=statements.ADD_IDENTITY, same=statements.SAME_IDENTITY)


class Recorder:
    """One transaction that adds rows: first packages, claims and data sets, then what is judged of them."""

    def __init__(
        self, connection: Connection, *, day: date, by: str, what: What, why: str = "", judges_only: bool = False
    ) -> None:
        self.connection = connection
        self._day, self._by, self._what, self._why = day, by, what, why
        self._content = Content()
        self.recorded: Recording | None = None
        """The line of the ledger, once closed; None where nothing was added."""
        self._judging = self._holds_ledger = judges_only
        hold = hold_ledger if judges_only else hold_claims
        hold(connection)
        self._last_known = last = self._last()
        _refuse_earlier_day(day, last)
        self._numbers = _numbers(last)
        self._before = dict(self._numbers)
        """The last numbers of what others have recorded."""

    def package(self, package: Package) -> int:
        """Add a package and return its number."""
        (number,) = self._add("package", "packages", statements.ADD_PACKAGE, [package_row(package)])
        return number

    def claims(
        self,
        claims: Iterable[Claim],
        *,
        data_date: PartialDate,
        package: int | None = None,
        told_days: Mapping[str, date] | None = None,
    ) -> tuple[int, int]:
        """Add the claims that the register does not hold yet.

        Args:
            claims: The claims, in the order of recording; each once or several times.
            data_date: The day as of which their package is complete; the day of recording where they come in none.
            package: Number of the package that carries them.
            told_days: The day from which views see a claim, by id, where the package tells it.

        Returns:
            How many were added, and how many the register held before.
        """
        position, added, known, before = 0, 0, 0, self._numbers["claims"]
        for batch in batches(claims):
            told = once(batch)
            held = self._held(told)
            days = told_days or {}
            fresh = [claim_row(claim, data_date, days.get(name)) for name, claim in told.items() if name not in held]
            self._add("claim", "claims", statements.ADD_CLAIM, fresh)
            if package is not None:
                carried = [claim for claim in batch if claim.id not in held or not _told_later(claim, data_date, days)]
                self._members(package, position, carried)
            position += len(batch)
            added += len(fresh)
            known += sum(seq <= before for seq in held.values())
        return added, known

    def _held(self, claim_ids: Iterable[str]) -> dict[str, int]:
        rows = self.connection.execute(statements.HELD_CLAIMS, {"ids": list(claim_ids)})
        return {row.id: row.seq for row in rows}

    def _members(self, package: int, position: int, batch: list[Claim]) -> None:
        rows = [
            {"package_seq": package, "position": place, "claim_id": claim.id} for place, claim in enumerate(batch, position)
        ]
        self._insert("package_claim", statements.ADD_MEMBERSHIP, rows)

    def dataset(self, row: Mapping[str, Any], frames: Mapping[str, bytes]) -> int:
        """Add a data set with its frames and return its number."""
        (number,) = self._add("dataset", "datasets", statements.ADD_DATASET, [dict(row)])
        rows = [{"dataset_seq": number, "name": name, "content": content} for name, content in sorted(frames.items())]
        self._insert("dataset_frame", statements.ADD_FRAME, rows)
        return number

    def judgements(self, judgements: Iterable[Judgement]) -> int:
        """Add judgements as somebody made them and return how many."""
        self._judge()
        return sum(self._judged(batch) for batch in batches(judgements))

    def imported_judgements(self, judgements: Iterable[Judgement], *, one_by_one: Collection[str] = ()) -> int:
        """Add what a package judges, without outvoting anybody (`news.news`), and return how many were added."""
        self._judge()
        before = self._before["judgements"]
        found = (news(self.connection, batch, before=before, one_by_one=one_by_one) for batch in batches(judgements))
        return sum(self._judged(batch) for batch in found)

    def imported_history(self, history: History) -> int:
        """Add what a package tells of judgements that were taken back, and of merges; what is held already is left.

        Returns:
            How many judgements were added.
        """
        self._judge()
        added = 0
        for judgement, undone in history.undone:
            added += self._with_undo(_JUDGEMENTS, judgement_row(judgement), undone)
        for same, taken_back in history.same_as:
            self._need_subject(same.kind, same.subject)
            self._need_subject(same.other_kind, same.other_subject)
            self._with_undo(_IDENTITIES, identity_row(same), taken_back)
        return added

    def _with_undo(self, into: _Into, row: dict[str, Any], undone: TakenBack | None) -> bool:
        """Add a row that the register does not hold, and what takes it back; return whether it was added."""
        if self.connection.execute(into.same, row | {"before": self._before[into.numbered]}).first() is not None:
            return False
        (number,) = self._add(into.table, into.numbered, into.statement, [row])
        if undone is not None:
            told = {"on_day": undone.on.isoformat(), "by_whom": undone.by, "why": undone.why, "undoes": number}
            self._add(into.table, into.numbered, into.statement, [row | told])
        return True

    def _judged(self, batch: list[Judgement]) -> int:
        self._add("judgement", "judgements", statements.ADD_JUDGEMENT, [judgement_row(judgement) for judgement in batch])
        return len(batch)

    def same_as(self, pairs: Iterable[SameAs]) -> int:
        """Add which subjects are the same and return how many pairs; NotFoundError where nothing is claimed of a subject."""
        self._judge()
        told = list(pairs)
        for pair in told:
            self._need_subject(pair.kind, pair.subject)
            self._need_subject(pair.other_kind, pair.other_subject)
        self._add("identity", "identities", statements.ADD_IDENTITY, [identity_row(pair) for pair in told])
        return len(told)

    def undo_judgements(self, undos: Iterable[Undo]) -> None:
        """Take judgements back; NotFoundError without one of a number, StoreError where that was done."""
        for batch in batches(undos):
            self._judge()
            rows = undoing_rows(self.connection, JUDGEMENTS, batch)
            self._add("judgement", "judgements", statements.ADD_JUDGEMENT, rows)

    def undo_same_as(self, undos: Iterable[Undo]) -> None:
        """Take back that subjects are the same; raises as `undo_judgements` does."""
        for batch in batches(undos):
            self._judge()
            rows = undoing_rows(self.connection, MERGES, batch)
            self._add("identity", "identities", statements.ADD_IDENTITY, rows)

    def _need_subject(self, kind: str, subject: str) -> None:
        if self.connection.execute(statements.SUBJECT_EXISTS, {"kind": kind, "subject": subject}).first() is None:
            raise NotFoundError(f"nothing is claimed of a {kind} '{subject}'")

    def close(self, at: datetime) -> None:
        """Add the line of the ledger, if anything was added.

        Args:
            at: The moment, by the clock of this machine.
        """
        if self._content.empty:
            return
        last = self._at_the_end()
        numbers = {table: max(number, self._numbers[table]) for table, number in _numbers(last).items()}
        row = recording_row(
            day=self._day if last is None else max(self._day, last.day),
            at=at.astimezone(UTC),
            by=self._by,
            what=self._what,
            why=self._why,
            reach=Reach(recording=1 if last is None else last.number + 1, **numbers),
            content=self._content.digest(),
            previous="" if last is None else last.chain,
        )
        self.connection.execute(statements.ADD_RECORDING, row)
        self.recorded = recording_of(row)

    def _judge(self) -> None:
        """Hold the ledger from the first judgement on: judgements are numbered in the order of the ledger's lines."""
        if not self._judging:
            last = _numbers(self._at_the_end())
            self._numbers |= {table: last[table] for table in ("judgements", "identities")}
            self._before = dict(self._numbers)
            self._judging = True

    def _at_the_end(self) -> Recording | None:
        """Hold the ledger, if that is not done, and return its last line: no other can be added until this transaction ends."""
        if not self._holds_ledger:
            hold_ledger(self.connection)
            self._holds_ledger = True
            self._last_known = self._last()
        return self._last_known

    def _last(self) -> Recording | None:
        row = self.connection.execute(statements.LAST_RECORDING).mappings().one_or_none()
        return None if row is None else recording_of(row)

    def _add(self, table: str, numbered: str, statement: TextClause, rows: list[dict[str, Any]]) -> list[int]:
        """Insert rows with the numbers that follow, and return these."""
        first = self._numbers[numbered] + 1
        numbers = list(range(first, first + len(rows)))
        self._insert(table, statement, [row | {"seq": number} for row, number in zip(rows, numbers, strict=True)])
        self._numbers[numbered] += len(rows)
        return numbers

    def _insert(self, table: str, statement: TextClause, rows: list[dict[str, Any]]) -> None:
        if rows:
            if not copied(self.connection, table, rows):
                self.connection.execute(statement, rows)
            self._content.add(table, rows)


def _told_later(claim: Claim, data_date: PartialDate, days: Mapping[str, date]) -> bool:
    """Tell whether a package says that a claim is known only after the day that its data date would mean."""
    return days.get(claim.id, date.min) > known_by(claim, data_date)


def _numbers(last: Recording | None) -> dict[str, int]:
    """Return the last number of each table after a recording."""
    return {table: 0 if last is None else getattr(last.reach, table) for table in _NUMBERED}


def _refuse_earlier_day(day: date, last: Recording | None) -> None:
    if last is not None and day < last.day:
        raise StoreError(
            f"the clock went backwards: it is {day} here, but something was recorded on {last.day} already "
            f"(recording {last.number}, by {last.by}); nothing was changed. Set the clock and try again"
        )
