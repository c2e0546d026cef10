"""The record kind `requirement`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, area, country, day, number, term, terms, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Record):
    """A published requirement and holding of one capability area at one time."""

    KIND: ClassVar[str] = "requirement"
    TABLE: ClassVar[str] = "capability_gaps"

    area_id: Field[str] = attribute(area("The capability area."))
    service: Field[tuple[str, ...]] = attribute(terms("services", "Services whose requirement it is."))
    holder: Field[str] = attribute(country("Whose holding it is (IND; PAK in rows kept for comparison)."))
    as_of: Field[PartialDate] = attribute(day("Time that the row describes."))
    as_of_qualifier: Field[str] = attribute(text("How exactly that time is known."))
    target_year: Field[PartialDate] = attribute(day("Year for which the requirement is meant."))
    requirement: Field[Decimal] = attribute(number("Number required, or its low end.", unit_from="unit"))
    requirement_high: Field[Decimal] = attribute(
        number("High end of the requirement, where a range is printed.", unit_from="unit")
    )
    requirement_is: Field[str] = attribute(
        term("capability_gaps.requirement_is", "What the number is: only `total force` is a force requirement.")
    )
    requirement_basis: Field[str] = attribute(term("capability_gaps.requirement_basis", "What kind of source it comes from."))
    holding: Field[Decimal] = attribute(
        number("Number held; contracted pieces are never in it.", unit_from="unit").valid("as_of")
    )
    contracted: Field[Decimal] = attribute(number("Number under contract.", unit_from="unit").valid("as_of"))
    shortage_stated: Field[Decimal] = attribute(number("Shortage as the source states it.", unit_from="unit").valid("as_of"))
    unit: Field[str] = attribute(term("units", "What is counted."))
    basis_as_printed: Field[str] = attribute(text("Basis in the words of the source."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
