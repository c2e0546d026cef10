"""The record kind `fleet`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, area, count, countries, day, past, references, term, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet(Record):
    """A holding of one system, with the years of its induction and retirement."""

    KIND: ClassVar[str] = "fleet"
    TABLE: ClassVar[str] = "fleets"
    PROVENANCE: ClassVar[Provenance] = Provenance(known_on=None)

    area_id: Field[str] = attribute(area("Capability area."))
    system: Field[str] = attribute(text("The system held."))
    design_origin: Field[tuple[str, ...]] = attribute(countries("Country of its design; several for a joint one."))
    quantity: Field[int] = attribute(count("Pieces held.", unit_from="unit").valid("as_of").state("as_of"))
    unit: Field[str] = attribute(term("units", "What is counted."))
    as_of: Field[PartialDate] = attribute(past("Day that the quantity describes."))
    retire_start: Field[PartialDate] = attribute(day("When retirement begins."))
    retire_end: Field[PartialDate] = attribute(day("When the last piece retires."))
    induct_start: Field[PartialDate] = attribute(day("When induction begins."))
    induct_end: Field[PartialDate] = attribute(day("When the last piece is inducted."))
    deal_id: Field[tuple[str, ...]] = attribute(references("deal", "Deals that brought or bring it."))
    upgrade_overhaul_facts: Field[str] = attribute(text("What is known about upgrades and overhauls."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
