"""The record kind `budget-change`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, day, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChange(Record):
    """A change between estimates, a sum over years or part-year spending; never a level."""

    KIND: ClassVar[str] = "budget-change"
    TABLE: ClassVar[str] = "budget_changes"

    fiscal_year: Field[str] = attribute(text("Fiscal year, or a range of them (FY2007-08..2016-17)."))
    period_start: Field[PartialDate] = attribute(day("First day of the period."))
    period_end: Field[PartialDate] = attribute(day("Last day of the period."))
    measure: Field[str] = attribute(text("What is measured."))
    scope: Field[str] = attribute(text("Service or head that it covers; `all` for the whole."))
    value_is: Field[str] = attribute(term("budget_changes.value_is", "What the amount is."))
    amount_inr_crore: Field[Decimal] = attribute(
        number("The amount, nominal; a cut is negative.", unit="INR crore", signed=True).valid("period_start", "period_end")
    )
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
