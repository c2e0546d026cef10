"""Commitments folded into promises: the promise itself and what was reported of it, counted once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, days, known_word, word
from kautilya.tables.marks import mark_of
from kautilya.tables.ties.home import home_of, named, others

DAY = re.compile(r"\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b")
CELLS = ("promise_id", "commitment", "area", "parent", "parties", "due", "status", "delivery_evidence", "evidence_date")


class State(StrEnum):
    """What became of a promise by the day of the view."""

    DELIVERED = "delivered"
    PARTLY = "partly"
    OPEN = "open"
    OVERDUE = "overdue"
    """Its due day has passed, and it is not known to be delivered in full."""
    MISSED = "missed"
    """A page says that it was not kept in time."""
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


SETTLED = frozenset({State.DELIVERED, State.MISSED, State.WITHDRAWN})
FURTHEST = (State.DELIVERED, State.PARTLY, State.MISSED, State.WITHDRAWN, State.OPEN, State.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise with the latest that is known of it."""

    promise_id: str
    text: str
    area: str
    agreement: str
    """Statement, visit or framework in which it was made."""
    partners: tuple[str, ...]
    made: PartialDate | None
    """As its agreement is named after its day (`US-IND joint statement 2025-02-13`); None where that names none."""
    due: PartialDate | None
    reported: State
    """As the record has it, before the due day is looked at."""
    state: State
    evidence: str | None
    evidence_on: PartialDate | None
    rows: tuple[str, ...]
    mark: Mark
    claim_ids: tuple[str, ...]

    def evidence_age(self, as_of: date) -> tuple[int, int] | None:
        """Return the days since the latest evidence, at least and at most; None where it has no day."""
        if self.evidence_on is None:
            return None
        return max(0, (as_of - self.evidence_on.last).days), max(0, (as_of - self.evidence_on.first).days)

    @property
    def evidence_is_older(self) -> bool:
        """Whether the latest evidence is certainly older than the promise, and so tells nothing of what became of it."""
        return self.made is not None and self.evidence_on is not None and self.evidence_on.certainly_before(self.made)

    @property
    def told(self) -> str:
        """What the record has as evidence, in words; older evidence is told as such."""
        if self.evidence is None:
            reported = self.reported in (State.DELIVERED, State.PARTLY)
            return "so told by its own page; no evidence beside it" if reported else "no evidence found"
        return f"no evidence since; earlier, {self.evidence_on}: {self.evidence}" if self.evidence_is_older else self.evidence

    def due_between(self, after: date, until: date) -> bool:
        """Tell whether it is unsettled and may fall due after one day and by another."""
        return self.state not in SETTLED and self.due is not None and self.due.last > after and self.due.first <= until


def day_named(text: str) -> PartialDate | None:
    """Return the only day, month or year that a text names; None where it names none or several."""
    named_days = DAY.findall(text)
    if len(named_days) != 1 or f"{named_days[0]}/" in text:
        return None
    try:
        return PartialDate.parse(named_days[0])
    except ValueError:
        return None


def promises(view: View) -> tuple[Promise, ...]:
    """Return the promises, in the order of their first rows."""
    home = home_of(view)
    rows: dict[str, list[Record]] = {}
    for row, record in view.records("commitment").items():
        rows.setdefault(known_word(record, "promise_id") or row, []).append(record)
    return tuple(_promise(view, promise_id, records, home) for promise_id, records in rows.items())


def _promise(view: View, promise_id: str, records: Sequence[Record], home: str | None) -> Promise:
    head = next((record for record in records if word(record, "row_kind") == "promise"), records[0])
    latest = max(records, key=_recency)
    due = next((known for record in (head, *records) for known in days(record, "due")[:1]), None)
    reported = _reported(latest)
    claim_ids = tuple(dict.fromkeys(claim for record in records for cell in CELLS for claim in record.cell(cell).claim_ids))
    return Promise(
        promise_id=promise_id,
        text=word(head, "commitment"),
        area=word(head, "area"),
        agreement=word(head, "parent"),
        partners=others(_parties(records), home),
        made=day_named(word(head, "parent")),
        due=due,
        reported=reported,
        state=_state(reported, due, view.as_of),
        evidence=known_word(latest, "delivery_evidence"),
        evidence_on=day(latest, "evidence_date"),
        rows=tuple(record.record_id for record in records),
        mark=mark_of(view, "commitment", claim_ids),
        claim_ids=claim_ids,
    )


def _parties(records: Iterable[Record]) -> Iterable[str]:
    return (party for record in records for party in named(record, "parties"))


def _recency(record: Record) -> tuple[date, int]:
    """Order rows by the day of their evidence; without one a row is the oldest, and of two the further one counts."""
    evidence = day(record, "evidence_date")
    return (date.min if evidence is None else evidence.last, -FURTHEST.index(_reported(record)))


def _reported(record: Record) -> State:
    told = word(record, "status")
    return State(told) if told in FURTHEST else State.UNKNOWN


def _state(reported: State, due: PartialDate | None, as_of: PartialDate) -> State:
    unkept = reported in {State.OPEN, State.PARTLY}
    return State.OVERDUE if unkept and due is not None and due.last < as_of.first else reported
