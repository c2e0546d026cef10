"""Area x year cuts: the loss taken apart at fixed scenario weights and a fixed price of emergency money.

For weights w (those of a CVaR density) and any price L >= 0 of emergency money,

    (1 - risk_weight) mean + risk_weight CVaR
        >=  sum_ct sum_s w_s f_sct(missing_sct) + sum_t overspend_t - sum_st w_s L_st money_st

with f the loss of one area in one year of a scenario when emergency money costs L (`recourse.knapsack.tiers`): the density
bounds CVaR from below, and L relaxes the money of each year. Each term is convex in few columns, so its tangents are sparse.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from kautilya.plan.decomposition.cuts import SAFETY, Cut, TotalCut
from kautilya.plan.decomposition.layout import Layout
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.kernels import area_losses
from kautilya.plan.recourse.knapsack import channels_of
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.recourse.value import supply_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """The loss taken apart at weights and prices."""

    problem: Problem
    layout: Layout
    weight: Floats
    """[scenario]"""
    price: Floats
    """[year, scenario]"""
    constant: float
    """sum_st w_s L_st money_st"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangents:
    """Value and slope of every area and year at a point."""

    loss: Floats
    """[year, area]"""
    intercept: Floats
    """[year, area]: the tangent is `intercept - gain . units`."""
    gain: Floats
    """[pair of offer and area, year, order year] by which a unit more lowers the loss."""
    overspend: Floats
    """[year]"""
    overspend_slope: Floats
    """[year]"""
    overspend_intercept: Floats
    """[year]: the tangent is `intercept + slope x outlay`."""


def separation(problem: Problem, layout: Layout, weight: Floats, price: Floats) -> Separation:
    """Take the loss apart at weights and prices."""
    constant = float(((price * problem.recourse.emergency_money).sum(axis=0)) @ weight)
    return Separation(problem=problem, layout=layout, weight=weight, price=price, constant=constant)


def tangents(at: Separation, values: Floats, areas: Iterable[int] | None = None) -> Tangents:
    """Return all tangents at a point of the master.

    Args:
        areas: Those wanted; the others' stay 0. All where none are named.
    """
    recourse, first = at.problem.recourse, at.problem.first
    years, count, _ = recourse.shape
    loss, intercept = np.zeros((years, count)), np.zeros((years, count))
    gain, units = np.zeros((len(recourse.supplied), years, first.units.shape[1])), values[first.units]
    for area in range(count) if areas is None else areas:
        pairs, channels = recourse.pairs(area), channels_of(recourse, area)
        slope = supply_of(recourse, area, units)
        loss[:, area], intercept[:, area] = area_losses(
            slope, recourse.need[:, area], at.price, at.weight, recourse.loss_weight[:, area], recourse.channel_cost[channels],
            recourse.channel_cap[channels], recourse.channel_group[channels], recourse.availability,
        )  # fmt: skip
        gain[recourse.supplied.area == area] = recourse.arrivals.gains(slope, pairs, recourse.availability)
    out = values[first.outlay]
    over = out[:, None] - recourse.year_money
    overspend = recourse.overspend_weight * (np.maximum(over, 0.0) @ at.weight)
    overspend_slope = recourse.overspend_weight * ((over > 0) @ at.weight)
    return Tangents(
        loss=loss, intercept=intercept, gain=gain,
        overspend=overspend, overspend_slope=overspend_slope, overspend_intercept=overspend - overspend_slope * out,
    )  # fmt: skip


def area_cuts(at: Separation, found: Tangents) -> Iterator[Cut]:
    """Yield the tangents of all areas and years, and of the overspending of each year; the loss's column stands first."""
    layout, first = at.layout, at.problem.first
    pairs: dict[int, list[int]] = {}
    for i, (_, area, _) in enumerate(at.problem.recourse.supplied):
        pairs.setdefault(area, []).append(i)
    offer = np.array([pair[0] for pair in at.problem.recourse.supplied], dtype=np.int64)
    for t, area in zip(*np.nonzero(found.loss > 0), strict=True):
        mine = np.array(pairs.get(int(area), []), dtype=np.int64)
        gain = found.gain[mine, t] if len(mine) else np.zeros((0, found.gain.shape[-1]))
        used = gain != 0
        columns = np.concatenate([[layout.area[t, area]], first.units[offer[mine]][used] if len(mine) else []]).astype(np.int64)
        yield Cut(columns, np.concatenate([[1.0], gain[used]]), found.intercept[t, area] - SAFETY)
    for t in np.flatnonzero(found.overspend > 0):
        columns = np.array([layout.overspend[t], first.outlay[t]])
        yield Cut(columns, np.array([1.0, -found.overspend_slope[t]]), found.overspend_intercept[t] - SAFETY)


def total_cut(at: Separation, found: Tangents) -> TotalCut:
    """Return the tangent of the whole loss: all tangents added up."""
    first, recourse = at.problem.first, at.problem.recourse
    gain = np.zeros(len(first.cost))
    offers = np.array([offer for offer, _, _ in recourse.supplied], dtype=np.int64)
    if len(offers):
        np.add.at(gain, first.units[offers], found.gain.sum(axis=1))
    gain[first.outlay] -= found.overspend_slope
    used = np.flatnonzero(gain)
    least = found.intercept.sum() + found.overspend_intercept.sum() - at.constant
    return TotalCut(
        np.concatenate([[at.layout.total], used]), np.concatenate([[1.0], gain[used]]), float(least) - SAFETY,
        weight=at.weight, price=at.price,
    )  # fmt: skip


def link(at: Separation) -> Cut:
    """Return the row that bounds the whole loss by the losses of areas and years."""
    columns = np.concatenate([[at.layout.total], at.layout.area.ravel(), at.layout.overspend])
    return Cut(columns, np.concatenate([[1.0], np.full(len(columns) - 1, -1.0)]), -at.constant - SAFETY)
