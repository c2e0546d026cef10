"""The record kind `industry`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, day, flag, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry(Record):
    """One figure on production, exports, shares, limits or targets of Indian defence industry."""

    KIND: ClassVar[str] = "industry"
    TABLE: ClassVar[str] = "industry"

    period: Field[str] = attribute(text("Period in the words of the source."))
    period_start: Field[PartialDate] = attribute(day("First day of the period."))
    period_end: Field[PartialDate] = attribute(day("Last day of the period."))
    measure: Field[str] = attribute(text("What is measured."))
    value: Field[Decimal] = attribute(number("The figure.", unit_from="unit").valid("period_start", "period_end"))
    value_qualifier: Field[str] = attribute(term("industry.value_qualifier", "Whether it is exact or rounded."))
    unit: Field[str] = attribute(term("units", "Its unit."))
    stage: Field[str] = attribute(term("industry.stage", "Whether it is actual, provisional, a plan, a target or a rule."))
    preferred: Field[str] = attribute(
        flag("Which row to use where one measure has several values for a period.", vocabulary="industry.preferred")
    )
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
