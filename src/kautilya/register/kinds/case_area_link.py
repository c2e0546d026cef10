"""The record kind `case-area-link`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import reference, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAreaLink(Record):
    """A capability area of the register that an area of the planning case covers."""

    KIND: ClassVar[str] = "case-area-link"
    TABLE: ClassVar[str] = "case/area_map"
    KEY: ClassVar[tuple[str, ...]] = ("area_id",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    case_area_id: Field[str] = attribute(reference("case-area", "The area of the case."))
    note: Field[str] = attribute(text("Remarks of the author."))
