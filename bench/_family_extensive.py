"""The extensive form of an instance of the frozen family, as arrays: every scenario's rows beside those of the first stage.

It is what the decomposition avoids, so it stands here and not in the product: a yardstick of time, memory and bound.
"""

from dataclasses import dataclass, fields, replace

import highspy
import numpy as np
from scipy.sparse import coo_array, csr_array, hstack, vstack

from kautilya.plan.family.first_stage import first_stage
from kautilya.plan.family.instance import AXES, Instance
from kautilya.plan.figures import Floats, Ints

INF = np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`row_lower <= rows . v <= row_upper`, `lower <= v <= upper`, some columns whole; minimise `cost . v`."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Ints
    rows: csr_array
    row_lower: Floats
    row_upper: Floats
    shared: int
    """Columns that do not depend on the scenario: the first stage, then the value at risk."""


def some(instance: Instance, scenarios: Ints) -> Instance:
    """Return the instance with the given scenarios only, each as likely as any other."""
    names = {field.name for field in fields(Instance)} & {name for name, axes in AXES.items() if axes.startswith("S")}
    return replace(instance, **{name: getattr(instance, name)[scenarios] for name in names})


def extensive(instance: Instance) -> Form:
    """Build the extensive form.

    Columns: first stage, value at risk V, then per scenario emergency purchases E[k,t], shortfalls G[c,t], overspends O[t], the
    loss L and its excess X over V. Rows: `cost . E <= emergency money`, `G + E + deliveries >= demand`, `O >= outlay - money`,
    `L = loss_weight . G + overspend_weight sum O`, `X >= L - V`.
    """
    first, (s, c, t), k = first_stage(instance), instance.demand.shape, len(instance.channel_cost)
    base = len(first.cost) + 1
    sizes = (s * k * t, s * c * t, s * t, s, s)
    starts = base + np.concatenate([[0], np.cumsum(sizes)])
    bought, short, over, loss, excess = (
        np.arange(a, b).reshape(shape)
        for a, b, shape in zip(starts[:-1], starts[1:], ((s, k, t), (s, c, t), (s, t), (s,), (s,)), strict=True)
    )
    at, scenario = _Rows(), np.arange(s)
    money = at.rows((s, t), -INF, instance.emergency_budget)
    at.put(money[:, None, :], bought, instance.channel_cost[None, :, None])
    covered = at.rows((s, c, t), instance.demand, INF)
    at.put(covered, short, 1.0)
    at.put(covered[:, instance.channel_area], bought, 1.0)
    _deliveries(instance, at, covered, first.units)
    spent = at.rows((s, t), -instance.budget_s, INF)
    at.put(spent, over, 1.0)
    at.put(spent, first.outlay[None, :], -1.0)
    told = at.rows((s,), 0.0, 0.0)
    at.put(told, loss, 1.0)
    at.put(told[:, None, None], short, -instance.loss_weight[None])
    at.put(told[:, None], over, -instance.overspend_weight)
    beyond = at.rows((s,), 0.0, INF)
    at.put(beyond, excess, 1.0)
    at.put(beyond, loss, -1.0)
    at.put(beyond, np.full(s, base - 1), 1.0)
    count = int(starts[-1])
    cost, lower, upper = np.zeros(count), np.zeros(count), np.full(count, INF)
    cost[: base - 1], lower[: base - 1], upper[: base - 1] = first.cost, first.lower, first.upper
    risk = instance.risk_weight
    cost[base - 1], lower[base - 1] = risk, -INF
    cost[loss], cost[excess] = (1 - risk) / s, risk / (1 - instance.risk_level) / s
    caps = instance.channel_cap[None, :, None] * instance.avail[scenario[:, None], instance.channel_partner[None, :]]
    upper[bought] = caps
    rows, low, high = at.matrix(count)
    wide = csr_array(hstack([first.rows, csr_array((first.rows.shape[0], count - base + 1))], format="csr"))
    return Form(
        cost=cost, lower=lower, upper=upper,
        integer=np.concatenate([first.integer, np.zeros(count - base + 1, dtype=np.int64)]),
        rows=csr_array(vstack([wide, rows], format="csr")),
        row_lower=np.concatenate([first.row_lower, low]), row_upper=np.concatenate([first.row_upper, high]), shared=base,
    )  # fmt: skip


def _deliveries(instance: Instance, at: "_Rows", covered: Ints, units: Ints) -> None:
    """Count what has arrived: orders up to lead and delay ago, if approved, by yield and availability."""
    years = len(instance.budget)
    lag = instance.lead[None, :] + instance.delay
    for offer, area in np.argwhere(instance.yields > 0):
        ordered = np.arange(years)[None, :] - lag[:, offer, None]
        there = (ordered >= 0) & instance.approved[:, offer, None]
        value = instance.yields[offer, area] * instance.avail[:, instance.partner[offer]]
        at.put(covered[:, area], units[offer][np.maximum(ordered, 0)], np.where(there, value, 0.0))


class _Rows:
    """Rows under construction, as triplets."""

    def __init__(self) -> None:
        self.count = 0
        self.parts: list[tuple[Ints, Ints, Floats]] = []
        self.bounds: list[tuple[Floats, Floats]] = []

    def rows(self, shape: tuple[int, ...], low: object, high: object) -> Ints:
        """Number new rows with these bounds."""
        numbers = self.count + np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
        self.count += numbers.size
        sides = [np.broadcast_to(np.asarray(side, dtype=np.float64), shape).ravel() for side in (low, high)]
        self.bounds.append((sides[0], sides[1]))
        return numbers

    def put(self, row: Ints, column: Ints, value: object) -> None:
        """Add entries, without those of value 0."""
        r, c, v = (np.ravel(part) for part in np.broadcast_arrays(row, column, np.asarray(value, dtype=np.float64)))
        use = v != 0
        self.parts.append((r[use].astype(np.int32), c[use].astype(np.int32), v[use]))

    def matrix(self, columns: int) -> tuple[csr_array, Floats, Floats]:
        """Return the rows and their bounds."""
        row, column, value = (np.concatenate([part[i] for part in self.parts]) for i in range(3))
        low, high = (np.concatenate([bound[i] for bound in self.bounds]) for i in range(2))
        return csr_array(coo_array((value, (row, column)), shape=(self.count, columns))), low, high


def passed(form: Form, *, whole: bool) -> highspy.Highs:
    """Hand the form to HiGHS.

    Args:
        whole: With its whole columns; else its linear relaxation.
    """
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    highs.setOptionValue("output_flag", False)  # noqa: FBT003  # the option is a flag
    integer = (form.integer if whole else np.zeros_like(form.integer)).astype(np.int32)
    highs.passModel(
        len(form.cost), form.rows.shape[0], form.rows.nnz, int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize), 0.0, form.cost, form.lower, form.upper, form.row_lower, form.row_upper,
        form.rows.indptr.astype(np.int32), form.rows.indices.astype(np.int32), form.rows.data, integer,
    )  # fmt: skip
    return highs
