"""The record kind `case-channel`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import count, country, mark, number, reference, term, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChannel(Record):
    """A way of buying in an emergency: what one contract under the ceiling brings."""

    KIND: ClassVar[str] = "case-channel"
    TABLE: ClassVar[str] = "case/emergency_channels"
    KEY: ClassVar[tuple[str, ...]] = ("channel_id",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    area_id: Field[str] = attribute(reference("case-area", "Area of the case that it serves."))
    source_partner: Field[str] = attribute(country("Counterparty."))
    design_origin: Field[str] = attribute(country("Country of its design."))
    item: Field[str] = attribute(text("What is bought."))
    unit: Field[str] = attribute(term("case/areas.unit", "The area's unit."))
    unit_cost_crore: Field[Decimal] = attribute(
        number("Cost of a unit, FY2026-27 prices.", unit="INR crore").marked("unit_cost_mark", "unit_cost_basis")
    )
    unit_cost_low: Field[Decimal] = attribute(
        number("Low end of the unit cost.", unit="INR crore").marked("unit_cost_mark", "unit_cost_basis")
    )
    unit_cost_high: Field[Decimal] = attribute(
        number("High end of the unit cost.", unit="INR crore").marked("unit_cost_mark", "unit_cost_basis")
    )
    unit_cost_mark: Field[str] = attribute(mark("Mark of the unit cost."))
    unit_cost_basis: Field[str] = attribute(text("Where it comes from."))
    contract_ceiling_crore: Field[Decimal] = attribute(
        number("Largest contract allowed.", unit="INR crore").marked("contract_ceiling_mark", "contract_ceiling_basis")
    )
    contract_ceiling_mark: Field[str] = attribute(mark("Mark of the ceiling."))
    contract_ceiling_basis: Field[str] = attribute(text("Where it comes from."))
    quantity_per_contract: Field[int] = attribute(
        count("Units that one contract brings: ceiling over unit cost, rounded down.", unit_from="unit").marked(
            "quantity_mark", "quantity_basis"
        )
    )
    quantity_mark: Field[str] = attribute(mark("Mark of that quantity."))
    quantity_basis: Field[str] = attribute(text("Where it comes from."))
    quantity_low: Field[int] = attribute(
        count("Low end of that quantity.", unit_from="unit").marked("quantity_mark", "quantity_basis")
    )
    quantity_high: Field[int] = attribute(
        count("High end of that quantity.", unit_from="unit").marked("quantity_mark", "quantity_basis")
    )
    max_contracts_per_year: Field[int] = attribute(
        count("Most contracts in a year.", unit="contracts").marked("max_contracts_mark", "max_contracts_basis")
    )
    max_contracts_mark: Field[str] = attribute(mark("Mark of that limit."))
    max_contracts_basis: Field[str] = attribute(text("Where it comes from."))
    p_le_12m: Field[Decimal] = attribute(
        number("Share that arrives within 12 months.", unit="probability").marked("delivery_mark", "delivery_basis")
    )
    p_13_30m: Field[Decimal] = attribute(
        number("Share that arrives in months 13 to 30.", unit="probability").marked("delivery_mark", "delivery_basis")
    )
    p_gt_30m_or_open: Field[Decimal] = attribute(
        number("Share that arrives later or not at all.", unit="probability").marked("delivery_mark", "delivery_basis")
    )
    delivery_mark: Field[str] = attribute(mark("Mark of those shares."))
    delivery_basis: Field[str] = attribute(text("Where they come from."))
    precedent: Field[str] = attribute(text("Emergency purchase that the channel is modelled on."))
    notes: Field[str] = attribute(text("Remarks of the author."))
