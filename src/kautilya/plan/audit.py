"""Whether a plan keeps every limit of its case: each one recomputed with plain loops, apart from the model's arrays.

It reads orders and planned deliveries from the plan and everything else from the case.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kautilya.plan.audit_upkeep import Built
from kautilya.plan.case import Case, Channel, Offer
from kautilya.plan.on_request import Source
from kautilya.plan.result import Order, Plan
from kautilya.plan.rules import Rules

SLACK = 1e-6
"""Relative slack of money limits: floats of the solver."""
MOST = 1e9
"""More units than any order has; above it, floats no longer add up in rupees."""
YEAR_MONTHS = 12
Units = Mapping[str, Sequence[float]]
"""Per offer, units per year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A limit that a plan breaks."""

    limit: str
    where: str
    message: str

    def __str__(self) -> str:
        """Write `limit (where): message`."""
        return f"{self.limit} ({self.where}): {self.message}"


def unreadable(case: Case, plan: Plan) -> list[Violation]:
    """Return what makes a plan unreadable for the case: unknown offers, channels, years or scenarios, absurd units."""
    offers, years = {offer.id for offer in case.offers}, set(case.years)
    channels, order_years = {channel.id for channel in case.channels}, set(case.years[: case.order_years])
    found = []
    for what, entries, allowed in (("orders", plan.orders, order_years), ("deliveries", plan.deliveries, years)):
        for entry in entries:
            where = f"{entry.offer_id}, {entry.year}"
            if entry.offer_id not in offers or entry.year not in allowed:
                found.append(Violation(limit=what, where=where, message="no such offer, or not such a year"))
            elif not 0 <= entry.units <= MOST or entry.units != math.floor(entry.units):
                found.append(Violation(limit="whole_units", where=where, message=f"{entry.units} is no whole number of units"))
    for bought in plan.purchases:
        where = f"s{bought.scenario}, {bought.channel_id}, {bought.year}"
        known = bought.channel_id in channels and bought.year in years and 0 <= bought.scenario < plan.scenarios
        if not known or not 0 <= bought.units <= MOST:
            message = "no such channel, year or scenario, or no sensible number"
            found.append(Violation(limit="purchases", where=where, message=message))
    return found


def by_offer(case: Case, entries: Sequence[Order]) -> dict[str, list[float]]:
    """Return units per offer and year of the horizon."""
    place = {year: t for t, year in enumerate(case.years)}
    found = {offer.id: [0.0] * len(case.years) for offer in case.offers}
    for entry in entries:
        found[entry.offer_id][place[entry.year]] += entry.units
    return found


def lag(offer: Offer, rule: Rules) -> int:
    """Return the years between an order and its first planned delivery."""
    months = rule.order_month + YEAR_MONTHS * offer.lead_years.value
    return int((months + SLACK) // YEAR_MONTHS)


def payments(case: Case, rule: Rules, ordered: Units, delivered: Units, built: Built) -> list[float]:
    """Return what falls due in each year."""
    paid = [math.fsum(hub.expansion_cost.value * built[hub.id][t] for hub in case.hubs) for t in range(len(case.years))]
    for offer in case.offers:
        cost, first = offer.unit_cost.value, _first(ordered[offer.id])
        for t in range(len(case.years)):
            paid[t] += cost * (rule.advance * ordered[offer.id][t] + (1 - rule.advance) * delivered[offer.id][t])
        if first is not None:
            paid[first] += offer.fixed_cost.value / 2
            paid[min(first + 1, len(paid) - 1)] += offer.fixed_cost.value / 2
    return paid


def carried(case: Case, rule: Rules, paid: Sequence[float]) -> list[float]:
    """Return what is carried into the next year, as much as the rule allows."""
    found, before = [], 0.0
    for t, year in enumerate(case.budget):
        left = year.available.value + before - paid[t]
        before = max(0.0, min(rule.carry_share * year.available.value, left))
        found.append(before)
    return found


def violations(case: Case, rule: Rules, ordered: Units, delivered: Units, built: Built) -> list[Violation]:
    """Return every limit on orders, deliveries and money that is broken."""
    found: list[Violation] = []
    for offer in case.offers:
        found += _of_offer(case, rule, offer, ordered[offer.id], delivered[offer.id])
    found += _of_budget(case, rule, ordered, delivered, built)
    found += _of_windows(case, rule, ordered)
    found += _of_sources(case, ordered)
    found += _of_fleets(case, delivered)
    found += _of_targets(case, delivered)
    return found


def _of_offer(
    case: Case, rule: Rules, offer: Offer, ordered: Sequence[float], delivered: Sequence[float]
) -> Iterator[Violation]:
    first, total, years = _first(ordered), sum(ordered), case.years
    if first is not None and ordered[first] < offer.min_lot.value:
        yield _broken("minimum_lot", f"{offer.id}, {years[first]}", ordered[first], offer.min_lot.value)
    if first is not None and int(years[first][2:6]) < offer.earliest_order.value:
        yield _broken("earliest_order", f"{offer.id}, {years[first]}", int(years[first][2:6]), offer.earliest_order.value)
    if offer.max_quantity is not None and total > offer.max_quantity.value:
        yield _broken("maximum_quantity", offer.id, total, offer.max_quantity.value)
    if total != sum(delivered):
        yield _broken("all_delivered", offer.id, sum(delivered), total)
    wait = lag(offer, rule)
    for t, year in enumerate(years):
        due = sum(ordered[: max(0, t - wait + 1)])
        if sum(delivered[: t + 1]) > due:
            yield _broken("lead_time", f"{offer.id}, {year}", sum(delivered[: t + 1]), due)
        if delivered[t] > (most := rate(offer, t)):
            yield _broken("delivery_rate", f"{offer.id}, {year}", delivered[t], most)


def rate(offer: Offer, t: int) -> int:
    """Return the whole units that an offer delivers at most in a year."""
    growth = 1.0 if offer.rate_growth is None else 1 + offer.rate_growth.value
    return math.floor(offer.max_rate.value * math.pow(growth, t) + SLACK)


def _of_budget(case: Case, rule: Rules, ordered: Units, delivered: Units, built: Built) -> Iterator[Violation]:
    paid = payments(case, rule, ordered, delivered, built)
    over = carried(case, rule, paid)
    for t, year in enumerate(case.years):
        available = case.budget[t].available.value + (over[t - 1] if t else 0.0)
        if paid[t] > available + SLACK * max(1.0, abs(available)):
            yield _broken("budget", year, paid[t], available)


def _of_windows(case: Case, rule: Rules, ordered: Units) -> Iterator[Violation]:
    width = min(rule.window, case.order_years)
    for start in range(case.order_years - width + 1):
        label = f"{case.years[start]}..{case.years[start + width - 1]}"
        money = {offer.id: order_money(offer, ordered[offer.id], start, start + width) for offer in case.offers}
        total = sum(money.values())
        home = sum(offer.indigenous_content.value * money[offer.id] for offer in case.offers)
        if home < rule.indigenous_floor * total - SLACK * max(1.0, total):
            yield _broken("indigenous_floor", f"all, {label}", home, rule.indigenous_floor * total)
        for limit, cap, parties in _caps(case, rule):
            for party in sorted({party for of in parties.values() for party in of} - {case.home}):
                share = sum(money[offer_id] for offer_id, of in parties.items() if party in of)
                if share > cap * total + SLACK * max(1.0, total):
                    yield _broken(limit, f"{party}, {label}", share, cap * total)


def _caps(case: Case, rule: Rules) -> Iterator[tuple[str, float, Mapping[str, tuple[str, ...]]]]:
    """Yield each cap on a share of the money with what each offer counts under."""
    yield "origin_cap", rule.origin_cap, {offer.id: offer.design_origins for offer in case.offers}
    yield "counterparty_cap", rule.counterparty_cap, {offer.id: (offer.counterparty,) for offer in case.offers}
    if (limit := case.component_limit) is not None:
        under: dict[str, tuple[str, ...]] = {offer.id: () for offer in case.offers}
        for need in limit.needs:
            under[need.offer_id] = tuple({*under[need.offer_id], need.family})
        yield "component_family_cap", limit.cap.value, under


def _of_sources(case: Case, ordered: Units) -> Iterator[Violation]:
    for rule in case.second_sources:
        bought: dict[str, float] = {}
        for offer in case.offers:
            if offer.area_id == rule.area_id:
                source = offer.id if rule.by is Source.OFFER else offer.counterparty
                bought[source] = bought.get(source, 0.0) + offer.units_per_order_unit.value * sum(ordered[offer.id])
        total = sum(bought.values())
        for source, units in bought.items():
            if units > rule.most.value * total + SLACK * max(1.0, total):
                yield _broken("second_source", f"{rule.area_id}, {source}", units, rule.most.value * total)


def _of_fleets(case: Case, delivered: Units) -> Iterator[Violation]:
    for fleet in case.fleets:
        keeping = [offer for offer in case.offers if offer.extends == fleet.id]
        for t, year in enumerate(case.years):
            kept = sum(offer.units_per_order_unit.value * sum(delivered[offer.id][: t + 1]) for offer in keeping)
            retired = sum(units.value for units in fleet.retiring[: t + 1])
            if kept > retired + SLACK * max(1.0, retired):
                yield _broken("life_extension", f"{fleet.id}, {year}", kept, retired)


def _of_targets(case: Case, delivered: Units) -> Iterator[Violation]:
    for target in case.targets:
        area, t = case.area(target.area_id), case.years.index(target.year)
        there = sum(_in_service(offer, delivered[offer.id], t) for offer in case.offers if offer.area_id == area.id)
        short = area.requirement[t].value - area.holding[t].value - there
        if short > target.shortfall.value + SLACK:
            yield _broken("target", f"{area.id} {target.year}", short, target.shortfall.value)


def emergency_violations(case: Case, rule: Rules, plan: Plan) -> Iterator[Violation]:
    """Yield every ceiling and reserve that the plan's emergency purchases break."""
    channels: Mapping[str, Channel] = {channel.id: channel for channel in case.channels}
    spent: dict[tuple[int, str], float] = {}
    bought: dict[tuple[int, str, str], float] = {}
    for purchase in plan.purchases:
        key = (purchase.scenario, purchase.channel_id, purchase.year)
        bought[key] = bought.get(key, 0.0) + purchase.units
    for (scenario, channel_id, year), units in bought.items():
        channel = channels[channel_id]
        ceiling = channel.quantity_per_contract.value * channel.contracts_per_year.value
        if units > ceiling * (1 + SLACK) + SLACK:
            yield _broken("emergency_ceiling", f"s{scenario}, {channel_id}, {year}", units, ceiling)
        spent[scenario, year] = spent.get((scenario, year), 0.0) + channel.unit_cost.value * units
    for (scenario, year), money in spent.items():
        reserve = rule.reserve_share * max(0.0, case.budget[case.years.index(year)].available.value)
        if money > reserve * (1 + SLACK) + SLACK:
            yield _broken("emergency_reserve", f"s{scenario}, {year}", money, reserve)


def _in_service(offer: Offer, delivered: Sequence[float], t: int) -> float:
    first = 0 if offer.lease_years is None else max(0, t - int(offer.lease_years.value) + 1)
    return offer.units_per_order_unit.value * sum(delivered[first : t + 1])


def order_money(offer: Offer, ordered: Sequence[float], start: int, end: int) -> float:
    """Return the full cost of the orders placed from one year up to another, which is not included."""
    first = _first(ordered)
    fixed = offer.fixed_cost.value if first is not None and start <= first < end else 0.0
    return offer.unit_cost.value * sum(ordered[start:end]) + fixed


def _first(ordered: Sequence[float]) -> int | None:
    return next((t for t, units in enumerate(ordered) if units > 0), None)


def _broken(limit: str, where: str, value: float, allowed: float) -> Violation:
    return Violation(limit=limit, where=where, message=f"{value:,.6g} against {allowed:,.6g}")
