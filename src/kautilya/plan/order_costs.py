"""What the orders of a plan cost, by year and partner, and beyond need: totals that only need the case and the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.plan.case import Area, Case
from kautilya.plan.result import Order, Plan

_ROUNDING = 1e-6
"""Units that are no surplus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCost:
    """The full cost of the orders placed in a year with a counterparty: not what is paid in that year."""

    year: str
    partner: str
    cost: float
    """Crore rupees at first-year prices; a programme's fixed cost counts in the year of its first order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """Orders of an area beyond the most that it is short of in any year without a plan and without a surge of need.

    They stand against late deliveries and surges; leases, which end, are not counted.
    """

    area_id: str
    ordered: float
    """In the unit of the area."""
    shortfall: float
    """The largest of any year, in the unit of the area."""
    cost: float
    """Of what is ordered beyond it, at the area's mean cost of a unit ordered; crore rupees at first-year prices."""


def surpluses(case: Case, plan: Plan) -> tuple[Surplus, ...]:
    """Return the areas of which more is ordered than they are ever short of without a surge, in the order of the case."""
    found = (_surplus(case, plan, area) for area in case.areas)
    return tuple(one for one in found if one.ordered > one.shortfall + _ROUNDING)


def _surplus(case: Case, plan: Plan, area: Area) -> Surplus:
    offers = {offer.id: offer for offer in case.offers if offer.area_id == area.id and offer.lease_years is None}
    orders = [order for order in plan.orders if order.offer_id in offers]
    ordered = sum(order.units * offers[order.offer_id].units_per_order_unit.value for order in orders)
    gaps = (need.value - held.value for need, held in zip(area.requirement, area.holding, strict=True))
    shortfall = max(0.0, *gaps)
    cost = sum(order_cost(case, plan.orders, order) for order in orders)
    beyond = max(0.0, ordered - shortfall)
    return Surplus(area_id=area.id, ordered=ordered, shortfall=shortfall, cost=cost * beyond / ordered if ordered else 0.0)


def order_costs(case: Case, plan: Plan) -> tuple[OrderCost, ...]:
    """Return the cost of orders by year and counterparty, in the order of years and then of size over all years."""
    costs: dict[tuple[str, str], float] = {}
    for order in plan.orders:
        partner = case.offer(order.offer_id).counterparty
        costs[order.year, partner] = costs.get((order.year, partner), 0.0) + order_cost(case, plan.orders, order)
    whole = {partner: sum(cost for (_, one), cost in costs.items() if one == partner) for _, partner in costs}
    return tuple(
        OrderCost(year=year, partner=partner, cost=costs[year, partner])
        for year in case.years
        for partner in sorted(whole, key=lambda one: (-whole[one], one))
        if (year, partner) in costs
    )


def order_cost(case: Case, orders: Iterable[Order], order: Order) -> float:
    """Return the full cost of one of the orders, with the fixed cost where it is the offer's first."""
    offer = case.offer(order.offer_id)
    first = min(case.years.index(one.year) for one in orders if one.offer_id == order.offer_id)
    start = offer.fixed_cost.value if case.years.index(order.year) == first else 0.0
    return order.units * offer.unit_cost.value + start
