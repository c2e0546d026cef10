"""Which limits bind otherwise than in an earlier plan, where a planner can act on it.

Where limits are used up together their prices are one choice among many, and rows that hold what is signed take prices over:
so prices appear and vanish although nothing else does. A place is told only where what it limits has changed and is still open:
an offer's, if its orders, planned deliveries or inputs are others; any other, if something is; none of a year that is over.
"""

import re
from collections.abc import Collection, Sequence

from kautilya.plan.case import Case
from kautilya.plan.model import AFTERWARDS
from kautilya.plan.result import Binding, Order, Plan
from kautilya.plan.since import ChangedInput

_SCENARIO, _IN_SOME = re.compile(r"^s\d+, "), re.compile(r", \d+ of \d+ scenarios$")
"""Where a place is in a scenario, or in some of them: it is told once for all."""
_WITHIN = frozenset(limit.__name__ for limit in AFTERWARDS)
"""Limits whose places begin with a scenario; those of any other may begin with an offer that is called like one."""
_YEAR = re.compile(r"FY\d{4}-\d\d$")


def rebound(
    before: tuple[Case, Plan], now: tuple[Case, Plan], inputs: Sequence[ChangedInput], year: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places that bind in the new plan alone, and those that bind in the earlier one alone.

    None of either where the prices of one plan are not known: what it uses up need not bind.

    Args:
        before: The earlier case, and its plan.
        now: The new case, and its plan.
        inputs: What the new case has other than the earlier one.
        year: The first one that is planned anew.
    """
    if any(one.price is None for _, plan in (before, now) for one in plan.binding):
        return (), ()
    offers = {one.id for case, _ in (before, now) for one in case.offers}
    moved = {name for name in offers if _moved(name, before[1], now[1]) or any(_of(one, name, now[0]) for one in inputs)}
    something = bool(moved or inputs or before[1].expansions != now[1].expansions)
    old, new = _places(before[1]), _places(now[1])

    def told(places: Sequence[tuple[str, str]], others: Collection[tuple[str, str]]) -> tuple[str, ...]:
        """Return the places that are not among the others, if they are open and of what has changed."""
        return tuple(
            f"{limit}, {where}" if where else limit
            for limit, where in places
            if (limit, where) not in others and not _is_over(where, year) and _is_of(where, offers, moved, something=something)
        )

    return told(new, old), told(old, new)


def inputs_of(case: Case, offer_id: str, inputs: Sequence[ChangedInput]) -> tuple[str, ...]:
    """Return the changed inputs of an offer, its area and its origins."""
    return tuple(one.where for one in inputs if _of(one, offer_id, case))


def _of(one: ChangedInput, offer_id: str, case: Case) -> bool:
    own = [f"offers.{offer_id}."]
    for offer in case.offers:
        if offer.id == offer_id:
            own += [f"areas.{offer.area_id}.", *(f"origins.{country}." for country in offer.design_origins)]
    return f"{one.where}.".startswith(tuple(own))


def _moved(offer_id: str, before: Plan, now: Plan) -> bool:
    return any(_by_year(old, offer_id) != _by_year(new, offer_id)
               for old, new in ((before.orders, now.orders), (before.deliveries, now.deliveries)))  # fmt: skip


def _by_year(entries: Sequence[Order], offer_id: str) -> dict[str, int]:
    return {one.year: one.units for one in entries if one.offer_id == offer_id}


def _places(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((one.limit, _of_all(one)) for one in plan.binding))


def _of_all(one: Binding) -> str:
    """Return a place without the scenarios that it is in."""
    return _IN_SOME.sub("", _SCENARIO.sub("", one.where) if one.limit in _WITHIN else one.where)


def _is_over(where: str, year: str) -> bool:
    """Tell whether a place is of years before the first one that is planned anew; of a window its last year counts."""
    last = _YEAR.search(where)
    return last is not None and last.group() < year


def _is_of(where: str, offers: Collection[str], moved: Collection[str], *, something: bool) -> bool:
    """Tell whether a place limits what has changed."""
    named = set(where.split(", ")).intersection(offers)
    return bool(named.intersection(moved)) if named else something
