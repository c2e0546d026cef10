"""The record kind `derivation`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation(Record):
    """A named formula by which cells of the planning case are computed."""

    KIND: ClassVar[str] = "derivation"
    TABLE: ClassVar[str] = "case/derivations"
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says="formula", known_on=None, confidence=None, checked=None)

    name: Field[str] = attribute(text("What it computes."))
    formula: Field[str] = attribute(text("The formula."))
    inputs: Field[str] = attribute(text("What goes into it."))
