"""The record kind `lead-time`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import area, country, day, number, reference, term, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime(Record):
    """Months between two named stages of a deal, as an interval from the precision of both dates; pairs are never pooled."""

    KIND: ClassVar[str] = "lead-time"
    TABLE: ClassVar[str] = "lead_times"
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, checked=None)

    deal_id: Field[str] = attribute(reference("deal", "The deal."))
    pair: Field[str] = attribute(term("lead_times.pair", "The two stages in one word each."))
    from_stage: Field[str] = attribute(term("lead_times.from_stage", "Stage at which the time begins."))
    to_stage: Field[str] = attribute(term("lead_times.to_stage", "Stage at which the time ends."))
    aspect: Field[str] = attribute(
        term("lead_times.aspect", "Whether the end is actual, planned, or a slip against the original plan.")
    )
    from_date: Field[PartialDate] = attribute(day("Day of the first stage."))
    to_date: Field[PartialDate] = attribute(day("Day of the second stage; blank while it has not been found."))
    min_months: Field[Decimal] = attribute(
        number(
            "Shortest time that the two dates allow; for an open case the time to the data date.", unit="months", signed=True
        )
    )
    min_months_last_seen: Field[Decimal] = attribute(
        number("Cautious bound of an open case: time to the day on which it was last seen.", unit="months")
    )
    max_months: Field[Decimal] = attribute(
        number("Longest time that the two dates allow; blank for an open case.", unit="months", signed=True)
    )
    censoring: Field[str] = attribute(
        term("lead_times.censoring", "Whether the time is an event, an interval or open (right-censored).")
    )
    censored_on: Field[PartialDate] = attribute(day("Day on which an open case was last asked for."))
    last_seen_on: Field[PartialDate] = attribute(day("Last day on which a source tells of the deal."))
    basis: Field[str] = attribute(text("Why the time is planned, open or only bounded."))
    supplier_country: Field[str] = attribute(country("Counterparty of the deal."))
    design_origin: Field[str] = attribute(country("Design origin of the deal."))
    area_id: Field[str] = attribute(area("Capability area of the deal."))
    route: Field[str] = attribute(term("deals.route", "Way of buying of the deal."))
