"""The record kind `emergency`."""

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
    flag,
    number,
    past,
    reference,
    term,
    terms,
    text,
    texts,
)
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency(Record):
    """An emergency round (rules), aggregate, item or audit record; only rows that count in totals are summed."""

    KIND: ClassVar[str] = "emergency"
    TABLE: ClassVar[str] = "emergency"

    round: Field[tuple[str, ...]] = attribute(texts("Emergency rounds that the row belongs to."))
    row_kind: Field[str] = attribute(term("emergency.row_kind", "What the row is."))
    area_id: Field[str] = attribute(area("Capability area of the item."))
    part_of: Field[str] = attribute(reference("emergency", "Aggregate row that contains this one."))
    superseded_by: Field[str] = attribute(reference("emergency", "Row that replaces this one."))
    deal_id: Field[str] = attribute(reference("deal", "Deal that the item is also listed as."))
    counts_in_totals: Field[str] = attribute(flag("Whether totals count it.", vocabulary="emergency.counts_in_totals"))
    trigger: Field[str] = attribute(text("What set the round off."))
    approved_date: Field[PartialDate] = attribute(past("When the powers were given."))
    approved_by: Field[str] = attribute(text("Who gave them."))
    per_contract_ceiling_inr: Field[Decimal] = attribute(number("Largest contract allowed.", unit="INR"))
    conclude_within_days: Field[int] = attribute(count("Days within which contracts had to be signed.", unit="days"))
    contract_deadline_first: Field[PartialDate] = attribute(day("First deadline for signatures."))
    contract_deadline_latest: Field[PartialDate] = attribute(day("Last extended deadline for signatures."))
    delivery_within_months: Field[int] = attribute(count("Months within which delivery had to follow.", unit="months"))
    delivery_deadline: Field[PartialDate] = attribute(day("Deadline for deliveries."))
    outlay_inr: Field[Decimal] = attribute(number("Money set aside.", unit="INR"))
    contracts_signed: Field[int] = attribute(count("Contracts signed.", unit="contracts"))
    contracts_qualifier: Field[str] = attribute(term("emergency.contracts_qualifier", "How exactly their number is known."))
    total_value_signed_inr: Field[Decimal] = attribute(number("Value of the contracts signed.", unit="INR"))
    item: Field[str] = attribute(text("What was bought."))
    quantity: Field[int] = attribute(count("Pieces bought.", unit="pieces"))
    vendor: Field[str] = attribute(text("Who sold it."))
    vendor_country: Field[tuple[str, ...]] = attribute(countries("Countries of the sellers."))
    design_origin: Field[str] = attribute(country("Country whose design it is, where it is not the seller's."))
    service: Field[tuple[str, ...]] = attribute(terms("services", "Services that it is for."))
    contract_signed: Field[PartialDate] = attribute(past("When the contract was signed."))
    first_delivered_on: Field[PartialDate] = attribute(past("First delivery."))
    last_delivered_on: Field[PartialDate] = attribute(past("Last delivery."))
    delivered: Field[str] = attribute(
        term("emergency.delivered", "Whether it was delivered; unknown is the rule, not the exception.")
    )
    on_time_pct: Field[Decimal] = attribute(number("Share of audited contracts delivered on time.", unit="percent"))
    late_pct: Field[Decimal] = attribute(number("Share of audited contracts delivered late.", unit="percent"))
    open_pct: Field[Decimal] = attribute(number("Share of audited contracts still open.", unit="percent"))
    sample: Field[str] = attribute(text("What the audit looked at."))
    status_text: Field[str] = attribute(text("Status in the words of the source."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
