"""The live offers of the planning case as typed rows, each beside the offer of the register that it comes from."""

import re
from dataclasses import dataclass

from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word, word
from kautilya.tables.estimates import Estimate, estimate

SEPARATORS = re.compile(r"[;+]")
"""`IND;FRA` are two countries; `IND+FRA` is a joint design, and counts in full under both."""
NOBODY = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOffer:
    """A system that a plan could order on the day of the view."""

    offer_id: str
    area_id: str
    """Area of the planning case."""
    system: str
    liveness: str
    """`firm` (need accepted, tendered or notified), `open` (in development or talks) or `weak` (only named)."""
    sellers: tuple[str, ...]
    """Counterparties, as ISO 3166-1 alpha-3 codes (CONVENTIONS §4)."""
    designers: tuple[str, ...]
    """Design origins; a joint design has several."""
    rate: Estimate | None
    """Area units delivered a year at most."""
    lead_years: Estimate | None
    """Years from order to first delivery."""
    order_year: Estimate | None
    """Year in which the first fiscal year begins in which it can be ordered."""
    most: Estimate | None
    """Most ordered units in all; None where nothing limits them."""
    units_per_order: Estimate | None
    """Area units that one ordered unit brings."""
    record: Record
    """Its row of the case."""
    facts: Record | None
    """The offer of the register behind it; None for one that only the case has."""

    @property
    def parties(self) -> frozenset[str]:
        """Sellers and designers."""
        return frozenset((*self.sellers, *self.designers))


def live_offers(view: View) -> tuple[LiveOffer, ...]:
    """Return the offers that the case calls live, in its order."""
    facts = view.records("offer")
    return tuple(
        _offer(record, facts.get(word(record, "facts_offer_id", ""))) for record in view.records("case-offer").values()
    )


def countries_of(text: str | None) -> tuple[str, ...]:
    """Return the countries of a cell, each once; none for a blank or `none`."""
    parts = (part.strip() for part in SEPARATORS.split(text or ""))
    return tuple(dict.fromkeys(part for part in parts if part and part != NOBODY))


def _offer(record: Record, facts: Record | None) -> LiveOffer:
    return LiveOffer(
        offer_id=record.record_id,
        area_id=word(record, "area_id"),
        system=word(record, "system"),
        liveness=word(record, "liveness"),
        sellers=countries_of(known_word(record, "supplier_country")),
        designers=countries_of(known_word(record, "design_origin")),
        rate=estimate(record, "max_rate_per_year"),
        lead_years=estimate(record, "first_delivery_years"),
        order_year=estimate(record, "earliest_order_fy"),
        most=estimate(record, "max_quantity"),
        units_per_order=estimate(record, "units_per_order_unit"),
        record=record,
        facts=facts,
    )
