"""The latest visits and exercises with a partner, as the record has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kautilya.measures.partners.items import Row, row_of
from kautilya.store.view import View
from kautilya.tables.cells import known_word
from kautilya.tables.ties.events import Event, events
from kautilya.tables.ties.visits import CELLS, Visit

EXERCISE = ("series", "start", "participants", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One visit or exercise that took place."""

    when: str
    """The day of its beginning, as exactly as its page says it."""
    what: str
    """Its topic, forum or series in the words of the record."""
    note: str
    """Its level, or that it is an exercise."""
    row: Row


def latest_contacts(view: View, partner: str, held: Sequence[Visit]) -> tuple[Contact, ...]:
    """Return what took place with a partner, the latest first; of a day that is not known exactly the last one counts."""
    met = [(visit.when.last, _of_visit(view, visit)) for visit in held if partner in visit.partners]
    trained = [(event.when.last, _of_event(view, event)) for event in events(view)[0] if partner in event.partners]
    ordered = sorted((*met, *trained), key=lambda pair: (pair[0], pair[1].row.id), reverse=True)
    return tuple(contact for _, contact in ordered)


def _of_visit(view: View, visit: Visit) -> Contact:
    record = view.record("engagement", visit.rows[0])
    told = known_word(record, "topic") or ", ".join(visit.series) or known_word(record, "contact_kind") or "contact"
    level = visit.level.replace("_", " ")
    note = "level not known" if level == "unknown" else level
    return Contact(when=known_word(record, "start") or "", what=told, note=note, row=row_of(view, record, (*CELLS, "topic")))


def _of_event(view: View, event: Event) -> Contact:
    record = view.record("exercise", event.rows[0])
    note = "exercise" + (f", edition {event.edition}" if event.edition is not None else "")
    return Contact(
        when=known_word(record, "start") or str(event.year), what=event.series, note=note, row=row_of(view, record, EXERCISE)
    )
