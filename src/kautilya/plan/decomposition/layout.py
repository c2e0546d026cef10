"""Columns of the master: those of the first stage, then the estimated losses."""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.figures import Ints
from kautilya.plan.recourse.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Columns of the losses behind those of the first stage."""

    area: Ints
    """[year, area] weighted loss of an area in a year."""
    overspend: Ints
    """[year] weighted loss by overspending."""
    total: int
    """All weighted losses."""
    count: int


def layout(problem: Problem) -> Layout:
    """Number the columns of the losses."""
    years, areas, _ = problem.recourse.shape
    first = len(problem.first.cost)
    area = np.arange(first, first + years * areas, dtype=np.int64).reshape(years, areas)
    overspend = np.arange(area.size, area.size + years, dtype=np.int64) + first
    return Layout(area=area, overspend=overspend, total=first + area.size + years, count=first + area.size + years + 1)
