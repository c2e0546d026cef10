"""Which ranged values move the objective most: estimated from one linear relaxation, to choose what to plan again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kautilya.plan.case import Case
from kautilya.plan.figures import Floats, figures
from kautilya.plan.model import Program, program, rows_of
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solver import minimise


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The linear relaxation of a case, solved once."""

    objective: float
    values: Floats
    prices: Mapping[str, Floats]
    """Per limit, the prices over the whole grid of its axes; 0 where a row does not exist."""


def relaxed(case: Case) -> Relaxed:
    """Solve a case with all orders in fractions."""
    model = _model(case)
    found = minimise(replace(model, integer=np.zeros_like(model.integer)), Effort())
    prices = {}
    for block, (first, end) in zip(model.blocks, rows_of(model.blocks).values(), strict=True):
        grid = np.zeros(int(np.prod([len(axis) for axis in block.axes])))
        grid[block.kept] = found.prices[first:end]
        prices[block.name] = grid
    return Relaxed(objective=found.objective, values=found.values, prices=prices)


def estimated_change(of: Relaxed, case: Case) -> float:
    """Estimate by how much the relaxation's optimum moves in a changed case of the same offers, areas and years.

    The Lagrangian of the changed programme at the old solution and prices, `c'x + y (b' - A'x)`, is the optimum to the first
    order of the change (envelope theorem; Bertsimas and Tsitsiklis 1997, section 5.5). Nothing is told of it as a result.
    """
    model = _model(case)
    duals = np.concatenate([of.prices[block.name][block.kept] for block in model.blocks])
    row = np.repeat(np.arange(len(model.row_lower)), np.diff(model.start))
    used = np.bincount(row, weights=model.value * of.values[model.column], minlength=len(model.row_lower))
    bound = np.where(duals > 0, model.row_lower, model.row_upper)
    active = (duals != 0) & np.isfinite(bound)
    moved = float((duals[active] * (bound[active] - used[active])).sum())
    return float(model.cost @ of.values) + moved - of.objective


def _model(case: Case) -> Program:
    return program(figures(case, scenarios(case)))
