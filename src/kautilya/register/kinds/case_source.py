"""The record kind `case-source`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, day, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSource(Record):
    """A page read for the planning case only."""

    KIND: ClassVar[str] = "case-source"
    TABLE: ClassVar[str] = "case/sources_extra"
    PROVENANCE: ClassVar[Provenance] = Provenance(
        source="url", says="says", known_on="page_date", confidence=None, checked=None
    )

    url: Field[str] = attribute(address("Its address."))
    says: Field[str] = attribute(text("What it says, in our words."))
    page_date: Field[PartialDate] = attribute(day("Its day."))
    note: Field[str] = attribute(text("Remarks of the author."))
