"""The agreements with a partner that the record calls in force, active or signed."""

from dataclasses import dataclass

from kautilya.measures.partners.items import Row, row_of
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, known_word, word
from kautilya.tables.deliveries import countries

IN_FORCE = ("in force", "active", "signed")
CELLS = ("title", "parties", "type", "status", "signed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One agreement that holds, as far as the record knows."""

    title: str
    signed: str
    """As exactly as it is known; empty where it is not."""
    note: str
    """Its state, and when it ends where a page says so."""
    row: Row


def agreements(view: View, partner: str) -> tuple[Agreement, ...]:
    """Return the agreements that hold with a partner, the latest signed first, undated ones last."""
    held = [
        record
        for record in view.records("agreement").values()
        if partner in countries(known_word(record, "parties")) and word(record, "status") in IN_FORCE
    ]
    ordered = sorted(held, key=lambda record: (known_word(record, "signed") or "", record.record_id), reverse=True)
    return tuple(_agreement(view, record) for record in ordered)


def _agreement(view: View, record: Record) -> Agreement:
    ends = known_word(record, "ends")
    return Agreement(
        title=word(record, "title"),
        signed=str(day(record, "signed") or ""),
        note=word(record, "status") + (f", until {ends}" if ends else ""),
        row=row_of(view, record, CELLS),
    )
