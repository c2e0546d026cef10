"""Notifications of a partner's government that the record links to no deal: nobody knows what became of them."""

import re

from kautilya.measures.partners.items import Check, Found, row_of
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, known_word, word

NOTIFIED, ANSWERED = "notified", frozenset({"signed", "last delivery"})
CELLS = ("item", "event", "date", "partner")
_REST = re.compile(r"\s*(?:\(|,| and | for ).*")


def found_in_notifications(view: View, partner: str) -> Found:
    """Return the notifications without a deal and without a later signature for the same thing, to be checked.

    Things are the same where the words before the first bracket, comma, `and` or `for` are: a rule that rather leaves out.
    """
    ours = [record for record in view.records("approval").values() if word(record, "partner") == partner]
    answered = {_thing(record) for record in ours if word(record, "event") in ANSWERED}
    unlinked = [
        record
        for record in ours
        if word(record, "event") == NOTIFIED and known_word(record, "deal_id") is None and _thing(record) not in answered
    ]
    return Found(
        check=tuple(
            Check(
                about=word(record, "item"),
                why=f"notified {day(record, 'date') or 'on no known day'}; no row links it to a contract",
                rows=(row_of(view, record, CELLS),),
            )
            for record in unlinked
        )
    )


def _thing(record: Record) -> str:
    return _REST.sub("", word(record, "item")).lower()
