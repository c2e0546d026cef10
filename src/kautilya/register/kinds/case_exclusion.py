"""The record kind `case-exclusion`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseExclusion(Record):
    """An offer of the register that the case leaves out, and why."""

    KIND: ClassVar[str] = "case-exclusion"
    TABLE: ClassVar[str] = "case/offers_excluded"
    KEY: ClassVar[tuple[str, ...]] = ("offer_id",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    capability_area: Field[str] = attribute(text("Area by name."))
    reason: Field[str] = attribute(text("Why it is left out."))
