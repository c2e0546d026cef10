"""The record kind `field-source`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import term, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource(Record):
    """The page of a single cell where it differs from the pages of its row."""

    KIND: ClassVar[str] = "field-source"
    TABLE: ClassVar[str] = "field_sources"
    KEY: ClassVar[tuple[str, ...]] = ("fs_id",)
    PROVENANCE: ClassVar[Provenance] = Provenance(known_on=None, confidence=None, checked=None)

    table: Field[str] = attribute(term("tables", "Table of the cell."))
    id: Field[str] = attribute(text("Row of the cell."))
    column: Field[str] = attribute(text("Column of the cell."))
    strength: Field[str] = attribute(term("field_sources.strength", "Strength of that page, from the class of its host."))
