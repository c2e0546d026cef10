"""The limits of a case, each loosened or taken away, so that the case can be planned again without it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kautilya.plan.case import BudgetYear, Case, Channel, Offer
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.rules import rules
from kautilya.plan.sustainment import Fleet, Hub

MONEY = ("1 % more money in every order year and after", 0.01), ("10 % more money in every year", 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosened:
    """A case with one limit loosened; every plan of the case itself keeps it too."""

    limit: str
    change: str
    case: Case


def loosened(case: Case) -> Iterator[Loosened]:
    """Yield the case once per limit; a limit that is not there, or cannot be looser, is left out."""
    for change, share in MONEY:
        yield Loosened(limit="budget", change=change, case=more_money(case, share))
    for given in (*_parameters(case), *_of_offers(case), *_of_channels(case)):
        if given.case != case:
            yield given
    yield from _asked_for(case)


def _asked_for(case: Case) -> Iterator[Loosened]:
    if case.targets:
        yield Loosened(limit="target", change="no targets", case=replace(case, targets=()))
    if case.component_limit is not None:
        without = replace(case, component_limit=None)
        yield Loosened(limit="component_family_cap", change="no cap on a component family", case=without)
    if case.second_sources:
        yield Loosened(limit="second_source", change="no second source demanded", case=replace(case, second_sources=()))
    if any(offer.extends is not None for offer in case.offers):
        fleets = tuple(_twice_retiring(fleet) for fleet in case.fleets)
        yield Loosened(limit="life_extension", change="twice as many units to keep", case=replace(case, fleets=fleets))

    if any(kept.hub_id is not None for kept in case.upkeep):
        hubs = tuple(_larger(hub) for hub in case.hubs)
        yield Loosened(limit="hub_capacity", change="room of one step more in every hub", case=replace(case, hubs=hubs))


def _larger(hub: Hub) -> Hub:
    return replace(hub, capacity=valued(hub.capacity, hub.capacity.value + hub.step.value))


def _twice_retiring(fleet: Fleet) -> Fleet:
    return replace(fleet, retiring=tuple(valued(units, 2 * units.value) for units in fleet.retiring))


def more_money(case: Case, share: float) -> Case:
    """Return the case with a share more money for orders each year; reserve and weight of a rupee stay as they are.

    Both are stated as shares of the money (P12, P05), so they are restated; cut years keep the same share of what is there.
    """

    def year(given: BudgetYear) -> BudgetYear:
        value = given.available.value
        return replace(given, available=replace(given.available, value=value + share * max(0.0, value)))

    rule = rules(case)
    before = sum(one.available.value for one in case.budget[: case.order_years])
    after = replace(case, budget=tuple(year(one) for one in case.budget))
    total = sum(one.available.value for one in after.budget[: case.order_years])
    stated = {"P05": rule.spend_weight * total / before, "P12": rule.reserve_share / (1 + share)}
    return with_parameters(after, {name: f"{value:.15f}" for name, value in stated.items()})


def with_parameters(case: Case, stated: dict[str, str]) -> Case:
    """Return the case with some parameters stated anew."""
    return replace(case, parameters=tuple(replace(one, value=stated.get(one.id, one.value)) for one in case.parameters))


def with_offers(case: Case, change: Callable[[Offer], Offer]) -> Case:
    """Return the case with every offer changed."""
    return replace(case, offers=tuple(change(offer) for offer in case.offers))


def valued(given: Coefficient, value: float) -> Coefficient:
    """Return a coefficient with another value; the same one if it has it already."""
    return given if given.value == value else replace(given, value=value)


def _parameters(case: Case) -> Iterator[Loosened]:
    rule = rules(case)
    several = (
        ("origin_cap", "no cap on a foreign design origin", {"P06": "1"}),
        ("counterparty_cap", "no cap on a foreign counterparty", {"P07": "1"}),
        ("origin_cap, counterparty_cap", "neither cap", {"P06": "1", "P07": "1"}),
        ("indigenous_floor", "no floor of indigenous content", {"P09": "0"}),
        ("carry_over", "all unspent money is carried over", {"P10": "1"}),
        ("emergency_reserve", "twice the emergency reserve", {"P12": f"{min(1.0, 2 * rule.reserve_share):.15f}"}),
    )
    for limit, change, stated in several:
        yield Loosened(limit=limit, change=change, case=with_parameters(case, dict(stated)))


def _of_offers(case: Case) -> Iterator[Loosened]:
    first = float(case.years[0][2:6])
    several: tuple[tuple[str, str, Callable[[Offer], Offer]], ...] = (
        ("earliest_order", "every offer may be ordered from the first year",
         lambda o: replace(o, earliest_order=valued(o.earliest_order, min(first, o.earliest_order.value)))),
        ("lead_time", "first deliveries a year sooner, where they take a year or more",
         lambda o: replace(o, lead_years=valued(o.lead_years, o.lead_years.value - (o.lead_years.value >= 1)))),
        ("delivery_rate", "twice the yearly rate of delivery of every offer",
         lambda o: replace(o, max_rate=valued(o.max_rate, 2 * o.max_rate.value))),
        ("minimum_lot", "no lot larger than one unit",
         lambda o: replace(o, min_lot=valued(o.min_lot, min(1.0, o.min_lot.value)))),
        ("maximum_quantity", "no limit on the quantity of any offer", lambda o: replace(o, max_quantity=None)),
    )  # fmt: skip
    for limit, change, of in several:
        yield Loosened(limit=limit, change=change, case=with_offers(case, of))


def _of_channels(case: Case) -> Iterator[Loosened]:
    def more(channel: Channel) -> Channel:
        contracts = channel.contracts_per_year
        return replace(channel, contracts_per_year=valued(contracts, math.floor(contracts.value) + 1.0))

    yield Loosened(
        limit="emergency_ceiling",
        change="one emergency contract more a year through every channel",
        case=replace(case, channels=tuple(more(channel) for channel in case.channels)),
    )
