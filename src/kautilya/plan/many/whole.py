"""Whole-number programmes over the cuts of a relaxation: the least payments of a plan that leaves at most so much need.

    min  payments + dear x excess   over the first stage and the cuts, with  need <= allowed + excess

Every plan that keeps the need is a point of it with no excess, so what branch and bound proves of it no such plan goes below,
whatever `dear` is, and also where only some of the whole columns have to be whole. The solver's proof is a floating-point
value: what its tolerances allow is taken off (`slip`).
"""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from kautilya.plan.decomposition import master
from kautilya.plan.decomposition.areas import link, tangents
from kautilya.plan.decomposition.cuts import SAFETY
from kautilya.plan.figures import Bools, Floats, Ints
from kautilya.plan.many.problem import TwoStage
from kautilya.plan.many.relaxation import Relaxation

DUAL, PRIMAL = 1e-7, 1e-6
"""The solver's tolerances: on reduced costs, and on rows."""
NEAR = 0.01
"""Points by which a cut may be slack at a point that the search is near, and still be handed to the solver."""


def programme(
    two: TwoStage, state: Relaxation, allowed: float, dear: float, near: Floats, whole: Ints | None = None
) -> master.Program:
    """Return the programme; its last column is the excess.

    Args:
        dear: Crore rupees for a point of need in excess of what is allowed.
        near: Points; cuts that are slack at all of them are left out, which only lowers the least value.
        whole: The only columns that have to be whole; None for all that are decided in whole units.
    """
    first = master.program(two.problem, state.layout, [link(state.at), *state.total, *state.area], _largest(state))
    kept = np.flatnonzero(_tight(first, near))
    excess = first.rows.shape[1]
    row = csr_array((np.array([1.0, -1.0]), (np.zeros(2, dtype=np.int64), np.array([state.layout.total, excess]))))
    rows = vstack([hstack([first.rows[kept], csr_array((len(kept), 1))]), row], format="csr")
    cost = np.zeros(excess + 1)
    cost[two.now.model.columns.payment.at], cost[excess] = 1.0, dear
    integer = first.integer
    if whole is not None:
        integer = np.zeros_like(first.integer)
        integer[whole] = first.integer[whole]
    return master.Program(
        cost=cost, lower=np.append(first.lower, 0.0), upper=np.append(first.upper, first.upper[state.layout.total]),
        integer=np.append(integer, 0), rows=csr_array(rows), row_lower=np.append(first.row_lower[kept], -np.inf),
        row_upper=np.append(first.row_upper[kept], allowed), base_rows=first.base_rows,
    )  # fmt: skip


def _largest(state: Relaxation) -> Floats:
    """Return the largest losses: those of areas and years where nothing is ordered, which no order makes larger."""
    largest = state.largest.copy()
    nothing = tangents(state.at, np.zeros(state.layout.count)).loss
    largest[: nothing.size] = np.minimum(largest[: nothing.size], nothing.ravel() + SAFETY)
    return largest


def _tight(first: master.Program, near: Floats) -> Bools:
    slack = np.min([first.rows @ point - first.row_lower for point in near], axis=0)
    return np.asarray((np.arange(len(slack)) <= first.base_rows) | (slack <= NEAR))


def started_as(two: TwoStage, given: master.Program, point: Floats) -> master.Program:
    """Return the programme with the programmes of offers that a point starts, begun in the same years, and no others."""
    at = two.now.model.columns
    lower, upper, starts = given.lower.copy(), given.upper.copy(), np.rint(point[at.started.at])
    lower[at.started.at] = upper[at.started.at] = starts
    upper[at.ordered.at] *= starts
    return replace(given, lower=lower, upper=upper)


def slip(given: master.Program, dear: float, losses: int) -> float:
    """Return by how much the solver's proof may be off, in crore rupees.

    Ten times its tolerance on reduced costs over all boxes, and its tolerance on rows times the largest price that the row of
    a loss can have, for each of so many losses.
    """
    return 10 * DUAL * float((given.upper - given.lower).sum()) + PRIMAL * dear * losses
