"""Shares of signed contracts by number and by money, by counterparty and by design origin."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from kautilya.core.interval import Interval
from kautilya.core.shares import concentration, effective_suppliers
from kautilya.measures.boxes import Amount, concentration_within, share_bounds, share_points, too_many_vary
from kautilya.measures.finding import Finding
from kautilya.register.claim import Mark
from kautilya.tables.contracts import Contract
from kautilya.tables.marks import computed, weakest
from kautilya.tables.windows import Membership, Window, membership

STAGE = "signed or later"
NUMBER, MONEY = "number", "money"
PARTY: Mapping[str, Callable[[Contract], str]] = {
    "counterparty": lambda contract: contract.counterparty,
    "design origin": lambda contract: contract.origin,
}
HEADLINE_SHARE = 0.05
"""Parties below this share of the whole record's money are in the findings but not in the short table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The contracts of one window, seen by one kind of party and one unit."""

    by: str
    counted_in: str
    """`number` or `money`."""
    window: Window
    inside: tuple[Contract, ...]
    """Certainly signed within the window; in money, those with a price."""
    possibly: tuple[Contract, ...]
    """Signed on days of which only some lie within the window."""
    unpriced: int
    """Contracts certainly within the window that have no price; 0 in number."""


def cuts(contracts: Sequence[Contract], window: Window) -> Iterable[Cut]:
    """Yield the four cuts of a window: counterparty and design origin, in number and in money."""
    within = {kind: tuple(c for c in contracts if membership(c.signed, window) is kind) for kind in Membership}
    inside, possibly = within[Membership.INSIDE], within[Membership.POSSIBLY]
    for by in PARTY:
        yield Cut(by=by, counted_in=NUMBER, window=window, inside=inside, possibly=possibly, unpriced=0)
        priced = tuple(contract for contract in inside if contract.price is not None)
        maybe = tuple(contract for contract in possibly if contract.price is not None)
        left = len(inside) - len(priced)
        yield Cut(by=by, counted_in=MONEY, window=window, inside=priced, possibly=maybe, unpriced=left)


def shares_of(cut: Cut, blank: Finding, *, headline: bool) -> Iterable[Finding]:
    """Yield each party's share, largest first, and the concentration; nothing where the window holds no contract."""
    parties = _parties(cut)
    amounts = {party: _amount(cut, party) for party in parties}
    points = share_points(amounts)
    if not cut.inside or (points is None and fsum(amount.low for amount in amounts.values()) <= 0):
        return
    common = replace(
        blank,
        window=cut.window.label,
        stage=STAGE,
        unit="share",
        coverage=_coverage(cut),
        range_is=range_is(cut.counted_in, cut.possibly),
    )
    of = {"by": cut.by, "in": cut.counted_in}
    for party in sorted(parties, key=lambda name: (-amounts[name].low, name)):
        share = None if points is None else points[party]
        yield replace(
            _party_share(cut, party, amounts, replace(common, of={**of, "supplier": party})),
            value=_round(share),
            headline=headline and cut.counted_in == MONEY and (share or 0) >= HEADLINE_SHARE,
        )
    yield from _concentrations(cut, amounts, replace(common, of=of, headline=headline))


def _party_share(cut: Cut, party: str, amounts: Mapping[str, Amount], common: Finding) -> Finding:
    own = [contract for contract in cut.inside if PARTY[cut.by](contract) == party]
    either = [contract for contract in (*cut.inside, *cut.possibly) if PARTY[cut.by](contract) == party]
    bounds = share_bounds(amounts, party)
    spent = amounts[party].point
    crore = f"{spent:,.0f} crore of {_total(amounts):,.0f}" if cut.counted_in == MONEY and spent is not None else None
    return _with_bounds(
        replace(
            common,
            quantity=f"share of signed contracts by {cut.counted_in}",
            n=len(own),
            mark=_mark(cut, either),
            claim_ids=_claims(cut, either),
            note="; ".join(filter(None, (f"{len(own)} of {len(cut.inside)} contracts", crore))),
        ),
        bounds,
    )


def _concentrations(cut: Cut, amounts: Mapping[str, Amount], common: Finding) -> Iterable[Finding]:
    known = {name: amount.point for name, amount in amounts.items() if amount.point is not None}
    hhi = concentration(known.values()) if len(known) == len(amounts) and fsum(known.values()) > 0 else None
    bounds = concentration_within(amounts.values())
    found = replace(
        common,
        n=len(cut.inside),
        mark=_mark(cut, cut.inside),
        claim_ids=_claims(cut, cut.inside),
        unit="HHI, 0..1",
        note=too_many_vary(amounts.values()),
    )
    name = f"concentration of signed contracts by {cut.counted_in}"
    yield _with_bounds(replace(found, quantity=f"{name} (HHI)", value=_round(hhi)), bounds)
    yield _with_bounds(
        replace(
            found,
            quantity=f"{name} (effective suppliers)",
            unit="equal suppliers",
            value=None if hhi is None else round(effective_suppliers(hhi), 2),
        ),
        None if bounds is None else Interval(low=1 / bounds.high, high=1 / bounds.low),
        digits=2,
    )


def _parties(cut: Cut) -> tuple[str, ...]:
    return tuple(dict.fromkeys(PARTY[cut.by](contract) for contract in (*cut.inside, *cut.possibly)))


def _amount(cut: Cut, party: str) -> Amount:
    own = [contract for contract in cut.inside if PARTY[cut.by](contract) == party]
    maybe = [contract for contract in cut.possibly if PARTY[cut.by](contract) == party]
    return amount_of(own, maybe, cut.counted_in)


def amount_of(inside: Sequence[Contract], possibly: Sequence[Contract], counted_in: str) -> Amount:
    """Return how many contracts, or how many crore rupees, there are; contracts without a price add no money.

    Args:
        inside: Contracts that certainly count.
        possibly: Contracts that count at most.
        counted_in: `number` or `money`.
    """
    if counted_in == NUMBER:
        return Amount(point=float(len(inside)), low=float(len(inside)), high=float(len(inside) + len(possibly)))
    prices = [contract.price for contract in inside if contract.price is not None]
    points = [float(price.point) for price in prices if price.point is not None]
    return Amount(
        point=fsum(points) if len(points) == len(prices) else None,
        low=fsum(float(price.low) for price in prices),
        high=fsum(float(contract.price.high) for contract in (*inside, *possibly) if contract.price is not None),
    )


def _total(amounts: Mapping[str, Amount]) -> float:
    return fsum(amount.point or 0.0 for amount in amounts.values())


def _with_bounds(finding: Finding, bounds: Interval | None, digits: int = 4) -> Finding:
    """Give a finding its bounds, where they say more than the point."""
    if bounds is None or bounds.high - bounds.low < 0.5 * 10**-digits:
        return replace(finding, range_is=None)
    return replace(finding, low=round(bounds.low, digits), high=round(bounds.high, digits))


def range_is(counted_in: str, possibly: Sequence[Contract]) -> str:
    """Return what widens the range of an amount or share."""
    causes = ["lowest and highest printed value in the currency of the chosen one"] if counted_in == MONEY else []
    if possibly:
        causes.append("contracts possibly signed within the window left out or taken in")
    return "bounds: " + ", ".join(causes)


def _coverage(cut: Cut) -> str:
    total = len(cut.inside) + cut.unpriced
    text = (
        f"{len(cut.inside)} listed contracts with a price of {total} listed" if cut.counted_in == MONEY else f"{total} listed"
    )
    return f"{text}; {len(cut.possibly)} more possibly within the window; contracts not in the record are missing"


def _mark(cut: Cut, contracts: Sequence[Contract]) -> Mark:
    prices = [contract.price.mark for contract in contracts if cut.counted_in == MONEY and contract.price is not None]
    return computed(weakest((Mark.DERIVED, *(contract.mark for contract in contracts), *prices)))


def _claims(cut: Cut, contracts: Iterable[Contract]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            claim_id
            for contract in contracts
            for claim_id in (
                *contract.claim_ids,
                *(contract.price.claim_ids if cut.counted_in == MONEY and contract.price is not None else ()),
            )
        )
    )


def _round(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
