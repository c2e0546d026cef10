"""The record kind `support`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import address, countries, country, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Record):
    """A support contract, a place of deep maintenance or one printed serviceability figure; figures differ in kind."""

    KIND: ClassVar[str] = "support"
    TABLE: ClassVar[str] = "spares_support"

    fleet: Field[str] = attribute(text("Fleet that is supported."))
    fleet_origin: Field[tuple[str, ...]] = attribute(countries("Country of its design."))
    support_origin: Field[tuple[str, ...]] = attribute(countries("Where the support comes from."))
    support_via: Field[str] = attribute(country("Country through which it comes."))
    deep_maintenance_where: Field[str] = attribute(text("Where deep maintenance is done."))
    support_contract: Field[str] = attribute(text("The contract."))
    contract_type: Field[str] = attribute(text("What kind of contract it is."))
    value_amount: Field[Decimal] = attribute(number("Its value.", unit_from="value_currency"))
    value_low: Field[Decimal] = attribute(number("Low end of its value.", unit_from="value_currency"))
    value_high: Field[Decimal] = attribute(number("High end of its value.", unit_from="value_currency"))
    value_currency: Field[str] = attribute(term("currencies", "Currency of the value."))
    serviceability_as_printed: Field[str] = attribute(text("Serviceability in the words of the source."))
    serv_low_pct: Field[Decimal] = attribute(number("Low end of the share of the fleet that was serviceable.", unit="percent"))
    serv_high_pct: Field[Decimal] = attribute(
        number("High end of the share of the fleet that was serviceable.", unit="percent")
    )
    norm_pct: Field[Decimal] = attribute(number("Serviceability that is required.", unit="percent"))
    period: Field[str] = attribute(text("Period that the row describes, in the words of the source."))
    effect_or_stock: Field[str] = attribute(text("Effect of missing support, or stock held."))
    basis: Field[str] = attribute(
        term("spares_support.basis", "Whether the page was read for this row or the row carried over from another table.")
    )
    carried_from: Field[str] = attribute(text("Row that it was carried from."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
