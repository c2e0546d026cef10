"""The record kind `engagement`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, count, countries, country, day, flag, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement(Record):
    """A high-level contact between two or more parties."""

    KIND: ClassVar[str] = "engagement"
    TABLE: ClassVar[str] = "engagements"

    visit_id: Field[str] = attribute(text("Visit that the contact belongs to; tempo counts distinct visits."))
    start: Field[PartialDate] = attribute(day("First day."))
    end: Field[PartialDate] = attribute(day("Last day, where it is another."))
    parties: Field[tuple[str, ...]] = attribute(countries("Who met."))
    level: Field[str] = attribute(term("engagements.level", "The lower of the levels of the two sides."))
    contact_kind: Field[str] = attribute(term("engagements.contact_kind", "What kind of contact it was."))
    series: Field[str] = attribute(text("Series of meetings that it belongs to."))
    edition: Field[int] = attribute(count("Number within the series."))
    place: Field[str] = attribute(text("Where."))
    host: Field[str] = attribute(country("Country in which it took place."))
    topic: Field[str] = attribute(text("What it was about."))
    held: Field[str] = attribute(
        term("engagements.held", "Whether it took place, or is only known from a page older than itself.").state("start")
    )
    held_basis: Field[str] = attribute(text("How that is known."))
    counts_in_tempo: Field[str] = attribute(flag("Whether tempo counts it.", vocabulary="engagements.counts_in_tempo"))
    why_not_counted: Field[str] = attribute(text("Why tempo does not count it."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
