"""The first stage of an instance: columns, rows and the best answer of one offer to prices."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from kautilya.plan.family.instance import Instance
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.recourse.problem import FirstStage

FREE = np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Column numbers; all but carry and outlay are cumulative over the years, which keeps the rows sparse."""

    units: Ints
    """[offer, year]"""
    opened: Ints
    """[offer, year]"""
    expanded: Ints
    """[hub, year] expansions so far."""
    money: Ints
    """[partner, year] spent on orders so far."""
    home: Ints
    """[year] indigenous content of the orders so far, less its floor."""
    spent: Ints
    """[year] all spending so far."""
    carry: Ints
    """[year] carried into the next year."""
    outlay: Ints
    """[year] paid out of the year's own money."""
    count: int


def layout(instance: Instance) -> Layout:
    """Number the columns."""
    offers, years, hubs = len(instance.cost), len(instance.budget), len(instance.hub_capacity)
    shapes = {"units": (offers, years), "opened": (offers, years), "expanded": (hubs, years),
              "money": (instance.avail.shape[1], years), "home": (years,), "spent": (years,), "carry": (years,),
              "outlay": (years,)}  # fmt: skip
    first, places = 0, {}
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        places[name] = np.arange(first, first + size, dtype=np.int64).reshape(shape)
        first += size
    return Layout(**places, count=first)


class _Rows:
    """Rows under construction, as triplets."""

    def __init__(self) -> None:
        self.count = 0
        self.parts: list[tuple[Ints, Ints, Floats]] = []
        self.bounds: list[tuple[Floats, Floats]] = []

    def add(self, shape: tuple[int, ...], terms: list[tuple[object, object]], low: object, high: object) -> None:
        """Add rows in the given shape; a term is columns (or -1 for none) and values, broadcast to it or to more axes."""
        rows = self.count + np.arange(int(np.prod(shape))).reshape(shape)
        for column, value in terms:
            at, number = np.asarray(column), np.asarray(value, dtype=np.float64)
            full = np.broadcast_shapes(shape + (1,) * (max(at.ndim, number.ndim) - len(shape)), at.shape, number.shape)
            row = np.broadcast_to(rows.reshape(shape + (1,) * (len(full) - len(shape))), full).ravel()
            at, number = np.broadcast_to(at, full).ravel(), np.broadcast_to(number, full).ravel()
            keep = (at >= 0) & (number != 0)
            self.parts.append((row[keep], at[keep], number[keep]))
        self.count += rows.size
        self.bounds.append(tuple(np.broadcast_to(np.asarray(b, np.float64), shape).ravel() for b in (low, high)))  # type: ignore[arg-type]  # two of them

    def matrix(self, columns: int) -> csr_array:
        """Return all rows."""
        row, column, value = (np.concatenate([part[i] for part in self.parts]) for i in range(3))
        return csr_array(coo_array((value, (row, column)), shape=(self.count, columns)))


def first_stage(instance: Instance) -> FirstStage:
    """Turn the limits of an instance into rows."""
    at, rows = layout(instance), _Rows()
    _offers(instance, at, rows)
    _money(instance, at, rows)
    _windows(instance, at, rows)
    _hubs(instance, at, rows)
    lower, upper = _bounds(instance, at)
    cost, integer, owner = np.zeros(at.count), np.zeros(at.count, dtype=np.int64), np.full(at.count, -1)
    cost[at.spent[-1]] = instance.spend_weight
    for whole in (at.units, at.opened, at.expanded):
        integer[whole] = 1
    owner[at.units] = owner[at.opened] = np.arange(len(instance.cost))[:, None]
    return FirstStage(
        cost=cost, lower=lower, upper=upper, integer=integer, rows=rows.matrix(at.count),
        row_lower=np.concatenate([low for low, _ in rows.bounds]), row_upper=np.concatenate([high for _, high in rows.bounds]),
        units=at.units, opened=at.opened, rate=instance.max_rate, lot=instance.lot, outlay=at.outlay, owner=owner,
    )  # fmt: skip


def _before(columns: Ints) -> Ints:
    """Columns of the year before, -1 in the first."""
    return np.concatenate([np.full_like(columns[..., :1], -1), columns[..., :-1]], axis=-1)


def _offers(instance: Instance, at: Layout, rows: _Rows) -> None:
    """Orders of a year only once started, up to the rate; the lot in the year of the start; no start is undone."""
    shape, rate, lot = at.units.shape, instance.max_rate[:, None], instance.lot[:, None]
    rows.add(shape, [(at.units, 1.0), (_before(at.units), -1.0), (at.opened, -rate)], -FREE, 0.0)
    rows.add(shape, [(at.units, 1.0), (_before(at.units), -1.0), (at.opened, -lot), (_before(at.opened), lot)], 0.0, FREE)
    rows.add((shape[0], shape[1] - 1), [(at.opened[:, 1:], 1.0), (at.opened[:, :-1], -1.0)], 0.0, FREE)


def _money(instance: Instance, at: Layout, rows: _Rows) -> None:
    """Spending, carry-over and budget."""
    years = len(instance.budget)
    member = instance.partner[:, None] == np.arange(len(at.money))
    rows.add(at.money.shape, [(at.money, -1.0), (at.units.T[None], (instance.cost[:, None] * member).T[:, None, :])], 0.0, 0.0)
    half = instance.fixed / 2
    second = np.where(np.arange(years)[:, None] < years - 1, _before(at.opened).T, at.opened.T)
    rows.add((years,), [(at.spent, -1.0), (at.money.T, 1.0), (at.expanded.T, instance.hub_cost), (at.opened.T, half),
                        (second, half)], 0.0, 0.0)  # fmt: skip
    rows.add((years,), [(at.outlay, -1.0), (at.spent, 1.0), (_before(at.spent), -1.0), (_before(at.carry), -1.0)], 0.0, 0.0)
    rows.add((years,), [(at.outlay, 1.0), (at.carry, 1.0)], -FREE, instance.budget)


def _windows(instance: Instance, at: Layout, rows: _Rows) -> None:
    """Shares of foreign partners and indigenous content in every full window."""
    partners, years = at.money.shape
    ends = np.arange(instance.window - 1, years)
    content = (instance.indigenous - instance.indigenous_floor) * instance.cost
    rows.add((years,), [(at.home, -1.0), (at.units.T, content)], 0.0, 0.0)
    if not len(ends):
        return
    last = at.money[:, ends]
    before = np.where(ends >= instance.window, at.money[:, np.maximum(ends - instance.window, 0)], -1)
    share = np.full((partners - 1, 1, partners), -instance.share_cap)
    share[np.arange(partners - 1), 0, np.arange(1, partners)] += 1
    rows.add((partners - 1, len(ends)), [(last.T[None], share), (before.T[None], -share)], -FREE, 0.0)
    start = np.where(ends >= instance.window, at.home[np.maximum(ends - instance.window, 0)], -1)
    rows.add((len(ends),), [(at.home[ends], 1.0), (start, -1.0)], 0.0, FREE)


def _hubs(instance: Instance, at: Layout, rows: _Rows) -> None:
    """Load of what has arrived within capacity and working expansions; at most one expansion a year."""
    hubs, years = at.expanded.shape
    rows.add(at.expanded.shape, [(at.expanded, 1.0), (_before(at.expanded), -1.0)], 0.0, 1.0)
    year = np.arange(years)
    arrived = year[:, None] - instance.lead
    units = np.where(arrived >= 0, at.units[np.arange(len(instance.lead)), np.maximum(arrived, 0)], -1)
    member = (instance.hub[:, None] == np.arange(hubs)).T * instance.hub_load
    working = year - instance.hub_lead
    grown = np.where(working >= 0, at.expanded[:, np.maximum(working, 0)], -1)
    rows.add(
        (hubs, years), [(units[None], member[:, None, :]), (grown, -instance.hub_step)], -FREE, instance.hub_capacity[:, None]
    )


def _bounds(instance: Instance, at: Layout) -> tuple[Floats, Floats]:
    """Finite bounds of every column."""
    years = np.arange(1, len(instance.budget) + 1)
    lower, upper = np.zeros(at.count), np.zeros(at.count)
    money = instance.budget.cumsum()
    upper[at.units] = np.minimum(instance.max_rate[:, None] * years, np.floor(money / instance.cost[:, None] + 1e-6))
    upper[at.opened] = 1
    upper[at.expanded] = years
    upper[at.money] = upper[at.spent] = upper[at.home] = money + 1
    lower[at.home] = -money - 1
    upper[at.carry] = instance.carry_share * instance.budget
    upper[at.outlay] = instance.budget + 1e-6
    lower[at.outlay] = -np.concatenate([[0.0], instance.carry_share * instance.budget[:-1]])
    return lower, upper
