"""The two-stage stochastic programme of a case in extensive form (docs/planner.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kautilya.plan.block import Block
from kautilya.plan.columns import Columns, columns
from kautilya.plan.figures import Figures, Floats
from kautilya.plan.limits.all_delivered import all_delivered
from kautilya.plan.limits.budget import budget
from kautilya.plan.limits.carry_over import carry_over
from kautilya.plan.limits.component_family_cap import component_family_cap
from kautilya.plan.limits.counterparty_cap import counterparty_cap
from kautilya.plan.limits.cumulative import cumulative
from kautilya.plan.limits.delivery_rate import delivery_rate
from kautilya.plan.limits.earliest_order import earliest_order
from kautilya.plan.limits.emergency_ceiling import emergency_ceiling
from kautilya.plan.limits.emergency_reserve import emergency_reserve
from kautilya.plan.limits.excess_loss import excess_loss
from kautilya.plan.limits.hub_capacity import hub_capacity
from kautilya.plan.limits.hub_expansion import hub_expansion
from kautilya.plan.limits.hub_place import hub_place
from kautilya.plan.limits.indigenous_floor import indigenous_floor
from kautilya.plan.limits.lead_time import lead_time
from kautilya.plan.limits.life_extension import life_extension
from kautilya.plan.limits.loss import loss
from kautilya.plan.limits.maximum_quantity import maximum_quantity
from kautilya.plan.limits.minimum_lot import minimum_lot
from kautilya.plan.limits.origin_cap import origin_cap
from kautilya.plan.limits.overspend import overspend
from kautilya.plan.limits.payments import payments
from kautilya.plan.limits.programme_start import programme_start
from kautilya.plan.limits.second_source import second_source
from kautilya.plan.limits.shortfall import shortfall
from kautilya.plan.limits.target import target

Indices = NDArray[np.int32]
Limit = Callable[[Figures, Columns], Block]

LIMITS: tuple[Limit, ...] = (
    cumulative, earliest_order, maximum_quantity, minimum_lot, programme_start, lead_time, delivery_rate, all_delivered,
    life_extension, payments, budget, carry_over, origin_cap, counterparty_cap, component_family_cap, indigenous_floor,
    second_source, target, hub_expansion, emergency_ceiling, emergency_reserve, hub_capacity, hub_place, shortfall,
    overspend, loss, excess_loss,
)  # fmt: skip
ON_REQUEST: tuple[Limit, ...] = (
    component_family_cap, second_source, life_extension, hub_expansion, hub_capacity, hub_place,
)  # fmt: skip
"""Limits that a case has only where they are asked for; without rows they stand in no plan."""
AFTERWARDS: tuple[Limit, ...] = (
    emergency_ceiling, emergency_reserve, hub_capacity, hub_place, shortfall, overspend, loss, excess_loss,
)  # fmt: skip
"""What happens within a scenario; whatever was decided, these can be met by doing nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A mixed-integer linear programme: minimise `cost . v` with `row_lower <= A v <= row_upper`; A row by row."""

    columns: Columns
    blocks: tuple[Block, ...]
    cost: Floats
    lower: Floats
    upper: Floats
    integer: Indices
    """1 for an integer column."""
    row_lower: Floats
    row_upper: Floats
    start: Indices
    """First entry of each row, and the end of the last."""
    column: Indices
    value: Floats


def program(figures: Figures, limits: tuple[Limit, ...] = LIMITS) -> Program:
    """Build the programme from the limits, in their order."""
    layout = columns(figures)
    blocks = tuple(limit(figures, layout) for limit in limits)
    integer = np.concatenate([np.full(family.at.size, family.integer, dtype=np.int32) for family in layout.families])
    start, column, value = _by_row(blocks)
    return Program(
        columns=layout,
        blocks=blocks,
        cost=_cost(figures, layout),
        lower=layout.lower(),
        upper=layout.upper(),
        integer=integer,
        row_lower=np.concatenate([block.lower for block in blocks]),
        row_upper=np.concatenate([block.upper for block in blocks]),
        start=start,
        column=column,
        value=value,
    )


def rows_of(blocks: tuple[Block, ...]) -> Mapping[str, tuple[int, int]]:
    """Return the first row of each block and the row after its last, by name."""
    ends = np.cumsum([block.size for block in blocks])
    return {block.name: (int(end) - block.size, int(end)) for block, end in zip(blocks, ends, strict=True)}


def _cost(figures: Figures, layout: Columns) -> Floats:
    """`(1 - risk_weight) E[L] + risk_weight CVaR[L] + money_weight x all payments`."""
    risk = figures.rules.risk_weight
    cost = np.zeros(layout.count)
    cost[layout.loss.at] = (1 - risk) * figures.probability
    cost[layout.value_at_risk.at] = risk
    cost[layout.excess.at] = risk * figures.probability / (1 - figures.rules.risk_level)
    cost[layout.payment.at] = figures.money_weight
    return cost


def _by_row(blocks: tuple[Block, ...]) -> tuple[Indices, Indices, Floats]:
    """Stack the blocks and sort their entries by row."""
    firsts = np.concatenate([[0], np.cumsum([block.size for block in blocks])])
    row = np.concatenate([block.row + first for block, first in zip(blocks, firsts[:-1], strict=True)])
    column = np.concatenate([block.column for block in blocks])
    value = np.concatenate([block.value for block in blocks])
    order = np.argsort(row, kind="stable")
    start = np.searchsorted(row[order], np.arange(int(firsts[-1]) + 1))
    return start.astype(np.int32), column[order].astype(np.int32), value[order]
