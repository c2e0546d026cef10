"""The record kind `control-total`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, count, day, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTotal(Record):
    """A printed total of contracts or approvals for a period or a meeting: what the listed deals are held against."""

    KIND: ClassVar[str] = "control-total"
    TABLE: ClassVar[str] = "approvals_contracts_totals"

    period: Field[str] = attribute(text("Period in the words of the source."))
    period_start: Field[PartialDate] = attribute(day("First day of the period."))
    period_end: Field[PartialDate] = attribute(day("Last day of the period."))
    period_is: Field[str] = attribute(term("approvals_contracts_totals.period_is", "What kind of period it is."))
    measure: Field[str] = attribute(term("approvals_contracts_totals.measure", "What is totalled."))
    count: Field[int] = attribute(count("How many contracts or approvals.").valid("period_start", "period_end"))
    count_basis: Field[str] = attribute(text("Whether the count is wider than in other rows."))
    amount_inr_crore: Field[Decimal] = attribute(
        number("Their value, nominal.", unit="INR crore").valid("period_start", "period_end")
    )
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
