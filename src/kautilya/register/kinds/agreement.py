"""The record kind `agreement`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, count, countries, day, flag, past, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """An agreement, arrangement or mechanism between states."""

    KIND: ClassVar[str] = "agreement"
    TABLE: ClassVar[str] = "agreements"

    title: Field[str] = attribute(text("Its name."))
    parties: Field[tuple[str, ...]] = attribute(countries("Who is bound."))
    type: Field[str] = attribute(term("agreements.type", "What kind of agreement it is."))
    signed: Field[PartialDate] = attribute(past("When it was signed or set up."))
    duration_years: Field[int] = attribute(count("How long it runs.", unit="years"))
    ends: Field[PartialDate] = attribute(day("When it ends."))
    status: Field[str] = attribute(term("agreements.status", "Whether it is in force."))
    subject: Field[str] = attribute(text("What it is about."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    type_as_printed: Field[str] = attribute(text("Type in the words of the source."))
    status_as_printed: Field[str] = attribute(text("Status in the words of the source."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
