"""How far the deliveries of each contract are: what came, what was planned, and which planned days have passed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kautilya.core.periods import PartialDate
from kautilya.register.record import Record
from kautilya.register.support import deal_column
from kautilya.store.view import View
from kautilya.tables.cells import day, days, known_word, number, word
from kautilya.tables.planned import supported_plans
from kautilya.tables.stages import ACTUAL, COMPLETED, FIRST, LAST, LATEST, ORIGINAL, SIGNED_OR_LATER, stage_of

CELLS = (
    "buyer_stage", "signed_on", "supplier_country", "quantity", "delivered_quantity", "delivered_as_of", "late",
    "last_seen_on", "last_delivered_actual",
)  # fmt: skip
PLANNED = {event: tuple(deal_column(event, aspect) for aspect in (ORIGINAL, LATEST)) for event in (*FIRST, LAST)}
"""The columns of the first and the latest plan, by event."""


class Progress(StrEnum):
    """Where a contract stands on the day of the view."""

    COMPLETE = "complete"
    UNDER_WAY = "under way"
    CANCELLED = "cancelled"
    UNSIGNED = "not signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A planned day of a delivery that is not known to have come."""

    event: str
    """`first delivered`, `last delivered`."""
    aspect: str
    """`planned original` or `planned latest`."""
    on: PartialDate
    column: str
    supported: bool
    """Whether the sentence of its page names its year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The deliveries of one deal."""

    deal_id: str
    system: str
    counterparty: tuple[str, ...]
    designers: tuple[str, ...]
    progress: Progress
    stage: str
    quantity: float | None
    unit: str
    delivered: float | None
    """Pieces known to be delivered; None where no page counts them."""
    delivered_as_of: PartialDate | None
    original: tuple[Planned, ...]
    """First plans of what has not come yet: of the first and of the last delivery, as far as they are known."""
    latest: tuple[Planned, ...]
    """The newest plan of each event that has not come yet: the latest where there is one, else the original."""
    late: str
    """The record's own word: `yes`, `no`, `unknown`."""
    outcome_unknown: bool
    """Whether it should have moved on, and nobody found whether it did."""
    stalled: bool
    last_seen: PartialDate | None
    record: Record

    @property
    def parties(self) -> frozenset[str]:
        """Counterparty and designers."""
        return frozenset((*self.counterparty, *self.designers))

    def role(self, partner: str) -> str:
        """Tell whether a partner signs the contract or only designed what is bought (CONVENTIONS §4)."""
        return "counterparty" if partner in self.counterparty else "design origin"


def deliveries(view: View) -> tuple[Delivery, ...]:
    """Return the deliveries of all deals, in the order of the record."""
    supported = supported_plans(view)
    return tuple(_delivery(deal, supported) for deal in view.records("deal").values())


def _delivery(deal: Record, supported: frozenset[tuple[str, str]]) -> Delivery:
    awaited = _awaited(deal)
    return Delivery(
        deal_id=deal.record_id,
        system=word(deal, "system", deal.record_id),
        counterparty=countries(known_word(deal, "supplier_country")),
        designers=countries(known_word(deal, "design_origin")),
        progress=_progress(deal),
        stage=stage_of(deal) or word(deal, "buyer_stage"),
        quantity=number(deal, "quantity"),
        unit=word(deal, "quantity_unit", "pieces"),
        delivered=number(deal, "delivered_quantity"),
        delivered_as_of=day(deal, "delivered_as_of"),
        original=tuple(_plans(deal, awaited, supported, newest=False)),
        latest=tuple(_plans(deal, awaited, supported, newest=True)),
        late=word(deal, "late"),
        outcome_unknown=word(deal, "outcome_unknown") == "yes",
        stalled=word(deal, "interruption") == "stalled",
        last_seen=day(deal, "last_seen_on"),
        record=deal,
    )


def countries(text: str | None) -> tuple[str, ...]:
    """Return the countries of a cell; a joint design (`IND+RUS`) has several."""
    return tuple(dict.fromkeys(filter(None, (text or "").replace("+", ";").split(";"))))


def _progress(deal: Record) -> Progress:
    if word(deal, "interruption") == "cancelled":
        return Progress.CANCELLED
    stage = stage_of(deal)
    if stage not in SIGNED_OR_LATER:
        return Progress.UNSIGNED
    return Progress.COMPLETE if _complete(deal, stage) else Progress.UNDER_WAY


def _complete(deal: Record, stage: str | None) -> bool:
    """Tell whether the record shows that all came: its stage, a last delivery, the count, or the only piece of one."""
    bought, came = number(deal, "quantity"), number(deal, "delivered_quantity")
    counted = bought is not None and came is not None and came >= bought
    only_one = bought == 1 and _came(deal, FIRST)
    return stage in COMPLETED or bool(days(deal, deal_column(LAST, ACTUAL))) or counted or only_one


def _came(deal: Record, events: Iterable[str]) -> bool:
    return any(days(deal, deal_column(event, ACTUAL)) for event in events)


def _awaited(deal: Record) -> tuple[str, ...]:
    """Return the events that are not known to have come; a first delivery can come in any of its ways."""
    some = _came(deal, FIRST) or (number(deal, "delivered_quantity") or 0) > 0
    return (LAST,) if some else (*FIRST, LAST)


def _plans(deal: Record, awaited: Iterable[str], supported: frozenset[tuple[str, str]], *, newest: bool) -> Iterable[Planned]:
    for event in awaited:
        columns: Mapping[str, str] = dict(zip((ORIGINAL, LATEST), PLANNED[event], strict=True))
        order = (LATEST, ORIGINAL) if newest else (ORIGINAL,)
        for aspect in order:
            known = days(deal, columns[aspect])
            if known:
                yield Planned(
                    event=event,
                    aspect=aspect,
                    on=max(known, key=lambda one: one.last),
                    column=columns[aspect],
                    supported=(deal.record_id, columns[aspect]) in supported,
                )
                break
