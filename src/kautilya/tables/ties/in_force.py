"""Whether a statement or forum belongs to an agreement that the record calls superseded or ended."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word, word
from kautilya.tables.ties.home import named

OUT_OF_FORCE = frozenset({"superseded", "ended"})
_SHORT = re.compile(r"\(([A-Za-z]{3,8})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An agreement that is no longer in force, and how texts name it."""

    state: str
    """State and row: `superseded (agr016)`."""
    parties: frozenset[str]
    names: re.Pattern[str]


def gone_agreements(view: View) -> tuple[Gone, ...]:
    """Return the agreements that the record calls superseded or ended.

    An agreement is named by its type and the year of its signature (`framework 2015`), or by the abbreviation in brackets in
    its title (`DTTI`).
    """
    return tuple(
        Gone(
            state=f"{word(agreement, 'status')} ({agreement.record_id})",
            parties=frozenset(named(agreement, "parties")),
            names=re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names)),
        )
        for agreement in view.records("agreement").values()
        if word(agreement, "status") in OUT_OF_FORCE and (names := tuple(_names(agreement)))
    )


def out_of_force(gone: Iterable[Gone], text: str, partners: Iterable[str]) -> str | None:
    """Return the state of the first agreement with some partners that a text names; None where it names none that is gone."""
    whom = set(partners)
    return next((one.state for one in gone if whom <= one.parties and one.names.search(text)), None)


def _names(agreement: Record) -> Iterable[str]:
    signed = known_word(agreement, "signed")
    if signed is not None:
        yield f"{word(agreement, 'type')} {signed[:4]}"
    yield from _SHORT.findall(word(agreement, "title"))
