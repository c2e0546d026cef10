"""What is held and what is on order, side by side: the systems of which a partner's share is asked.

A holding is a fleet row with pieces, or with an unknown number of them. An order is a signed deal that adds units, is not
finished or cancelled, and is no part of another. Holdings and orders stay apart, so that what holds for one order of a type is
not said of another; none is counted twice unless a delivery since the day of the holding is in both tables' numbers.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word, number, word
from kautilya.tables.marks import mark_of
from kautilya.tables.stages import COMPLETED, SIGNED_OR_LATER, stage_of

COUNTRY = re.compile("[A-Z]{3}")
HELD, ORDERED = "held", "on order"
FLEET = ("system", "area_id", "quantity", "design_origin")
DEAL = ("system", "area_id", "quantity", "delivered_quantity", "buyer_stage", "design_origin", "supplier_country")


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One holding or one order."""

    row: str
    """`fleet:c17` or `deal:c295-56`."""
    name: str
    state: str
    """`held` or `on order`."""
    area: str
    unit: str
    pieces: float | None
    """Pieces held, or not yet delivered; None where unknown."""
    origins: tuple[str, ...]
    """Countries of the design; none where unknown."""
    counterparties: tuple[str, ...]
    """Countries that its deals were signed with; none where no deal is in the record."""
    deals: tuple[str, ...]
    mark: Mark
    claim_ids: tuple[str, ...]


def systems(view: View) -> tuple[System, ...]:
    """Return the holdings, then the orders, in the order of their tables."""
    deals = view.records("deal")
    held = (_holding(view, fleet, deals) for fleet in view.records("fleet").values() if _has_pieces(fleet))
    ordered = (_order(view, deal) for deal in deals.values() if _outstanding(deal))
    return (*held, *ordered)


def countries_of(record: Record, column: str) -> tuple[str, ...]:
    """Return the countries of a cell, a joint design by each of its countries; none where absent, unchosen or no country."""
    told = (known_word(record, column) or "").replace("+", ";").split(";")
    return tuple(dict.fromkeys(code for code in told if COUNTRY.fullmatch(code)))


def listed_in(record: Record, column: str) -> tuple[str, ...]:
    """Return the entries of a cell that holds several; none where it is absent."""
    return tuple(filter(None, (known_word(record, column) or "").split(";")))


def _has_pieces(fleet: Record) -> bool:
    return number(fleet, "quantity") != 0 and known_word(fleet, "system") is not None


def _holding(view: View, fleet: Record, deals: Mapping[str, Record]) -> System:
    own = listed_in(fleet, "deal_id")
    sellers = (country for deal in own if deal in deals for country in countries_of(deals[deal], "supplier_country"))
    claim_ids = claims_of(fleet, FLEET)
    return System(
        row=f"fleet:{fleet.record_id}",
        name=word(fleet, "system"),
        state=HELD,
        area=word(fleet, "area_id"),
        unit=word(fleet, "unit"),
        pieces=number(fleet, "quantity"),
        origins=countries_of(fleet, "design_origin"),
        counterparties=tuple(dict.fromkeys(sellers)),
        deals=own,
        mark=mark_of(view, "fleet", claim_ids),
        claim_ids=claim_ids,
    )


def _outstanding(deal: Record) -> bool:
    stage = stage_of(deal)
    return (
        stage in SIGNED_OR_LATER
        and stage not in COMPLETED
        and word(deal, "adds_units") == "yes"
        and word(deal, "interruption") != "cancelled"
        and known_word(deal, "part_of") is None
        and _left(deal) != 0
    )


def _left(deal: Record) -> float | None:
    """Return the pieces not yet delivered; a deal that is only signed has delivered none."""
    ordered, delivered = number(deal, "quantity"), number(deal, "delivered_quantity")
    if delivered is None and stage_of(deal) == "signed":
        delivered = 0.0
    return None if ordered is None or delivered is None else max(0.0, ordered - delivered)


def _order(view: View, deal: Record) -> System:
    claim_ids = claims_of(deal, DEAL)
    return System(
        row=f"deal:{deal.record_id}",
        name=word(deal, "system", deal.record_id),
        state=ORDERED,
        area=word(deal, "area_id"),
        unit=word(deal, "quantity_unit"),
        pieces=_left(deal),
        origins=countries_of(deal, "design_origin"),
        counterparties=countries_of(deal, "supplier_country"),
        deals=(deal.record_id,),
        mark=mark_of(view, "deal", claim_ids),
        claim_ids=claim_ids,
    )


def claims_of(record: Record, columns: Iterable[str]) -> tuple[str, ...]:
    """Return the claims behind some cells of a record, each once."""
    return tuple(dict.fromkeys(claim_id for column in columns for claim_id in record.cell(column).claim_ids))
