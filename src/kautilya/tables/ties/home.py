"""Whose register it is: the country that is a party to nearly everything, and the partners of a row beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word
from kautilya.tables.contracts import home_country

PARTIES: Mapping[str, str] = {
    "engagement": "parties", "exercise": "participants", "agreement": "parties", "commitment": "parties",
}  # fmt: skip
"""The kinds that tell of ties, and their column of parties."""


def home_of(view: View) -> str | None:
    """Return the buyer of most deals; without a deal the only country that is a party to most rows of ties, or None."""
    buyer = home_country(view)
    if buyer is not None:
        return buyer
    told = Counter(
        party for kind, column in PARTIES.items() for record in view.records(kind).values() for party in named(record, column)
    )
    first = told.most_common(2)
    alone = len(first) == 1 or (len(first) == 2 and first[0][1] > first[1][1])
    return first[0][0] if alone else None


def named(record: Record, column: str) -> tuple[str, ...]:
    """Return the countries of a cell; none where it is absent or unchosen."""
    return tuple(filter(None, (known_word(record, column) or "").split(";")))


def others(parties: Iterable[str], home: str | None) -> tuple[str, ...]:
    """Return the parties but the home country, sorted, each once."""
    return tuple(sorted(set(parties) - {home}))
