"""The record kind `interruption-rate`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import count, number
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptionRate(Record):
    """Counts, rates and durations of a partner's interruptions (Jeffreys prior, window 1990.0 to 2026.5)."""

    KIND: ClassVar[str] = "interruption-rate"
    TABLE: ClassVar[str] = "partner_risk_summary"
    KEY: ClassVar[tuple[str, ...]] = ("partner",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    n_supplier_or_third_party_events: Field[int] = attribute(
        count("Interruptions caused by the supplier or a third party, any customer.", unit="events")
    )
    n_affecting_IND: Field[int] = attribute(count("Those of them that hit India.", unit="events"))
    n_political: Field[int] = attribute(count("Those with a political cause.", unit="events"))
    n_industrial_or_support: Field[int] = attribute(count("Those with an industrial or support cause.", unit="events"))
    n_buyer_imposed_bans_or_pauses: Field[int] = attribute(count("Bans and pauses imposed by the buyer.", unit="events"))
    events_per_year_any_customer: Field[Decimal] = attribute(number("Events a year, any customer.", unit="1/year"))
    events_per_year_IND: Field[Decimal] = attribute(number("Events a year that hit India.", unit="1/year"))
    posterior_mean_rate_IND: Field[Decimal] = attribute(number("Posterior mean of the yearly rate for India.", unit="1/year"))
    rate_IND_p05: Field[Decimal] = attribute(number("5th percentile of that rate.", unit="1/year"))
    rate_IND_p95: Field[Decimal] = attribute(number("95th percentile of that rate.", unit="1/year"))
    prob_at_least_one_new_event_in_a_year_IND: Field[Decimal] = attribute(
        number("Chance of at least one new event for India within a year.", unit="probability")
    )
    n_completed_with_duration: Field[int] = attribute(count("Ended events of known duration.", unit="events"))
    n_censored_with_duration: Field[int] = attribute(count("Running events of known duration so far.", unit="events"))
    dur_min: Field[Decimal] = attribute(number("Shortest duration.", unit="months"))
    dur_median: Field[Decimal] = attribute(number("Median duration.", unit="months"))
    dur_mean: Field[Decimal] = attribute(number("Mean duration.", unit="months"))
    dur_max: Field[Decimal] = attribute(number("Longest duration.", unit="months"))
    dur_mean_censored_mle: Field[Decimal] = attribute(
        number("Mean duration, running events counted as right-censored.", unit="months")
    )
