"""The record kind `interruption`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, countries, country, day, flag, number, past, references, term, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption(Record):
    """A reported interruption, delay, refusal or ban of supply."""

    KIND: ClassVar[str] = "interruption"
    TABLE: ClassVar[str] = "partner_risk"
    PROVENANCE: ClassVar[Provenance] = Provenance(known_on=None)

    partner: Field[str] = attribute(country("Country of the supply."))
    affected_customer: Field[tuple[str, ...]] = attribute(countries("Who was affected."))
    what_interrupted: Field[str] = attribute(text("What was interrupted."))
    kind: Field[str] = attribute(term("partner_risk.kind", "What kind of interruption it was."))
    initiator: Field[str] = attribute(term("partner_risk.initiator", "Who caused it."))
    date_start: Field[PartialDate] = attribute(past("When it began."))
    date_end: Field[PartialDate] = attribute(past("When it ended; blank for everything still running."))
    date_end_last: Field[PartialDate] = attribute(past("When it ended for the last piece, where that is later."))
    last_seen_on: Field[PartialDate] = attribute(past("Last day on which a source tells of it."))
    observed_months: Field[Decimal] = attribute(
        number("How long it lasted, or has lasted so far.", unit="months")
        .computed("magnitude_basis", "derived")
        .state("last_seen_on")
    )
    announced_slip_months: Field[Decimal] = attribute(
        number("Delay that was announced and has not yet been seen.", unit="months")
    )
    magnitude_basis: Field[str] = attribute(text("How the months are known."))
    censored: Field[str] = attribute(
        flag("Whether it was still running when last seen.", vocabulary="partner_risk.censored").state("last_seen_on")
    )
    counts_in_base_rate: Field[str] = attribute(
        flag("Whether the partner's rate counts it.", vocabulary="partner_risk.counts_in_base_rate")
    )
    deal_id: Field[tuple[str, ...]] = attribute(references("deal", "Deals that it hit."))
    as_of: Field[PartialDate] = attribute(day("Day that the row describes."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
