"""Joint exercises folded into events: the phases of one edition are counted once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kautilya.core.periods import PartialDate, Precision
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, day, days, known_word, number, word
from kautilya.tables.marks import mark_of
from kautilya.tables.ties.brackets import began, between, earliest, first_day
from kautilya.tables.ties.home import home_of, named, others
from kautilya.tables.ties.visits import Uncounted
from kautilya.tables.windows import Bracket

CELLS = ("event_id", "series", "year", "start", "end", "participants", "service", "domains", "held")
NUMBERS = ("n_countries", "personnel_ind", "personnel_partner", "personnel_total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One edition of an exercise that took place."""

    event_id: str
    series: str
    edition: int | None
    """Its printed number; inferred ones are left out."""
    when: Bracket
    """The days between which it began."""
    partners: tuple[str, ...]
    services: tuple[str, ...]
    domains: tuple[str, ...]
    days: int | None
    """Length of all its phases together; None where a first or last day is not known."""
    countries: float | None
    personnel: float | None
    """Of all sides; None where the total or a side is not known."""
    rows: tuple[str, ...]
    mark: Mark
    claim_ids: tuple[str, ...]

    @property
    def year(self) -> int:
        """The calendar year in which it began; the later one where the dates allow two."""
        return self.when.last.year

    @property
    def year_known(self) -> bool:
        """Whether its dates leave one calendar year."""
        return first_day(self.when).year == self.year


def events(view: View) -> tuple[tuple[Event, ...], tuple[Uncounted, ...]]:
    """Return the exercises that took place, earliest first, and the rows that none of them has."""
    home = home_of(view)
    by_event: dict[str, list[Record]] = {}
    left: list[Uncounted] = []
    for row, record in view.records("exercise").items():
        reason = _uncounted(record)
        if reason is None:
            by_event.setdefault(known_word(record, "event_id") or row, []).append(record)
        else:
            partners = others(named(record, "participants"), home)
            when = between(_starts(record))
            left.append(Uncounted(row=row, start=word(record, "start"), when=when, partners=partners, reason=reason))
    found = (_event(view, event_id, records, home) for event_id, records in by_event.items())
    return tuple(sorted(found, key=lambda event: (event.when.last, event.event_id))), tuple(left)


def _uncounted(record: Record) -> str | None:
    held = word(record, "held")
    if held == "planned":
        return "known from an announcement only; a page of a later day that says it took place would lift it"
    if held != "held":
        return "the record does not say whether it took place"
    return None if _starts(record) else "no date"


def _starts(record: Record) -> tuple[PartialDate, ...]:
    return days(record, "start") or days(record, "year")


def _event(view: View, event_id: str, records: Sequence[Record], home: str | None) -> Event:
    cells = (*CELLS, *NUMBERS)
    claim_ids = tuple(dict.fromkeys(claim for record in records for cell in cells for claim in record.cell(cell).claim_ids))
    numbered = [record for record in records if word(record, "edition_basis") == "stated"]
    return Event(
        event_id=event_id,
        series=word(records[0], "series"),
        edition=next((int(known) for record in numbered if (known := number(record, "edition")) is not None), None),
        when=earliest(began(_starts(record), view.as_of) for record in records),
        partners=others((party for record in records for party in named(record, "participants")), home),
        services=_terms(records, "service"),
        domains=_terms(records, "domains"),
        days=_length(records),
        countries=_most(number(record, "n_countries") for record in records),
        personnel=_most(_personnel(record) for record in records),
        rows=tuple(record.record_id for record in records),
        mark=mark_of(view, "exercise", claim_ids),
        claim_ids=claim_ids,
    )


def _terms(records: Iterable[Record], column: str) -> tuple[str, ...]:
    return tuple(sorted({term for record in records for term in named(record, column) if term != UNKNOWN}))


def _length(records: Iterable[Record]) -> int | None:
    total = 0
    for record in records:
        start, end = day(record, "start"), day(record, "end")
        if start is None or end is None or {start.precision, end.precision} != {Precision.DAY}:
            return None
        total += (end.first - start.first).days + 1
    return total


def _most(numbers: Iterable[float | None]) -> float | None:
    return max((known for known in numbers if known is not None), default=None)


def _personnel(record: Record) -> float | None:
    total, ours, theirs = (number(record, f"personnel_{whose}") for whose in ("total", "ind", "partner"))
    return total if total is not None else None if ours is None or theirs is None else ours + theirs
