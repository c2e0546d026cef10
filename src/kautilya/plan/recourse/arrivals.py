"""When ordered units are there, in every scenario: two ways of telling it, with the sums over all scenarios that cuts need."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.kernels import Years, add_scheduled, add_shifted, scheduled_gains, shifted_gains


@dataclass(frozen=True, slots=True)
class Pairs:
    """Offers that supply one area, as compiled code reads them."""

    offer: Ints
    group: Ints
    """Its row of the availability [group, year, scenario]."""
    brings: Floats
    """What one unit of the offer brings."""


class Arrivals(Protocol):
    """When the units of an offer are there, in every scenario."""

    def add(self, into: Floats, pairs: Pairs, units: Floats, availability: Floats) -> None:
        """Add what arrived units bring to `into` [year, scenario], for cumulative orders [offer, order year]."""

    def gains(self, slope: Floats, pairs: Pairs, availability: Floats) -> Floats:
        """Return `sum_s slope[year, s] x d brought[year, s] / d units[u]` as [pair, year, order year]."""

    def latest(self, offer: int) -> Years:
        """Return the last order year whose units are there in [year, scenario], -1 if none are."""

    def of(self, scenarios: Ints) -> "Arrivals":
        """Return the arrivals in some scenarios, in the order named."""


def small(years: Ints, most: int) -> Years:
    """Return whole numbers of years in one byte each, those above `most` as `most`; ValueError where that is over 126."""
    if most > np.iinfo(np.int8).max - 1:
        raise ValueError(f"plans of {most} years are not foreseen; 126 is the most")
    return np.ascontiguousarray(np.clip(years, 0, most), dtype=np.int8)


@dataclass(frozen=True, slots=True)
class Shifted:
    """Arrivals that follow the order by a number of years drawn once per offer and scenario."""

    lag: Years
    """[offer, scenario] years from order to arrival; the number of years where it never arrives."""
    years: int

    def add(self, into: Floats, pairs: Pairs, units: Floats, availability: Floats) -> None:
        """See `Arrivals`."""
        add_shifted(into, self.lag, pairs.offer, pairs.group, pairs.brings, units, availability)

    def gains(self, slope: Floats, pairs: Pairs, availability: Floats) -> Floats:
        """See `Arrivals`: with lag g, the units there in year t are those ordered up to t - g."""
        return np.asarray(shifted_gains(slope, self.lag, pairs.offer, pairs.group, pairs.brings, availability))

    def latest(self, offer: int) -> Years:
        """See `Arrivals`."""
        return np.asarray(np.maximum(np.arange(self.years, dtype=np.int8)[:, None] - self.lag[offer][None, :], np.int8(-1)))

    def of(self, scenarios: Ints) -> "Shifted":
        """See `Arrivals`."""
        return Shifted(np.ascontiguousarray(self.lag[:, scenarios]), self.years)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Arrivals year by year: each order year has its own year of arrival in each scenario, and units may leave again."""

    arrives: Years
    """[offer, order year, scenario]; the number of years where it never does."""
    stays: Years
    """[offer] years that a unit stays; the number of years where it never leaves."""
    years: int

    def add(self, into: Floats, pairs: Pairs, units: Floats, availability: Floats) -> None:
        """See `Arrivals`."""
        add_scheduled(into, self.arrives, self.stays, pairs.offer, pairs.group, pairs.brings, units, availability)

    def gains(self, slope: Floats, pairs: Pairs, availability: Floats) -> Floats:
        """See `Arrivals`."""
        return np.asarray(
            scheduled_gains(slope, self.arrives, self.stays, pairs.offer, pairs.group, pairs.brings, availability)
        )

    def latest(self, offer: int) -> Years:
        """See `Arrivals`."""
        come, year = self.arrives[offer][None, :, :].astype(np.int64), np.arange(self.years)[:, None, None]
        there = (come <= year) & (year < come + self.stays[offer])
        back = there[:, ::-1, :].argmax(axis=1)
        return np.asarray(np.where(there.any(axis=1), there.shape[1] - 1 - back, -1), dtype=np.int8)

    def of(self, scenarios: Ints) -> "Scheduled":
        """See `Arrivals`."""
        return Scheduled(np.ascontiguousarray(self.arrives[:, :, scenarios]), self.stays, self.years)
