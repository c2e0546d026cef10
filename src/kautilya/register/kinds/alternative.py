"""The record kind `alternative`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import flag, term, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Record):
    """One of several contradicting values of a cell, with the recorded choice among them."""

    KIND: ClassVar[str] = "alternative"
    TABLE: ClassVar[str] = "alternatives"
    KEY: ClassVar[tuple[str, ...]] = ("alt_id",)
    PROVENANCE: ClassVar[Provenance] = Provenance(confidence=None, checked=None)

    table: Field[str] = attribute(term("tables", "Table of the cell."))
    id: Field[str] = attribute(text("Row of the cell."))
    column: Field[str] = attribute(text("Column of the cell."))
    value: Field[str] = attribute(text("The value.", unit_from="currency_or_unit"))
    currency_or_unit: Field[str] = attribute(text("Its currency or unit, or what kind of thing it is (date, route, flag)."))
    source_named: Field[str] = attribute(text("Source by name where no address was kept."))
    source_basis: Field[str] = attribute(term("alternatives.source_basis", "How the value is tied to its source."))
    preferred: Field[str] = attribute(
        flag("Whether this value is the recorded choice; a choice is not a verdict.", vocabulary="alternatives.preferred")
    )
    reason: Field[str] = attribute(text("Why it was chosen or not."))
