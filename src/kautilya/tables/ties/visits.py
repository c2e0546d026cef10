"""High-level contacts folded into visits: one visit, several meetings, counted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, days, known_word, word
from kautilya.tables.marks import mark_of
from kautilya.tables.ties.brackets import began, between, earliest
from kautilya.tables.ties.home import home_of, named, others
from kautilya.tables.windows import Bracket

LEVELS = ("leader", "minister", "secretary", "service_chief", "commander", "official", "working_group", UNKNOWN)
"""From the highest; a visit counts at the highest level of its meetings."""
CELLS = ("start", "parties", "level", "held", "counts_in_tempo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One or several contacts that belong together and took place."""

    visit_id: str
    when: Bracket
    """The days between which it began."""
    ended: date
    """The last day on which it can have ended."""
    level: str
    partners: tuple[str, ...]
    """Its parties but the home country."""
    series: tuple[str, ...]
    """The standing forums that met in it."""
    editions: Mapping[str, int]
    """Number of the meeting by forum, where it is known."""
    rows: tuple[str, ...]
    mark: Mark
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A row that no count takes, with the reason."""

    row: str
    start: str
    when: Bracket | None
    """The days between which it begins, held or only announced; None where nothing tells."""
    partners: tuple[str, ...]
    reason: str
    series: str | None = None
    """The standing forum that was to meet."""
    announced: bool = False
    """Whether it is known from an announcement only: no page in the record tells whether it took place."""


def visits(view: View) -> tuple[tuple[Visit, ...], tuple[Uncounted, ...]]:
    """Return the visits that took place, earliest first, and the rows that none of them has."""
    home = home_of(view)
    by_visit: dict[str, list[Record]] = {}
    left: list[Uncounted] = []
    for row, record in view.records("engagement").items():
        reason = _uncounted(record)
        if reason is None:
            by_visit.setdefault(known_word(record, "visit_id") or row, []).append(record)
        else:
            partners = others(named(record, "parties"), home)
            when = between(days(record, "start"))
            left.append(
                Uncounted(
                    row=row, start=word(record, "start"), when=when, partners=partners, reason=reason,
                    series=known_word(record, "series"), announced=word(record, "held") == "planned",
                )
            )  # fmt: skip
    found = (_visit(view, visit_id, records, home) for visit_id, records in by_visit.items())
    return tuple(sorted(found, key=lambda visit: (visit.when.last, visit.visit_id))), tuple(left)


def _uncounted(record: Record) -> str | None:
    """Tell why a row is not counted; None where it is."""
    held = word(record, "held")
    if held == "planned":
        return "known from an announcement only; a page of a later day that says it took place would lift it"
    if held != "held":
        return "the record does not say whether it took place"
    if word(record, "counts_in_tempo") != "yes":
        return f"not a contact of two sides: {word(record, 'why_not_counted', 'no reason recorded')}"
    return None if days(record, "start") else "no date"


def _visit(view: View, visit_id: str, records: Sequence[Record], home: str | None) -> Visit:
    when = earliest(began(days(record, "start"), view.as_of) for record in records)
    ends = [day.last for record in records for day in (*days(record, "end"), *days(record, "start"))]
    claim_ids = tuple(dict.fromkeys(claim for record in records for cell in CELLS for claim in record.cell(cell).claim_ids))
    return Visit(
        visit_id=visit_id,
        when=when,
        ended=max(when.last, min(max(ends), view.as_of.last)),
        level=min((_level(record) for record in records), key=LEVELS.index),
        partners=others((party for record in records for party in named(record, "parties")), home),
        series=tuple(dict.fromkeys(name for record in records if (name := known_word(record, "series")))),
        editions={word(record, "series"): int(number) for record in records if (number := known_word(record, "edition"))},
        rows=tuple(record.record_id for record in records),
        mark=mark_of(view, "engagement", claim_ids),
        claim_ids=claim_ids,
    )


def _level(record: Record) -> str:
    level = word(record, "level")
    return level if level in LEVELS else UNKNOWN
