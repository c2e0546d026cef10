"""Which limits cannot hold together: a small set, found by leaving limits out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from kautilya.plan.figures import Figures
from kautilya.plan.model import AFTERWARDS, LIMITS, Program, program, rows_of
from kautilya.plan.result import Effort
from kautilya.plan.solver import is_impossible

T = TypeVar("T")
_EFFORT = Effort(gap=1.0, max_nodes=500)
_ROWS_AT_MOST = 2000
_SOLVES_AT_MOST = 300
"""After so many questions no further limit is left out: what is named then still clashes, but may not be the smallest."""


def clash(numbers: Figures) -> tuple[str, ...]:
    """Name limits that cannot hold together though each smaller set of them can, as far as a work limit tells.

    What is returned has been shown to clash by itself; nothing, where the solver cannot show that all limits do.

    Returns:
        The limits as `budget (FY2028-29)`, or by name alone where single instances are too many to tell apart.
    """
    model = program(_unbounded(numbers), tuple(limit for limit in LIMITS if limit not in AFTERWARDS))
    firsts = rows_of(model.blocks)
    always = [row for block in model.blocks if block.definition for row in range(*firsts[block.name])]
    limits = [block.name for block in model.blocks if not block.definition and block.size]

    def rows(names: Sequence[str]) -> list[int]:
        return [row for name in names for row in range(*firsts[name])]

    if not _impossible(model, [*always, *rows(limits)]):
        return ()
    named = smallest(limits, lambda names: _impossible(model, [*always, *rows(names)]))
    instances = rows(named)
    if len(instances) > _ROWS_AT_MOST:
        return tuple(named)
    left = iter(range(_SOLVES_AT_MOST))
    found = smallest(instances, lambda single: next(left, None) is not None and _impossible(model, [*always, *single]))
    if not _impossible(model, [*always, *found]):
        return tuple(named)
    by_name = {block.name: block for block in model.blocks}
    where = [(name, row - firsts[name][0]) for row in found for name in named if firsts[name][0] <= row < firsts[name][1]]
    return tuple(f"{name} ({by_name[name].where(row)})" for name, row in where)


def _unbounded(numbers: Figures) -> Figures:
    """Let the link between orders and starts hold any quantity in sight: its own bound repeats other limits."""
    offers = numbers.offers
    finite = offers.max_quantity[np.isfinite(offers.max_quantity)]
    largest = max([float(np.abs(numbers.need).max()), *offers.yearly_rate.sum(axis=1), *offers.lot, *finite])
    return replace(numbers, offers=replace(offers, most=np.full_like(offers.most, largest)))


def smallest(items: Sequence[T], impossible: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return a minimal part of some items that is impossible (QuickXplain); all must be impossible together."""
    return _smallest([], [], list(items), impossible)


def _smallest(kept: list[T], added: list[T], items: list[T], impossible: Callable[[Sequence[T]], bool]) -> list[T]:
    if added and impossible(kept):
        return []
    if len(items) <= 1:
        return items
    half = len(items) // 2
    first, second = items[:half], items[half:]
    of_second = _smallest([*kept, *first], first, second, impossible)
    of_first = _smallest([*kept, *of_second], of_second, first, impossible)
    return [*of_first, *of_second]


def _impossible(model: Program, rows: Sequence[int]) -> bool:
    """Tell whether the solver proves that no plan keeps these rows: not even one in fractions, or none in whole units."""
    lower, upper = np.full_like(model.row_lower, -np.inf), np.full_like(model.row_upper, np.inf)
    kept = np.array(rows, dtype=np.int64)
    lower[kept], upper[kept] = model.row_lower[kept], model.row_upper[kept]
    loose = replace(model, cost=np.zeros_like(model.cost), row_lower=lower, row_upper=upper)
    return is_impossible(replace(loose, integer=np.zeros_like(model.integer)), _EFFORT) or is_impossible(loose, _EFFORT)
