"""What a search makes as small as it can: need and money weighed together, need alone, or money alone."""

from dataclasses import replace
from enum import StrEnum

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.model import Limit, Program
from kautilya.plan.result import Objective

NEED_ROW = "need"
_ROW = np.zeros(1, dtype=np.int64)


class Goal(StrEnum):
    """What is minimised."""

    WEIGHTED = "weighted"
    """The objective: points of need, and the weight of the money spent."""
    NEED = "need"
    """`(1 - risk_weight) E[L] + risk_weight CVaR[L]`: the objective without the money spent, in points."""
    COST = "cost"
    """All payments, in crore rupees at first-year prices."""


def aimed(model: Program, goal: Goal) -> Program:
    """Return the programme with the cost of a goal."""
    if goal is Goal.WEIGHTED:
        return model
    payment = model.columns.payment.at
    cost = model.cost.copy() if goal is Goal.NEED else np.zeros_like(model.cost)
    cost[payment] = 0.0 if goal is Goal.NEED else 1.0
    return replace(model, cost=cost)


def need_of(objective: Objective) -> float:
    """Return the objective without the money spent, in points."""
    return objective.total - objective.spend


def need_at_most(most: float) -> Limit:
    """Limit the need: `(1 - risk_weight) E[L] + risk_weight (V + E[X] / (1 - level)) <= most`, in points."""

    def limit(figures: Figures, columns: Columns) -> Block:
        rule = figures.rules
        terms: list[Term] = [
            (_ROW, columns.loss.at, (1 - rule.risk_weight) * figures.probability),
            (_ROW, columns.value_at_risk.at, rule.risk_weight),
            (_ROW, columns.excess.at, rule.risk_weight * figures.probability / (1 - rule.risk_level)),
        ]
        return block(NEED_ROW, (("all",),), terms, upper=most, definition=True)

    return limit
