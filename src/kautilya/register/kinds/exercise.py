"""The record kind `exercise`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, count, countries, country, day, flag, term, terms, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Record):
    """An edition or phase of a joint exercise."""

    KIND: ClassVar[str] = "exercise"
    TABLE: ClassVar[str] = "exercises"

    event_id: Field[str] = attribute(text("Event that the phases belong to; counts are of distinct events."))
    series: Field[str] = attribute(text("Series of exercises; compare years within fixed series only."))
    edition: Field[int] = attribute(count("Number within the series.").computed("edition_basis", "inferred"))
    edition_basis: Field[str] = attribute(term("exercises.edition_basis", "Whether the number is stated or inferred."))
    phase: Field[int] = attribute(count("Number of the phase."))
    year: Field[PartialDate] = attribute(day("Year in which it was held."))
    start: Field[PartialDate] = attribute(day("First day."))
    end: Field[PartialDate] = attribute(day("Last day."))
    place: Field[str] = attribute(text("Where."))
    host: Field[str] = attribute(country("Country in which it was held."))
    participants: Field[tuple[str, ...]] = attribute(countries("Who took part."))
    n_countries: Field[int] = attribute(count("How many countries took part.", unit="countries"))
    observers: Field[tuple[str, ...]] = attribute(countries("Who observed."))
    participants_complete: Field[str] = attribute(
        flag("Whether the list of participants is complete.", vocabulary="exercises.participants_complete")
    )
    service: Field[tuple[str, ...]] = attribute(terms("services", "Indian services that took part."))
    domains: Field[tuple[str, ...]] = attribute(terms("domains", "Domains that were exercised."))
    personnel_ind: Field[int] = attribute(count("Indian personnel.", unit="people"))
    personnel_partner: Field[int] = attribute(count("Personnel of the partner.", unit="people"))
    personnel_total: Field[int] = attribute(count("Personnel of all.", unit="people"))
    held: Field[str] = attribute(
        term("exercises.held", "Whether it took place, or is only known from a page older than itself.").state("start")
    )
    held_basis: Field[str] = attribute(text("How that is known."))
    assets: Field[str] = attribute(text("Units, ships and aircraft that took part."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
