"""The signed contracts of the register, each counted once (CONVENTIONS §3, §4).

Counted is a deal whose buyer stage is signed or later, that was not cancelled, and whose value is not already contained in the
value of another signed deal (`part_of`). Notified ceilings and estimates are not contract values and never added to them.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kautilya.core.errors import MissingRateError
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Record, Span
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, day, days, joined, word
from kautilya.tables.exchange import Exchange, exchange
from kautilya.tables.marks import mark_of, weakest
from kautilya.tables.stages import SIGNED_OR_LATER, stage_columns, stage_of
from kautilya.tables.windows import Bracket

DELIVERIES = tuple(
    f"{event}_actual"
    for event in ("first_delivered", "first_handed_over", "first_arrived", "first_in_service", "last_delivered")
)
BEFORE_SIGNATURE = ("need_accepted_on", "sanctioned_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedValue:
    """A contract's signed value in crore rupees of the year of signature (nominal, at that year's mean rate)."""

    point: Decimal | None
    """The only or the chosen value; None where contradicting values are unchosen."""
    low: Decimal
    high: Decimal
    """Smallest and largest value printed in the currency of the point."""
    mark: Mark
    """Of the printed value; and of the rate, where one was needed."""
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One signed contract."""

    deal_id: str
    system: str
    buyer: str | None
    """Country of the buyer; None where the record has none."""
    counterparty: str
    """Country of the supplier; `unknown` where the record has none."""
    origin: str
    """Country of the design; a joint design keeps its own name, such as `IND+RUS`."""
    area: str
    stage: str
    signed: Bracket
    """The days between which it was signed."""
    price: SignedValue | None
    unpriced: str | None
    """Why there is no price."""
    value_basis: str | None
    """How the value is known: `reported`, `stated`; `at sanction`, `computed`, `estimate` are weaker."""
    other_currencies: tuple[tuple[str, Decimal, Decimal], ...]
    """Currency, lowest and highest of the values printed in another currency than the price's; in units of that currency."""
    mark: Mark
    claim_ids: tuple[str, ...]
    """The claims about its stage, day and parties."""

    @property
    def domestic(self) -> bool:
        """Whether it is known to be with a supplier of the buyer's own country."""
        return self.counterparty == self.buyer


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A deal that is not counted."""

    deal_id: str
    stage: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """What is counted, and what is not."""

    counted: tuple[Contract, ...]
    left_out: tuple[LeftOut, ...]


def home_country(view: View) -> str | None:
    """Return the country whose purchases the register records: the buyer of most deals; None without a deal."""
    buyers = Counter(buyer for deal in view.records("deal").values() if (buyer := _word(deal, "buyer")) is not None)
    return buyers.most_common(1)[0][0] if buyers else None


def contracts(view: View) -> Contracts:
    """Return the signed contracts of a view, each once, in the order of its deals."""
    deals = view.records("deal")
    signed = {deal_id for deal_id, deal in deals.items() if _not_signed(deal) is None}
    left_out = tuple(
        LeftOut(deal_id=deal_id, stage=stage_of(deal), reason=reason)
        for deal_id, deal in deals.items()
        if (reason := _not_counted(deal, signed)) is not None
    )
    absent = {deal.deal_id for deal in left_out}
    at = exchange(view)
    return Contracts(
        counted=tuple(_contract(view, deal, at) for deal_id, deal in deals.items() if deal_id not in absent),
        left_out=left_out,
    )


def _not_signed(deal: Record) -> str | None:
    stage = stage_of(deal)
    if stage not in SIGNED_OR_LATER:
        return "no stage known" if stage is None else f"not signed: {stage}"
    return "cancelled" if _word(deal, "interruption") == "cancelled" else None


def _not_counted(deal: Record, signed: Container[str]) -> str | None:
    whole = _word(deal, "part_of")
    if (reason := _not_signed(deal)) is not None:
        return reason
    return None if whole is None or whole not in signed else f"part of {whole}, whose value contains it"


def _contract(view: View, deal: Record, at: Exchange) -> Contract:
    about = dict.fromkeys((*stage_columns(deal), "signed_on", "supplier_country", "design_origin"))
    claim_ids = tuple(claim_id for column in about for claim_id in deal.cell(column).claim_ids)
    value = deal.cell("value_signed")
    price = unpriced = None
    try:
        price = _price(view, deal, at)
    except MissingRateError as problem:
        unpriced = str(problem)
    if value.value is None:
        unpriced = "no signed value found"
    return Contract(
        deal_id=deal.record_id,
        system=word(deal, "system", deal.record_id),
        buyer=_word(deal, "buyer"),
        counterparty=_party(deal.cell("supplier_country")),
        origin=_party(deal.cell("design_origin")),
        area=word(deal, "area_id"),
        stage=stage_of(deal) or UNKNOWN,
        signed=signature(deal, view.as_of.last),
        price=price,
        unpriced=unpriced,
        value_basis=_word(deal, "value_signed_basis"),
        other_currencies=_other_currencies(value),
        mark=mark_of(view, "deal", claim_ids),
        claim_ids=claim_ids,
    )


def signature(deal: Record, as_of: date) -> Bracket:
    """Return the days between which a signed deal was signed.

    Of days that contradicting sources print and nothing chooses between, it may be any. An unknown day lies after the
    acceptance of need and the sanction, and before any actual delivery and the day on which the deal was last seen signed.
    """
    signed_on = days(deal, "signed_on")
    if signed_on:
        return Bracket(first=min(day.first for day in signed_on), last=min(max(day.last for day in signed_on), as_of))
    earlier = [min(day.first for day in known) for column in BEFORE_SIGNATURE if (known := days(deal, column))]
    later = [max(day.last for day in known) for column in (*DELIVERIES, "last_seen_on") if (known := days(deal, column))]
    return Bracket(first=max(earlier, default=None), last=min((*later, as_of)))


def _price(view: View, deal: Record, at: Exchange) -> SignedValue | None:
    value = deal.cell("value_signed")
    if value.value is None:
        return None
    rate = at.price(value.unit, day(deal, "value_signed_year"))
    printed = _span(value)
    return SignedValue(
        point=None if value.point is None else rate.in_crore(value.point),
        low=rate.in_crore(min(printed)),
        high=rate.in_crore(max(printed)),
        mark=weakest((mark_of(view, "deal", value.claim_ids[:1]), rate.mark)),
        claim_ids=(*value.claim_ids, *deal.cell("value_signed_year").claim_ids, *rate.claim_ids),
    )


def _span(value: Field[Decimal]) -> Sequence[Decimal]:
    """Return all values printed in the unit of the field's own; the field has a value."""
    within = dict(value.spans).get(value.unit)
    if within is not None:
        return within.values
    return () if value.point is None else (value.point,)


def _other_currencies(value: Field[Decimal]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    return tuple((unit or UNKNOWN, span.low, span.high) for unit, span in value.spans if unit != value.unit)


def _party(cell: Field[object]) -> str:
    """Return a country code, or the joined codes of several under their own name."""
    if isinstance(cell.value, Span):
        return " or ".join(joined(value) for value in cell.value.values)
    return UNKNOWN if cell.value is None else joined(cell.value)


def _word(deal: Record, column: str) -> str | None:
    return word(deal, column, "") or None
