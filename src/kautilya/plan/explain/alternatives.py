"""The next-best plans that really differ: each gives up programmes of the plan and of every alternative before it."""

from collections.abc import Mapping

from kautilya.core.interval import Interval
from kautilya.plan.case import Case, Offer
from kautilya.plan.explain.restrictions import given_up
from kautilya.plan.explain.result import Alternative, Moved
from kautilya.plan.explain.searching import Search, optimum
from kautilya.plan.model import Limit
from kautilya.plan.result import Plan

DIFFER = 0.05
"""Share of the order money that an alternative gives up, unless told otherwise."""


def units_of(plan: Plan) -> Mapping[str, int]:
    """Return the units that a plan orders of each offer; offers that it does not order are left out."""
    units: dict[str, int] = {}
    for order in plan.orders:
        units[order.offer_id] = units.get(order.offer_id, 0) + order.units
    return units


def order_money(case: Case, plan: Plan) -> Mapping[str, float]:
    """Return the full cost of a plan's orders by offer, in crore rupees."""
    return {offer_id: _cost(case.offer(offer_id), units) for offer_id, units in units_of(plan).items()}


def next_best(case: Case, plan: Plan, again: Search, count: int, *, differ: float = DIFFER) -> tuple[Alternative, ...]:
    """Return the next-best plans, best first; fewer where no more plans differ so much.

    Each search keeps the demands of those before it, so what it finds also says how good their best can be.

    Args:
        differ: Share of the order money, of the plan and of each alternative searched for before, that lies in programmes which
            the alternative does not have. A plan that moves units or years of the same programmes is no alternative.
    """
    limits: list[Limit] = []
    found: list[Plan] = []
    for number in range(count):
        money = order_money(case, found[-1] if found else plan)
        if not sum(money.values()) > 0:
            break
        limits.append(given_up(money, differ, of=f"plan {number}"))
        another = again(case, limits)
        if another is None:
            break
        found.append(another)
    least = [min(one.objective.total for one in found[i:]) for i in range(len(found))]
    told = [_alternative(case, plan, one, best) for one, best in zip(found, least, strict=True)]
    return tuple(sorted(told, key=lambda one: one.value))


def moves(case: Case, plan: Plan, found: Plan) -> tuple[Moved, ...]:
    """Return the offers of which another plan orders another number, largest change of money first."""
    change = _changes(case, plan, found)
    units, instead = units_of(plan), units_of(found)
    return tuple(
        Moved(offer_id=name, units=units.get(name, 0), instead=instead.get(name, 0))
        for name in sorted(change, key=lambda name: (-abs(change[name]), name))
        if units.get(name, 0) != instead.get(name, 0)
    )


def _alternative(case: Case, plan: Plan, found: Plan, best: float) -> Alternative:
    here, there = order_money(case, plan), order_money(case, found)
    whole = sum(here.values())
    here_at, there_at = optimum(plan), optimum(found)
    least = max(0.0, there_at.low - here_at.high)
    return Alternative(
        value=there_at.high, bound=there_at.low, worse=Interval(low=least, high=max(least, best - here_at.low)),
        given_up=sum(money for name, money in here.items() if name not in there) / whole,
        money_moved=sum(map(abs, _changes(case, plan, found).values())) / 2 / whole,
        expected_shortfall=found.objective.expected_shortfall, moved=moves(case, plan, found),
    )  # fmt: skip


def _changes(case: Case, plan: Plan, found: Plan) -> Mapping[str, float]:
    here, there = order_money(case, plan), order_money(case, found)
    return {name: there.get(name, 0.0) - here.get(name, 0.0) for name in {*here, *there}}


def _cost(offer: Offer, units: int) -> float:
    return units * offer.unit_cost.value + (offer.fixed_cost.value if units else 0.0)
