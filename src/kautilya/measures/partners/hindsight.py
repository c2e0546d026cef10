"""What was done by the day of an agenda, although the register knows so only from a page of a later or unknown day."""

from collections.abc import Mapping

from kautilya.core.periods import PartialDate
from kautilya.register.record import Record
from kautilya.register.support import deal_column
from kautilya.store.view import View
from kautilya.tables.cells import days
from kautilya.tables.deliveries import Progress, deliveries
from kautilya.tables.stages import ACTUAL, FIRST, LAST
from kautilya.tables.ties.promises import SETTLED, promises

CAME = (*(deal_column(event, ACTUAL) for event in (*FIRST, LAST)), "delivered_as_of", "last_seen_on")

Done = Mapping[tuple[str, str], str]
"""Kind and id of a row to the day by which it was done."""


def done_by(later: View, on: PartialDate) -> Done:
    """Return the rows that a later view shows as done by a day: what is told of them is no longer to be raised then."""
    deals = {
        ("deal", deal.deal_id): str(came)
        for deal in deliveries(later)
        if deal.progress is Progress.COMPLETE and (came := _came(deal.record)) is not None and came.ends_by(on)
    }
    kept = {
        ("commitment", row): str(promise.evidence_on)
        for promise in promises(later)
        if promise.state in SETTLED and promise.evidence_on is not None and promise.evidence_on.ends_by(on)
        for row in promise.rows
    }
    return {**deals, **kept}


def decided_by(later: View, on: PartialDate) -> Done:
    """Return the deals that a later view shows as signed or cancelled by a day: they wait for no signature any more then."""
    found: dict[tuple[str, str], str] = {}
    for deal in deliveries(later):
        if deal.progress is Progress.UNSIGNED:
            continue
        known = days(deal.record, "last_seen_on" if deal.progress is Progress.CANCELLED else "signed_on")
        if known and all(day.ends_by(on) for day in known):
            found["deal", deal.deal_id] = str(max(known, key=lambda day: day.last))
    return found


def _came(deal: Record) -> PartialDate | None:
    """Return the earliest day on which a page saw a finished deal finished: its last delivery, else the last day told of."""
    last = days(deal, deal_column(LAST, ACTUAL))
    known = last or tuple(day for column in CAME for day in days(deal, column))
    return max(known, key=lambda day: day.last, default=None)
