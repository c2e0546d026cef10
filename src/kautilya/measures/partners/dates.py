"""All days to come with some partners: what falls due, and when standing forums are expected; each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from kautilya.measures.partners.contracted import found_in_deals
from kautilya.measures.partners.expected import Expected, expected_forums
from kautilya.measures.partners.items import Due
from kautilya.measures.partners.promised import found_in_promises
from kautilya.store.view import View
from kautilya.tables.ties.visits import visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What lies ahead with some partners on the day of a view."""

    as_of: str
    partners: tuple[str, ...]
    due: tuple[tuple[Due, tuple[str, ...]], ...]
    """What falls due after the day of the view, with its partners; soonest first."""
    expected: tuple[tuple[Expected, tuple[str, ...]], ...]
    """Standing forums, with the partners that they are expected with."""


def dates(view: View, partners: Iterable[str]) -> Dates:
    """Return what lies ahead with some partners; a matter of several partners once, with all of them."""
    whom = tuple(dict.fromkeys(partners))
    held, _ = visits(view)
    due: dict[str, Due] = {}
    expected: dict[str, Expected] = {}
    shared: dict[str, list[str]] = {}
    for partner in whom:
        found = chain(found_in_promises(view, partner, held).due, found_in_deals(view, partner).due)
        for one in found:
            due[one.uid] = one
            shared.setdefault(one.uid, []).append(partner)
        for forum in expected_forums(view, partner, held):
            expected[forum.forum] = forum
            shared.setdefault(f"forum {forum.forum}", []).append(partner)
    return Dates(
        as_of=str(view.as_of),
        partners=whom,
        due=tuple((one, tuple(shared[one.uid])) for one in sorted(due.values(), key=lambda one: (one.when.sort_key, one.uid))),
        expected=tuple((one, tuple(shared[f"forum {name}"])) for name, one in sorted(expected.items())),
    )
