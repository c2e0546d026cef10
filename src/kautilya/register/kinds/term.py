"""The record kind `term`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import term, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """One value that a closed column may hold; a blank value means that the column may be blank."""

    KIND: ClassVar[str] = "term"
    TABLE: ClassVar[str] = "terms"
    KEY: ClassVar[tuple[str, ...]] = ("table", "column", "value")
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    table: Field[str] = attribute(term("tables", "Table of the column."))
    meaning: Field[str] = attribute(text("What the value means, where it does not say so itself."))
