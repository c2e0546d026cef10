"""The record kind `world-share`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, count, country, day, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldShare(Record):
    """A recipient's share of world arms imports as SIPRI or the press printed it."""

    KIND: ClassVar[str] = "world-share"
    TABLE: ClassVar[str] = "supplier_shares_world"

    recipient: Field[str] = attribute(country("Who imports."))
    window_start: Field[PartialDate] = attribute(day("First year of the window."))
    window_end: Field[PartialDate] = attribute(day("Last year of the window."))
    share_of_world_imports_pct: Field[Decimal] = attribute(
        number("The share printed.", unit="percent").valid("window_start", "window_end")
    )
    change_vs_previous_window_pct: Field[Decimal] = attribute(
        number("Change of the volume against the window before.", unit="percent", signed=True)
    )
    rank: Field[int] = attribute(count("Rank among importers.").valid("window_start", "window_end"))
    unit: Field[str] = attribute(term("units", "What is shared out (SIPRI TIV: a unit of volume, not money)."))
    edition: Field[PartialDate] = attribute(day("Year of the edition that printed it."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
