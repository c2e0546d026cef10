"""What is needed most, and who offers it? Each gap beside every partner's live offers, sorted by need and not by seller."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.needs.blanks import blanks
from kautilya.measures.needs.blanks import listed as research_list
from kautilya.measures.needs.filling import Filled, Supply, by_area, filled, lacks, only, order_month, weighted
from kautilya.measures.needs.offered import Transfers, left_out, offer_findings, transfers_by_deal, transfers_of
from kautilya.measures.needs.seen import labelled, not_seen, seen_within
from kautilya.measures.needs.weighing import Need, needs, unweighed
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.live_offers import LiveOffer, live_offers
from kautilya.tables.marks import computed, weakest

MEASURE = "needs"
QUESTION = "What is needed most, who offers it, and how much of the need could each partner fill?"
NEED = "weighted need"
SHARE = "share of the whole weighted need"
COUNT = "live offers"
AREA_FILL = "share of the area's gap that live offers could fill"
FILL = "share of the weighted need that live offers could fill"
ONLY = "share of the weighted need that nobody else's live offers could fill"
LEFT = "share of the weighted need that no live offer could fill"
UNIT = "weight x share of the largest requirement"
REQUIREMENT_RANGE = "low and high end of the case's requirement, at the given weight"
FILL_RANGE = "bounds: the largest single offer of each area at its slow end, to all offers at their fast ends"
ONLY_RANGE = "bounds: its offers at their slow ends against the others' at their fast ones, and the reverse"
LINKED = "live offers with a row of technology transfer"
LIVENESS = ("firm", "open", "weak")
BY: Mapping[str, Callable[[LiveOffer], tuple[str, ...]]] = {
    "seller": lambda offer: offer.sellers,
    "design": lambda offer: offer.designers,
}
"""Whose offer it is: of who signs the contract, or of whose design it is (CONVENTIONS §4)."""
NOTES = (
    "Need = weight x shortfall when the last stated year ends / the area's largest requirement (CONVENTIONS §10).",
    "The weight is an input of the case and its author's choice, not a finding; one weight for all areas is a choice too.",
    "Where only an additional or a replacement buy is published, nothing counts as held: such a need is 1 by construction.",
    "So compare needs within one kind of requirement (`requirement_is`); equal needs stand in the order of their ids.",
    "An offer is counted as if it were ordered as soon as it can be and delivered at its rate; money is not looked at.",
    "Units of overlapping offers are counted up to the gap and no further; shares of partners overlap and do not add up.",
    "Several bids for one programme bring no more than the winner: the low end counts the largest offer of each area only.",
    "A joint design counts in full under each of its countries.",
    "A leased system counts although it leaves when the lease ends.",
    "Which blank matters: values that turn a line within their own range, one at a time; the largest stake stands first.",
    "Blank is not found: no row of technology transfer is not a refusal of one.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The needed areas and what live offers could bring to them."""

    needs: tuple[Need, ...]
    whole: float
    """The sum of all weighted needs: the denominator, whoever is asked about."""
    supplies: Mapping[str, tuple[Supply, ...]]
    """By area."""
    offers: tuple[LiveOffer, ...]
    blank: Finding

    def of(self, holds: Callable[[LiveOffer], bool]) -> Callable[[Need], tuple[Supply, ...]]:
        """Return how to find the supplies of an area whose offer meets a condition."""
        return lambda need: tuple(one for one in self.supplies[need.area_id] if holds(one.offer))


def needs_and_offers(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure the weighted need of each area, its live offers one by one, and what of the need partners could fill.

    A partner narrows the offers (those that it sells, and those of its design); a window those whose state the register
    certainly last saw in it. The whole need stays the denominator.
    """
    found = needs(view)
    every = live_offers(view)
    offers = tuple(offer for offer in every if seen_within(offer, scope))
    month = order_month(view)
    asked = Asked(
        needs=found,
        whole=sum(need.value for need in found),
        supplies={} if month is None else by_area(found, offers, month),
        offers=offers,
        blank=_blank(view, found),
    )
    mine = tuple(offer for offer in offers if scope.partner in {None, *offer.parties})
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(labelled(_findings(view, asked, mine, scope.partner), scope, (NEED, SHARE))),
        listed=(
            *_listed(view, asked, mine, scope),
            *(research_list(blanks(found, offers, mine, month)) if month is not None and not scope.windowed else ()),
            *(row for offer in every for row in not_seen(offer, scope)),
        ),
        notes=NOTES,
    )


def _blank(view: View, found: Sequence[Need]) -> Finding:
    return Finding(
        measure=MEASURE,
        quantity=NEED,
        value=None,
        unit="share",
        window=found[0].year if found else str(view.as_of),
        coverage=f"{len(found)} areas of the planning case; live offers as the case lists them",
        as_of=str(view.as_of),
        mark=Mark.ASSUMED,
    )


def _findings(view: View, asked: Asked, mine: Sequence[LiveOffer], partner: str | None) -> Iterable[Finding]:
    yield from _of_areas(asked, mine)
    if asked.supplies and asked.whole:
        yield from _of_partners(asked, partner)
        if partner is None and any(asked.supplies.values()):
            yield _left(asked)
        yield from _of_areas_filled(asked, mine)
    transfers = transfers_by_deal(view)
    yield from _linked(asked, mine, transfers)
    rank = {need.area_id: place for place, need in enumerate(asked.needs)}
    for offer in sorted(mine, key=lambda offer: rank.get(offer.area_id, len(rank))):
        yield from offer_findings(view, MEASURE, offer, transfers, headline=partner is not None)


def _linked(asked: Asked, mine: Sequence[LiveOffer], transfers: Transfers) -> Iterable[Finding]:
    """Yield how many live offers have a row of technology transfer at all: the coverage of what is said of it."""
    rows = [row for offer in mine for row in transfers_of(offer, transfers)]
    if rows:
        yield replace(
            asked.blank,
            quantity=LINKED,
            window=asked.blank.as_of,
            value=sum(bool(transfers_of(offer, transfers)) for offer in mine),
            unit="offers",
            n=len(mine),
            mark=Mark.DERIVED,
            coverage="rows that name a deal of the offer; of the others nothing is known",
            claim_ids=tuple(dict.fromkeys(claim_id for row in rows for claim_id in row.cell("deal_id").claim_ids)),
        )


def _of_areas(asked: Asked, mine: Sequence[LiveOffer]) -> Iterable[Finding]:
    """Yield the need of each area, the most needed first, its share of the whole, and how many live offers there are."""
    by_area: dict[str, list[LiveOffer]] = {}
    for offer in mine:
        by_area.setdefault(offer.area_id, []).append(offer)
    for need in asked.needs:
        blank = replace(asked.blank, of=_of(need), mark=need.mark, claim_ids=need.claim_ids)
        yield replace(
            blank,
            value=need.value,
            low=need.low,
            high=need.high,
            range_is=None if need.low is None else REQUIREMENT_RANGE,
            unit=UNIT,
            note=_reason(need),
            headline=True,
        )
        if asked.whole:
            yield replace(blank, quantity=SHARE, value=need.value / asked.whole)
        for liveness in LIVENESS:
            some = [offer for offer in by_area.get(need.area_id, ()) if offer.liveness == liveness]
            claim_ids = tuple(one for offer in some for one in offer.record.cell("liveness").claim_ids)
            of = {**blank.of, "status": liveness}
            if some:
                known = replace(blank, quantity=COUNT, of=of, window=blank.as_of, unit="offers", claim_ids=claim_ids)
                yield replace(known, value=len(some), n=len(some))


def _reason(need: Need) -> str:
    given = need.weight.given
    short = f"{need.short:,.0f} of {need.largest:,.0f} {need.unit} short"
    return f"{short}; weight {given.value:g} ({given.basis}, {given.mark} by {need.weight.author}: {need.weight.reason})"


def _of(need: Need) -> Mapping[str, str]:
    return {"area": need.area_id, "name": need.name, "requirement_is": need.requirement_is}


def _of_areas_filled(asked: Asked, mine: Sequence[LiveOffer]) -> Iterable[Finding]:
    """Yield what the offers asked about could fill of each gap: the firm ones, and all live ones."""
    chosen = {offer.offer_id for offer in mine}
    for need in asked.needs:
        for status, counted in (("firm", ("firm",)), ("all live", LIVENESS)):
            supplies = [
                one for one in asked.supplies[need.area_id] if one.offer.offer_id in chosen and one.offer.liveness in counted
            ]
            if supplies and need.short:
                units = filled(need, supplies)
                yield replace(
                    asked.blank,
                    quantity=AREA_FILL,
                    of={**_of(need), "offers": status},
                    value=units.value / need.short,
                    low=units.low / need.short,
                    high=units.high / need.short,
                    range_is=FILL_RANGE,
                    n=len(supplies),
                    mark=_mark(asked.needs, [one.offer for one in supplies]),
                    claim_ids=_claims([need], [one.offer for one in supplies]),
                )


def _of_partners(asked: Asked, partner: str | None) -> Iterable[Finding]:
    """Yield what each partner alone could fill, and what only it could, by seller and by design."""
    for by, countries in BY.items():
        named = sorted({country for offer in asked.offers for country in countries(offer)})
        shares = [_of_partner(asked, by, country) for country in named if partner in (None, country)]
        for pair in sorted(shares, key=lambda pair: (-_value(pair[0]), pair[0].of["partner"])):
            yield from pair


def _of_partner(asked: Asked, by: str, country: str) -> tuple[Finding, ...]:
    own = asked.of(lambda offer: country in BY[by](offer))
    others = asked.of(lambda offer: country not in BY[by](offer))
    offers = [one.offer for need in asked.needs for one in own(need)]
    blank = replace(
        asked.blank,
        of={"by": by, "partner": country},
        n=len(offers),
        mark=_mark(asked.needs, offers),
        claim_ids=_claims(asked.needs, offers),
        headline=True,
    )
    alone = weighted(asked.needs, lambda need: filled(need, own(need)), asked.whole)
    firm = asked.of(lambda offer: country in BY[by](offer) and offer.liveness == "firm")
    sure = weighted(asked.needs, lambda need: filled(need, firm(need)), asked.whole)
    alone_only = weighted(asked.needs, lambda need: only(need, own(need), others(need)), asked.whole)
    return (
        _ranged(replace(blank, quantity=FILL, of={**blank.of, "offers": "all live"}), alone, FILL_RANGE),
        _ranged(replace(blank, quantity=FILL, of={**blank.of, "offers": "firm"}, headline=False), sure, FILL_RANGE),
        _ranged(replace(blank, quantity=ONLY, headline=False), alone_only, ONLY_RANGE),
    )


def _left(asked: Asked) -> Finding:
    every = weighted(asked.needs, lambda need: filled(need, asked.supplies[need.area_id]), asked.whole)
    left = Filled(value=1 - every.value, low=max(0.0, 1 - every.high), high=1 - every.low)
    offers = [one.offer for supplies in asked.supplies.values() for one in supplies]
    claim_ids = _claims(asked.needs, offers)
    blank = replace(asked.blank, quantity=LEFT, n=len(offers), mark=_mark(asked.needs, offers), claim_ids=claim_ids)
    return _ranged(replace(blank, headline=True), left, FILL_RANGE)


def _ranged(blank: Finding, share: Filled, range_is: str) -> Finding:
    return replace(blank, value=share.value, low=share.low, high=share.high, range_is=range_is)


def _mark(found: Iterable[Need], offers: Iterable[LiveOffer]) -> Mark:
    rates = [given.mark for offer in offers for given in (offer.rate, offer.lead_years, offer.order_year) if given]
    return computed(weakest([Mark.SOURCED, *(need.mark for need in found), *rates]))


def _claims(found: Iterable[Need], offers: Iterable[LiveOffer]) -> tuple[str, ...]:
    of_needs = [claim_id for need in found for claim_id in need.claim_ids]
    of_offers = [
        claim_id
        for offer in offers
        for given in (offer.rate, offer.lead_years, offer.order_year, offer.most)
        if given is not None
        for claim_id in given.claim_ids
    ]
    return tuple(dict.fromkeys((*of_needs, *of_offers)))


def _value(finding: Finding) -> float:
    return float(finding.value) if isinstance(finding.value, int | float) else 0.0


def _listed(view: View, asked: Asked, mine: Sequence[LiveOffer], scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    offered = {offer.area_id for offer in mine}
    partner = scope.partner
    whose = "no partner has a live offer" if partner is None else f"{partner} has no live offer"
    whose += " of a day in the window" if scope.windowed else ""
    for need in asked.needs:
        if need.short and need.area_id not in offered:
            row: dict[str, Scalar] = {
                "list": "gap without a live offer",
                "area": need.area_id,
                "name": need.name,
                "need": round(need.value, 3),
            }
            yield {**row, "reason": f"{whose} in the case: a row of case/offers_live would show one"}
    for offer in mine:
        if columns := lacks(offer):
            row = {"list": "live offer that cannot be counted", "area": offer.area_id, "offer": offer.offer_id}
            yield {**row, "reason": f"needs {', '.join(columns)} in case/offers_live"}
    if asked.needs and not asked.supplies:
        row = {"list": "shares not computed", "area": "all"}
        yield {**row, "reason": "needs the month in which orders are placed (parameter P27, `month 6`)"}
    yield from unweighed(view, asked.needs)
    yield from left_out(view, partner)
