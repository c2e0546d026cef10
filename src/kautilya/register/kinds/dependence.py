"""The record kind `dependence`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, countries, day, references, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence(Record):
    """One system needs one component from a supplier country."""

    KIND: ClassVar[str] = "dependence"
    TABLE: ClassVar[str] = "depends_on"

    system: Field[str] = attribute(text("The system that needs it."))
    system_origin: Field[tuple[str, ...]] = attribute(countries("Country of the system's design; several for a joint one."))
    component: Field[str] = attribute(text("What is needed."))
    component_family: Field[str] = attribute(text("Family of components of one maker."))
    component_name: Field[str] = attribute(text("The component by name."))
    component_supplier_country: Field[tuple[str, ...]] = attribute(countries("Where it comes from."))
    component_supplier_known: Field[str] = attribute(
        term("depends_on.component_supplier_known", "Whether the supplier country is known.")
    )
    component_supplier_entity: Field[str] = attribute(text("Firm that supplies it."))
    share_or_quantity: Field[str] = attribute(text("How much of it."))
    substitute_exists: Field[str] = attribute(
        term("depends_on.substitute_exists", "Whether there is a substitute; none found is not evidence of none.")
    )
    substitute_name: Field[str] = attribute(text("The substitute."))
    substitute_origin: Field[tuple[str, ...]] = attribute(
        countries("Where the substitute comes from.", also="depends_on.substitute_origin")
    )
    since: Field[PartialDate] = attribute(day("When the dependence began or is first reported."))
    until: Field[PartialDate] = attribute(day("When it ended."))
    effect_when_missing: Field[str] = attribute(text("What happened when it was missing."))
    deal_id: Field[tuple[str, ...]] = attribute(references("deal", "Deals that it bears on."))
    basis: Field[str] = attribute(
        term("depends_on.basis", "Whether the page was read for this row or the row carried over from another table.")
    )
    carried_from: Field[str] = attribute(text("Row that it was carried from."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
