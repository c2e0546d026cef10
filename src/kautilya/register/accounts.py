"""Accounts: what records of several kinds tell of events, in terms that can be compared.

An account says when something began, between whom, in which words, and about which deal: enough to ask whether two records tell
of one event, and no more.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kautilya.core.periods import PartialDate
from kautilya.register.merging import Subject
from kautilya.register.record import Record
from kautilya.register.registry import TABLES

Records = Mapping[str, Mapping[str, Record]]
"""Records by kind and id."""

_PLAIN = frozenset(
    {
        "a", "after", "an", "and", "at", "before", "by", "for", "from", "in", "into", "its", "of", "on", "or", "over", "the",
        "to", "under", "with",
    }
)  # fmt: skip
_WORD = re.compile(r"[a-z]+|[0-9]+")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{2,3})")
_ORDINALS = frozenset(
    {
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "next", "further",
        "last", "final",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one record tells of one event."""

    kind: str
    record_id: str
    text: str
    """What the record calls it."""
    parties: frozenset[str]
    """The countries it is between, the buyer's own among them."""
    begun: PartialDate | None
    ended: PartialDate | None = None
    step: str = ""
    """Which step of a deal it is, in the words of `milestone.event`; empty where it is none."""
    deals: frozenset[str] = frozenset()
    series: tuple[str, ...] = ()
    """What rows have in common that are known to belong together and to be apart: a visit, a promise, a sequence of tariffs."""
    names: tuple[Subject, ...] = ()
    """Records that its row names as the same."""

    @property
    def subject(self) -> Subject:
        """Kind and id."""
        return self.kind, self.record_id

    @property
    def words(self) -> frozenset[str]:
        """The words of its text that say something, in lower case, and its numbers."""
        return _words_of(self.text)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of its text."""
        return frozenset(word for word in self.words if word.isdigit())

    @property
    def ordinals(self) -> frozenset[str]:
        """The ordinals of its text: what tells one delivery or order from the next."""
        return self.words & _ORDINALS


_STEPS: Mapping[str, str] = MappingProxyType(
    {
        "first delivery": "first delivered",
        "last delivery": "last delivered",
        "negotiating": "negotiating from",
        "first handed over": "first delivered",
        "first arrived": "first delivered",
    }
)
"""Words for steps that mean what another kind calls otherwise."""
_NO_STEP = frozenset({"other", "other clearance"})


def accounts(records: Records) -> list[Account]:
    """Return what records tell of events, kind by kind; the record of a deal lends its milestones their words."""
    return [
        account
        for kind, tell in _TELLING.items()
        for record in records.get(kind, {}).values()
        for account in tell(record, records)
    ]


def _approval(record: Record, _: Records) -> Iterator[Account]:
    of_the_deal = _word(record, "deal_relation") == "same"
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "item", "detail"),
        parties=_parties(record, "partner"),
        begun=_day(record, "date"),
        step=_step(_word(record, "event")) if of_the_deal else "",
        deals=_words(record, "deal_id") if of_the_deal else frozenset(),
    )


def _milestone(record: Record, records: Records) -> Iterator[Account]:
    deal = records.get("deal", {}).get(_word(record, "deal_id"))
    if deal is not None and _word(record, "aspect") == "actual":
        yield Account(
            kind=record.KIND,
            record_id=record.record_id,
            text=_text(deal, "system"),
            parties=_parties(deal, "supplier_country", "design_origin"),
            begun=_day(record, "date"),
            step=_step(_word(record, "event")),
            deals=frozenset({deal.record_id}),
        )


def _emergency(record: Record, _: Records) -> Iterator[Account]:
    if _text(record, "item"):
        yield Account(
            kind=record.KIND,
            record_id=record.record_id,
            text=_text(record, "item"),
            parties=_parties(record, "vendor_country"),
            begun=_day(record, "contract_signed"),
            step="signed",
            deals=_words(record, "deal_id"),
            series=tuple(sorted(_words(record, "part_of") | {record.record_id})),
        )


def _shock(record: Record, _: Records) -> Iterator[Account]:
    table, other = _word(record, "same_as_table"), _word(record, "same_as_id")
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "name", "detail"),
        parties=_parties(record, "actors"),
        begun=_day(record, "start"),
        ended=_day(record, "end"),
        series=tuple(_words(record, "sequence_id")),
        names=((TABLES[table].KIND, other),) if table in TABLES and other else (),
    )


def _interruption(record: Record, _: Records) -> Iterator[Account]:
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "what_interrupted"),
        parties=_parties(record, "partner"),
        begun=_day(record, "date_start"),
        ended=_day(record, "date_end"),
        step="delay",
        deals=_words(record, "deal_id"),
    )


def _agreement(record: Record, _: Records) -> Iterator[Account]:
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "title", "subject"),
        parties=_parties(record, "parties"),
        begun=_day(record, "signed"),
    )


def _engagement(record: Record, _: Records) -> Iterator[Account]:
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "series", "topic"),
        parties=_parties(record, "parties"),
        begun=_day(record, "start"),
        ended=_day(record, "end"),
        series=tuple(_words(record, "visit_id")),
    )


def _exercise(record: Record, _: Records) -> Iterator[Account]:
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "series", "place"),
        parties=_parties(record, "participants"),
        begun=_day(record, "start"),
        ended=_day(record, "end"),
        series=tuple(_words(record, "event_id")),
    )


def _transfer(record: Record, _: Records) -> Iterator[Account]:
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "system", "indian_entity"),
        parties=_parties(record, "partner"),
        begun=_day(record, "date_agreed"),
    )


def _deal(record: Record, _: Records) -> Iterator[Account]:
    yield Account(
        kind=record.KIND,
        record_id=record.record_id,
        text=_text(record, "system"),
        parties=_parties(record, "supplier_country", "design_origin"),
        begun=_day(record, "signed_on") or _day(record, "need_accepted_on"),
        series=tuple(_words(record, "part_of") | {record.record_id}),
    )


_TELLING: Mapping[str, Callable[[Record, Records], Iterator[Account]]] = MappingProxyType(
    {
        "approval": _approval,
        "milestone": _milestone,
        "emergency": _emergency,
        "shock": _shock,
        "interruption": _interruption,
        "agreement": _agreement,
        "engagement": _engagement,
        "exercise": _exercise,
        "technology-transfer": _transfer,
        "deal": _deal,
    }
)

TELLING_KINDS: tuple[str, ...] = tuple(_TELLING)
"""The kinds whose records tell of events."""


@cache
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_THOUSANDS.sub("", text.lower()))) - _PLAIN


def _step(word: str) -> str:
    return "" if word in _NO_STEP else _STEPS.get(word, word)


def _point(record: Record, column: str) -> object:
    return record.cell(column).point


def _day(record: Record, column: str) -> PartialDate | None:
    found = _point(record, column)
    return found if isinstance(found, PartialDate) else None


def _word(record: Record, column: str) -> str:
    return str(_point(record, column) or "")


def _words(record: Record, column: str) -> frozenset[str]:
    found = _point(record, column)
    if found is None:
        return frozenset()
    return frozenset(found) if isinstance(found, tuple) else frozenset({str(found)})


def _text(record: Record, *columns: str) -> str:
    return "; ".join(filter(None, (_word(record, column) for column in columns)))


def _parties(record: Record, *columns: str) -> frozenset[str]:
    """Return the countries of some columns, those of a joint design one by one."""
    return frozenset(_codes(word for column in columns for word in _words(record, column)))


def _codes(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from word.split("+")
