"""The measures on transfers by name: what each asks, what it has to be told and what it may be told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kautilya.measures.transfers.change import change
from kautilya.measures.transfers.concentration import concentration
from kautilya.measures.transfers.coverage import RECIPIENT, SUPPLIER
from kautilya.measures.transfers.delays import order_to_delivery
from kautilya.measures.transfers.origin import local_production
from kautilya.measures.transfers.result import TransferResult
from kautilya.measures.transfers.revisions import revisions
from kautilya.measures.transfers.shares import recipient_shares, supplier_shares, world_share
from kautilya.measures.transfers.source import Source, Unit
from kautilya.measures.transfers.years import Years

WORLD = "world"
"""Whose total a world share divides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked; a measure takes some of it."""

    recipient: str | None = None
    supplier: str | None = None
    window: Years | None = None
    before: Years | None = None
    """The window that a change is counted from; by default the one just before."""
    unit: Unit = Unit.TIV
    mapping: str | None = None
    """A named mapping of former states."""
    by_block: bool = False
    """Whether concentration is asked for each capability block."""
    editions: tuple[date, date] | None = None
    """Of revisions: the two editions; by default the oldest and the newest that can answer."""


Answer = Callable[[Sequence[Source], Question], TransferResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferMeasure:
    """A named question to SIPRI's files."""

    name: str
    question: str
    needs: tuple[str, ...]
    """Fields of `Question` that must be told."""
    takes: tuple[str, ...] = ()
    """Fields that may be told as well."""
    one_of: tuple[str, ...] = ()
    """Fields of which exactly one must be told."""
    side: str | None = RECIPIENT
    """Whose transfers an edition must hold all of; None: those of the party that was told."""
    compares_editions: bool = False
    """Whether it is about two editions; every other measure is answered from one."""
    answer: Answer

    @property
    def options(self) -> tuple[str, ...]:
        """All fields that it can be told."""
        return (*self.needs, *self.one_of, *self.takes)


def _told(value: str | None) -> str:
    if value is None:
        raise ValueError("a party is missing: check what the measure needs before it is asked")
    return value


def _window(question: Question) -> Years:
    if question.window is None:
        raise ValueError("the window is missing: check what the measure needs before it is asked")
    return question.window


def _supplier_shares(found: Sequence[Source], q: Question) -> TransferResult:
    return supplier_shares(found, recipient=_told(q.recipient), window=_window(q), unit=q.unit, mapping=q.mapping)


def _recipient_shares(found: Sequence[Source], q: Question) -> TransferResult:
    return recipient_shares(found, supplier=_told(q.supplier), window=_window(q), unit=q.unit, mapping=q.mapping)


def _world_share(found: Sequence[Source], q: Question) -> TransferResult:
    return world_share(found, recipient=_told(q.recipient), window=_window(q), unit=q.unit, mapping=q.mapping)


def _concentration(found: Sequence[Source], q: Question) -> TransferResult:
    return concentration(
        found, recipient=_told(q.recipient), window=q.window, by_block=q.by_block, unit=q.unit, mapping=q.mapping
    )


def _change(found: Sequence[Source], q: Question) -> TransferResult:
    return change(
        found, recipient=q.recipient, supplier=q.supplier, window=_window(q), before=q.before, unit=q.unit, mapping=q.mapping
    )


def _local_production(found: Sequence[Source], q: Question) -> TransferResult:
    return local_production(found, recipient=_told(q.recipient), window=_window(q), unit=q.unit, mapping=q.mapping)


def _order_to_delivery(found: Sequence[Source], q: Question) -> TransferResult:
    by = RECIPIENT if q.recipient is None else SUPPLIER
    return order_to_delivery(found, recipient=q.recipient, supplier=q.supplier, ordered=_window(q), by=by, mapping=q.mapping)


def _revisions(found: Sequence[Source], q: Question) -> TransferResult:
    return revisions(found, recipient=_told(q.recipient), window=_window(q), editions=q.editions, unit=q.unit)


_MEASURES = (
    TransferMeasure(
        name="supplier-shares", question="Who delivers a recipient's major arms?",
        needs=("recipient", "window"), takes=("unit", "mapping"), answer=_supplier_shares,
    ),
    TransferMeasure(
        name="recipient-shares", question="Who is delivered a supplier's major arms?",
        needs=("supplier", "window"), takes=("unit", "mapping"), side=SUPPLIER, answer=_recipient_shares,
    ),
    TransferMeasure(
        name="world-share", question="What share of the world's deliveries goes to a recipient?",
        needs=("recipient", "window"), takes=("unit", "mapping"), side=WORLD, answer=_world_share,
    ),
    TransferMeasure(
        name="concentration", question="How few suppliers do a recipient's arms come from, window by window?",
        needs=("recipient",), takes=("window", "by_block", "unit", "mapping"), answer=_concentration,
    ),
    TransferMeasure(
        name="change", question="How did deliveries change from one window to another?",
        needs=("window",), one_of=("recipient", "supplier"), takes=("before", "unit", "mapping"), side=None, answer=_change,
    ),
    TransferMeasure(
        name="local-production", question="Whose designs were made in the recipient's country, and which came from abroad?",
        needs=("recipient", "window"), takes=("unit", "mapping"), answer=_local_production,
    ),
    TransferMeasure(
        name="order-to-delivery", question="How many years from order to first delivery, orders of a window?",
        needs=("window",), one_of=("recipient", "supplier"), takes=("mapping",), side=None, answer=_order_to_delivery,
    ),
    TransferMeasure(
        name="revisions", question="What did SIPRI revise between two editions?",
        needs=("recipient", "window"), takes=("unit", "editions"), compares_editions=True, answer=_revisions,
    ),
)  # fmt: skip

TRANSFER_MEASURES: Mapping[str, TransferMeasure] = MappingProxyType({measure.name: measure for measure in _MEASURES})
"""The measures by name, in the order in which they are shown."""
