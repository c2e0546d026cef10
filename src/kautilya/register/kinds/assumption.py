"""The record kind `assumption`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Record):
    """An assumption of the planning case, with author, range and reason."""

    KIND: ClassVar[str] = "assumption"
    TABLE: ClassVar[str] = "case/assumptions"
    MARK: ClassVar[Mark] = Mark.ASSUMED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says="reason", known_on=None, confidence=None, checked=None)

    what: Field[str] = attribute(text("What is assumed."))
    value: Field[str] = attribute(text("The value: a number, a fiscal year, or words.", unit_from="unit"))
    low: Field[str] = attribute(text("Low end of its range.", unit_from="unit"))
    high: Field[str] = attribute(text("High end of its range.", unit_from="unit"))
    unit: Field[str] = attribute(text("Its unit."))
    reason: Field[str] = attribute(text("Why this value."))
    author: Field[str] = attribute(text("Who chose it."))
    where_used: Field[str] = attribute(text("Cells that rest on it."))
