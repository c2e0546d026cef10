"""What more of one thing costs of another: the best plan at each of several demands (epsilon-constraint method).

Source: Haimes, Lasdon and Wismer (1971), 'On a bicriterion formulation', IEEE Trans. SMC-1, 296-297.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kautilya.plan.case import Case
from kautilya.plan.evaluate import keeps
from kautilya.plan.explain.loosening import with_parameters
from kautilya.plan.explain.restrictions import spending
from kautilya.plan.explain.result import Frontier, Point
from kautilya.plan.explain.searching import Search, better_of, decisions, difference, gain, optimum
from kautilya.plan.model import Limit
from kautilya.plan.result import Plan
from kautilya.plan.rules import rules

OF = ("cost", "concentration", "indigenous")
COST_SHARES = (0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
"""Shares of the plan's payments."""
CAPS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2)
"""Largest shares of one foreign counterparty and of one foreign design origin, in any window."""
FLOORS = (0.85, 0.8, 0.75, 0.7, 0.6, 0.5)
"""Least shares of indigenous content in any window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    at: float
    case: Case
    also: Sequence[Limit]
    restricts: bool
    """Whether every plan that keeps it is one of the case itself."""
    most: float = math.inf
    """Most that may be paid, in crore rupees."""


def frontier(
    of: str, case: Case, plan: Plan, again: Search, at: Sequence[float] | None = None, known: Sequence[Plan] = ()
) -> Frontier:
    """Return the frontier of the objective against one thing; KeyError if it is none of `OF`.

    Args:
        at: The demands, hardest first, so that each search begins with a plan that keeps its own; for cost as shares of what
            the plan pays.
        known: Plans of the case that were found before; a search begins with the best that keeps its demand.
    """
    default, unit, reached = {
        "cost": (COST_SHARES, "crore rupees", _paid),
        "concentration": (CAPS, "share", _largest_foreign),
        "indigenous": (FLOORS, "share", _content),
    }[of]
    whole = _paid(case, plan)
    points: list[Point] = []
    plans = [plan, *known]
    for one in default if at is None else at:
        demand = _demand(of, case, one, whole)
        start = min((other for other in plans if _keeps(demand, other)), key=_value, default=None)
        found = again(demand.case, demand.also) if start is None else again(demand.case, demand.also, start)
        found = None if found is None else better_of(found, start)
        points.append(_point(case, plan, demand, found, reached))
        plans += [] if found is None else [decisions(found)]
    return Frontier(of=of, unit=unit, points=tuple(points))


def _keeps(demand: _Demand, plan: Plan) -> bool:
    return _paid(demand.case, plan) <= demand.most and keeps(demand.case, plan)


def _value(plan: Plan) -> float:
    return plan.objective.total


def _demand(of: str, case: Case, at: float, whole: float) -> _Demand:
    if of == "cost":
        return _Demand(at=at * whole, case=case, also=(spending(at * whole),), restricts=True, most=at * whole)
    rule = rules(case)
    names = ("P06", "P07") if of == "concentration" else ("P09",)
    restricts = at <= min(rule.origin_cap, rule.counterparty_cap) if of == "concentration" else at >= rule.indigenous_floor
    return _Demand(at=at, case=with_parameters(case, dict.fromkeys(names, f"{at:.15f}")), also=(), restricts=restricts)


def _point(case: Case, plan: Plan, demand: _Demand, found: Plan | None, reached: Callable[[Case, Plan], float]) -> Point:
    if found is None:
        return Point(at=demand.at, value=None, bound=None, worse=None, expected_shortfall=None, reached=None)
    worse = gain(found, plan) if demand.restricts else difference(optimum(found), optimum(plan))
    return Point(
        at=demand.at, value=found.objective.total, bound=found.bound, worse=worse,
        expected_shortfall=found.objective.expected_shortfall, reached=reached(case, found),
    )  # fmt: skip


def _paid(_: Case, plan: Plan) -> float:
    return sum(year.payments for year in plan.years)


def _largest_foreign(case: Case, plan: Plan) -> float:
    return max((one.largest_window_share for one in plan.money if one.partner != case.home), default=0.0)


def _content(case: Case, plan: Plan) -> float:
    """Return the money-weighted indigenous content of all orders; fixed costs count with their offer."""
    money = {order.offer_id: 0.0 for order in plan.orders}
    for order in plan.orders:
        money[order.offer_id] += order.units * case.offer(order.offer_id).unit_cost.value
    whole = made = 0.0
    for offer_id, cost in money.items():
        offer = case.offer(offer_id)
        whole += cost + offer.fixed_cost.value
        made += offer.indigenous_content.value * (cost + offer.fixed_cost.value)
    return made / whole if whole else 1.0
