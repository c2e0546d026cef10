"""The record kind `deal`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, area, count, country, day, flag, number, past, reference, term, terms, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal(Record):
    """A contract, an acceptance of necessity, a notification, or a stalled or cancelled case, on two stage tracks."""

    KIND: ClassVar[str] = "deal"
    TABLE: ClassVar[str] = "deals"

    buyer: Field[str] = attribute(country("Who buys."))
    supplier_country: Field[str] = attribute(
        country("Country of the counterparty that signs the contract; not the design origin (CONVENTIONS §4).")
    )
    design_origin: Field[str] = attribute(country("Country whose design is bought, whoever signs the contract."))
    supplier_entity: Field[str] = attribute(text("The firm, yard or government that supplies."))
    service: Field[tuple[str, ...]] = attribute(terms("services", "Services that the item is for."))
    system: Field[str] = attribute(text("What is bought."))
    area_id: Field[str] = attribute(area("Capability area that the item belongs to."))
    object: Field[str] = attribute(term("deals.object", "What kind of thing is bought."))
    adds_units: Field[str] = attribute(
        flag("Whether a delivery adds pieces to the area (an engine contract does not).", vocabulary="deals.adds_units")
    )
    part_of: Field[str] = attribute(
        reference("deal", "Deal whose value already contains this one; never add both.").computed("part_of_basis", "inferred")
    )
    part_of_basis: Field[str] = attribute(
        term("deals.part_of_basis", "Whether the containment is stated by a source or inferred.")
    )
    category: Field[str] = attribute(
        term("deals.category", "Category of the Indian acquisition procedure.").computed("category_basis", "inferred")
    )
    category_basis: Field[str] = attribute(term("deals.category_basis", "Whether the category is stated, inferred or unknown."))
    route: Field[str] = attribute(term("deals.route", "Way of buying.").computed("route_basis", "inferred"))
    route_basis: Field[str] = attribute(term("deals.route_basis", "Whether the route is stated, inferred or unknown."))
    category_as_printed: Field[str] = attribute(text("Category or route in the words of the source."))
    proposed_on: Field[PartialDate] = attribute(past("When the purchase was proposed."))
    need_accepted_on: Field[PartialDate] = attribute(past("When the acceptance of necessity was given; blank means not found."))
    tendered_on: Field[PartialDate] = attribute(past("When the tender was issued."))
    negotiating_from: Field[PartialDate] = attribute(past("When negotiation is first reported."))
    sanctioned_on: Field[PartialDate] = attribute(past("When the financial sanction was given."))
    notified_on: Field[PartialDate] = attribute(past("When the seller's government notified the sale."))
    signed_on: Field[PartialDate] = attribute(past("When the contract was signed."))
    other_milestone_on: Field[PartialDate] = attribute(past("When another milestone happened."))
    other_milestone: Field[str] = attribute(text("What that other milestone is.").state("other_milestone_on"))
    first_delivered_planned_original: Field[PartialDate] = attribute(
        day("First delivery as planned first; the source rarely says which event is meant.")
    )
    first_delivered_planned_latest: Field[PartialDate] = attribute(day("First delivery as planned last."))
    first_delivered_actual: Field[PartialDate] = attribute(past("First delivery of an unstated kind, as it happened."))
    first_handed_over_planned_original: Field[PartialDate] = attribute(day("First hand-over as planned first."))
    first_handed_over_planned_latest: Field[PartialDate] = attribute(day("First hand-over as planned last."))
    first_handed_over_actual: Field[PartialDate] = attribute(past("First hand-over by the maker, as it happened."))
    first_arrived_planned_original: Field[PartialDate] = attribute(day("First arrival as planned first."))
    first_arrived_planned_latest: Field[PartialDate] = attribute(day("First arrival as planned last."))
    first_arrived_actual: Field[PartialDate] = attribute(past("First arrival in the country, as it happened."))
    first_in_service_planned_original: Field[PartialDate] = attribute(day("First entry into service as planned first."))
    first_in_service_planned_latest: Field[PartialDate] = attribute(day("First entry into service as planned last."))
    first_in_service_actual: Field[PartialDate] = attribute(past("First entry into service, as it happened."))
    last_delivered_planned_original: Field[PartialDate] = attribute(day("Last delivery as planned first."))
    last_delivered_planned_latest: Field[PartialDate] = attribute(day("Last delivery as planned last."))
    last_delivered_actual: Field[PartialDate] = attribute(
        past("Last delivery, as it happened; blank with stage delivered means that the day was not found.")
    )
    last_delivered_kind: Field[str] = attribute(term("deals.last_delivered_kind", "Which event the last delivery is."))
    quantity: Field[int] = attribute(count("Pieces bought.", unit_from="quantity_unit"))
    quantity_qualifier: Field[str] = attribute(term("deals.quantity_qualifier", "How exactly the quantity is known."))
    quantity_unit: Field[str] = attribute(term("deals.quantity_unit", "What is counted."))
    delivered_quantity: Field[int] = attribute(
        count("Pieces delivered by `delivered_as_of`.", unit_from="quantity_unit")
        .valid("delivered_as_of")
        .state("delivered_as_of")
    )
    delivered_as_of: Field[PartialDate] = attribute(past("Day that the delivered quantity describes."))
    value_notified_ceiling: Field[Decimal] = attribute(
        number("Ceiling that the seller's government notified; not a contract value.", unit_from="value_notified_currency")
    )
    value_notified_currency: Field[str] = attribute(term("currencies", "Currency of the notified ceiling."))
    value_notified_year: Field[PartialDate] = attribute(day("Price year of the notified ceiling."))
    value_signed: Field[Decimal] = attribute(
        number("Value of the signed contract.", unit_from="value_signed_currency").computed(
            "value_signed_basis", "computed", "remainder", "estimate"
        )
    )
    value_signed_currency: Field[str] = attribute(term("currencies", "Currency of the signed value."))
    value_signed_year: Field[PartialDate] = attribute(day("Price year of the signed value."))
    value_signed_basis: Field[str] = attribute(term("deals.value_signed_basis", "How the signed value is known."))
    value_estimate: Field[Decimal] = attribute(
        number("Estimate made before a signature; never added to signed values.", unit_from="value_estimate_currency")
    )
    value_estimate_currency: Field[str] = attribute(term("currencies", "Currency of the estimate."))
    value_estimate_year: Field[PartialDate] = attribute(day("Price year of the estimate."))
    value_estimate_basis: Field[str] = attribute(term("deals.value_estimate_basis", "Stage at which the estimate was made."))
    buyer_stage: Field[str] = attribute(
        term("deals.buyer_stage", "How far the case has come on the buyer's track.").state("last_seen_on")
    )
    seller_stage: Field[str] = attribute(
        term("deals.seller_stage", "How far the case has come on the seller's track.").state("last_seen_on")
    )
    interruption: Field[str] = attribute(
        term("deals.interruption", "Whether the case is stalled or cancelled.").state("last_seen_on")
    )
    late: Field[str] = attribute(
        flag("Whether a delivery came or will come later than planned first.", vocabulary="deals.late").state("last_seen_on")
    )
    outcome_unknown: Field[str] = attribute(
        flag(
            "Whether the case should have moved on by the data date and nothing was found.", vocabulary="deals.outcome_unknown"
        ).state("last_seen_on")
    )
    last_seen_on: Field[PartialDate] = attribute(past("Last day on which a source tells of the case."))
    status_as_printed: Field[str] = attribute(text("Status in the words of the source.").state("last_seen_on"))
    delays: Field[str] = attribute(text("What is said about delays.").state("last_seen_on"))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
