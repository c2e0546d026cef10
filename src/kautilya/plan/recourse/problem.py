"""A two-stage planning problem: what the decomposition works on, whichever case it was read from.

The first stage is a list of sparse rows over columns. The second stage says when a unit ordered in a year is there, in which
area and how much of it, what is needed, and what money can still buy. Scenarios are the last axis of every array, so that one
operation treats all of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.arrivals import Arrivals, Pairs
from kautilya.plan.recourse.limits import UnitLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStage:
    """`row_lower <= rows . v <= row_upper`, `lower <= v <= upper`, some columns whole; minimise `cost . v` + recourse."""

    cost: Floats
    lower: Floats
    upper: Floats
    """Finite: the safe bound rests on it."""
    integer: Ints
    """1 for a whole column."""
    rows: csr_array
    row_lower: Floats
    row_upper: Floats
    units: Ints
    """[offer, order year] column of the units ordered up to the year (cumulative)."""
    opened: Ints
    """[offer, order year] column that is 1 once the programme has started (cumulative)."""
    rate: Floats
    """[offer] most units a year."""
    lot: Floats
    """[offer] least units in the year of the start."""
    outlay: Ints
    """[year] column of what must be paid out of the year's own money: spending less what was carried into the year."""
    owner: Ints
    """[column] the offer that it belongs to, -1 for a column that offers share."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """What one unit of an offer brings to an area: one entry per pair of them, sorted by offer and area."""

    offer: Ints
    area: Ints
    brings: Floats

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.offer)

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        """Yield offer, area and what a unit brings."""
        return zip(self.offer.tolist(), self.area.tolist(), self.brings.tolist(), strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recourse:
    """What happens after the first stage; the axes stand in brackets, scenarios last."""

    probability: Floats
    """[scenario]"""
    arrivals: Arrivals
    availability: Floats
    """[group, year, scenario] share of the units in service that counts."""
    group: Ints
    """[offer] its row of `availability`."""
    supplied: Supplied
    need: Floats
    """[year, area, scenario] what has to be covered; negative where more is held than needed."""
    loss_weight: Floats
    """[year, area] points per unit short."""
    channel_area: Ints
    """[channel]"""
    channel_cost: Floats
    """[channel] money per unit that it brings."""
    channel_cap: Floats
    """[channel] most that it brings in a year in which all of it is available."""
    channel_group: Ints
    """[channel] its row of `availability`."""
    emergency_money: Floats
    """[year, scenario]"""
    year_money: Floats
    """[year, scenario] what the year's own money turns out to be; infinite where it is never cut."""
    overspend_weight: float
    """Points per money spent beyond it."""
    risk_weight: float
    risk_level: float

    @property
    def shape(self) -> tuple[int, int, int]:
        """Years, areas, scenarios."""
        years, areas, scenarios = self.need.shape
        return years, areas, scenarios

    def pairs(self, area: int) -> Pairs:
        """Return the offers that supply an area, in the order of `supplied`."""
        mine = self.supplied.area == area
        offers = self.supplied.offer[mine]
        return Pairs(offers, self.group[offers], self.supplied.brings[mine])

    def cap(self, channel: int) -> Floats:
        """Return the most that a channel brings [year, scenario]."""
        return np.asarray(self.channel_cap[channel] * self.availability[self.channel_group[channel]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Both stages: minimise `cost . v + (1 - risk_weight) mean + risk_weight CVaR` of the scenarios' losses."""

    first: FirstStage
    recourse: Recourse
    complete: Callable[[Floats], Floats | None]
    """Fills in the columns that follow from the whole ones; None where these break a limit."""
    money: Floats
    """[offer] what a unit costs; only to choose the offers that the search begins with."""
    limits: UnitLimits | None = None
    """The first stage's rows as plain figures, where they are of that kind; a local search needs them."""


def subset(recourse: Recourse, scenarios: Ints) -> Recourse:
    """Return the recourse in some scenarios alone, their probabilities scaled so that they add up to 1."""
    probability = recourse.probability[scenarios]
    return replace(
        recourse, probability=probability / probability.sum(), arrivals=recourse.arrivals.of(scenarios),
        availability=_of(recourse.availability, scenarios), need=_of(recourse.need, scenarios),
        emergency_money=_of(recourse.emergency_money, scenarios), year_money=_of(recourse.year_money, scenarios),
    )  # fmt: skip


def _of(array: Floats, scenarios: Ints) -> Floats:
    return np.ascontiguousarray(array[..., scenarios])
