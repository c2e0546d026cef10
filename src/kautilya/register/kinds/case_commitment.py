"""The record kind `case-commitment`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import count, country, mark, number, term, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCommitment(Record):
    """What one signed contract delivers and costs in one fiscal year."""

    KIND: ClassVar[str] = "case-commitment"
    TABLE: ClassVar[str] = "case/commitments_on_order"
    KEY: ClassVar[tuple[str, ...]] = ("deal_id", "fiscal_year")
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    system: Field[str] = attribute(text("What was bought."))
    supplier_country: Field[str] = attribute(country("Counterparty."))
    design_origin: Field[str] = attribute(country("Country of its design."))
    contract_value_crore: Field[Decimal] = attribute(
        number("Value of the contract.", unit="INR crore").marked("contract_value_mark", "contract_value_basis")
    )
    contract_value_mark: Field[str] = attribute(mark("Mark of the value."))
    contract_value_basis: Field[str] = attribute(text("Where it comes from."))
    remaining_quantity: Field[int] = attribute(
        count("Pieces still to come on 31 March 2026.", unit_from="quantity_unit").marked("remaining_quantity_mark")
    )
    remaining_quantity_mark: Field[str] = attribute(mark("Mark of that number."))
    quantity_unit: Field[str] = attribute(term("units", "What is counted."))
    expected_delivery: Field[int] = attribute(
        count("Pieces expected in the year.", unit_from="quantity_unit")
        .marked("expected_delivery_mark", "expected_delivery_basis")
        .valid("fiscal_year")
    )
    expected_delivery_mark: Field[str] = attribute(mark("Mark of that number."))
    expected_delivery_basis: Field[str] = attribute(text("Where it comes from."))
    delivery_end_mark: Field[str] = attribute(mark("Mark of the end of deliveries."))
    delivery_end_basis: Field[str] = attribute(text("Where that end comes from."))
    payment_crore: Field[Decimal] = attribute(
        number("Payment due in the year, nominal.", unit="INR crore")
        .marked("payment_mark", "payment_basis")
        .valid("fiscal_year")
    )
    payment_mark: Field[str] = attribute(mark("Mark of the payment."))
    payment_basis: Field[str] = attribute(text("Where it comes from."))
