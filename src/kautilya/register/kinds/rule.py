"""The record kind `rule`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, day, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Record):
    """One rule of an acquisition procedure."""

    KIND: ClassVar[str] = "rule"
    TABLE: ClassVar[str] = "acquisition_rules"

    procedure: Field[str] = attribute(text("Procedure that contains it."))
    effective_from: Field[PartialDate] = attribute(day("When it took effect."))
    effective_to: Field[PartialDate] = attribute(day("Last day on which it held."))
    rule: Field[str] = attribute(term("acquisition_rules.rule", "What kind of rule it is."))
    parameter: Field[str] = attribute(text("What it sets."))
    value: Field[str] = attribute(
        text("The value set: a number, a day or yes or no, as `value_is` says.", unit_from="unit").valid(
            "effective_from", "effective_to"
        )
    )
    value_is: Field[str] = attribute(term("acquisition_rules.value_is", "Whether the value is a number, a date or a flag."))
    unit: Field[str] = attribute(term("acquisition_rules.unit", "Unit of the value."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
