"""Scenarios taken apart as far as their rows allow: sums of losses by year and area, each with cuts of its own.

What no row ties together in a scenario is counted apart: most often a year, or an area in it. The same part of all scenarios
has one cut per point, so there are some hundreds of sums whatever the number of scenarios.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.many.by_scenario.rows import ScenarioRows

MIXED = -1
"""Stands for the area of a part that has several areas, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The programmes of all scenarios: minimise `cost . y` with `lower <= W y + T v <= upper`; axes are named in brackets.

    Rows of one column are its bounds, and stand here no longer.
    """

    row: Ints
    """[row] its number among all rows of the scenarios."""
    after: csr_array
    """W [row, column of a scenario]"""
    now: csr_array
    """T [row, column that is decided now]"""
    lower: Floats
    upper: Floats
    scenario: Ints
    """[row]"""
    part: Ints
    """[row] the sum that it is counted in."""
    column: Ints
    """[column of a scenario] its number in the extensive form."""
    cost: Floats
    """[column of a scenario] points."""
    least: Floats
    """[column of a scenario]"""
    most: Floats
    """[column of a scenario]"""
    most_row: Ints
    """[column of a scenario] the row, among all rows of the scenarios, that says the most; -1 for none."""
    scenario_of: Ints
    """[column of a scenario]"""
    part_of: Ints
    """[column of a scenario] the sum that it is counted in; a column that no row asks for is counted too."""
    parts: int
    """Number of sums."""


def taken_apart(numbers: Figures, of: ScenarioRows) -> Apart:
    """Return the programmes of all scenarios, taken apart."""
    single, least, most, most_row = _bounds(of)
    column = np.flatnonzero(of.scenario_of >= 0)
    row = np.flatnonzero(~single)
    after = csr_array(of.after[row][:, column])
    part = _parts(numbers, of, column, _together(after))
    return Apart(
        row=row, after=after, now=csr_array(of.now[row]), lower=of.lower[row], upper=of.upper[row], scenario=of.scenario[row],
        part=part[len(column) :], column=column, cost=of.cost[column], least=least[column], most=most[column],
        most_row=most_row[column], scenario_of=of.scenario_of[column], part_of=part[: len(column)],
        parts=int(part.max(initial=-1)) + 1,
    )  # fmt: skip


def _bounds(of: ScenarioRows) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.bool_]], Floats, Floats, Ints]:
    """Tell which rows only bound one column, and the bounds; rows that would leave it no value stay rows."""
    count = of.after.shape[1]
    single = (np.diff(of.after.indptr) == 1) & (np.diff(of.now.indptr) == 0)
    single[single] = of.after.data[of.after.indptr[:-1][single]] == 1.0
    rows = np.flatnonzero(single)
    column = of.after.indices[of.after.indptr[rows]]
    least, most, by = np.zeros(count), np.full(count, np.inf), np.full(count, -1, dtype=np.int64)
    np.maximum.at(least, column, of.lower[rows])
    np.minimum.at(most, column, of.upper[rows])
    clash = least > most
    least[clash], most[clash] = 0.0, np.inf
    single[rows[clash[column]]] = False
    gives = single[rows] & (of.upper[rows] == most[column])
    by[column[gives]] = rows[gives]
    return single, least, most, by


def _together(after: csr_array) -> Ints:
    """Number what rows tie together [column, then row]."""
    entries, (height, width) = after.tocoo(), after.shape
    ties = coo_array((np.ones(entries.nnz), (entries.row + width, entries.col)), shape=(height + width,) * 2)
    _, label = connected_components(ties.tocsr(), directed=False)
    return np.asarray(label, dtype=np.int64)


def _parts(numbers: Figures, of: ScenarioRows, column: Ints, together: Ints) -> Ints:
    """Number the sums [column, then row]: by the first year of what is tied together, and by its only area."""
    layout = of.layout
    year, area = np.zeros(layout.count, dtype=np.int64), np.full(layout.count, MIXED, dtype=np.int64)
    areas = ((layout.emergency, numbers.channel_area), (layout.placed, numbers.upkeep.area),
             (layout.short, np.arange(len(numbers.case.areas))))  # fmt: skip
    for family, mine in areas:
        year[family.at], area[family.at] = np.arange(numbers.horizon), mine[None, :, None]
    year[layout.overspend.at] = np.arange(numbers.horizon)
    count, owner = int(together.max(initial=-1)) + 1, together[: len(column)]
    first, least, most = (np.full(count, start) for start in (numbers.horizon, len(numbers.case.areas), MIXED))
    np.minimum.at(first, owner, year[column])
    np.minimum.at(least, owner, area[column])
    np.maximum.at(most, owner, area[column])
    _, part = np.unique(np.stack([first, np.where(least == most, least, MIXED)]), axis=1, return_inverse=True)
    return np.asarray(part.reshape(-1)[together], dtype=np.int64)
