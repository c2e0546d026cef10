"""The record kind `case-offer`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import FiscalYear
from kautilya.register.attributes import count, countries, fiscal_year, mark, number, reference, term, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOffer(Record):
    """An offer that is live on the case date: what the plan may order."""

    KIND: ClassVar[str] = "case-offer"
    TABLE: ClassVar[str] = "case/offers_live"
    KEY: ClassVar[tuple[str, ...]] = ("offer_id",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(says=None, known_on=None, confidence=None, checked=None)

    facts_offer_id: Field[str] = attribute(
        reference("offer", "The offer in the register; blank for one that only the case has.")
    )
    area_id: Field[str] = attribute(reference("case-area", "Area of the case that it serves."))
    system: Field[str] = attribute(text("The system."))
    liveness: Field[str] = attribute(
        term("case/offers_live.liveness", "How live it is: firm (accepted, tendered or notified), open or weak.")
    )
    liveness_basis: Field[str] = attribute(text("What that rests on."))
    supplier_country: Field[tuple[str, ...]] = attribute(countries("Counterparty."))
    design_origin: Field[tuple[str, ...]] = attribute(
        countries("Country of its design; several for a joint one, each counted in full.")
    )
    route: Field[str] = attribute(text("Way of buying, in the words of the source."))
    area_unit: Field[str] = attribute(term("case/areas.unit", "The area's unit."))
    facts_unit: Field[str] = attribute(term("offers.unit", "The unit of the offer in the register."))
    unit_conversion: Field[str] = attribute(text("How the one becomes the other."))
    units_per_order_unit: Field[Decimal] = attribute(
        number("Area units that one ordered unit brings.", unit="ratio")
        .positive()
        .marked("units_per_order_unit_mark", "units_per_order_unit_basis")
    )
    units_per_order_unit_mark: Field[str] = attribute(mark("Mark of that ratio."))
    units_per_order_unit_basis: Field[str] = attribute(text("Where it comes from."))
    unit_cost_crore: Field[Decimal] = attribute(
        number("Cost of a unit, FY2026-27 prices.", unit="INR crore")
        .positive()
        .marked("unit_cost_crore_mark", "unit_cost_crore_basis")
    )
    unit_cost_crore_low: Field[Decimal] = attribute(
        number("Low end of the unit cost.", unit="INR crore").positive().marked("unit_cost_crore_mark", "unit_cost_crore_basis")
    )
    unit_cost_crore_high: Field[Decimal] = attribute(
        number("High end of the unit cost.", unit="INR crore")
        .positive()
        .marked("unit_cost_crore_mark", "unit_cost_crore_basis")
    )
    unit_cost_crore_mark: Field[str] = attribute(mark("Mark of the unit cost."))
    unit_cost_crore_basis: Field[str] = attribute(text("Where it comes from."))
    fixed_cost_crore: Field[Decimal] = attribute(
        number("Cost of starting the programme: half in the first order's year, half in the next.", unit="INR crore").marked(
            "fixed_cost_crore_mark", "fixed_cost_crore_basis"
        )
    )
    fixed_cost_crore_low: Field[Decimal] = attribute(
        number("Low end of the fixed cost.", unit="INR crore").marked("fixed_cost_crore_mark", "fixed_cost_crore_basis")
    )
    fixed_cost_crore_high: Field[Decimal] = attribute(
        number("High end of the fixed cost.", unit="INR crore").marked("fixed_cost_crore_mark", "fixed_cost_crore_basis")
    )
    fixed_cost_crore_mark: Field[str] = attribute(mark("Mark of the fixed cost."))
    fixed_cost_crore_basis: Field[str] = attribute(text("Where it comes from."))
    min_lot: Field[int] = attribute(
        count("Fewest units of a programme's first order.", unit_from="area_unit").marked("min_lot_mark", "min_lot_basis")
    )
    min_lot_low: Field[int] = attribute(
        count("Low end of the lot.", unit_from="area_unit").marked("min_lot_mark", "min_lot_basis")
    )
    min_lot_high: Field[int] = attribute(
        count("High end of the lot.", unit_from="area_unit").marked("min_lot_mark", "min_lot_basis")
    )
    min_lot_mark: Field[str] = attribute(mark("Mark of the lot."))
    min_lot_basis: Field[str] = attribute(text("Where it comes from."))
    max_rate_per_year: Field[Decimal] = attribute(
        number("Most units delivered in a year.", unit="units per year")
        .positive()
        .marked("max_rate_per_year_mark", "max_rate_per_year_basis")
    )
    max_rate_per_year_low: Field[Decimal] = attribute(
        number("Low end of the rate.", unit="units per year")
        .positive()
        .marked("max_rate_per_year_mark", "max_rate_per_year_basis")
    )
    max_rate_per_year_high: Field[Decimal] = attribute(
        number("High end of the rate.", unit="units per year")
        .positive()
        .marked("max_rate_per_year_mark", "max_rate_per_year_basis")
    )
    max_rate_per_year_mark: Field[str] = attribute(mark("Mark of the rate."))
    max_rate_per_year_basis: Field[str] = attribute(text("Where it comes from."))
    first_delivery_years: Field[Decimal] = attribute(
        number("Time from order to first delivery.", unit="years").marked(
            "first_delivery_years_mark", "first_delivery_years_basis"
        )
    )
    first_delivery_years_low: Field[Decimal] = attribute(
        number("Low end of that time.", unit="years").marked("first_delivery_years_mark", "first_delivery_years_basis")
    )
    first_delivery_years_high: Field[Decimal] = attribute(
        number("High end of that time.", unit="years").marked("first_delivery_years_mark", "first_delivery_years_basis")
    )
    first_delivery_years_mark: Field[str] = attribute(mark("Mark of that time."))
    first_delivery_years_basis: Field[str] = attribute(text("Where it comes from."))
    indigenous_content_pct: Field[Decimal] = attribute(
        number("Indigenous content, by cost.", unit="percent").marked(
            "indigenous_content_pct_mark", "indigenous_content_pct_basis"
        )
    )
    indigenous_content_pct_low: Field[Decimal] = attribute(
        number("Low end of the content.", unit="percent").marked("indigenous_content_pct_mark", "indigenous_content_pct_basis")
    )
    indigenous_content_pct_high: Field[Decimal] = attribute(
        number("High end of the content.", unit="percent").marked("indigenous_content_pct_mark", "indigenous_content_pct_basis")
    )
    indigenous_content_pct_mark: Field[str] = attribute(mark("Mark of the content."))
    indigenous_content_pct_basis: Field[str] = attribute(text("Where it comes from."))
    earliest_order_fy: Field[FiscalYear] = attribute(
        fiscal_year("First fiscal year in which it can be ordered.").marked("earliest_order_fy_mark", "earliest_order_fy_basis")
    )
    earliest_order_fy_low: Field[FiscalYear] = attribute(
        fiscal_year("Early end of that year.").marked("earliest_order_fy_mark", "earliest_order_fy_basis")
    )
    earliest_order_fy_high: Field[FiscalYear] = attribute(
        fiscal_year("Late end of that year.").marked("earliest_order_fy_mark", "earliest_order_fy_basis")
    )
    earliest_order_fy_mark: Field[str] = attribute(mark("Mark of that year."))
    earliest_order_fy_basis: Field[str] = attribute(text("Where it comes from."))
    in_country_mro: Field[str] = attribute(
        text("Maintenance, repair and overhaul in India.").marked("in_country_mro_mark", "in_country_mro_basis")
    )
    in_country_mro_mark: Field[str] = attribute(mark("Mark of that."))
    in_country_mro_basis: Field[str] = attribute(text("Where it comes from."))
    export_approval_from: Field[tuple[str, ...]] = attribute(
        countries(
            "States whose approval a sale needs; none for a domestic one.", also="case/offers_live.export_approval_from"
        ).marked("export_approval_from_mark", "export_approval_from_basis")
    )
    export_approval_from_mark: Field[str] = attribute(mark("Mark of that."))
    export_approval_from_basis: Field[str] = attribute(text("Where it comes from."))
    approval_probability: Field[Decimal] = attribute(
        number(
            "Chance that approval comes in time: a proxy from interruption rates, not a refusal rate.", unit="probability"
        ).marked("approval_probability_mark", "approval_probability_basis")
    )
    approval_probability_low: Field[Decimal] = attribute(
        number("Low end of that chance.", unit="probability").marked("approval_probability_mark", "approval_probability_basis")
    )
    approval_probability_high: Field[Decimal] = attribute(
        number("High end of that chance.", unit="probability").marked("approval_probability_mark", "approval_probability_basis")
    )
    approval_probability_mark: Field[str] = attribute(mark("Mark of that chance."))
    approval_probability_basis: Field[str] = attribute(text("Where it comes from."))
    approval_delay_months: Field[Decimal] = attribute(
        number("Delay when approval is late.", unit="months").marked(
            "approval_delay_months_mark", "approval_delay_months_basis"
        )
    )
    approval_delay_months_low: Field[Decimal] = attribute(
        number("Low end of the delay.", unit="months").marked("approval_delay_months_mark", "approval_delay_months_basis")
    )
    approval_delay_months_high: Field[Decimal] = attribute(
        number("High end of the delay.", unit="months").marked("approval_delay_months_mark", "approval_delay_months_basis")
    )
    approval_delay_months_mark: Field[str] = attribute(mark("Mark of the delay."))
    approval_delay_months_basis: Field[str] = attribute(text("Where it comes from."))
    extra_source: Field[str] = attribute(reference("case-source", "A page read for the case only."))
    notes: Field[str] = attribute(text("Remarks of the author."))
    max_quantity: Field[int] = attribute(
        count("Most units in all; blank where nothing limits them.", unit_from="area_unit").marked(
            "max_quantity_mark", "max_quantity_basis"
        )
    )
    max_quantity_mark: Field[str] = attribute(mark("Mark of that limit."))
    max_quantity_basis: Field[str] = attribute(text("Where it comes from."))
