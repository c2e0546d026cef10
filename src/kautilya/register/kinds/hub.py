"""The record kind `hub`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, flag, number, past, term, text, texts
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub(Record):
    """A site of maintenance, repair or production."""

    KIND: ClassVar[str] = "hub"
    TABLE: ClassVar[str] = "hubs"

    name: Field[str] = attribute(text("Its name."))
    place: Field[str] = attribute(text("Town, or the country where no town is known."))
    state: Field[str] = attribute(text("Indian state."))
    lat: Field[Decimal] = attribute(
        number("Latitude of the town (GeoNames, CC BY 4.0), not of the site.", unit="degrees", signed=True)
    )
    lon: Field[Decimal] = attribute(
        number("Longitude of the town (GeoNames, CC BY 4.0), not of the site.", unit="degrees", signed=True)
    )
    platforms: Field[tuple[str, ...]] = attribute(texts("Systems that it works on."))
    partners: Field[tuple[str, ...]] = attribute(texts("Firms and services behind it."))
    kind: Field[str] = attribute(term("hubs.kind", "What is done there."))
    status: Field[str] = attribute(term("hubs.status", "How far it has come.").state("date"))
    date: Field[PartialDate] = attribute(past("Day that the status describes."))
    detail: Field[str] = attribute(text("What is known about it."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    status_as_printed: Field[str] = attribute(text("Status in the words of the source.").state("date"))
    note: Field[str] = attribute(text("Remarks of the compiler."))
