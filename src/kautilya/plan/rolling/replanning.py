"""A plan made again: signed orders stay, later years are planned for the new case, and what changed is told, and why."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kautilya.core.errors import InfeasibleError, InputError, Problem
from kautilya.core.periods import FiscalYear
from kautilya.plan import audit
from kautilya.plan.audit_upkeep import by_hub
from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.evaluate import evaluate, value
from kautilya.plan.model import Limit
from kautilya.plan.order_costs import order_cost
from kautilya.plan.result import Expansion, Order, Plan
from kautilya.plan.rolling.comparing import changed_inputs
from kautilya.plan.rolling.keeping import begun, signed
from kautilya.plan.rolling.matching import Contract, matches
from kautilya.plan.rolling.rebinding import inputs_of, rebound
from kautilya.plan.rules import Rules, rules
from kautilya.plan.since import ChangedInput, ChangedOrder, LapsedOrder, Matched, SignedOrder, Since
from kautilya.plan.solve import Request, Way, weighted

OF_THE_RECORD = "scenarios"
"""Version that a plan names where its scenarios are not those that its case draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The plan before, its case, and from when on the new one may decide."""

    case: Case
    plan: Plan
    year: FiscalYear
    """The first year that is planned anew; orders of the years before it are signed."""
    unsigned: frozenset[str] = frozenset()
    """Offers whose orders were not signed, or are in the new case's holdings and money already."""
    contracts: Sequence[Contract] = ()
    """Deals that offers of the new case name in the register."""
    kept: frozenset[str] = frozenset()
    """Offers whose orders are kept although a contract of the new case seems to be them."""

    @property
    def signed_orders(self) -> tuple[Order, ...]:
        """Orders of the years that are over."""
        return tuple(one for one in self.plan.orders if FiscalYear.parse(one.year).first < self.year.first)

    def checked(self) -> "Earlier":
        """Return it where plan and case belong together.

        Raises:
            InputError: The plan is of another case, or says of itself what does not hold.
        """
        if self.plan.case_digest != digest(self.case):
            message = f"the plan is of case {self.plan.case_digest[:12]}, not of {digest(self.case)[:12]}"
            raise InputError("the earlier plan", [Problem(file="the earlier plan", message=message)])
        if OF_THE_RECORD in self.plan.versions:
            return self
        wrong = evaluate(self.case, self.plan).violations
        if wrong:
            raise InputError("the earlier plan", [Problem(file="the earlier plan", message=str(one)) for one in wrong])
        return self


def replanned(earlier: Earlier, way: Way = weighted) -> Way:
    """Return the way to plan again with the signed orders of an earlier plan, and to tell what changed since and why.

    Orders of years before the new case begins are not kept: its holdings and money must hold them, as those of any case do.
    Planned deliveries of signed orders are planned anew. Bound and gap are those of the plans that keep what is signed.

    Args:
        way: How the later years are planned.

    Raises:
        InputError: The earlier plan does not hold, or does not belong to its case.
    """
    return partial(_again, earlier.checked(), way)


def _again(before: Earlier, way: Way, asked: Request) -> Plan:
    """Plan again; InfeasibleError where no plan keeps all limits and what is signed, with what signed orders break."""
    case, rule, drawn = asked.numbers.case, asked.numbers.rules, asked.drawn
    twice = matches(case, before.case, {one.offer_id for one in before.signed_orders}, before.contracts)
    held = dict(_held(before, [one for one in twice.matched if one.offer_id not in before.kept]))
    kept, lapsed = _kept(case, before, held)
    years = sum(FiscalYear.parse(year).first < before.year.first for year in case.years[: case.order_years])
    try:
        limits = (*asked.also, *_signed(case, kept, before.plan, years))
        plan = way(replace(asked, also=limits, start=before.plan))
    except InfeasibleError as exc:
        if "signed" not in exc.clashing:
            raise
        raise InfeasibleError(["signed orders", *_broken_by(case, rule, kept)]) from exc
    inputs = changed_inputs(before.case, case)
    there = replace(
        before.plan, orders=_known(case, _left(before.plan.orders, before, held)),
        deliveries=_known(case, _left(before.plan.deliveries, before, held)),
        expansions=_known_expansions(case, before.plan.expansions),
    )  # fmt: skip
    built = by_hub(case, there.expansions)
    ordered, delivered = audit.by_offer(case, there.orders), audit.by_offer(case, there.deliveries)
    now, _ = value(case, rule, drawn, ordered, delivered, built)
    binds, no_longer = rebound((before.case, before.plan), (case, plan), inputs, str(before.year))
    told = Since(
        plan_digest=digest(before.plan), case_digest=before.plan.case_digest, as_of=before.case.as_of, year=str(before.year),
        signed=tuple(
            SignedOrder(offer_id=one.offer_id, year=one.year, units=one.units, cost=order_cost(case, kept, one)) for one in kept
        ),
        lapsed=lapsed, inputs=inputs, orders=tuple(_changed(before, case, plan, inputs)),
        binds=binds, no_longer_binds=no_longer, value=before.plan.objective.total, value_now=now.total,
        broken=tuple(str(one) for one in audit.violations(case, rule, ordered, delivered, built)),
        yardstick=_doing_nothing(case) / _doing_nothing(before.case), matched=twice.matched, near=twice.near,
        gap_points=max(0.0, before.plan.objective.total - before.plan.bound),
        scenarios=before.plan.versions.get(OF_THE_RECORD, ""),
    )  # fmt: skip
    return replace(plan, since=told)


def _signed(case: Case, kept: Sequence[Order], plan: Plan, years: int) -> tuple[Limit, ...]:
    """Hold signed orders and, where the case has hubs, the expansions of the same years."""
    hubs = (begun(_known_expansions(case, plan.expansions), years),) if case.hubs else ()
    return (signed(kept, years), *hubs)


def _kept(case: Case, before: Earlier, held: Mapping[Order, str]) -> tuple[tuple[Order, ...], tuple[LapsedOrder, ...]]:
    """Return the orders of the earlier plan that are signed and kept, and those that are not kept, with the reason."""
    offers, years = {offer.id for offer in case.offers}, set(case.years[: case.order_years])
    kept, lapsed = [], []
    for order in before.signed_orders:
        if order.offer_id in before.unsigned:
            reason = "told to be not signed, or in the case already"
        elif order in held:
            reason = held[order]
        elif order.year not in years:
            reason = "before the new case begins; its holdings and money must hold it"
        elif order.offer_id not in offers:
            reason = "the new case has no such offer"
        else:
            kept.append(order)
            continue
        lapsed.append(LapsedOrder(offer_id=order.offer_id, year=order.year, units=order.units, reason=reason))
    return tuple(kept), tuple(lapsed)


def _held(before: Earlier, matched: Sequence[Matched]) -> Iterator[tuple[Order, str]]:
    """Yield the signed orders that contracts are, and in words: which contracts, and how many units are in none of them.

    The contracts of an offer fill its orders year by year. An order of which no unit is in any of them is no contract.
    """
    for offer_id in sorted({one.offer_id for one in matched}):
        mine = [one for one in matched if one.offer_id == offer_id]
        left = sum(math.inf if one.units is None else one.units for one in mine)
        names = ", ".join(one.deal_id for one in mine)
        told = f"it is the contract{'' if len(mine) == 1 else 's'} {names} that the case holds already"
        for order in sorted((one for one in before.signed_orders if one.offer_id == offer_id), key=lambda one: one.year):
            if left <= 0:
                break
            missing = max(0.0, order.units - left)
            left = max(0.0, left - order.units)
            yield order, told + (f"; in no contract and not kept either: {missing:g} of {order.units} units" if missing else "")


def _left(entries: Sequence[Order], before: Earlier, held: Mapping[Order, str]) -> tuple[Order, ...]:
    """Return orders, or deliveries, without those that the new case holds as contracts: the first units of an offer."""
    spent = Counter[str]()
    for one in before.signed_orders:
        spent[one.offer_id] += one.units if one in held else 0
    found = []
    for one in sorted(entries, key=lambda entry: entry.year):
        gone = min(one.units, spent[one.offer_id])
        spent[one.offer_id] -= gone
        if one.units > gone:
            found.append(replace(one, units=one.units - gone))
    return tuple(found)


def _known(case: Case, entries: Sequence[Order]) -> tuple[Order, ...]:
    """Return the orders or deliveries of offers and years that a case has."""
    offers, years = {offer.id for offer in case.offers}, set(case.years)
    return tuple(one for one in entries if one.offer_id in offers and one.year in years)


def _known_expansions(case: Case, expansions: Sequence[Expansion]) -> tuple[Expansion, ...]:
    """Return the expansions of hubs and years that a case has."""
    hubs, years = {hub.id for hub in case.hubs}, set(case.years[: case.order_years])
    return tuple(one for one in expansions if one.hub_id in hubs and one.year in years)


def _changed(before: Earlier, case: Case, plan: Plan, inputs: Sequence[ChangedInput]) -> list[ChangedOrder]:
    """Return the orders that differ, largest change of money first."""
    old, new = _by_place(before.plan.orders), _by_place(plan.orders)
    found = []
    for offer_id, year in sorted({*old, *new}):
        was, now = old.get((offer_id, year)), new.get((offer_id, year))
        units = (was.units if was else 0, now.units if now else 0)
        if units[0] == units[1] or year not in case.years:
            continue
        money = order_cost(case, plan.orders, now) if now else 0.0
        money -= order_cost(before.case, before.plan.orders, was) if was else 0.0
        of = case if any(offer.id == offer_id for offer in case.offers) else before.case
        found.append(
            ChangedOrder(offer_id=offer_id, year=year, before=units[0], after=units[1], money=money,
                         inputs=inputs_of(of, offer_id, inputs))
        )  # fmt: skip
    return sorted(found, key=lambda one: (-abs(one.money), one.offer_id, one.year))


def _by_place(orders: Sequence[Order]) -> Mapping[tuple[str, str], Order]:
    return {(order.offer_id, order.year): order for order in orders}


def _broken_by(case: Case, rule: Rules, kept: Sequence[Order]) -> list[str]:
    """Name the limits of a case that signed orders break by themselves, delivered as early as they can be."""
    ordered = audit.by_offer(case, kept)
    delivered = {name: [0.0] * len(case.years) for name in ordered}
    for offer in case.offers:
        wait, units = audit.lag(offer, rule), ordered[offer.id]
        for t in range(len(case.years)):
            due = sum(units[: max(0, t - wait + 1)]) - sum(delivered[offer.id])
            delivered[offer.id][t] = min(due, float(audit.rate(offer, t)))
    return [str(one) for one in audit.violations(case, rule, ordered, delivered, by_hub(case, ()))]


def _doing_nothing(case: Case) -> float:
    """Return the weighted, discounted shortfall without any order or surge: what 100 points are."""
    rule = rules(case)
    return sum(
        area.weight.value * rule.discount**t * max(0.0, need.value - held.value) / max(one.value for one in area.requirement)
        for area in case.areas
        for t, (need, held) in enumerate(zip(area.requirement, area.holding, strict=True))
    )
