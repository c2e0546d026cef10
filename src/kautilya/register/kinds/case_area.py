"""The record kind `case-area`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import count, mark, term, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseArea(Record):
    """A capability area of the planning case, counted in one unit."""

    KIND: ClassVar[str] = "case-area"
    TABLE: ClassVar[str] = "case/areas"
    KEY: ClassVar[tuple[str, ...]] = ("area_id",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    name: Field[str] = attribute(text("Its name."))
    service: Field[str] = attribute(term("case/areas.service", "Who holds it."))
    unit: Field[str] = attribute(term("case/areas.unit", "The unit in which requirement, holding and offers are counted."))
    unit_mapping: Field[str] = attribute(
        text("How printed numbers become that unit.").marked("unit_mapping_mark", "unit_mapping_basis")
    )
    unit_mapping_mark: Field[str] = attribute(mark("Mark of the mapping."))
    unit_mapping_basis: Field[str] = attribute(text("Where the mapping comes from."))
    priority_basis: Field[str] = attribute(text("What is said about its urgency; weights are parameters, not read from here."))
    requirement: Field[int] = attribute(
        count("Units required at the end of the case's horizon.", unit_from="unit").marked(
            "requirement_mark", "requirement_source"
        )
    )
    requirement_low: Field[int] = attribute(
        count("Low end of the requirement.", unit_from="unit").marked("requirement_mark", "requirement_range_basis")
    )
    requirement_high: Field[int] = attribute(
        count("High end of the requirement.", unit_from="unit").marked("requirement_mark", "requirement_range_basis")
    )
    requirement_mark: Field[str] = attribute(mark("Mark of the requirement."))
    requirement_source: Field[str] = attribute(text("Where the requirement comes from."))
    requirement_range_basis: Field[str] = attribute(text("Where its range comes from."))
    requirement_what: Field[str] = attribute(text("What the requirement is: a total force, an additional buy, an estimate."))
    holding_scope: Field[str] = attribute(text("Which pieces count as held."))
    notes: Field[str] = attribute(text("Remarks of the author."))
