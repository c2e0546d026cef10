"""Which live offers belong to a window: those whose state the register certainly last saw in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.scope import Scope
from kautilya.tables.cells import day
from kautilya.tables.live_offers import LiveOffer
from kautilya.tables.windows import Bracket


def _seen(offer: LiveOffer) -> PartialDate | None:
    """Return the day to which the state of an offer is told; None where the register tells none."""
    return None if offer.facts is None else day(offer.facts, "as_of")


def labelled(findings: Iterable[Finding], scope: Scope, needs: Iterable[str]) -> Iterable[Finding]:
    """Yield findings with the window asked for beside their own, where they count offers; a need is that of its year."""
    kept = frozenset(needs)
    for one in findings:
        counts = scope.windowed and one.quantity not in kept and "offer" not in one.of
        yield replace(one, window=f"{one.window}, offers last seen {scope.told}") if counts else one


def seen_within(offer: LiveOffer, scope: Scope) -> bool:
    """Tell whether the state of an offer was certainly last seen in the window asked for; where none is, every one counts."""
    seen = _seen(offer)
    return not scope.windowed or (seen is not None and scope.takes_in(seen.first, seen.last))


def not_seen(offer: LiveOffer, scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    """List a live offer that may have been seen in the window, but was not certainly."""
    seen = _seen(offer)
    bracket = None if seen is None else Bracket(first=seen.first, last=seen.last)
    if not seen_within(offer, scope) and scope.may_hold(bracket, offer.parties):
        reason = "the day to which its state is told does not certainly lie in the window: offers.as_of would tell"
        yield {"list": "live offer of another or unknown day", "area": offer.area_id, "offer": offer.offer_id, "reason": reason}
