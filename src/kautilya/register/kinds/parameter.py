"""The record kind `parameter`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import mark, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Record):
    """A weight, cap, floor or scenario parameter of the planner, with its range."""

    KIND: ClassVar[str] = "parameter"
    TABLE: ClassVar[str] = "case/parameters"
    MARK: ClassVar[Mark] = Mark.ASSUMED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says="reason", known_on=None, confidence=None, checked=None)

    what: Field[str] = attribute(text("What it is."))
    value: Field[str] = attribute(
        text("The value: a number, or words and pairs for a distribution.", unit_from="unit").marked("mark", "reason")
    )
    low: Field[str] = attribute(text("Low end of its range.", unit_from="unit").marked("mark", "reason"))
    high: Field[str] = attribute(text("High end of its range.", unit_from="unit").marked("mark", "reason"))
    unit: Field[str] = attribute(text("Its unit."))
    applies_to: Field[str] = attribute(text("What it applies to."))
    mark: Field[str] = attribute(mark("Whether it is sourced, derived or assumed."))
    reason: Field[str] = attribute(text("Why this value."))
