"""Which origins a crisis touches: those that the user names, or all; and what the record says of it.

A crisis is a year in which the home country's own need surges. Where it is regional, it stops and delays only what comes from
the origins that it touches.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from kautilya.plan.case import Case
from kautilya.plan.uncertainty.record import CRISIS, RecordModel, crisis
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, known_word
from kautilya.tables.reliance.systems import listed_in

WAR = "war diversion"
"""Kind of an interruption whose source names a war."""
YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crises:
    """What is asked of crises."""

    factor: float
    """How many times likelier interruptions and long slips are in one; 1 leaves them apart."""
    origins: tuple[str, ...] = ()
    """The design origins that they touch; none named: all."""


def with_crises(model: RecordModel, asked: Crises) -> RecordModel:
    """Return a model in which crises make interruptions and long slips likelier, of all origins or of those that are named."""
    others = tuple(fit for fit in model.fits if fit.id.partition("/")[0] != CRISIS)
    return replace(model, fits=(*others, *(crisis(asked.factor, origin) for origin in asked.origins or (None,))))


def unknown_origins(case: Case, named: Collection[str]) -> list[str]:
    """Return those of some countries that are no foreign design origin of a case."""
    return sorted({*named} - {origin.country for origin in case.origins})


def factor_of(model: RecordModel, countries: Collection[str]) -> float:
    """Return the factor of what comes from some design origins together: the largest that touches one of them."""
    fits = [model.of(CRISIS, country) for country in countries] + [model.of(CRISIS, "all")]
    return max((fit.scale for fit in fits if fit is not None), default=1.0)


def told_by_the_record(view: View, case: Case) -> str:
    """Say which origins the record names in crises of the home country, and in wars that stopped its deliveries."""
    origins = {origin.country for origin in case.origins}
    crises = {row: {*listed_in(record, "actors")} for row, record in view.records("shock").items() if _is_crisis(record)}
    of_home = {row: actors for row, actors in crises.items() if case.home in actors}
    naming = [f"{row}: {', '.join(sorted(actors & origins))}" for row, actors in of_home.items() if actors & origins]
    stopped = [record for record in view.records("interruption").values() if _by_war(record, case.home)]
    wars = Counter(known_word(record, "partner") or UNKNOWN for record in stopped)
    hit = ", ".join(f"{country} {count}" for country, count in sorted(wars.items())) or "none"
    return (
        f"Crises touch all origins unless --crisis-origin names some: of {len(of_home)} crises of {case.home} in the record "
        f"{len(naming)} name a design origin of the case as an actor ({'; '.join(naming) or 'no row'}), which is no count of "
        f"what they stopped. Interruptions of {case.home} by wars ({hit}) count in the rates of their origins."
    )


def _is_crisis(record: Record) -> bool:
    return known_word(record, "kind") == CRISIS and known_word(record, "counts_as_shock") == YES


def _by_war(record: Record, home: str) -> bool:
    counts = known_word(record, "kind") == WAR and known_word(record, "counts_in_base_rate") == YES
    return counts and home in re.split(r"[+;]", known_word(record, "affected_customer") or "")
