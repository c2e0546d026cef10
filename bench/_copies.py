"""The India register many times over: the rows that measures of ties, needs, procurement and reliance read, under new ids.

A copy is a world of its own beside the first: its deals, fleets, offers, series, visits and promises refer to one another and
to nothing of another copy, and its systems have names that no other copy has. Countries, areas, terms, days and the sources'
words are those of the example, so that a country has so many times as many partners' rows.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from string import ascii_lowercase

from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement
from kautilya.register.record import attributes
from kautilya.register.registry import KINDS
from kautilya.tables.reliance.names import GENERAL, WORD

GROWN = frozenset(
    (
        "engagement", "exercise", "shock", "agreement", "commitment", "approval", "emergency", "hub", "dependence", "support",
        "technology-transfer", "industry", "offer", "fleet", "deal", "milestone", "interruption",
    )
)  # fmt: skip
"""Kinds of which there are as many copies; of all others there is one."""

IDS = frozenset(("visit_id", "event_id", "promise_id", "sequence_id", "carried_from", "same_as_id", "series", "round"))
"""Columns whose words tell which rows belong together."""

NAMES = frozenset(
    (
        "system", "component", "component_family", "component_name", "substitute_name", "fleet", "platforms", "item", "title",
        "parent",
    )
)  # fmt: skip
"""Columns by whose words systems and agreements are matched."""

_MARK = re.compile(r"mk[. -]?\w+", re.IGNORECASE)


CALENDAR = frozenset(("shock",))
"""Kinds that tell of the world: a register with more rows of ties has no more of them."""


def claims(first: Iterable[Claim], copies: int, kinds: Set[str] = GROWN) -> Iterator[Claim]:
    """Yield the claims and so many copies of those of some grown kinds, the first as they are."""
    held = list(first)
    yield from held
    grown = [claim for claim in held if claim.kind in kinds]
    for number in range(1, copies):
        copy = Copy(number)
        yield from map(copy.claim, grown)


def judgements(first: Iterable[Claim], of: Iterable[Judgement], copies: int, kinds: Set[str] = GROWN) -> Iterator[Judgement]:
    """Yield what is judged of the claims, and the same of each copy."""
    held, by_claim = list(first), {one.claim_id: one for one in of}
    yield from by_claim.values()
    grown = [claim for claim in held if claim.kind in kinds and claim.id in by_claim]
    for number in range(1, copies):
        copy = Copy(number)
        for claim in grown:
            yield replace(by_claim[claim.id], claim_id=copy.claim(claim).id)


class Copy:
    """One copy: how its claims read."""

    def __init__(self, number: int) -> None:
        self.letters = "q" + "".join(ascii_lowercase[number // 26**place % 26] for place in (1, 0))
        self._named: dict[str, str] = {}

    def claim(self, claim: Claim) -> Claim:
        """Return the claim as the copy tells it."""
        return replace(claim, subject=f"{claim.subject}-{self.letters}", raw=self._raw(claim))

    def _raw(self, claim: Claim) -> str:
        declared = attributes(KINDS[claim.kind])[claim.attribute]
        if declared.refers_to in GROWN or claim.attribute in IDS:
            return ";".join(f"{entry}-{self.letters}" for entry in claim.raw.split(";"))
        if claim.attribute in NAMES:
            return self.name(claim.raw)
        return claim.raw

    def name(self, name: str) -> str:
        """Return a name whose telling words begin with the letters of the copy: `Su-30MKI (12)` is `qabSu-30MKI (12)`."""
        if name not in self._named:
            self._named[name] = WORD.sub(lambda found: self._word(found[0]), name)
        return self._named[name]

    def _word(self, word: str) -> str:
        telling = word.lower() not in GENERAL and not word.isdigit() and not _MARK.fullmatch(word)
        return self.letters + word if telling else word
