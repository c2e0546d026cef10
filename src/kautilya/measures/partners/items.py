"""What an agenda is made of: points to raise, days on which something falls due, and what has to be checked first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.marks import mark_of, weakest

TWO_YEARS = 730
"""Days after which urgency grows no further."""
STALE_DAYS = 1096
"""Days (three years) after which what the record last saw of a case is no ground to raise it."""


class Kind(StrEnum):
    """What a point is about."""

    OVERDUE = "overdue commitment"
    LATE = "late delivery"
    PENDING = "pending case"
    GAP = "unfilled need"
    OPEN = "open commitment"


WEIGHTS: Mapping[Kind, int] = MappingProxyType({Kind.OVERDUE: 4, Kind.LATE: 4, Kind.PENDING: 3, Kind.GAP: 2, Kind.OPEN: 1})
"""The whole part of a point's weight: chosen, not measured (docs/agenda.md); it orders a list and says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the register behind a point, with the pages that it rests on."""

    kind: str
    id: str
    claim_ids: tuple[str, ...]
    pages: tuple[str, ...]
    """Addresses, or sources as they are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One point to raise."""

    kind: Kind
    about: str
    """What it is about, in the words of the record."""
    state: str
    """How it stands, in a sentence without praise or blame."""
    level: str
    """The level of contact that it belongs to."""
    level_because: str
    weight: float
    """Whole part: the kind of point; fraction: its urgency, 0 to 1. The list is sorted by it."""
    weight_because: str
    since: str | None = None
    """The day from which it is counted: a due day, a planned day, the last step taken."""
    days: int | None = None
    """Days that have passed since then, at least."""
    mark: Mark
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that falls due after the day of the view."""

    when: PartialDate
    """As exactly as its page says it, no more."""
    what: str
    about: str
    uid: str
    """A name that stays the same when the day is moved."""
    note: str | None = None
    mark: Mark
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something whose outcome the record does not know: to be asked about, not to be raised."""

    about: str
    why: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one kind of rows gives to an agenda."""

    items: tuple[Item, ...] = ()
    due: tuple[Due, ...] = ()
    check: tuple[Check, ...] = field(default=())


def row_of(view: View, record: Record, columns: Iterable[str]) -> Row:
    """Return a row with the claims and pages of some of its cells."""
    claim_ids = tuple(dict.fromkeys(claim for column in columns for claim in record.cell(column).claim_ids))
    claims = view.claims(record.KIND)
    pages = tuple(dict.fromkeys(claims[claim_id].source for claim_id in claim_ids))
    return Row(kind=record.KIND, id=record.record_id, claim_ids=claim_ids, pages=pages)


def mark_of_rows(view: View, rows: Iterable[Row]) -> Mark:
    """Return the weakest mark of some rows' claims; rows without claims are a ValueError."""
    return weakest(mark_of(view, row.kind, row.claim_ids) for row in rows if row.claim_ids)


def weigh(kind: Kind, urgency: float, because: str) -> tuple[float, str]:
    """Return the weight of a point and its reason; urgency is a fraction of 0..1."""
    share = min(1.0, max(0.0, urgency))
    return round(WEIGHTS[kind] + share, 3), f"{kind}: {WEIGHTS[kind]}; {because}: {share:.3f}"


def days_since(day: PartialDate, as_of: PartialDate) -> int:
    """Return how many days have certainly passed since a day, never below zero."""
    return max(0, (as_of.first - day.last).days)


def in_a_year(day: date) -> date:
    """Return the same day a year on; 28 February for a leap day."""
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
