"""Whether a statement or forum belongs to an agreement that the record calls superseded or ended."""

import re
from collections.abc import Iterable

from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word, word
from kautilya.tables.ties.home import named

OUT_OF_FORCE = frozenset({"superseded", "ended"})
_SHORT = re.compile(r"\(([A-Za-z]{3,8})\)")


def out_of_force(view: View, text: str, partners: Iterable[str]) -> str | None:
    """Return state and row of the agreement that a text names, where that is no longer in force; None where it names none.

    An agreement with the same parties is named by its type and the year of its signature (`framework 2015`), or by the
    abbreviation in the brackets of its title (`DTTI`).
    """
    whom = set(partners)
    for agreement in view.records("agreement").values():
        over = word(agreement, "status") in OUT_OF_FORCE and whom <= set(named(agreement, "parties"))
        if over and any(re.search(rf"\b{re.escape(name)}\b", text) for name in _names(agreement)):
            return f"{word(agreement, 'status')} ({agreement.record_id})"
    return None


def _names(agreement: Record) -> Iterable[str]:
    signed = known_word(agreement, "signed")
    if signed is not None:
        yield f"{word(agreement, 'type')} {signed[:4]}"
    yield from _SHORT.findall(word(agreement, "title"))
