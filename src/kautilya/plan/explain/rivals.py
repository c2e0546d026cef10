"""Why one offer and not another: what the exchange costs, and how far price, lead time or risk must move to flip it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kautilya.core.interval import Interval
from kautilya.plan.case import Case, Offer
from kautilya.plan.explain.alternatives import units_of
from kautilya.plan.explain.bracketing import Bracket, Verdict, bisected, over_grid
from kautilya.plan.explain.loosening import valued, with_offers
from kautilya.plan.explain.restrictions import ordered
from kautilya.plan.explain.result import Flip, Why
from kautilya.plan.explain.searching import Search, better_of, decisions, difference, optimum
from kautilya.plan.result import Plan

PROBES = 5
"""Searches for each price, unless told otherwise."""
DEARER, CHEAPER = 4.0, 0.25
"""Factors on a price up to which a flip is looked for."""
COMPARED = 4
"""Searches before anything is moved: with and without either offer."""
YEARS = (1.0, 2.0, 3.0)
"""Years by which a lead time is moved: whole ones, so that orders arrive in the same month of their year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    case: Case
    chosen: str
    rival: str
    again: Search
    known: list[Plan]
    """Plans of the case itself; those that are found join them."""

    def optimum(self, case: Case, *, chosen: bool, rival: bool) -> Interval | None:
        """Return the optimum of the plans that have or have not either offer; None where there is none.

        The search begins with the best such plan of the case that is known, where one is.
        """
        also = (ordered(self.chosen, wanted=chosen), ordered(self.rival, wanted=rival))
        start = min((one for one in self.known if self._has(one) == (chosen, rival)), key=_value, default=None)
        found = self.again(case, also) if start is None else self.again(case, also, start)
        if found is None:
            return None
        if case == self.case:
            found = better_of(found, start)
            self.known.append(decisions(found))
        return optimum(found)

    def _has(self, plan: Plan) -> tuple[bool, bool]:
        units = units_of(plan)
        return units.get(self.chosen, 0) > 0, units.get(self.rival, 0) > 0


def why(
    case: Case, plan: Plan, chosen: str, rival: str, again: Search, *, probes: int = PROBES, known: Sequence[Plan] = ()
) -> Why:
    """Compare the best plan with one offer and without the other with the best plan the other way round.

    A flip is certain where the bound of the one lies above the value of the other; between the two nobody can tell from these
    searches, and the interval says so. The price of an offer moves only the plans that have it, so only that side is planned
    again. Prices are bisected: dearer never helps. Lead times and risk are probed in steps and the first step that flips is
    told: a later delivery can happen to fall behind an interruption, so a flip need not be the only one.

    Args:
        probes: Searches for each price.
        known: Plans of the case that were found before; a search begins with the best of its kind among them.

    Raises:
        KeyError: The case has no such offer.
    """
    given = (case.offer(chosen), case.offer(rival))
    pair = _Pair(case=case, chosen=chosen, rival=rival, again=again, known=[plan, *known])
    units = units_of(plan)
    alone = pair.optimum(case, chosen=True, rival=False)
    instead = pair.optimum(case, chosen=False, rival=True)
    flips = () if alone is None or instead is None else _flips(pair, given, alone, instead, probes)
    return Why(
        chosen=chosen, rival=rival, units=units.get(chosen, 0), rival_units=units.get(rival, 0), alone=alone, instead=instead,
        both=pair.optimum(case, chosen=True, rival=True), neither=pair.optimum(case, chosen=False, rival=False),
        costs=None if alone is None or instead is None else difference(instead, alone), flips=flips,
    )  # fmt: skip


def at_most(case: Case, chosen: str, rival: str, *, probes: int = PROBES) -> int:
    """Return how many searches a comparison can take; those end it earlier that show a flip.

    Raises:
        KeyError: The case has no such offer.
    """
    sides = ((case.offer(chosen), True), (case.offer(rival), False))
    grids = (
        (*_leads(offer, later=is_chosen), *_risks(offer, 1 - offer.approval_probability.value, more=is_chosen))
        for offer, is_chosen in sides
    )
    return COMPARED + len(sides) * probes + sum(len(grid) for grid in grids)


def _value(plan: Plan) -> float:
    return plan.objective.total


def _flips(pair: _Pair, given: tuple[Offer, Offer], alone: Interval, instead: Interval, probes: int) -> tuple[Flip, ...]:
    if _verdict(alone, instead) is Verdict.FLIPPED:
        return ()
    sides = (
        _Side(pair=pair, offer=given[0], is_chosen=True, other=instead),
        _Side(pair=pair, offer=given[1], is_chosen=False, other=alone),
    )
    return tuple(flip for side in sides for flip in _of_side(side, probes))


def _of_side(side: "_Side", probes: int) -> Iterator[Flip]:
    furthest = DEARER if side.is_chosen else CHEAPER
    yield side.flip("price", 1.0, furthest, bisected(1.0, furthest, side.probe(_priced), probes))
    leads = _leads(side.offer, later=side.is_chosen)
    if leads:
        yield side.flip("lead", 0.0, leads[-1], over_grid(0.0, leads, side.probe(_led)))
    now = 1 - side.offer.approval_probability.value
    risks = _risks(side.offer, now, more=side.is_chosen)
    if risks:
        yield side.flip("risk", now, risks[-1], over_grid(now, risks, side.probe(_risky)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The offer of a pair that is changed; the best plan with the other one stays what it is."""

    pair: _Pair
    offer: Offer
    is_chosen: bool
    other: Interval

    def probe(self, change: Callable[[Offer, float], Offer]) -> Callable[[float], Verdict]:
        """Return what tells, for a changed figure of the offer, whether the choice stands."""

        def at(value: float) -> Verdict:
            moved = with_offers(self.pair.case, lambda one: change(one, value) if one.id == self.offer.id else one)
            again = self.pair.optimum(moved, chosen=self.is_chosen, rival=not self.is_chosen)
            return _verdict(again, self.other) if self.is_chosen else _verdict(self.other, again)

        return at

    def flip(self, lever: str, now: float, tried: float, bracket: Bracket) -> Flip:
        """Name what a bracket is of."""
        return Flip(
            offer_id=self.offer.id, lever=lever, now=now, kept_to=bracket.kept_to, flipped_from=bracket.flipped_from,
            tried_to=tried, searches=bracket.probes,
        )  # fmt: skip


def _verdict(alone: Interval | None, instead: Interval | None) -> Verdict:
    """Say which of two optima is smaller, if their intervals tell; what cannot be planned is worse than everything."""
    if alone is None or instead is None:
        return Verdict.FLIPPED if alone is None and instead is not None else Verdict.KEPT
    if alone.high < instead.low:
        return Verdict.KEPT
    return Verdict.FLIPPED if instead.high < alone.low else Verdict.OPEN


def _priced(offer: Offer, factor: float) -> Offer:
    return replace(
        offer,
        unit_cost=valued(offer.unit_cost, offer.unit_cost.value * factor),
        fixed_cost=valued(offer.fixed_cost, offer.fixed_cost.value * factor),
    )


def _led(offer: Offer, years: float) -> Offer:
    return replace(offer, lead_years=valued(offer.lead_years, offer.lead_years.value + years))


def _risky(offer: Offer, late: float) -> Offer:
    return replace(offer, approval_probability=valued(offer.approval_probability, 1 - late))


def _leads(offer: Offer, *, later: bool) -> Sequence[float]:
    return YEARS if later else [-years for years in YEARS if offer.lead_years.value - years >= 0]


def _risks(offer: Offer, now: float, *, more: bool) -> Sequence[float]:
    """Return chances of a late approval to try: halfway and all the way to certain, or to none."""
    end = 1.0 if more else 0.0
    return [(now + end) / 2, end] if offer.approval_states and now != end else []
