"""What is known of each live offer, one finding a property."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kautilya.measures.finding import Finding, Scalar
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word, word
from kautilya.tables.estimates import basis_stated, estimate, mark_stated
from kautilya.tables.live_offers import LiveOffer
from kautilya.tables.marks import mark_of

STATUS = "status of the offer"
OBSTACLE = "obstacle"
PRICE = "price of one"
LEAD = "first delivery after the order"
CONTENT = "indigenous content"
TRANSFER = "technology transfer"
MAINTENANCE = "maintenance in the country"
APPROVAL = "approval needed from"
ROUTE = "way of buying"
NUMBERS = {
    PRICE: ("unit_cost_crore", "INR crore"),
    LEAD: ("first_delivery_years", "years"),
    CONTENT: ("indigenous_content_pct", "percent"),
}
"""Quantity to column and unit."""
WORDS = {MAINTENANCE: "in_country_mro", APPROVAL: "export_approval_from", ROUTE: "route"}
IN_WORDS = "in words"
AUTHORS_RANGE = "range of its author or sources"
SHORT = frozenset({STATUS, PRICE, LEAD, APPROVAL})
"""What a short table shows of the offers of one partner."""

Transfers = Mapping[str, Sequence[Record]]
"""Rows of technology transfer by deal."""


def transfers_by_deal(view: View) -> Transfers:
    """Gather the rows of technology transfer under the deals that they name."""
    found: dict[str, list[Record]] = {}
    for record in view.records("technology-transfer").values():
        for deal_id in (known_word(record, "deal_id") or "").split(";"):
            found.setdefault(deal_id, []).append(record)
    found.pop("", None)
    return found


def transfers_of(offer: LiveOffer, transfers: Transfers) -> tuple[Record, ...]:
    """Return the rows of technology transfer of the deals that an offer names."""
    named = "" if offer.facts is None else known_word(offer.facts, "deal_id") or ""
    return tuple(row for deal_id in named.split(";") for row in transfers.get(deal_id, ()))


def offer_findings(view: View, measure: str, offer: LiveOffer, transfers: Transfers, *, headline: bool) -> Iterable[Finding]:
    """Yield what is known of one live offer; what is absent yields nothing (CONVENTIONS §7)."""
    blank = Finding(
        measure=measure,
        quantity=STATUS,
        of={
            "area": offer.area_id,
            "offer": offer.offer_id,
            "system": offer.system,
            "seller": "+".join(offer.sellers) or "unknown",
            "design": "+".join(offer.designers) or "unknown",
        },
        value=None,
        unit=IN_WORDS,
        window=str(view.as_of),
        as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )
    found = (_status(offer, blank), _obstacle(view, offer, blank), *_numbers(offer, blank), *_words(offer, blank))
    told = (*found, *_transfer(view, offer, transfers, blank))
    return (replace(one, headline=headline and one.quantity in SHORT) for one in told if one is not None and one.claim_ids)


def _status(offer: LiveOffer, blank: Finding) -> Finding:
    cells = [offer.record.cell(column) for column in ("liveness", "liveness_basis")]
    return replace(
        blank,
        value=offer.liveness,
        note=known_word(offer.record, "liveness_basis"),
        claim_ids=tuple(claim_id for cell in cells for claim_id in cell.claim_ids),
    )


def _obstacle(view: View, offer: LiveOffer, blank: Finding) -> Finding | None:
    """Say what is reported to stand in the way: how an approval stands, remarks of the case."""
    told: list[tuple[str, tuple[str, ...]]] = []
    mark = Mark.SOURCED
    if offer.facts is not None and (text := known_word(offer.facts, "approval_status")):
        claim_ids = offer.facts.cell("approval_status").claim_ids
        told.append((text, claim_ids))
        mark = mark_of(view, "offer", claim_ids)
    if text := known_word(offer.record, "notes"):
        told.append((text, offer.record.cell("notes").claim_ids))
        mark = Mark.DERIVED
    if not told:
        return None
    return replace(
        blank,
        quantity=OBSTACLE,
        value="; ".join(text for text, _ in told),
        mark=mark,
        claim_ids=tuple(claim_id for _, claim_ids in told for claim_id in claim_ids),
    )


def _numbers(offer: LiveOffer, blank: Finding) -> Iterable[Finding]:
    for quantity, (column, unit) in NUMBERS.items():
        given = estimate(offer.record, column)
        if given is not None:
            yield replace(
                blank,
                quantity=quantity,
                value=given.value,
                low=given.low if given.ranged else None,
                high=given.high if given.ranged else None,
                range_is=AUTHORS_RANGE if given.ranged else None,
                unit=unit,
                mark=given.mark,
                claim_ids=given.claim_ids,
                note=f"basis: {given.basis}" if given.basis else None,
            )


def _words(offer: LiveOffer, blank: Finding) -> Iterable[Finding]:
    for quantity, column in WORDS.items():
        marked = quantity != ROUTE
        yield replace(
            blank,
            quantity=quantity,
            value=known_word(offer.record, column),
            mark=mark_stated(offer.record, column) if marked else Mark.DERIVED,
            claim_ids=offer.record.cell(column).claim_ids,
            note=basis_stated(offer.record, column) or None,
        )


def _transfer(view: View, offer: LiveOffer, transfers: Transfers, blank: Finding) -> Iterable[Finding]:
    """Yield the rows of technology transfer of the deals that the offer names: each with its depth and what is withheld."""
    for record in transfers_of(offer, transfers):
        withheld = known_word(record, "withheld_or_denied")
        columns = ("depth", "system", "withheld_or_denied", "status_as_printed")
        claim_ids = tuple(claim_id for column in columns for claim_id in record.cell(column).claim_ids)
        if claim_ids:
            yield replace(
                blank,
                quantity=TRANSFER,
                of={**blank.of, "row": record.record_id, "of": word(record, "system", "")},
                value=word(record, "depth"),
                mark=mark_of(view, "technology-transfer", claim_ids),
                claim_ids=claim_ids,
                note="; ".join(filter(None, (known_word(record, "status_as_printed"), withheld and f"withheld: {withheld}"))),
            )


def left_out(view: View, partner: str | None) -> Iterable[Mapping[str, Scalar]]:
    """List the offers of the register that the case leaves out, those of one partner only where one is asked about."""
    for offer_id, record in view.records("case-exclusion").items():
        offer = view.records("offer").get(offer_id)
        parties = "" if offer is None else f"{word(offer, 'supplier_country', '')};{word(offer, 'design_origin', '')}"
        if partner is None or partner in parties.replace("+", ";").split(";"):
            yield {
                "list": "offer left out of the case",
                "area": word(record, "capability_area", ""),
                "offer": offer_id,
                "partner": None if offer is None else word(offer, "supplier_country"),
                "reason": word(record, "reason", "no reason given"),
            }
