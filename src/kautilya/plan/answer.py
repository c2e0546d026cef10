"""The solver's numbers as a plan."""

from collections.abc import Mapping

import numpy as np

from kautilya.plan.codec import digest
from kautilya.plan.columns import Family
from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.limits.windows import window_labels
from kautilya.plan.marks import entering, shares, weakest_mark
from kautilya.plan.model import LIMITS, ON_REQUEST, Program, rows_of
from kautilya.plan.result import (
    RESULTS,
    Binding,
    Effort,
    Marks,
    Objective,
    Order,
    PartnerMoney,
    Plan,
    Purchase,
    Shortfall,
    YearMoney,
)
from kautilya.plan.solver import Solution, Stop

_TOLERANCE = 1e-6
_USED_UP = 0.01
"""Share of a money limit that may be left where it counts as used up: units are whole, the last crore rupees buy none."""
_PRICE = 1e-9
"""Points per unit below which a limit is taken to cost nothing: a lakh crore rupees at this price is a ten-thousandth."""


def answer(
    numbers: Figures, model: Program, best: Solution, *,
    bound: float, stop: Stop, effort: Effort, prices: Floats, versions: Mapping[str, str],
) -> Plan:  # fmt: skip
    """Read the plan off the solution in which its decisions are whole and every scenario does its best."""
    case, columns = numbers.case, model.columns
    ordered = np.rint(np.diff(best.values[columns.ordered.at], axis=1, prepend=0)).astype(np.int64)
    delivered = np.rint(np.diff(best.values[columns.delivered.at], axis=1, prepend=0)).astype(np.int64)
    objective = _objective(numbers, model, best.values)
    return Plan(
        case_digest=digest(case), case_title=case.title, as_of=case.as_of, seed=case.seed, scenarios=len(numbers.probability),
        versions=versions, effort=effort, stopped_by=stop.value,
        orders=_units(columns.ordered, ordered), deliveries=_units(columns.delivered, delivered),
        purchases=_purchases(numbers, best.values[columns.emergency.at]),
        shortfalls=_shortfalls(numbers, best.values[columns.short.at]),
        money=_money(numbers, ordered), years=_years(numbers, model, best.values), objective=objective,
        bound=min(bound, objective.total), gap=max(0.0, (objective.total - bound) / max(abs(objective.total), 1e-9)),
        binding=_binding(model, best.values, prices), limits=_limits(model),
        marks=_marks(numbers),
    )  # fmt: skip


def _units(family: Family, units: Ints) -> tuple[Order, ...]:
    offers, years = family.axes
    return tuple(
        Order(offer_id=offers[o], year=years[t], units=int(units[o, t])) for o, t in zip(*np.nonzero(units), strict=True)
    )


def _purchases(numbers: Figures, bought: Floats) -> tuple[Purchase, ...]:
    case = numbers.case
    return tuple(
        Purchase(scenario=int(s), channel_id=case.channels[k].id, year=case.years[t], units=float(bought[s, k, t]))
        for s, k, t in zip(*np.nonzero(bought > _TOLERANCE), strict=True)
    )


def _shortfalls(numbers: Figures, short: Floats) -> tuple[Shortfall, ...]:
    expected = np.tensordot(numbers.probability, short, axes=1)
    worst = short.max(axis=0)
    return tuple(
        Shortfall(
            area_id=area.id,
            year=year,
            without_plan=max(0.0, area.requirement[t].value - area.holding[t].value),
            expected=float(expected[c, t]),
            worst=float(worst[c, t]),
            expected_share=float(expected[c, t]) / max(need.value for need in area.requirement),
        )
        for c, area in enumerate(numbers.case.areas)
        for t, year in enumerate(numbers.case.years)
    )


def _money(numbers: Figures, ordered: Ints) -> tuple[PartnerMoney, ...]:
    case = numbers.case
    cost = ordered * numbers.offers.unit_cost[:, None]
    first = (ordered > 0).argmax(axis=1)
    bought = np.flatnonzero(ordered.any(axis=1))
    cost[bought, first[bought]] += numbers.offers.fixed_cost[bought]
    labels = window_labels(case.years[: case.order_years], numbers.rules.window)
    width = case.order_years - len(labels) + 1
    windows = np.stack([cost[:, w : w + width].sum(axis=1) for w in range(len(labels))])
    members: dict[tuple[str, str], list[int]] = {}
    for i, offer in enumerate(case.offers):
        members.setdefault(("counterparty", offer.counterparty), []).append(i)
        for country in offer.design_origins:
            members.setdefault(("design origin", country), []).append(i)
    found = []
    for (by, partner), offers in members.items():
        window_shares = windows[:, offers].sum(axis=1) / np.maximum(windows.sum(axis=1), _TOLERANCE)
        money = float(cost[offers].sum())
        found.append(
            PartnerMoney(
                by=by,
                partner=partner,
                cost=money,
                share=money / max(float(cost.sum()), _TOLERANCE),
                largest_window_share=float(window_shares.max()),
                largest_window=labels[int(window_shares.argmax())],
            )
        )
    return tuple(sorted(found, key=lambda money: (money.by, -money.cost, money.partner)))


def _years(numbers: Figures, model: Program, values: Floats) -> tuple[YearMoney, ...]:
    paid, carried = values[model.columns.payment.at], values[model.columns.carried.at]
    return tuple(
        YearMoney(year=year, available=float(numbers.budget[t]), payments=float(paid[t]), carried=max(0.0, float(carried[t])))
        for t, year in enumerate(numbers.case.years)
    )


def _objective(numbers: Figures, model: Program, values: Floats) -> Objective:
    rule, probability = numbers.rules, numbers.probability
    losses = values[model.columns.loss.at]
    overspend = values[model.columns.overspend.at].sum(axis=1) * float(numbers.money_weight) * rule.overspend_factor
    spend = float(values[model.columns.payment.at].sum() * numbers.money_weight)
    mean, expected_overspend = float(probability @ losses), float(probability @ overspend)
    cvar = _cvar(losses, probability, rule.risk_level)
    return Objective(
        expected_shortfall=mean - expected_overspend,
        expected_overspend=expected_overspend,
        cvar=cvar,
        spend=spend,
        risk_weight=rule.risk_weight,
        total=(1 - rule.risk_weight) * mean + rule.risk_weight * cvar + spend,
    )


def _cvar(losses: Floats, probability: Floats, level: float) -> float:
    """CVaR = min over v of v + E[max(0, loss - v)] / (1 - level); the minimum is at one of the losses."""
    return float(min(v + probability @ np.maximum(0, losses - v) / (1 - level) for v in losses))


def _binding(model: Program, values: Floats, prices: Floats) -> tuple[Binding, ...]:
    """List the rows that have a price and that the plan uses up, both: prices are those of another programme's optimum."""
    left, room = _unused(model, values)
    found: list[Binding] = []
    for block, (first, end) in zip(model.blocks, rows_of(model.blocks).values(), strict=True):
        price, slack = np.abs(prices[first:end]), left[first:end]
        tight = (price > _PRICE) & (slack <= room[first:end])
        rows = [] if block.definition else np.flatnonzero(tight).tolist()
        found += [
            Binding(limit=block.name, where=block.where(row), price=float(price[row]), slack=float(slack[row])) for row in rows
        ]
    return tuple(found)


def _unused(model: Program, values: Floats) -> tuple[Floats, Floats]:
    """Return what a plan leaves of each row's bound, and what it may leave: of a limit in whole units, nothing."""
    row = np.repeat(np.arange(len(model.row_lower)), np.diff(model.start))
    terms = model.value * values[model.column]
    used = np.bincount(row, weights=terms, minlength=len(model.row_lower))
    size = np.bincount(row, weights=np.abs(terms), minlength=len(model.row_lower))
    left = np.minimum(model.row_upper - used, used - model.row_lower)
    bounds = np.where(np.isfinite(model.row_upper), np.abs(model.row_upper), np.abs(model.row_lower))
    in_parts = (model.integer[model.column] == 0) | (model.value != np.rint(model.value))
    in_units = np.bincount(row, weights=in_parts, minlength=len(model.row_lower)) == 0
    room = np.where(in_units, _TOLERANCE, _USED_UP * np.maximum(1.0, np.maximum(size, bounds)))
    return np.maximum(0.0, left), room


def _marks(numbers: Figures) -> Marks:
    given = entering(numbers.case)
    every = weakest_mark(given)
    return Marks(
        own=shares(given, inherited=False),
        weakest=shares(given, inherited=True),
        coefficients=len(given),
        results=dict.fromkeys(RESULTS, every),
    )


def _limits(model: Program) -> dict[str, str]:
    """Say what each limit of the case is; one on request is left out where it has no rows."""
    sizes = {block.name: block.size for block in model.blocks}
    asked = [limit for limit in LIMITS if limit not in ON_REQUEST or sizes.get(limit.__name__)]
    return {limit.__name__: _first_line(limit.__doc__) for limit in asked}


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0].strip()
