"""What hubs do in a plan: expansions, places, and what is available while a partner is cut off."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kautilya.plan.achieved import Achieved
from kautilya.plan.case import Case
from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.result import CutOff, Expansion, Placed, Plan
from kautilya.plan.scenarios import MONTHS

_TOLERANCE = 1e-6


def expansions(case: Case, expanded: Ints) -> tuple[Expansion, ...]:
    """Return the expansions of hubs [hub, order year]."""
    return tuple(Expansion(hub_id=case.hubs[h].id, year=case.years[t]) for h, t in zip(*np.nonzero(expanded), strict=True))


def placed(numbers: Figures, given: Floats) -> tuple[Placed, ...]:
    """Return the places [scenario, upkeep with a hub, year] that bring something back."""
    kept = numbers.upkeep
    return tuple(
        Placed(scenario=int(s), of=numbers.case.upkeep[kept.with_hub[p]].of, year=numbers.case.years[t],
               units=float(given[s, p, t]))
        for s, p, t in zip(*np.nonzero(given > _TOLERANCE), strict=True)
        if kept.regained[s, p, t] > 0
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much of a hub a plan uses; loads in the unit of `Upkeep.load`."""

    hub_id: str
    capacity: float
    """Load without any expansion."""
    expanded: float
    """Load with all expansions of the plan."""
    used: float
    """The largest load in one scenario and year; 0 where nothing that comes back through the hub is ever cut off."""


def rooms(case: Case, plan: Plan) -> tuple[Room, ...]:
    """Return how much of each hub of the case the plan uses."""
    through = {kept.of: kept for kept in case.upkeep if kept.load is not None}
    loads: dict[tuple[str | None, int, str], float] = defaultdict(float)
    for place in plan.placed:
        kept = through[place.of]
        loads[kept.hub_id, place.scenario, place.year] += place.units * (kept.load.value if kept.load is not None else 0.0)
    return tuple(
        Room(
            hub_id=hub.id, capacity=hub.capacity.value,
            expanded=hub.capacity.value + hub.step.value * sum(one.hub_id == hub.id for one in plan.expansions),
            used=max((load for (hub_id, _, _), load in loads.items() if hub_id == hub.id), default=0.0),
        )
        for hub in case.hubs
    )  # fmt: skip


def most_placed(plan: Plan) -> Mapping[str, float]:
    """Return the largest number of units in places in one scenario and year, by offer or fleet; 0 for those without any."""
    most = {one.of: 0.0 for one in plan.cut_off}
    for place in plan.placed:
        most[place.of] = max(most.get(place.of, 0.0), place.units)
    return most


def cut_off(numbers: Figures, got: Achieved) -> Iterator[CutOff]:
    """Yield what is available of everything whose upkeep is told while it is cut off."""
    chance, cut = numbers.probability[:, None], numbers.upkeep.cut
    for k, kept in enumerate(numbers.case.upkeep):
        there = _in_service(numbers, got, kept.of)
        exposed = float((chance * cut[:, k] * there).sum())
        back = 0.0
        if k in numbers.upkeep.with_hub and got.placed.shape[1]:
            p = numbers.upkeep.with_hub.index(k)
            back = float((chance * numbers.upkeep.regained[:, p] * got.placed[:, p]).sum())
        share = None if exposed <= _TOLERANCE else kept.without_hub.value + back / exposed
        yield CutOff(of=kept.of, months=float(MONTHS * (chance * cut[:, k]).sum()), without_hub=kept.without_hub.value,
                     available=share)  # fmt: skip


def _in_service(numbers: Figures, got: Achieved, of: str) -> Floats:
    """Return the units of the area in service [scenario, year]."""
    case = numbers.case
    there = np.zeros((len(numbers.probability), numbers.horizon))
    for fleet in (fleet for fleet in case.fleets if fleet.id == of):
        there += np.array([units.value for units in fleet.units])
    names = [offer.id for offer in case.offers]
    if of in names:
        offer, found = names.index(of), numbers.presence_before
        mine = found.offer == offer
        total = got.delivered[offer].cumsum()
        np.add.at(there, (found.scenario[mine], found.year[mine]), found.value[mine] * total[found.planned[mine]])
    return there
