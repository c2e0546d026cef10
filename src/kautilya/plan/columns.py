"""The variables of the planning model and their places in it."""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.figures import Figures, Floats, Ints

WHOLE = ("ordered", "started", "delivered", "expanded")
"""Families of whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of variable over named axes."""

    name: str
    axes: tuple[tuple[str, ...], ...]
    at: Ints
    """Column numbers, in the shape of the axes."""
    integer: bool

    def labels(self) -> list[str]:
        """Return the name of every variable, in the order of its columns: `order[rafale-f4-114,FY2027-28]`."""
        return [f"{self.name}[{','.join(where)}]" for where in _product(self.axes)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All variables. X, Y and D are cumulative, which keeps the matrix sparse."""

    ordered: Family
    """X[offer, order year]: units ordered up to the year; integer."""
    started: Family
    """Y[offer, order year]: 1 once the first order has been placed."""
    delivered: Family
    """D[offer, year]: units planned to be delivered up to the year; integer."""
    payment: Family
    """[year] crore rupees that fall due."""
    carried: Family
    """[year] crore rupees carried into the next year."""
    expanded: Family
    """E[hub, order year]: expansions up to the year; integer."""
    emergency: Family
    """[scenario, channel, year] units bought."""
    placed: Family
    """[scenario, upkeep with a hub, year] units of the area that have a place in their hub while a partner is cut off."""
    short: Family
    """[scenario, area, year] units short."""
    overspend: Family
    """[scenario, year] crore rupees above what a cut leaves."""
    loss: Family
    """[scenario] points."""
    excess: Family
    """[scenario] points by which the loss exceeds the value at risk."""
    value_at_risk: Family
    """[] points."""

    @property
    def families(self) -> tuple[Family, ...]:
        """All variables in the order of their columns."""
        return (self.ordered, self.started, self.delivered, self.payment, self.carried, self.expanded, self.emergency,
                self.placed, self.short, self.overspend, self.loss, self.excess, self.value_at_risk)  # fmt: skip

    @property
    def count(self) -> int:
        """Number of columns."""
        return sum(family.at.size for family in self.families)

    @property
    def decided(self) -> int:
        """Number of columns that are decided before a scenario shows itself; they come first."""
        early = (self.ordered, self.started, self.delivered, self.payment, self.carried, self.expanded)
        return sum(family.at.size for family in early)

    def upper(self) -> Floats:
        """Return the upper bounds: 1 for the starts; the limits hold everything else."""
        upper = np.full(self.count, np.inf)
        upper[self.started.at] = 1
        return upper

    def lower(self) -> Floats:
        """Return the lower bounds: 0, but none for the value at risk."""
        lower = np.zeros(self.count)
        lower[self.value_at_risk.at] = -np.inf
        return lower


def columns(figures: Figures) -> Columns:
    """Lay out the variables of a planning problem."""
    case = figures.case
    offers = tuple(offer.id for offer in case.offers)
    areas, channels = tuple(area.id for area in case.areas), tuple(channel.id for channel in case.channels)
    years, order_years = case.years, case.years[: case.order_years]
    hubs, looked_after = tuple(hub.id for hub in case.hubs), tuple(case.upkeep[k].of for k in figures.upkeep.with_hub)
    futures = tuple(f"s{i}" for i in range(len(figures.probability)))
    shapes: dict[str, tuple[tuple[str, ...], ...]] = {
        "ordered": (offers, order_years), "started": (offers, order_years), "delivered": (offers, years), "payment": (years,),
        "carried": (years,), "expanded": (hubs, order_years), "emergency": (futures, channels, years),
        "placed": (futures, looked_after, years), "short": (futures, areas, years), "overspend": (futures, years),
        "loss": (futures,), "excess": (futures,), "value_at_risk": (("all",),),
    }  # fmt: skip
    first, families = 0, {}
    for name, axes in shapes.items():
        shape = tuple(len(axis) for axis in axes)
        size = int(np.prod(shape))
        at = np.arange(first, first + size, dtype=np.int64).reshape(shape)
        families[name] = Family(name=name, axes=axes, at=at, integer=name in WHOLE)
        first += size
    return Columns(**families)


def _product(axes: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for axis in axes:
        found = [(*before, label) for before in found for label in axis]
    return found
