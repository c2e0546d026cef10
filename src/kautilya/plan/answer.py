"""What a search found, as a plan."""

from collections.abc import Mapping, Sequence

import numpy as np

from kautilya.plan.achieved import Achieved
from kautilya.plan.block import Block
from kautilya.plan.bounds import capped, share
from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.hub_use import cut_off, expansions, placed
from kautilya.plan.limits.windows import window_labels
from kautilya.plan.marks import entering, shares, weakest_mark
from kautilya.plan.model import LIMITS, ON_REQUEST
from kautilya.plan.result import (
    RESULTS,
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
from kautilya.plan.solver import Stop

_TOLERANCE = 1e-6


def answer(
    numbers: Figures, got: Achieved, *, blocks: Sequence[Block], bound: float, stop: Stop, effort: Effort,
    versions: Mapping[str, str],
) -> Plan:  # fmt: skip
    """Write down what a search found; its decisions are whole and every scenario does its best.

    Args:
        blocks: The limits on what is decided now, as rows.
        bound: No plan has a smaller weighted objective.

    Raises:
        KautilyaError: The bound lies above the plan by more than rounding.
    """
    case = numbers.case
    objective = _objective(numbers, got)
    bound = capped(bound, objective.total)
    return Plan(
        case_digest=digest(case), case_title=case.title, as_of=case.as_of, seed=case.seed, scenarios=len(numbers.probability),
        versions=versions, effort=effort, stopped_by=stop.value,
        orders=_units(case, got.ordered), deliveries=_units(case, got.delivered),
        purchases=_purchases(numbers, got.bought), shortfalls=_shortfalls(numbers, got.short),
        money=_money(numbers, got.ordered), years=_years(numbers, got), objective=objective,
        bound=bound, gap=share(bound, objective.total),
        binding=got.binding, limits=_limits(blocks),
        marks=_marks(numbers), expansions=expansions(case, got.expanded),
        placed=placed(numbers, got.placed), cut_off=tuple(cut_off(numbers, got)),
    )  # fmt: skip


def _units(case: Case, units: Ints) -> tuple[Order, ...]:
    return tuple(
        Order(offer_id=case.offers[o].id, year=case.years[t], units=int(units[o, t]))
        for o, t in zip(*np.nonzero(units), strict=True)
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


def _years(numbers: Figures, got: Achieved) -> tuple[YearMoney, ...]:
    return tuple(
        YearMoney(year=year, available=float(numbers.budget[t]), payments=float(got.payments[t]),
                  carried=max(0.0, float(got.carried[t])))
        for t, year in enumerate(numbers.case.years)
    )  # fmt: skip


def _objective(numbers: Figures, got: Achieved) -> Objective:
    rule, probability = numbers.rules, numbers.probability
    overspend = got.overspend * float(numbers.money_weight) * rule.overspend_factor
    spend = float(got.payments.sum() * numbers.money_weight)
    mean, expected_overspend = float(probability @ got.losses), float(probability @ overspend)
    cvar = _cvar(got.losses, probability, rule.risk_level)
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


def _marks(numbers: Figures) -> Marks:
    given = entering(numbers.case)
    every = weakest_mark(given)
    return Marks(
        own=shares(given, inherited=False),
        weakest=shares(given, inherited=True),
        coefficients=len(given),
        results=dict.fromkeys(RESULTS, every),
    )


def _limits(blocks: Sequence[Block]) -> dict[str, str]:
    """Say what each limit of the case is; one on request is left out where it has no rows."""
    sizes = {block.name: block.size for block in blocks}
    asked = [limit for limit in LIMITS if limit not in ON_REQUEST or sizes.get(limit.__name__)]
    return {limit.__name__: _first_line(limit.__doc__) for limit in asked}


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0].strip()
