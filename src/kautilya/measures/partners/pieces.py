"""Shares of pieces under contract: within one unit only, for an aircraft and a missile do not add up (CONVENTIONS §5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.scope import EVERYTHING, Scope, window_of
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import word
from kautilya.tables.contracts import contracts
from kautilya.tables.deliveries import Delivery, deliveries
from kautilya.tables.marks import computed, mark_of, weakest
from kautilya.tables.windows import Membership, membership

SHARE = "share of pieces under contract"
ENOUGH = 5
"""Contracts of a unit below which no share is given."""
CELLS = ("quantity", "supplier_country", "buyer_stage")
NAME = "pieces"
ADDS = "adds_units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A signed contract with its pieces."""

    seller: str
    pieces: float
    claim_ids: tuple[str, ...]
    mark: Mark


def pieces(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure each seller's share of the pieces of signed contracts, unit by unit; engines and other parts left out.

    A window keeps the contracts that were certainly signed in it.
    """
    window = window_of(scope, view.as_of)
    by_unit: dict[str, list[Counted]] = {}
    bare: dict[str, int] = {}
    counted = contracts(view).counted
    signed = {one.deal_id for one in counted if not scope.windowed or membership(one.signed, window) is Membership.INSIDE}
    for deal in deliveries(view):
        if deal.deal_id not in signed or word(deal.record, ADDS) != "yes":
            continue
        if deal.quantity is None:
            bare[deal.unit] = bare.get(deal.unit, 0) + 1
        else:
            by_unit.setdefault(deal.unit, []).append(_counted(view, deal, deal.quantity))
    whole = sum(bare.values())
    return Measurement(
        measure=NAME,
        question="What share of the pieces under contract does each seller supply, unit by unit?",
        as_of=str(view.as_of),
        findings=tuple(
            one for unit, found in sorted(by_unit.items()) for one in _shares(view, unit, found, whole, window.label)
        ),
    )


def _counted(view: View, deal: Delivery, quantity: float) -> Counted:
    claim_ids = tuple(claim for column in CELLS for claim in deal.record.cell(column).claim_ids)
    seller = "+".join(deal.counterparty) or "unknown"
    return Counted(seller=seller, pieces=quantity, claim_ids=claim_ids, mark=mark_of(view, "deal", claim_ids))


def _shares(view: View, unit: str, found: Sequence[Counted], bare: int, window: str) -> Iterable[Finding]:
    if len(found) < ENOUGH:
        return
    whole = sum(one.pieces for one in found)
    blank = Finding(
        measure=NAME,
        quantity=SHARE,
        value=None,
        unit="share",
        window=window,
        stage="signed or later",
        coverage=f"{len(found)} signed contracts counted in {unit}; {bare} of all units name no quantity",
        as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )
    for seller, own in _by_seller(found).items():
        count = sum(one.pieces for one in own)
        yield replace(
            blank,
            of={"in": unit, "supplier": seller},
            value=round(count / whole, 4) if whole else None,
            n=len(own),
            mark=computed(weakest(one.mark for one in own)),
            claim_ids=tuple(dict.fromkeys(claim for one in found for claim in one.claim_ids)),
            note=f"{count:,.0f} of {whole:,.0f} {unit}; {len(own)} of {len(found)} contracts",
        )


def _by_seller(found: Iterable[Counted]) -> Mapping[str, list[Counted]]:
    by: dict[str, list[Counted]] = {}
    for one in found:
        by.setdefault(one.seller, []).append(one)
    return dict(sorted(by.items()))
