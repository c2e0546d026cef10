"""The record kind `shock`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, countries, day, flag, number, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock(Record):
    """A tariff, sanction, crisis or war that bears on supply."""

    KIND: ClassVar[str] = "shock"
    TABLE: ClassVar[str] = "shocks"

    name: Field[str] = attribute(text("Its name."))
    kind: Field[str] = attribute(term("shocks.kind", "What kind of shock it is."))
    start: Field[PartialDate] = attribute(day("When it began."))
    end: Field[PartialDate] = attribute(day("When it ended; blank while it runs or where the end was not found."))
    actors: Field[tuple[str, ...]] = attribute(countries("Who is involved."))
    counts_as_shock: Field[str] = attribute(
        flag("Whether it is counted: rows that repeat another table are not.", vocabulary="shocks.counts_as_shock")
    )
    same_as_table: Field[str] = attribute(text("Table that also lists it."))
    same_as_id: Field[str] = attribute(text("Its row there."))
    sequence_id: Field[str] = attribute(text("Sequence of which it is a step (the tariffs of 2025-26 are one)."))
    rate_pp: Field[Decimal] = attribute(number("Tariff rate or change.", unit="percentage points"))
    magnitude: Field[str] = attribute(text("How large it was."))
    detail: Field[str] = attribute(text("What happened."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    kind_as_printed: Field[str] = attribute(text("Kind in the words of the source."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
