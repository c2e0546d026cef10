"""The first stage of a case: the limits of the extensive form that do not ask what happens, over the columns decided now.

The limits stand in `kautilya.plan.limits` once and are used here as they are. One column a year is added: what is paid out of
the year's own money, which is all that a budget cut needs to know.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from kautilya.core.errors import KautilyaError
from kautilya.plan.block import Block
from kautilya.plan.columns import Columns, columns
from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.model import AFTERWARDS, LIMITS, Limit, Program, program
from kautilya.plan.recourse.problem import FirstStage

ROOM = 1e-6
"""By how much bounds of money exceed what the limits allow, relative to it, so that rounding cannot cut off a plan."""


class NotSeparableError(KautilyaError):
    """A limit ties what happens afterwards, so that the scenarios do not come apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The first stage, and the programme that its rows and columns come from."""

    stage: FirstStage
    model: Program
    """With the columns of one scenario, which no row uses."""
    count: int
    """Columns of the model that are decided now: the first ones."""

    def full(self, values: Floats) -> Floats:
        """Return a first-stage point as values of the model's columns."""
        every = np.zeros(len(self.model.cost))
        every[: self.count] = values[: self.count]
        return every


def now(numbers: Figures, also: Sequence[Limit] = ()) -> Now:
    """Return the first stage of a case; NotSeparableError where a hub or a further limit ties columns of a scenario."""
    if (numbers.upkeep.regained > 0).any():
        raise NotSeparableError("who gets a place in a hub ties what is missing in a scenario")
    layout = columns(numbers)
    further = [limit(numbers, layout) for limit in also]
    tied = [block.name for block in further if block.column.max(initial=0) >= layout.decided]
    if tied:
        raise NotSeparableError(f"{', '.join(tied)} ties what is bought or missing in a scenario")
    return beforehand(numbers, further)


def beforehand(numbers: Figures, further: Sequence[Block] = ()) -> Now:
    """Return the first stage of a case.

    Args:
        further: Rows beside the limits of the case, over the columns decided now, which are the same for all scenarios.
    """
    early = tuple(limit for limit in LIMITS if limit not in AFTERWARDS)
    model = program(_of_one(numbers), (*early, *(_as_it_is(block) for block in further)))
    at = model.columns
    count = at.decided
    lower, upper = _bounds(numbers, at)
    rows = csr_array((model.value, model.column, model.start), shape=(len(model.row_lower), len(model.cost)))[:, :count]
    years = numbers.horizon
    outlay = np.arange(count, count + years, dtype=np.int64)
    stage = FirstStage(
        cost=np.concatenate([model.cost[:count], np.zeros(years)]),
        lower=lower, upper=upper,
        integer=np.concatenate([model.integer[:count], np.zeros(years)]).astype(np.int64),
        rows=csr_array(vstack([hstack([rows, csr_array((rows.shape[0], years))]), _outlays(at, outlay)], format="csr")),
        row_lower=np.concatenate([model.row_lower, np.zeros(years)]),
        row_upper=np.concatenate([model.row_upper, np.zeros(years)]),
        units=at.delivered.at, opened=at.started.at, rate=numbers.offers.yearly_rate.max(axis=1), lot=numbers.offers.lot,
        outlay=outlay,
        owner=np.full(count + years, -1, dtype=np.int64),
    )  # fmt: skip
    return Now(stage=stage, model=model, count=count)


def _as_it_is(block: Block) -> Limit:
    """Return a limit whose rows stand already."""
    return lambda *_: block


def _of_one(numbers: Figures) -> Figures:
    """Return the figures of the first scenario alone: the first stage is the same for all."""
    return replace(
        numbers, probability=np.ones(1), left_after_cut=numbers.left_after_cut[:1], is_cut=numbers.is_cut[:1],
        need=numbers.need[:1], arrival=numbers.arrival[:1], upkeep=numbers.upkeep.of_first(),
    )  # fmt: skip


def _outlays(at: Columns, outlay: Ints) -> csr_array:
    """Rows `pay[t] - C[t-1] - outlay[t] = 0`."""
    years = np.arange(len(outlay))
    row = np.concatenate([years, years[1:], years])
    column = np.concatenate([at.payment.at, at.carried.at[:-1], outlay])
    value = np.concatenate([np.ones(len(years)), -np.ones(len(years) - 1), -np.ones(len(years))])
    return csr_array((value, (row, column)), shape=(len(years), int(outlay[-1]) + 1))


def _bounds(numbers: Figures, at: Columns) -> tuple[Floats, Floats]:
    """Return finite bounds that no plan exceeds: what can be ordered and delivered, and the money there is."""
    years, most = numbers.horizon, numbers.offers.most[:, None]
    count = int(at.carried.at[-1]) + 1 + at.expanded.at.size
    money = np.maximum(numbers.budget, 0.0) * (1 + ROOM) + ROOM
    carry = numbers.rules.carry_share * money
    before = np.concatenate([[0.0], carry[:-1]])
    lower, upper = np.zeros(count + years), np.zeros(count + years)
    upper[at.ordered.at] = upper[at.delivered.at] = most
    upper[at.started.at] = 1.0
    upper[at.expanded.at] = numbers.order_years
    upper[at.payment.at], upper[at.carried.at], upper[count:] = money + before, carry, money
    lower[count:] = -before
    return lower, upper
