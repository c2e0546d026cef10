"""The record kind `case-holding`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import count, mark, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHolding(Record):
    """Requirement and holding of an area of the case in one fiscal year, without new orders."""

    KIND: ClassVar[str] = "case-holding"
    TABLE: ClassVar[str] = "case/holding_by_year"
    KEY: ClassVar[tuple[str, ...]] = ("area_id", "fiscal_year")
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    requirement: Field[int] = attribute(
        count("Units required.", unit="area units").marked("requirement_mark", "requirement_ref").valid("fiscal_year")
    )
    requirement_mark: Field[str] = attribute(mark("Mark of the requirement."))
    requirement_ref: Field[str] = attribute(text("Where the requirement comes from."))
    in_service: Field[int] = attribute(
        count("Units held when the year opens.", unit="area units").marked("in_service_mark", "in_service_ref")
    )
    in_service_mark: Field[str] = attribute(mark("Mark of the opening holding."))
    in_service_ref: Field[str] = attribute(text("Where the opening holding comes from."))
    on_order_delivery: Field[int] = attribute(
        count("Units that signed contracts deliver in the year.", unit="area units")
        .marked("on_order_delivery_mark", "on_order_delivery_ref")
        .valid("fiscal_year")
    )
    on_order_delivery_mark: Field[str] = attribute(mark("Mark of those deliveries."))
    on_order_delivery_ref: Field[str] = attribute(text("Where those deliveries come from."))
    retirement: Field[int] = attribute(
        count("Units that retire in the year.", unit="area units")
        .marked("retirement_mark", "retirement_ref")
        .valid("fiscal_year")
    )
    retirement_mark: Field[str] = attribute(mark("Mark of the retirements."))
    retirement_ref: Field[str] = attribute(text("Where the retirements come from."))
    holding: Field[int] = attribute(
        count("Units held when the year ends: opening + deliveries - retirements.", unit="area units").marked(
            "holding_mark", "holding_ref"
        )
    )
    holding_mark: Field[str] = attribute(mark("Mark of the holding."))
    holding_ref: Field[str] = attribute(text("Where the holding comes from."))
    shortfall: Field[int] = attribute(
        count("Units missing: requirement less holding, not below 0.", unit="area units").marked(
            "shortfall_mark", "shortfall_ref"
        )
    )
    shortfall_mark: Field[str] = attribute(mark("Mark of the shortfall."))
    shortfall_ref: Field[str] = attribute(text("Where the shortfall comes from."))
