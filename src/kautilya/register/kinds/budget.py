"""The record kind `budget`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register.attributes import address, day, fiscal_year, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """The estimate or actual of one budget measure in one fiscal year."""

    KIND: ClassVar[str] = "budget"
    TABLE: ClassVar[str] = "budget"

    fiscal_year: Field[FiscalYear] = attribute(fiscal_year("The fiscal year."))
    period_start: Field[PartialDate] = attribute(day("Its first day."))
    period_end: Field[PartialDate] = attribute(day("Its last day."))
    measure: Field[str] = attribute(term("budget.measure", "What is measured."))
    scope: Field[str] = attribute(text("Service or head that it covers; `all` for the whole."))
    stage: Field[str] = attribute(
        term("budget.stage", "Budget estimate (BE), revised estimate (RE), actual, or projected by a service.")
    )
    amount_inr_crore: Field[Decimal] = attribute(
        number("The amount, nominal.", unit="INR crore").valid("period_start", "period_end")
    )
    amount_qualifier: Field[str] = attribute(term("budget.amount_qualifier", "Whether the amount is exact or rounded."))
    series_note: Field[str] = attribute(text("Break in the series that the row belongs to."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
