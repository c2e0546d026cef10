"""The record kind `exchange-rate`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import count, number
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate(Record):
    """The mean rate of a currency over a period."""

    KIND: ClassVar[str] = "exchange-rate"
    TABLE: ClassVar[str] = "case/exchange_rates"
    KEY: ClassVar[tuple[str, ...]] = ("currency", "period")
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source="source", says=None, known_on=None, confidence=None, checked=None)

    inr_per_unit: Field[Decimal] = attribute(
        number("Rupees for one unit of the currency.", unit="INR").positive().valid("period").average("period")
    )
    days: Field[int] = attribute(count("Days that the mean is taken over.", unit="days").average("period"))
