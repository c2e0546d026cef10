"""Hubs and availability recomputed with plain loops, apart from the model's arrays."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scipy.optimize import linprog

from kautilya.plan.case import Case, Offer
from kautilya.plan.result import Expansion
from kautilya.plan.rules import Rules
from kautilya.plan.scenarios import Scenario
from kautilya.plan.sustainment import Fleet, Hub, Upkeep

MONTHS = 12
Built = Mapping[str, Sequence[float]]
"""Per hub, expansions per year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Units that a hub can look after in one scenario and year while a partner is cut off."""

    of: str
    hub_id: str
    area: int
    load: float
    regained: float
    """Units that a place brings back, per unit."""
    most: float
    """Units in service."""


def by_hub(case: Case, expansions: Sequence[Expansion]) -> dict[str, list[float]]:
    """Return expansions per hub and year of the horizon."""
    found = {hub.id: [0.0] * len(case.years) for hub in case.hubs}
    for one in expansions:
        found[one.hub_id][case.years.index(one.year)] += 1
    return found


def room(hub: Hub, built: Sequence[float], t: int) -> float:
    """Return the load that a hub can look after in a year."""
    return hub.capacity.value + hub.step.value * sum(built[: max(0, t - int(hub.lead_years.value) + 1)])


def cut_months(case: Case, of: str, future: Scenario, t: int) -> float:
    """Return the months of a year in which any origin of an offer's or a fleet's design is interrupted."""
    origins = _thing(case, of).design_origins
    first, last = float(MONTHS * t), float(MONTHS * (t + 1))
    spans = [(start, end) for country, start, end in future.interruptions if country in origins]
    ends = sorted({first, last, *(min(max(at, first), last) for span in spans for at in span)})
    return math.fsum(b - a for a, b in pairwise(ends) if any(start <= a and b <= end for start, end in spans))


def available(case: Case, kept: Upkeep, future: Scenario, t: int) -> float:
    """Return the share of units in service that counts in a year without a hub."""
    return 1 - cut_months(case, kept.of, future, t) / MONTHS * (1 - kept.without_hub.value)


def places(case: Case, future: Scenario, there: Mapping[str, Sequence[float]], t: int) -> Iterator[Place]:
    """Yield what hubs can look after in a year, of what is in service there."""
    for kept in case.upkeep:
        if kept.hub_id is None or kept.with_hub is None or kept.load is None:
            continue
        back = cut_months(case, kept.of, future, t) / MONTHS * (kept.with_hub.value - kept.without_hub.value)
        if back > 0:
            yield Place(of=kept.of, hub_id=kept.hub_id, area=_area(case, kept.of), load=kept.load.value, regained=back,
                        most=there[kept.of][t])  # fmt: skip


def least(
    case: Case, rule: Rules, short: Sequence[float], points: Sequence[float], t: int, found: Sequence[Place], built: Built
) -> float:
    """Return the points left in a year with the best emergency purchases and the best use of the hubs.

    A linear programme in shortfalls, purchases and places: two kinds of means for one area, so no greedy order is exact.

    Args:
        short: [area] units short before either.
        points: [area] points per unit.
    """
    channels, areas = case.channels, range(len(case.areas))
    rows = [
        [
            *(-1.0 if other == c else 0.0 for other in areas),
            *(-one.arrives_within_year.value if one.area_id == case.areas[c].id else 0.0 for one in channels),
            *(-place.regained if place.area == c else 0.0 for place in found),
        ]
        for c in areas
    ]
    rows.append([0.0] * len(areas) + [one.unit_cost.value for one in channels] + [0.0] * len(found))
    before = [0.0] * (len(areas) + len(channels))
    rows += [[*before, *(place.load if place.hub_id == hub.id else 0.0 for place in found)] for hub in case.hubs]
    most = [*(-gap for gap in short), rule.reserve_share * max(0.0, case.budget[t].available.value)]
    most += [room(hub, built[hub.id], t) for hub in case.hubs]
    bounds = [(0.0, math.inf) for _ in areas]
    bounds += [(0.0, one.quantity_per_contract.value * one.contracts_per_year.value) for one in channels]
    bounds += [(0.0, max(0.0, place.most)) for place in found]
    cost = [*points, *([0.0] * (len(channels) + len(found)))]
    best = linprog(cost, A_ub=rows, b_ub=most, bounds=bounds, method="highs").fun
    return math.nan if best is None else float(best)


def _thing(case: Case, of: str) -> Offer | Fleet:
    things: list[Offer | Fleet] = [*case.offers, *case.fleets]
    return next(thing for thing in things if thing.id == of)


def _area(case: Case, of: str) -> int:
    return next(c for c, area in enumerate(case.areas) if area.id == _thing(case, of).area_id)
