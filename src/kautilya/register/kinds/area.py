"""The record kind `area`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import term, terms, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Record):
    """A capability area."""

    KIND: ClassVar[str] = "area"
    TABLE: ClassVar[str] = "vocab"
    KEY: ClassVar[tuple[str, ...]] = ("area_id",)
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    name: Field[str] = attribute(text("Its name."))
    parent: Field[str] = attribute(text("Group that it belongs to; a parent area is never added to its parts."))
    service: Field[tuple[str, ...]] = attribute(terms("services", "Services that hold it."))
    unit: Field[str] = attribute(term("units", "What is counted in it."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
