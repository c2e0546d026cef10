"""What is available of units in service while a foreign origin of their design is cut off, with and without a hub."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kautilya.plan.case import Case
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.scenarios import MONTHS, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What is available while a partner is cut off, over a year; axes are named in brackets."""

    available: Floats
    """[scenario, offer, year] share of the units in service that counts without a hub; of size 1 where none is affected."""
    cut: Floats
    """[scenario, upkeep, year] share of the year in which an origin is interrupted."""
    with_hub: tuple[int, ...]
    """Entries of `Case.upkeep` that a hub can look after, the axis `place` below."""
    hub: Ints
    """[place]"""
    offer: Ints
    """[place] the offer, -1 for a fleet."""
    area: Ints
    """[place]"""
    load: Floats
    """[place] load per unit of the area."""
    units: Floats
    """[place, year] units of a fleet; 0 for an offer."""
    regained: Floats
    """[scenario, place, year] units of the area that a place brings back, per unit."""

    def of_first(self) -> "Availability":
        """Return the availability in the first scenario alone."""
        return replace(self, available=self.available[:1], cut=self.cut[:1], regained=self.regained[:1])


def availability(case: Case, futures: Sequence[Scenario], areas: Mapping[str, int]) -> Availability:
    """Return the availability of a case's offers and fleets in its scenarios."""
    shape, index = (len(futures), len(case.offers), len(case.years)), {offer.id: o for o, offer in enumerate(case.offers)}
    fleets = {fleet.id: fleet for fleet in case.fleets}
    things = [case.offers[index[kept.of]] if kept.of in index else fleets[kept.of] for kept in case.upkeep]
    cut = np.array([cut_off(case, futures, thing.design_origins) for thing in things])
    cut = cut.reshape(len(things), shape[0], shape[2]).transpose(1, 0, 2)
    available = np.ones(shape if case.upkeep else (1, 1, 1))
    for k, kept in enumerate(case.upkeep):
        if kept.of in index:
            available[:, index[kept.of]] = 1 - cut[:, k] * (1 - kept.without_hub.value)
    places = [k for k, kept in enumerate(case.upkeep) if kept.hub_id is not None]
    looked_after, hubs = [case.upkeep[k] for k in places], {hub.id: h for h, hub in enumerate(case.hubs)}
    held = [_units(case, fleets[kept.of].units if kept.of in fleets else ()) for kept in looked_after]
    more = [(kept.with_hub.value if kept.with_hub else 0.0) - kept.without_hub.value for kept in looked_after]
    return Availability(
        available=available, cut=cut, with_hub=tuple(places),
        hub=np.array([hubs[str(kept.hub_id)] for kept in looked_after], dtype=np.int64),
        offer=np.array([index.get(kept.of, -1) for kept in looked_after], dtype=np.int64),
        area=np.array([areas[things[k].area_id] for k in places], dtype=np.int64),
        load=np.array([kept.load.value if kept.load else 0.0 for kept in looked_after]),
        units=np.array(held).reshape(len(places), shape[2]), regained=cut[:, places] * np.array(more)[None, :, None],
    )  # fmt: skip


def _units(case: Case, told: Sequence[Coefficient]) -> list[float]:
    return [units.value for units in told] if told else [0.0] * len(case.years)


def unavailable(case: Case, futures: Sequence[Scenario], areas: Mapping[str, int]) -> Floats:
    """Return the units of the holding [scenario, area, year] that a cut-off partner takes away, without any hub."""
    lost = np.zeros((len(futures), len(areas), len(case.years)))
    without = {kept.of: kept.without_hub.value for kept in case.upkeep}
    for fleet in case.fleets:
        if fleet.id in without:
            units = np.array([held.value for held in fleet.units])
            lost[:, areas[fleet.area_id]] += (1 - without[fleet.id]) * units * cut_off(case, futures, fleet.design_origins)
    return lost


def cut_off(case: Case, futures: Sequence[Scenario], origins: Sequence[str]) -> Floats:
    """Return the share of each year [scenario, year] in which any origin of a design is cut off."""
    found = np.zeros((len(futures), len(case.years)))
    begins = MONTHS * np.arange(len(case.years))
    for s, future in enumerate(futures):
        end_before = 0.0
        for start, end in sorted(span for country in origins for span in future.stops.get(country, ())):
            first = max(start, end_before)
            found[s] += np.maximum(0.0, np.minimum(end, begins + MONTHS) - np.maximum(first, begins)) / MONTHS
            end_before = max(end_before, end)
    return found
