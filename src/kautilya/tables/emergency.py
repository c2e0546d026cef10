"""Emergency purchases as typed rows: rounds with their rules, contracts added up, single items, the audit's record."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kautilya.core.periods import PartialDate
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, known_word, number, word
from kautilya.tables.live_offers import countries_of

ROUND, ITEM, AUDIT = "round", "item", "record"
YES, PARTLY, NO = "yes", "partly", "no"
CRORE = 1e7


class Verdict(StrEnum):
    """How a delivery stands against the term of its round."""

    ON_TIME = "on time"
    LATE = "late"
    """Delivered after the term, or not yet in full when looked at after it."""
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """By when a round wanted its deliveries."""

    months: float | None
    """Months from each signature."""
    deadline: PartialDate | None
    """One day for all of them, up to its last day; it goes before the months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One purchase."""

    row: Record
    rounds: tuple[str, ...]
    what: str
    area: str
    sellers: tuple[str, ...]
    designers: tuple[str, ...]
    """Design origins; the sellers where none is told (CONVENTIONS §4)."""
    deal_id: str | None
    signed: PartialDate | None
    first: PartialDate | None
    last: PartialDate | None
    delivered: str
    """`yes`, `partly`, `no` or `unknown`."""
    told_on: PartialDate | None
    """The latest day of what is known of its delivery."""
    verdict: Verdict
    why: str

    @property
    def bought(self) -> bool:
        """Whether it is known to have been signed: a day of signature, or some delivery."""
        return self.signed is not None or self.delivered in (YES, PARTLY)

    @property
    def parties(self) -> frozenset[str]:
        """Sellers and designers."""
        return frozenset((*self.sellers, *self.designers))


def rows_of(view: View, row_kind: str) -> tuple[Record, ...]:
    """Return the rows of one kind: `round`, `item`, `aggregate`, `record`."""
    return tuple(row for row in view.records("emergency").values() if word(row, "row_kind") == row_kind)


def rounds_of(row: Record) -> tuple[str, ...]:
    """Return the rounds that a row belongs to."""
    return tuple(part for part in (known_word(row, "round") or "").split(";") if part)


def terms(view: View) -> Mapping[str, Term]:
    """Return the delivery terms of the rounds that state one."""
    found = {}
    for row in rows_of(view, ROUND):
        term = Term(months=number(row, "delivery_within_months"), deadline=day(row, "delivery_deadline"))
        if term.months is not None or term.deadline is not None:
            found.update(dict.fromkeys(rounds_of(row), term))
    return found


def items(view: View) -> tuple[Item, ...]:
    """Return the single purchases, each with its verdict against the term of its round."""
    known, rows = terms(view), rows_of(view, ITEM)
    claims = view.claims_among("emergency", (one for row in rows for one in _telling(row)))
    return tuple(_item(row, known, [claims[one].known_on for one in _telling(row)]) for row in rows)


def _telling(row: Record) -> tuple[str, ...]:
    return tuple(one for name in _TELLING for one in row.cell(name).claim_ids)


def _item(row: Record, known: Mapping[str, Term], told: Sequence[PartialDate]) -> Item:
    rounds = rounds_of(row)
    told_on = max(told, key=lambda on: (on.first, on.last), default=None)
    sellers = countries_of(known_word(row, "vendor_country"))
    term = next((known[name] for name in rounds if name in known), None)
    due = None if term is None else _due(term, day(row, "contract_signed"))
    verdict, why = _verdict(row, due, told_on) if due is not None else (Verdict.CANNOT_TELL, _no_term(term, rounds))
    return Item(
        row=row,
        rounds=rounds,
        what=word(row, "item"),
        area=word(row, "area_id"),
        sellers=sellers,
        designers=countries_of(known_word(row, "design_origin")) or sellers,
        deal_id=known_word(row, "deal_id"),
        signed=day(row, "contract_signed"),
        first=day(row, "first_delivered_on"),
        last=day(row, "last_delivered_on"),
        delivered=word(row, "delivered"),
        told_on=told_on,
        verdict=verdict,
        why=why,
    )


_TELLING = ("delivered", "first_delivered_on", "last_delivered_on")


def _no_term(term: Term | None, rounds: tuple[str, ...]) -> str:
    if term is None:
        return f"no delivery term of {', '.join(rounds) or 'its round'} is known"
    return "the day of signature is not known, and the round counts months from it"


def _due(term: Term, signed: PartialDate | None) -> tuple[date, date] | None:
    """Return the earliest and the latest day on which delivery can have been due."""
    if term.deadline is not None:
        return term.deadline.last, term.deadline.last
    if signed is None or term.months is None:
        return None
    return _later(signed.first, int(term.months)), _later(signed.last, int(term.months))


def _later(start: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _verdict(row: Record, due: tuple[date, date], told_on: PartialDate | None) -> tuple[Verdict, str]:
    first, last = day(row, "first_delivered_on"), day(row, "last_delivered_on")
    delivered = word(row, "delivered")
    if last is not None:
        return _dated(last, due)
    if delivered == YES and told_on is not None and told_on.last <= due[0]:
        return Verdict.ON_TIME, f"delivered by {told_on}, due by {due[0]}"
    if delivered in (PARTLY, NO) and told_on is not None and told_on.first > due[1]:
        return Verdict.LATE, f"not delivered in full on {told_on}, due by {due[1]}"
    if first is not None and first.first > due[1]:
        return Verdict.LATE, f"first delivered {first}, due by {due[1]}"
    return Verdict.CANNOT_TELL, f"delivered: {delivered}; nothing dated decides against {due[1]}"


def _dated(last: PartialDate, due: tuple[date, date]) -> tuple[Verdict, str]:
    if last.last <= due[0]:
        return Verdict.ON_TIME, f"delivered {last}, due by {due[0]}"
    if last.first > due[1]:
        return Verdict.LATE, f"delivered {last}, due by {due[1]}"
    return Verdict.CANNOT_TELL, f"delivered {last}, due between {due[0]} and {due[1]}: the dates are not exact enough"
