"""The record kind `offer`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import (
    address,
    area,
    count,
    countries,
    country,
    day,
    number,
    past,
    references,
    term,
    terms,
    text,
)
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Record):
    """A candidate system that a partner offers, has offered or could supply."""

    KIND: ClassVar[str] = "offer"
    TABLE: ClassVar[str] = "offers"
    PROVENANCE: ClassVar[Provenance] = Provenance(known_on=None)

    area_id: Field[str] = attribute(area("Capability area."))
    service: Field[tuple[str, ...]] = attribute(terms("services", "Services that it is for."))
    system: Field[str] = attribute(text("The system offered."))
    supplier_country: Field[tuple[str, ...]] = attribute(countries("Counterparty; several for a joint offer."))
    design_origin: Field[tuple[str, ...]] = attribute(countries("Country of its design; several for a joint one."))
    supplier_entity: Field[str] = attribute(text("The firm or government that offers."))
    route: Field[str] = attribute(term("offers.route", "Way of buying."))
    route_as_printed: Field[str] = attribute(text("Route in the words of the source."))
    unit: Field[str] = attribute(term("offers.unit", "What one unit of the offer is."))
    unit_cost_amount: Field[Decimal] = attribute(
        number("Price of a unit, or of all where `cost_scope` is whole.", unit_from="unit_cost_currency").computed(
            "unit_cost_kind", "derived", "comparator", "range"
        )
    )
    unit_cost_currency: Field[str] = attribute(term("currencies", "Currency of the price."))
    unit_cost_year: Field[PartialDate] = attribute(day("Price year."))
    unit_cost_kind: Field[str] = attribute(
        term("offers.unit_cost_kind", "How the price is known; `whole contract` is not a unit price.")
    )
    unit_cost_basis: Field[str] = attribute(text("What the price is derived from."))
    unit_cost_low: Field[Decimal] = attribute(number("Lowest price printed.", unit_from="unit_cost_currency"))
    unit_cost_high: Field[Decimal] = attribute(number("Highest price printed.", unit_from="unit_cost_currency"))
    cost_scope: Field[str] = attribute(term("offers.cost_scope", "Whether the price is that of a unit or of the whole."))
    quantity_low: Field[int] = attribute(count("Smallest quantity spoken of.", unit_from="unit"))
    quantity_high: Field[int] = attribute(count("Largest quantity spoken of.", unit_from="unit"))
    quantity_as_printed: Field[str] = attribute(text("Quantity in the words of the source."))
    lead_first_min_months: Field[Decimal] = attribute(number("Shortest time from signature to first delivery.", unit="months"))
    lead_first_max_months: Field[Decimal] = attribute(number("Longest time from signature to first delivery.", unit="months"))
    lead_as_printed: Field[str] = attribute(text("That time in the words of the source."))
    last_or_rate_as_printed: Field[str] = attribute(text("Last delivery or yearly rate in the words of the source."))
    indigenous_pct_low: Field[Decimal] = attribute(number("Lowest indigenous content printed.", unit="percent"))
    indigenous_pct_high: Field[Decimal] = attribute(number("Highest indigenous content printed.", unit="percent"))
    indigenous_as_printed: Field[str] = attribute(text("Indigenous content in the words of the source."))
    in_country_mro: Field[str] = attribute(text("Maintenance, repair and overhaul in India: existing or planned."))
    export_approval_needed_from: Field[str] = attribute(country("State whose approval the sale needs."))
    approval_status: Field[str] = attribute(text("How that approval stands."))
    deal_id: Field[tuple[str, ...]] = attribute(references("deal", "Deals that the offer led to."))
    status_as_of: Field[str] = attribute(text("Where the offer stands.").valid("as_of").state("as_of"))
    as_of: Field[PartialDate] = attribute(past("Day that the status describes."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
