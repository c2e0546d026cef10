"""What a plan buys beyond the largest shortfall that it was asked to close, and what that costs."""

from dataclasses import dataclass

from kautilya.plan.case import Area, Case
from kautilya.plan.result import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class BeyondNeed:
    """One area in which a plan brings more than the largest shortfall without a surge.

    It is a hedge against surges, delays and stops, or a unit that the gap of the search leaves; the plan does not say which.
    """

    area_id: str
    planned: float
    """The most units of its orders in service in any year, delivered as planned; a lease that has ended is not there."""
    largest_shortfall: float
    """The most units short in any year, without any order and without a surge."""
    beyond: float
    """Units planned beyond that."""
    cost: float
    """Crore rupees at first-year prices for those units, at the area's mean price of an ordered unit, without fixed cost."""


def beyond_need(case: Case, plan: Plan) -> tuple[BeyondNeed, ...]:
    """Return the areas that a plan brings more than they are ever short of, the dearest first; none where it does not."""
    found = (_of_area(case, plan, area) for area in case.areas)
    return tuple(sorted((one for one in found if one.beyond > 0), key=lambda one: (-one.cost, one.area_id)))


def _of_area(case: Case, plan: Plan, area: Area) -> BeyondNeed:
    offers = {offer.id: offer for offer in case.offers if offer.area_id == area.id}
    years = range(len(case.years))
    planned, ordered, cost = [0.0 for _ in years], 0.0, 0.0
    for delivery in plan.deliveries:
        if offer := offers.get(delivery.offer_id):
            first = case.years.index(delivery.year)
            end = len(years) if offer.lease_years is None else first + int(offer.lease_years.value)
            for year in years[first:end]:
                planned[year] += delivery.units * offer.units_per_order_unit.value
    for order in plan.orders:
        if offer := offers.get(order.offer_id):
            ordered += order.units * offer.units_per_order_unit.value
            cost += order.units * offer.unit_cost.value
    short = max(0.0, *(area.requirement[year].value - area.holding[year].value for year in years))
    beyond = max(0.0, max(planned) - short)
    return BeyondNeed(
        area_id=area.id, planned=max(planned), largest_shortfall=short, beyond=beyond,
        cost=beyond * cost / ordered if ordered else 0.0,
    )  # fmt: skip
