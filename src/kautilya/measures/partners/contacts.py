"""The latest visits and exercises with a partner, as the record has them."""

from dataclasses import dataclass

from kautilya.measures.partners.items import Row, row_of
from kautilya.store.view import View
from kautilya.tables.cells import known_word
from kautilya.tables.ties.events import Event, events
from kautilya.tables.ties.visits import CELLS, Uncounted, Visit, visits

EXERCISE = ("series", "start", "participants", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One visit or exercise that took place, or a visit that is known from an announcement only; its note says so."""

    when: str
    """The day of its beginning, as exactly as its page says it."""
    what: str
    """Its topic, forum or series in the words of the record."""
    note: str
    """Its level, or that it is an exercise."""
    row: Row


def latest_contacts(view: View, partner: str) -> tuple[Contact, ...]:
    """Return what took place with a partner, the latest first; of a day that is not known exactly the last one counts.

    A visit that was announced for a day up to that of the view, and of which no page tells whether it took place, stands among
    them and is marked so.
    """
    held, uncounted = visits(view)
    planned = [
        (left.when.last, _announced(view, left))
        for left in uncounted
        if left.announced and partner in left.partners and left.when and left.when.last <= view.as_of.last
    ]
    met = [(visit.when.last, _of_visit(view, visit)) for visit in held if partner in visit.partners]
    trained = [(event.when.last, _of_event(view, event)) for event in events(view)[0] if partner in event.partners]
    ordered = sorted((*met, *planned, *trained), key=lambda pair: (pair[0], pair[1].row.id), reverse=True)
    return tuple(contact for _, contact in ordered)


def _of_visit(view: View, visit: Visit) -> Contact:
    return _of_engagement(view, visit.rows[0], visit.series, visit.level, "")


def _announced(view: View, left: Uncounted) -> Contact:
    level = known_word(view.record("engagement", left.row), "level") or "unknown"
    series = () if left.series is None else (left.series,)
    return _of_engagement(view, left.row, series, level, ", announced: no page in the record tells whether it took place")


def _of_engagement(view: View, row: str, series: tuple[str, ...], at: str, also: str) -> Contact:
    record = view.record("engagement", row)
    told = known_word(record, "topic") or ", ".join(series) or known_word(record, "contact_kind") or "contact"
    level = at.replace("_", " ")
    note = ("level not known" if level == "unknown" else level) + also
    return Contact(when=known_word(record, "start") or "", what=told, note=note, row=row_of(view, record, (*CELLS, "topic")))


def _of_event(view: View, event: Event) -> Contact:
    record = view.record("exercise", event.rows[0])
    note = "exercise" + (f", edition {event.edition}" if event.edition is not None else "")
    return Contact(
        when=known_word(record, "start") or str(event.year), what=event.series, note=note, row=row_of(view, record, EXERCISE)
    )
