"""What the orders of a plan cost, year by year and partner by partner; a total that only needs the case and the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.plan.case import Case
from kautilya.plan.result import Order, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCost:
    """The full cost of the orders placed in a year with a counterparty: not what is paid in that year."""

    year: str
    partner: str
    cost: float
    """Crore rupees at first-year prices; a programme's fixed cost counts in the year of its first order."""


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
