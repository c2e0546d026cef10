"""Rows that hold decisions at those of a plan: what is signed, or all of it."""

from collections.abc import Sequence

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns, Family
from kautilya.plan.figures import Figures, Floats
from kautilya.plan.model import Limit
from kautilya.plan.result import Expansion, Order, Plan
from kautilya.plan.starting import cumulative, expanded


def signed(orders: Sequence[Order], years: int) -> Limit:
    """Hold the orders of the first years at those given, and at none for every other offer: `X[o,t] = signed up to t`."""

    def limit(figures: Figures, columns: Columns) -> Block:
        del figures
        return _held("signed", columns.ordered, cumulative(columns.ordered, orders), years)

    return limit


def begun(expansions: Sequence[Expansion], years: int) -> Limit:
    """Hold the expansions of hubs of the first years at those given: `E[h,t] = decided up to t`."""

    def limit(figures: Figures, columns: Columns) -> Block:
        del figures
        return _held("hubs begun", columns.expanded, expanded(columns.expanded, expansions), years)

    return limit


def decided(plan: Plan) -> tuple[Limit, ...]:
    """Hold all orders, planned deliveries and expansions of hubs at those of a plan."""

    def ordered(figures: Figures, columns: Columns) -> Block:
        return _held("orders of the plan", columns.ordered, cumulative(columns.ordered, plan.orders), figures.order_years)

    def delivered(figures: Figures, columns: Columns) -> Block:
        return _held(
            "deliveries of the plan", columns.delivered, cumulative(columns.delivered, plan.deliveries), figures.horizon
        )

    def grown(figures: Figures, columns: Columns) -> Block:
        return _held("hubs of the plan", columns.expanded, expanded(columns.expanded, plan.expansions), figures.order_years)

    return ordered, delivered, grown


def _held(name: str, family: Family, units: Floats, years: int) -> Block:
    """Rows that are no limits of the case: they are never told as binding."""
    first = np.zeros(units.shape, dtype=np.bool_)
    first[:, :years] = True
    terms: list[Term] = [(np.arange(units.size), family.at.ravel(), 1.0)]
    return block(name, family.axes, terms, lower=units, upper=units, keep=first.ravel(), definition=True)
