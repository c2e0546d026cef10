"""The record kind `approval`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, country, flag, number, past, references, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """A notification, licence, list change, clearance or delivery milestone; money is counted from deals only."""

    KIND: ClassVar[str] = "approval"
    TABLE: ClassVar[str] = "approvals"

    partner: Field[str] = attribute(country("Country that approves, or whose system it is."))
    item: Field[str] = attribute(text("What was approved."))
    event: Field[str] = attribute(term("approvals.event", "What happened."))
    event_as_printed: Field[str] = attribute(text("The event in the words of the source."))
    date: Field[PartialDate] = attribute(past("Day of the event."))
    deal_id: Field[tuple[str, ...]] = attribute(references("deal", "Deals that the case is also listed as."))
    deal_relation: Field[str] = attribute(term("approvals.deal_relation", "How the case relates to that deal."))
    value_usd_m: Field[Decimal] = attribute(number("Value printed with the approval.", unit="USD million"))
    value_kind: Field[str] = attribute(
        term("approvals.value_kind", "Whether the value is a ceiling, a contract value or a press figure.")
    )
    value_note: Field[str] = attribute(text("What is said about the value."))
    detail: Field[str] = attribute(text("What the approval covers."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
