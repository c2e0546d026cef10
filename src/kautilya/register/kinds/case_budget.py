"""The record kind `case-budget`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import mark, number, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBudget(Record):
    """The money of one fiscal year, from capital outlay to what the case may spend."""

    KIND: ClassVar[str] = "case-budget"
    TABLE: ClassVar[str] = "case/budget_by_year"
    KEY: ClassVar[tuple[str, ...]] = ("fiscal_year",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    capital_outlay_crore: Field[Decimal] = attribute(
        number("Capital outlay of the ministry, nominal.", unit="INR crore")
        .marked("capital_outlay_mark", "capital_outlay_basis")
        .valid("fiscal_year")
    )
    capital_outlay_mark: Field[str] = attribute(mark("Mark of the outlay."))
    capital_outlay_basis: Field[str] = attribute(text("Where it comes from."))
    capital_acquisition_crore: Field[Decimal] = attribute(
        number("Part of it for acquisition, nominal.", unit="INR crore")
        .marked("capital_acquisition_mark", "capital_acquisition_basis")
        .valid("fiscal_year")
    )
    capital_acquisition_low: Field[Decimal] = attribute(
        number("Low end of that part.", unit="INR crore").marked("capital_acquisition_mark", "capital_acquisition_basis")
    )
    capital_acquisition_high: Field[Decimal] = attribute(
        number("High end of that part.", unit="INR crore").marked("capital_acquisition_mark", "capital_acquisition_basis")
    )
    capital_acquisition_mark: Field[str] = attribute(mark("Mark of that part."))
    capital_acquisition_basis: Field[str] = attribute(text("Where it comes from."))
    committed_traced_crore: Field[Decimal] = attribute(
        number("Payments on listed signed deals, nominal.", unit="INR crore")
        .marked("committed_traced_mark", "committed_traced_basis")
        .valid("fiscal_year")
    )
    committed_traced_mark: Field[str] = attribute(mark("Mark of those payments."))
    committed_traced_basis: Field[str] = attribute(text("Where they come from."))
    committed_untraced_crore: Field[Decimal] = attribute(
        number("Payments on deals that are not listed, nominal.", unit="INR crore")
        .marked("committed_untraced_mark", "committed_untraced_basis")
        .valid("fiscal_year")
    )
    committed_untraced_mark: Field[str] = attribute(mark("Mark of those payments."))
    committed_untraced_basis: Field[str] = attribute(text("Where they come from."))
    committed_total_crore: Field[Decimal] = attribute(
        number("All committed payments, nominal.", unit="INR crore")
        .marked("committed_total_mark", "committed_total_basis")
        .valid("fiscal_year")
    )
    committed_total_mark: Field[str] = attribute(mark("Mark of the sum."))
    committed_total_basis: Field[str] = attribute(text("Where it comes from."))
    available_new_schemes_crore: Field[Decimal] = attribute(
        number("Left for new schemes: acquisition less committed, nominal.", unit="INR crore")
        .marked("available_mark", "available_basis")
        .valid("fiscal_year")
    )
    available_mark: Field[str] = attribute(mark("Mark of what is left."))
    available_basis: Field[str] = attribute(text("Where it comes from."))
    case_share: Field[Decimal] = attribute(
        number("Share of it that the areas of the case may use.", unit="share").marked("case_share_mark", "case_share_basis")
    )
    case_share_mark: Field[str] = attribute(mark("Mark of that share."))
    case_share_basis: Field[str] = attribute(text("Where it comes from."))
    available_case_crore: Field[Decimal] = attribute(
        number("Money of the case, nominal.", unit="INR crore")
        .marked("available_case_mark", "available_case_basis")
        .valid("fiscal_year")
    )
    available_case_mark: Field[str] = attribute(mark("Mark of the case's money."))
    available_case_basis: Field[str] = attribute(text("Where it comes from."))
    deflator: Field[Decimal] = attribute(
        number("Nominal over FY2026-27 rupees.", unit="ratio").marked("deflator_mark", "deflator_basis")
    )
    deflator_mark: Field[str] = attribute(mark("Mark of the deflator."))
    deflator_basis: Field[str] = attribute(text("Where it comes from."))
    available_case_constant_crore: Field[Decimal] = attribute(
        number("Money of the case, FY2026-27 rupees.", unit="INR crore")
        .marked("available_case_constant_mark", "available_case_constant_basis")
        .valid("fiscal_year")
    )
    available_case_constant_mark: Field[str] = attribute(mark("Mark of that money."))
    available_case_constant_basis: Field[str] = attribute(text("Where it comes from."))
