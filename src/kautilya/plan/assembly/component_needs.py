"""Which foreign component families the offers of a case need, from the rows of dependence."""

from collections.abc import Iterator, Mapping

from kautilya.measures.reliance.attached import Nodes
from kautilya.plan.case import Case, Offer
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.on_request import ComponentLimit, OfferComponent, UncountedComponent
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word
from kautilya.tables.marks import weakest
from kautilya.tables.reliance.components import Component, components
from kautilya.tables.reliance.systems import System, listed_in

OFFERED = "offered"
BASIS = "asked for: cap on component families"
THERE = "yes"
"""Word of the record for a substitute that is there."""


def component_limit(view: View, case: Case, cap: float) -> ComponentLimit:
    """Return a cap on what rests on one foreign component family, with what each offer of the case needs.

    A row of `depends_on` counts where it holds on the day of the view, its component comes from abroad alone and no substitute
    is there today. Rows are matched to offers as they are to holdings and orders (`measures.reliance.attached`): by deal and
    name; a need that was matched by a guess is assumed. What bears on no offer is listed with its reason.

    Args:
        view: The register as known on the case's day.
        cap: Largest share of the order money in a window, 0..1; it is the user's assumption.
    """
    among = Nodes.of(_as_system(offer, view) for offer in case.offers)
    needs: list[OfferComponent] = []
    uncounted: list[UncountedComponent] = []
    for one in components(view):
        why, found = _why_not(one, case.home), tuple(_needs(one, among))
        if why is None and found:
            needs += found
        else:
            reason = "no offer of the case has that name or deal" if not found else str(why)
            uncounted.append(UncountedComponent(row=one.row, system=one.system, family=_family(one), reason=reason))
    given = Coefficient(value=cap, low=None, high=None, mark=Mark.ASSUMED, weakest=Mark.ASSUMED, basis=BASIS, rests_on=(),
                        claim_ids=())  # fmt: skip
    return ComponentLimit(cap=given, needs=tuple(needs), uncounted=tuple(uncounted))


def _as_system(offer: Offer, view: View) -> System:
    """Return an offer as a system that rows can be matched to."""
    return System(
        row=offer.id, name=offer.system, state=OFFERED, area=offer.area_id, unit="", pieces=None, origins=offer.design_origins,
        counterparties=(offer.counterparty,), deals=_deals(view.records("case-offer"), view.records("offer"), offer.id),
        mark=Mark.SOURCED, claim_ids=(),
    )  # fmt: skip


def _deals(live: Mapping[str, Record], facts: Mapping[str, Record], offer_id: str) -> tuple[str, ...]:
    known = live.get(offer_id)
    fact = None if known is None else facts.get(known_word(known, "facts_offer_id") or "")
    return () if fact is None else listed_in(fact, "deal_id")


def _family(one: Component) -> str:
    return one.family or one.name or one.component


def _why_not(one: Component, home: str) -> str | None:
    """Say why a row does not count; None where it does."""
    if one.over is not None:
        return one.over
    if not one.suppliers:
        return "no supplier country is told"
    if home in one.suppliers:
        return "made at home"
    return f"a substitute is there: {one.substitute_name or 'not named'}" if one.substitute == THERE else None


def _needs(one: Component, among: Nodes) -> Iterator[OfferComponent]:
    for place in among.attached(one.system, one.deals):
        mark = one.mark if place.sure else weakest((one.mark, Mark.ASSUMED))
        for system in place.node.systems:
            yield OfferComponent(
                offer_id=system.row, family=_family(one), suppliers=one.suppliers, mark=mark, matched=place.how, row=one.row,
                claim_ids=one.claim_ids,
            )  # fmt: skip
