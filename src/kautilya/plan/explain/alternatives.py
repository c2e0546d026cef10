"""The next-best plans that really differ: each gives up programmes of the plan and of every alternative before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kautilya.core.interval import Interval
from kautilya.plan.bounds import capped
from kautilya.plan.case import Case, Offer
from kautilya.plan.explain.restrictions import given_up
from kautilya.plan.explain.result import Alternative, Moved
from kautilya.plan.explain.searching import Search, optimum
from kautilya.plan.result import Plan

DIFFER = 0.05
"""Share of the order money that an alternative gives up, unless told otherwise."""
SAME = 1e-9
"""Points by which two values differ from rounding alone."""


def units_of(plan: Plan) -> Mapping[str, int]:
    """Return the units that a plan orders of each offer; offers that it does not order are left out."""
    units: dict[str, int] = {}
    for order in plan.orders:
        units[order.offer_id] = units.get(order.offer_id, 0) + order.units
    return units


def order_money(case: Case, plan: Plan) -> Mapping[str, float]:
    """Return the full cost of a plan's orders by offer, in crore rupees."""
    return {offer_id: _cost(case.offer(offer_id), units) for offer_id, units in units_of(plan).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """The plans that keep the demands of one row and of those before it."""

    demands: tuple[Mapping[str, float], ...]
    """Order money by offer of each plan to differ from."""
    found: Plan
    bound: float
    """No plan of this kind has a smaller objective."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    case: Case
    again: Search
    differ: float

    def kind(self, before: Sequence[_Kind], differs_from: Plan, known: Sequence[Plan]) -> _Kind | None:
        """Search the plans that also differ from one plan more, from the best known one of them where there is one."""
        money = order_money(self.case, differs_from)
        if not sum(money.values()) > 0:
            return None
        demands = (*(before[-1].demands if before else ()), money)
        limits = [given_up(one, self.differ, of=f"plan {number}") for number, one in enumerate(demands)]
        start = min((one for one in known if self._keeps(one, demands)), key=_value, default=None)
        found = self.again(self.case, limits) if start is None else self.again(self.case, limits, start)
        if found is None:
            return None
        bounds = [optimum(found).low, *(one.bound for one in before[-1:])]
        return _Kind(demands=demands, found=min(found, start or found, key=_value), bound=max(bounds))

    def _keeps(self, plan: Plan, demands: Sequence[Mapping[str, float]]) -> bool:
        units = units_of(plan)
        return all(
            sum(cost for name, cost in money.items() if name not in units) >= self.differ * sum(money.values())
            for money in demands
        )


def next_best(
    case: Case, plan: Plan, again: Search, count: int, *, differ: float = DIFFER, known: Sequence[Plan] = ()
) -> tuple[Alternative, ...]:
    """Return the next-best plans in the order of their demands; fewer where no more plans differ so much.

    Each search keeps the demands of those before it, so what it finds also is one of their plans. Where it is a better one, the
    earlier search was poor: it is continued from that plan, and those after it are asked anew, at most `count` times in all.

    Args:
        differ: Share of the order money, of the plan and of each alternative searched for before, that lies in programmes which
            the alternative does not have. A plan that moves units or years of the same programmes is no alternative.
        known: Plans of the case that were found before; a search begins with the best that keeps its demands.
    """
    asked, kinds, plans, left = _Asked(case=case, again=again, differ=differ), list[_Kind](), [*known], count
    while len(kinds) < count:
        kind = asked.kind(kinds, kinds[-1].found if kinds else plan, plans)
        if kind is None:
            break
        plans.append(kind.found)
        poor = [i for i, one in enumerate(kinds) if _value(one.found) > _value(kind.found) + SAME]
        kinds.append(kind)
        if poor and left > 0:
            left -= 1
            del kinds[poor[0] :]
    least = [min(_value(one.found) for one in kinds[i:]) for i in range(len(kinds))]
    return tuple(_alternative(case, plan, one, best) for one, best in zip(kinds, least, strict=True))


def _value(plan: Plan) -> float:
    return plan.objective.total


def moves(case: Case, plan: Plan, found: Plan) -> tuple[Moved, ...]:
    """Return the offers of which another plan orders another number, largest change of money first."""
    change = _changes(case, plan, found)
    units, instead = units_of(plan), units_of(found)
    return tuple(
        Moved(offer_id=name, units=units.get(name, 0), instead=instead.get(name, 0))
        for name in sorted(change, key=lambda name: (-abs(change[name]), name))
        if units.get(name, 0) != instead.get(name, 0)
    )


def _alternative(case: Case, plan: Plan, kind: _Kind, best: float) -> Alternative:
    found = kind.found
    here, there = order_money(case, plan), order_money(case, found)
    whole, here_at, value = sum(here.values()), optimum(plan), _value(found)
    least = max(0.0, value - here_at.high)
    return Alternative(
        value=value, bound=kind.bound, worse=Interval(low=least, high=max(least, value - here_at.low)),
        best=Interval(low=capped(kind.bound, best), high=best),
        given_up=sum(money for name, money in here.items() if name not in there) / whole,
        money_moved=sum(map(abs, _changes(case, plan, found).values())) / 2 / whole,
        expected_shortfall=found.objective.expected_shortfall, moved=moves(case, plan, found),
    )  # fmt: skip


def _changes(case: Case, plan: Plan, found: Plan) -> Mapping[str, float]:
    here, there = order_money(case, plan), order_money(case, found)
    return {name: there.get(name, 0.0) - here.get(name, 0.0) for name in {*here, *there}}


def _cost(offer: Offer, units: int) -> float:
    return units * offer.unit_cost.value + (offer.fixed_cost.value if units else 0.0)
