"""The record kind `supplier-share`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, country, day, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierShare(Record):
    """A supplier's share of a recipient's arms imports as one SIPRI edition or the press printed it."""

    KIND: ClassVar[str] = "supplier-share"
    TABLE: ClassVar[str] = "supplier_shares"

    recipient: Field[str] = attribute(country("Who imports."))
    window_start: Field[PartialDate] = attribute(day("First year of the window."))
    window_end: Field[PartialDate] = attribute(day("Last year of the window."))
    supplier_country: Field[str] = attribute(country("Who supplies."))
    share_pct: Field[Decimal] = attribute(number("The share printed.", unit="percent").valid("window_start", "window_end"))
    unit: Field[str] = attribute(term("units", "What is shared out (SIPRI TIV: a unit of volume, not money)."))
    denominator: Field[str] = attribute(text("What the share is of."))
    edition: Field[PartialDate] = attribute(day("Year of the edition that printed it; later editions revise history."))
    vintage: Field[str] = attribute(
        term("supplier_shares.vintage", "Whether this edition printed the window first or restated it.")
    )
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
