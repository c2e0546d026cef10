"""Which orders of an earlier plan have become contracts of the record that the new case holds already.

A row of the record that offers something can name a deal. Where that deal was signed after the earlier plan's day, and the new
case counts it among its signed deals, in the holding of the offer's area, and the earlier one did not, then an order of the
plan for that offer would count twice. All of that must hold, and no other offer may name the deal; what looks like it, but is
not quite so, is a near match: it is told and decides nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kautilya.core.periods import PartialDate
from kautilya.plan.case import Case, SignedDeal
from kautilya.plan.since import Matched, NearMatch
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import days, known_word, number
from kautilya.tables.reliance.systems import listed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A deal of the record that an offer's row names."""

    offer_id: str
    deal_id: str
    signed_on: tuple[PartialDate, ...]
    """All days that sources print; none where it is not known to be signed."""
    units: float | None
    """As the record counts them; None where it does not say."""
    claim_ids: tuple[str, ...]
    """Of the offer's deal, the day of signature and the units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """What is a match, and what only looks like one."""

    matched: tuple[Matched, ...] = ()
    near: tuple[NearMatch, ...] = ()


def contracts(view: View, case: Case) -> tuple[Contract, ...]:
    """Return the deals that the offers of a case name in the register."""
    live, facts, deals = view.records("case-offer"), view.records("offer"), view.records("deal")
    found = []
    for offer in case.offers:
        fact = _fact(live, facts, offer.id)
        for deal_id in () if fact is None else listed_in(fact, "deal_id"):
            if fact is not None and (deal := deals.get(deal_id)) is not None:
                cells = (fact.cell("deal_id"), deal.cell("signed_on"), deal.cell("quantity"))
                found.append(
                    Contract(
                        offer_id=offer.id, deal_id=deal_id, signed_on=days(deal, "signed_on"), units=number(deal, "quantity"),
                        claim_ids=tuple(dict.fromkeys(claim for cell in cells for claim in cell.claim_ids)),
                    )
                )  # fmt: skip
    return tuple(found)


def _fact(live: Mapping[str, Record], facts: Mapping[str, Record], offer_id: str) -> Record | None:
    known = live.get(offer_id)
    return None if known is None else facts.get(known_word(known, "facts_offer_id") or "")


def matches(case: Case, before: Case, ordered: Collection[str], named: Sequence[Contract]) -> Contracts:
    """Return which offers that an earlier plan ordered are contracts that the new case holds, and which only look so.

    Args:
        before: The earlier plan's case.
        ordered: Offers of which the plan has orders in the years that are signed.
        named: What `contracts` reads off the register; none where it is not at hand.
    """
    matched: list[Matched] = []
    near: list[NearMatch] = []
    for offer in case.offers:
        if offer.id not in ordered:
            continue
        mine = [one for one in named if one.offer_id == offer.id]
        for one in mine:
            why = _why_not(one, case, before, named)
            if why is None:
                matched.append(_matched(one))
            elif one.signed_on or _signed(case, one.deal_id) is not None:
                near.append(NearMatch(offer_id=offer.id, deal_id=one.deal_id, why=why, stands=_stands(one, case, before)))
        near += _alike(offer.id, {one.deal_id for one in mine}, case, before)
    return Contracts(matched=tuple(matched), near=tuple(near))


def _why_not(one: Contract, case: Case, before: Case, named: Sequence[Contract]) -> str | None:
    """Say why a deal that an offer names is no match; None where it is one."""
    signed = _signed(case, one.deal_id)
    others = sorted({other.offer_id for other in named if other.deal_id == one.deal_id} - {one.offer_id})
    told = ", ".join(map(str, one.signed_on)) or "on no known day"
    if signed is None:
        return f"signed {told}, and not among the signed deals of this case"
    if _signed(before, one.deal_id) is not None:
        return "already among the signed deals of the earlier case"
    if others:
        return f"the rows of {', '.join(others)} name it too, so it cannot be told which of them was signed"
    planned = PartialDate.parse(before.as_of)
    if not one.signed_on or not all(planned.certainly_before(day) for day in one.signed_on):
        return f"signed {told}, which is not certainly after the earlier plan's day, {before.as_of}"
    if signed.area_id != case.offer(one.offer_id).area_id:
        return f"signed {told}; this case pays for it and counts its deliveries in {signed.area_id or 'no area'}"
    return None


def _stands(one: Contract, case: Case, before: Case) -> bool:
    """Tell whether the earlier plan knew the same of a deal: both cases have it, or neither, and it was signed before."""
    among = {_signed(of, one.deal_id) is not None for of in (case, before)}
    if True in among:
        return len(among) == 1
    return bool(one.signed_on) and all(day.certainly_before(PartialDate.parse(before.as_of)) for day in one.signed_on)


def _matched(one: Contract) -> Matched:
    told = ", ".join(map(str, one.signed_on))
    evidence = f"the offer's row names the deal, signed {told}; this case has it in the area's holding, the earlier one had not"
    return Matched(
        offer_id=one.offer_id, deal_id=one.deal_id, signed_on=told, units=one.units, evidence=evidence, claim_ids=one.claim_ids
    )  # fmt: skip


def _alike(offer_id: str, named: Collection[str], case: Case, before: Case) -> Iterator[NearMatch]:
    """Yield the deals that are new among the signed ones and of the offer's area, without a row that ties them to it."""
    offer = case.offer(offer_id)
    for deal in case.signed:
        if deal.deal_id not in named and deal.area_id == offer.area_id and _signed(before, deal.deal_id) is None:
            by = "the same counterparty" if deal.supplier == offer.counterparty else f"another counterparty, {deal.supplier}"
            why = f"newly signed in the same area with {by} ({deal.system}); no row of the record ties it to the offer"
            yield NearMatch(offer_id=offer_id, deal_id=deal.deal_id, why=why)


def _signed(case: Case, deal_id: str) -> SignedDeal | None:
    return next((deal for deal in case.signed if deal.deal_id == deal_id), None)
