"""The contracts under way with a partner or of its design: what came, what is planned, when anybody last looked."""

from dataclasses import dataclass

from kautilya.core.periods import PartialDate
from kautilya.measures.partners.items import Row, row_of
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, days
from kautilya.tables.deliveries import CELLS, Delivery, Progress, deliveries
from kautilya.tables.stages import LAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One signed contract that is not known to be complete."""

    system: str
    role: str
    """`counterparty` or `design origin`: what the partner is to it."""
    signed: str
    """Day of signature, as exactly as it is known; `unknown` where no page tells it."""
    came: str
    """`15 of 24 aircraft`; `unknown` where no page counts what came."""
    came_by: str
    planned_last: str
    """The newest plan of its last delivery; `unknown` where there is none."""
    late: str
    """The record's own word: `yes`, `no`, `unknown`."""
    last_seen: str
    row: Row


def running(view: View, partner: str) -> tuple[Running, ...]:
    """Return the contracts under way: those that the record calls late first, then the latest signed."""
    ours = [deal for deal in deliveries(view) if partner in deal.parties and deal.progress is Progress.UNDER_WAY]
    ordered = sorted(ours, key=lambda deal: (deal.late != "yes", -_signed_ordinal(deal), deal.deal_id))
    return tuple(_running(view, deal, partner) for deal in ordered)


def _running(view: View, deal: Delivery, partner: str) -> Running:
    last = next((plan for plan in deal.latest if plan.event == LAST), None)
    plans = tuple(plan.column for plan in deal.latest)
    return Running(
        system=deal.system,
        role=deal.role(partner),
        signed=_either(days(deal.record, "signed_on")),
        came=_came(deal),
        came_by=str(deal.delivered_as_of or ""),
        planned_last=UNKNOWN if last is None else str(last.on),
        late=deal.late,
        last_seen=str(deal.last_seen or UNKNOWN),
        row=row_of(view, deal.record, (*CELLS, "system", *plans)),
    )


def _came(deal: Delivery) -> str:
    if deal.quantity is None:
        return UNKNOWN if deal.delivered is None else f"{deal.delivered:,.0f} {deal.unit}"
    came = "not known," if deal.delivered is None else f"{deal.delivered:,.0f}"
    unit = deal.unit.removesuffix("s") if deal.quantity == 1 else deal.unit
    return f"{came} of {deal.quantity:,.0f} {unit}"


def _either(known: tuple[PartialDate, ...]) -> str:
    return " or ".join(map(str, known)) or UNKNOWN


def _signed_ordinal(deal: Delivery) -> int:
    known = days(deal.record, "signed_on")
    return max((day.last.toordinal() for day in known), default=0)
