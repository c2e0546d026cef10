"""The rows of the scenarios, from the very blocks of the extensive form: `lower <= W y + T v <= upper`, v decided before.

Each limit is built once, over all scenarios, and its rows are sorted: those over columns that are decided now join the first
stage; those over the columns of one scenario and decided ones stay here, so a limit of a user is taken as it is. The loss is
put in for its column, whatever limit asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from kautilya.plan.block import Block
from kautilya.plan.columns import Columns, columns
from kautilya.plan.figures import Bools, Figures, Floats, Ints
from kautilya.plan.limits.excess_loss import excess_loss
from kautilya.plan.limits.loss import loss
from kautilya.plan.many.first_stage import NotSeparableError
from kautilya.plan.model import AFTERWARDS, Limit

BEFORE, OF_RISK = -1, -2
"""Stand for a scenario in columns that are decided now, and in those that measure the risk over all scenarios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRows:
    """What happens in all scenarios, as rows; axes are named in brackets."""

    layout: Columns
    """Of the extensive form."""
    blocks: tuple[Block, ...]
    """The limits whose rows these are, one after the other, without their entries; the definition of the loss is not here."""
    further: tuple[str, ...]
    """Names of the limits beside the case's own."""
    before: tuple[Block, ...]
    """Rows of further limits that ask for nothing that happens afterwards."""
    after: csr_array
    """W [row, column of the extensive form]"""
    now: csr_array
    """T [row, column that is decided now]"""
    lower: Floats
    upper: Floats
    scenario: Ints
    """[row]"""
    cost: Floats
    """[column of the extensive form] points in the loss of its scenario."""
    scenario_of: Ints
    """[column of the extensive form] its scenario, `BEFORE` or `OF_RISK`."""


def scenario_rows(numbers: Figures, also: Sequence[Limit]) -> ScenarioRows:
    """Return the rows of all scenarios; NotSeparableError where a further limit ties scenarios to each other."""
    layout = columns(numbers)
    of = _scenario_of(layout)
    base = [_sorted(limit(numbers, layout), of)[1] for limit in AFTERWARDS if limit not in (loss, excess_loss)]
    further = [_sorted(limit(numbers, layout), of) for limit in also]
    asked = tuple(dict.fromkeys(block.name for pair in further for block in pair if block.size))
    before = tuple(early for early, _ in further if early.size)
    blocks = (*base, *(late for _, late in further if late.size))
    whole = vstack([_matrix(block, layout.count) for block in blocks], format="csr")
    defined = loss(numbers, layout)
    points = _points(defined, layout)
    after = _with_losses_put_in(csr_array(whole), points, layout)
    nothing = np.zeros(0, dtype=np.int64)
    told = tuple(replace(block, row=nothing, column=nothing, value=np.zeros(0)) for block in blocks)
    return ScenarioRows(
        layout=layout, blocks=told, further=asked, before=before, after=after, now=csr_array(whole[:, : layout.decided]),
        lower=np.concatenate([block.lower for block in blocks]), upper=np.concatenate([block.upper for block in blocks]),
        scenario=np.concatenate([_scenarios(block, of)[0] for block in blocks]),
        cost=np.asarray(points.sum(axis=0)), scenario_of=of,
    )  # fmt: skip


def _scenario_of(layout: Columns) -> Ints:
    of = np.full(layout.count, BEFORE, dtype=np.int64)
    for family in (layout.emergency, layout.placed, layout.short, layout.overspend, layout.loss):
        places = np.arange(len(family.axes[0])).reshape(-1, *[1] * (family.at.ndim - 1))
        of[family.at] = places
    of[layout.excess.at] = of[layout.value_at_risk.at] = OF_RISK
    return of


def _scenarios(block: Block, of: Ints) -> tuple[Ints, Ints]:
    """Return the first and the last scenario of each row's columns; `BEFORE` where there is none."""
    mine = of[block.column]
    last, first = np.full(block.size, BEFORE, dtype=np.int64), np.full(block.size, len(of), dtype=np.int64)
    np.maximum.at(last, block.row, mine)
    late = mine >= 0
    np.minimum.at(first, block.row[late], mine[late])
    return np.where(last < 0, BEFORE, first), last


def _sorted(block: Block, of: Ints) -> tuple[Block, Block]:
    """Return the rows of a further limit that are decided now, and those of single scenarios."""
    first, last = _scenarios(block, of)
    if (first != last).any() or (of[block.column] == OF_RISK).any():
        raise NotSeparableError(f"{block.name} ties scenarios to each other")
    return _part(block, last < 0), _part(block, last >= 0)


def _part(block: Block, kept: Bools) -> Block:
    """Return some rows of a block."""
    number = np.cumsum(kept) - 1
    entry = kept[block.row]
    return replace(
        block, kept=block.kept[kept], lower=block.lower[kept], upper=block.upper[kept], row=number[block.row[entry]],
        column=block.column[entry], value=block.value[entry],
    )  # fmt: skip


def _matrix(block: Block, count: int) -> csr_array:
    return csr_array((block.value, (block.row, block.column)), shape=(block.size, count))


def _points(defined: Block, layout: Columns) -> csr_array:
    """Return the loss of each scenario [scenario, column]: `L[s] = points . y`, read off its definition."""
    rows = _matrix(defined, layout.count).tocoo()
    other = rows.col < layout.loss.at[0]
    return csr_array((-rows.data[other], (rows.row[other], rows.col[other])), shape=(defined.size, layout.count))


def _with_losses_put_in(rows: csr_array, points: csr_array, layout: Columns) -> csr_array:
    """Return the part of rows that is of scenarios' columns, with each loss replaced by what defines it."""
    after = _only(rows, layout.decided, layout.count)
    asked = csr_array(after[:, layout.loss.at])
    if not asked.nnz:
        return after
    return csr_array(_only(after, layout.decided, int(layout.loss.at[0])) + asked @ points)


def _only(rows: csr_array, first: int, end: int) -> csr_array:
    """Return the entries of the columns from first up to the end, in the shape of the rows."""
    entries = rows.tocoo()
    kept = (entries.col >= first) & (entries.col < end)
    return csr_array((entries.data[kept], (entries.row[kept], entries.col[kept])), shape=rows.shape)
