"""Needs that a partner's live offers could fill, in the order of the need."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kautilya.measures.answered import answered
from kautilya.measures.finding import Finding
from kautilya.measures.needs.needs import AREA_FILL, NEED, needs_and_offers
from kautilya.measures.needs.offered import STATUS
from kautilya.measures.partners.items import Found, Item, Kind, Row, row_of, weigh
from kautilya.measures.partners.levels import level_of_need
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from kautilya.tables.cells import known_word
from kautilya.tables.deliveries import Progress, deliveries
from kautilya.tables.live_offers import LiveOffer, live_offers

CELLS = ("liveness", "liveness_basis", "max_rate_per_year", "first_delivery_years", "earliest_order_fy", "supplier_country")
ALL_LIVE = "all live"
SHORT = re.compile(r"^([\d,]+ of [\d,]+) (.+) short$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What a partner sells or designed, and which deals are finished."""

    partner: str
    offers: Mapping[str, LiveOffer]
    finished: frozenset[str]


def found_in_needs(view: View, partner: str) -> Found:
    """Return the needs that live offers of one partner could fill some of; their figures are those of the measure `needs`."""
    measured = answered(needs_and_offers, view, Scope(partner=partner))
    offers = {offer.offer_id: offer for offer in live_offers(view) if partner in offer.parties}
    needed = {one.of["area"]: one for one in measured.findings if one.quantity == NEED}
    statuses: dict[str, list[Finding]] = {}
    for one in measured.findings:
        if one.quantity == STATUS and one.of["offer"] in offers:
            statuses.setdefault(one.of["area"], []).append(one)
    finished = frozenset(deal.deal_id for deal in deliveries(view) if deal.progress is Progress.COMPLETE)
    filled = (one for one in measured.findings if one.quantity == AREA_FILL and one.of["offers"] == ALL_LIVE and one.value)
    ours = Ours(partner=partner, offers=offers, finished=finished)
    return Found(items=tuple(_item(view, one, needed[one.of["area"]], statuses[one.of["area"]], ours) for one in filled))


def _item(view: View, fill: Finding, need: Finding, statuses: Sequence[Finding], ours: Ours) -> Item:
    firm = any(one.value == "firm" for one in statuses)
    level, level_because = level_of_need(firm=firm)
    weight, weight_because = weigh(Kind.GAP, _number(need) * _number(fill), "weighted need x share that it could fill")
    named = [ours.offers[one.of["offer"]] for one in statuses]
    listed = "; ".join(f"{offer.system} ({_sold(offer, ours)}{offer.liveness}{_case(offer, ours.finished)})" for offer in named)
    short = SHORT.sub(r"\1 short (unit: \2)", (need.note or "").split(";")[0])
    bounds = f"bounds {_percent(fill.low or 0)} to {_percent(fill.high or 0)}"
    return Item(
        kind=Kind.GAP,
        about=f"{need.of['name']} ({need.of['requirement_is']})",
        state=f"{short} by the end of {need.window}; live offers could fill {_percent(_number(fill))} of it "
        f"({bounds}), money not looked at: {listed}",
        level=level,
        level_because=level_because,
        weight=weight,
        weight_because=weight_because,
        mark=fill.mark,
        rows=tuple(_rows(view, named, ours.finished)),
    )


def _sold(offer: LiveOffer, ours: Ours) -> str:
    """Say who sells what is of the partner's design only: it is no offer of the partner."""
    sellers = " and ".join(offer.sellers)
    return "" if ours.partner in offer.sellers else f"its design, sold by {sellers or 'nobody named'}, "


def _case(offer: LiveOffer, finished: frozenset[str]) -> str:
    deal = _deal(offer)
    if deal is None:
        return ""
    return f", after the finished deal {deal}" if deal in finished else f", case {deal}"


def _deal(offer: LiveOffer) -> str | None:
    return None if offer.facts is None else known_word(offer.facts, "deal_id")


def _rows(view: View, offers: Iterable[LiveOffer], finished: frozenset[str]) -> Iterable[Row]:
    for offer in offers:
        yield row_of(view, offer.record, CELLS)
        if offer.facts is not None and _deal(offer) not in finished:
            yield row_of(view, offer.facts, ("system", "status_as_of", "approval_status"))


def _number(finding: Finding) -> float:
    return float(finding.value) if isinstance(finding.value, int | float) else 0.0


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
