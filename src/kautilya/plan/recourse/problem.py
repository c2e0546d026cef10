"""A two-stage planning problem: what the decomposition works on, whichever case it was read from.

The first stage is a list of sparse rows over columns. The second stage says when a unit ordered in a year is there, in which
area and how much of it, what is needed, and what money can still buy. Scenarios are the last axis of every array, so that one
operation treats all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.kernels import shifted_slopes


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


class Arrivals(Protocol):
    """When the units of an offer are there, in every scenario."""

    def there(self, offer: int, units: Floats) -> Floats:
        """Return the units in service [year, scenario] for cumulative orders [order year], before availability."""

    def slopes(self, offer: int, slope: Floats, usable: Floats) -> Floats:
        """Return `sum_s slope[year, s] usable[year, s] x d there[year, s] / d units[u]` as [year, order year]."""

    def latest(self, offer: int) -> Ints:
        """Return the last order year whose units are there in [year, scenario], -1 if none are."""


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
    supplied: tuple[tuple[int, int, float], ...]
    """Offer, area, what one unit of the offer brings to the area; sorted."""
    need: Floats
    """[year, area, scenario] what has to be covered; negative where more is held than needed."""
    loss_weight: Floats
    """[year, area] points per unit short."""
    channel_area: Ints
    """[channel]"""
    channel_cost: Floats
    """[channel] money per unit that it brings."""
    channel_cap: Floats
    """[channel, year, scenario] most that it brings in a year."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Both stages: minimise `cost . v + (1 - risk_weight) mean + risk_weight CVaR` of the scenarios' losses."""

    first: FirstStage
    recourse: Recourse
    complete: Callable[[Floats], Floats | None]
    """Fills in the columns that follow from the whole ones; None where these break a limit."""
    money: Floats
    """[offer] what a unit costs; only to choose the offers that the search begins with."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """Arrivals that follow the order by a number of years drawn once per offer and scenario."""

    lag: Ints
    """[offer, scenario] years from order to arrival; at least the number of years where it never arrives."""
    years: int

    def there(self, offer: int, units: Floats) -> Floats:
        """See `Arrivals`."""
        return np.append(units, 0.0)[self.latest(offer)]

    def slopes(self, offer: int, slope: Floats, usable: Floats) -> Floats:
        """See `Arrivals`: with lag g, the units there in year t are those ordered up to t - g."""
        return np.asarray(shifted_slopes(self.lag[offer], slope, usable, self.years))

    def latest(self, offer: int) -> Ints:
        """See `Arrivals`."""
        return np.asarray(np.maximum(np.arange(self.years)[:, None] - self.lag[offer][None, :], -1))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Arrivals year by year: each order year has its own year of arrival in each scenario, and units may leave again."""

    arrives: Ints
    """[offer, order year, scenario]; at least the number of years where it never does."""
    stays: Ints
    """[offer] years that a unit stays."""
    years: int

    def _present(self, offer: int) -> Floats:
        """[year, order year, scenario]: 1 where what was ordered in the order year is there."""
        come = self.arrives[offer][None, :, :].astype(np.int64)
        year = np.arange(self.years)[:, None, None]
        return np.asarray(((come <= year) & (year < come + self.stays[offer])).astype(np.float64))

    def there(self, offer: int, units: Floats) -> Floats:
        """See `Arrivals`."""
        return np.asarray(np.einsum("tus,u->ts", self._present(offer), np.diff(units, prepend=0.0)))

    def slopes(self, offer: int, slope: Floats, usable: Floats) -> Floats:
        """See `Arrivals`: what a unit more up to u changes is being there if ordered in u less if ordered in u + 1."""
        total = np.einsum("ts,tus->tu", slope * usable, self._present(offer))
        total[:, :-1] -= total[:, 1:].copy()
        return np.asarray(total)

    def latest(self, offer: int) -> Ints:
        """See `Arrivals`."""
        present = self._present(offer)
        back = present[:, ::-1, :].argmax(axis=1)
        return np.asarray(np.where(present.any(axis=1), present.shape[1] - 1 - back, -1))
