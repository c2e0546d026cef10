"""The frozen family once more, in linopy and from the family's README alone: yearly orders, one start a programme.

Of the project it imports nothing. A limit is a block of rows; what a row has of each variable is an array of coefficients,
first the rows' axes and then the variable's.
"""

from typing import Any

import linopy
import numpy as np
import xarray as xr

Arrays = dict[str, Any]
"""The arrays of an instance file, by name."""


def optimum(d: Arrays) -> float:
    """Return the least objective of an instance."""
    model, (offers, years), hubs = linopy.Model(), (len(d["cost"]), len(d["budget"])), len(d["hub_capacity"])
    order = new(model, np.repeat(d["max_rate"][:, None], years, 1), integer=True)
    start = new(model, np.ones((offers, years)), integer=True)
    hub = new(model, np.ones((hubs, years)), integer=True)
    carry = new(model, float(d["carry_share"]) * d["budget"])
    year, offer = np.eye(years), np.eye(offers)
    running = offer[:, None, :, None] * np.tril(np.ones((years, years)))[None, :, None, :]
    now = offer[:, None, :, None] * year[None, :, None, :]
    rate, lot = d["max_rate"][:, None, None, None], np.minimum(2, d["max_rate"])[:, None, None, None]
    limit(model, 1.0, 1, (start, np.repeat(offer[:, :, None], years, 2)))
    limit(model, 0.0, 2, (order, now), (start, -rate * running))
    limit(model, 0.0, 2, (order, -now), (start, lot * now))
    spend = [
        (order, d["cost"][None, :, None] * year[:, None, :]),
        (hub, float(d["hub_cost"]) * np.repeat(year[:, None, :], hubs, 1)),
        (start, d["fixed"][None, :, None] * halves(years)[:, None, :]),
    ]  # fmt: skip
    before = (carry, -np.eye(years, k=-1))
    limit(model, d["budget"], 1, *spend, before, (carry, year))
    shares(model, d, order)
    loads(model, d, order, hub)
    value = outcome(model, d, order, [*spend, before])
    weight = float(d["spend_weight"])
    value += [(variable, weight * coefficients.sum(axis=0)) for variable, coefficients in spend]
    model.add_objective(total(model, 0, value).sum())
    model.solve(solver_name="highs", io_api="direct", set_names=False, output_flag=False, mip_rel_gap=0.0, mip_abs_gap=1e-9)
    assert model.objective.value is not None
    return float(model.objective.value)


def new(model: Any, upper: Any, lower: float = 0.0, *, integer: bool = False) -> Any:
    """Return a new variable with these upper bounds."""
    bound = xr.DataArray(np.asarray(upper, dtype=float))
    return model.add_variables(lower=lower, upper=bound, integer=integer, name=f"v{len(model.variables)}")


def total(model: Any, axes: int, terms: Any) -> Any:
    """Return a sum for each row: coefficients with so many axes of rows, then those of their variable."""
    columns, values = [], []
    for variable, given in terms:
        rows = int(np.prod(given.shape[:axes], dtype=int))
        of_row = np.broadcast_to(variable.labels.values.ravel(), (rows, variable.size))
        value = np.asarray(given, dtype=float).reshape(rows, variable.size)
        columns.append(np.where(value != 0, of_row, -1))
        values.append(value)
    parts = {"vars": (("row", "_term"), np.hstack(columns)), "coeffs": (("row", "_term"), np.hstack(values))}
    return linopy.LinearExpression(xr.Dataset(parts), model)


def limit(model: Any, most: Any, axes: int, *terms: Any) -> None:
    """Limit the sums of all rows from above."""
    sums = total(model, axes, terms)
    room = np.broadcast_to(np.asarray(most, dtype=float), terms[0][1].shape[:axes]).ravel()
    model.add_constraints(sums, "<=", xr.DataArray(room, dims=["row"]))


def halves(years: int) -> Any:
    """Return which share of a fixed cost is paid [year] for a start [year]: half then, half in the next year where one is."""
    paid = 0.5 * np.eye(years) + 0.5 * np.eye(years, k=-1)
    paid[-1, -1] = 1.0
    return paid


def shares(model: Any, d: Arrays, order: Any) -> None:
    """In every full window, cap the money for orders by foreign partner and hold the indigenous content."""
    years, width = len(d["budget"]), int(d["window"])
    windows = [[first <= year < first + width for year in range(years)] for first in range(years - width + 1)]
    inside = np.array(windows, dtype=float).reshape(-1, 1, 1, years)
    foreign = np.arange(1, int(d["partner"].max()) + 1)
    of_partner = ((d["partner"][None, :] == foreign[:, None]) - float(d["share_cap"])) * d["cost"]
    lacking = ((float(d["indigenous_floor"]) - d["indigenous"]) * d["cost"])[None]
    limit(model, 0.0, 2, (order, np.concatenate([of_partner, lacking])[None, :, :, None] * inside))


def loads(model: Any, d: Arrays, order: Any, hub: Any) -> None:
    """Keep the load of what has arrived within capacity and working expansions, [hub, year]."""
    hubs, year = len(d["hub_capacity"]), np.arange(len(d["budget"]))
    arrived = year[:, None, None] - d["lead"][None, :, None] >= year[None, None, :]
    mine = (d["hub"][None, :] == np.arange(hubs)[:, None]) * d["hub_load"]
    working = (year[:, None] - int(d["hub_lead"]) >= year[None, :]) * float(d["hub_step"])
    grown = np.eye(hubs)[:, None, :, None] * working[None, :, None, :]
    limit(model, d["hub_capacity"][:, None], 2, (order, mine[:, None, :, None] * arrived[None]), (hub, -grown))


def outcome(model: Any, d: Arrays, order: Any, outlay: Any) -> Any:
    """Add every scenario's best answer; return the terms of `(1 - w) mean + w CVaR` of the losses."""
    (scenarios, areas, years), year, one = d["demand"].shape, np.arange(len(d["budget"])), np.eye(len(d["demand"]))
    short, over = new(model, np.full((scenarios, areas, years), np.inf)), new(model, np.full((scenarios, years), np.inf))
    each = np.eye(scenarios * areas * years).reshape((scenarios, areas, years) * 2)
    late = (d["lead"][None, :] + d["delay"])[:, None, :, None]
    there = (year[None, :, None, None] - late >= year[None, None, None, :]) * d["approved"][:, None, :, None]
    there = there * d["avail"][:, d["partner"], :].transpose(0, 2, 1)[..., None]
    came = there[:, None] * d["yield"].T[None, :, None, :, None]
    supply = [(short, -each), (order, -came)]
    channels = len(d["channel_cost"])
    if channels:
        bought = new(model, d["channel_cap"][None, :, None] * d["avail"][:, d["channel_partner"], :])
        same = one[:, None, :, None, None] * np.eye(years)[None, :, None, None, :]
        limit(model, d["emergency_budget"], 2, (bought, same * d["channel_cost"][None, None, None, :, None]))
        here = np.equal.outer(np.arange(areas), d["channel_area"])[None, :, None, None, :, None] * 1.0
        supply.append((bought, -here * same[:, None]))
    limit(model, -d["demand"], 3, *supply)
    spent = [(variable, np.broadcast_to(given, (scenarios, *given.shape))) for variable, given in outlay]
    limit(model, d["budget_s"], 2, *spent, (over, -np.eye(scenarios * years).reshape((scenarios, years) * 2)))
    lost = one[:, :, None, None] * d["loss_weight"], one[:, :, None] * np.full(years, float(d["overspend_weight"]))
    at, beyond = new(model, np.inf, lower=-np.inf), new(model, np.full(scenarios, np.inf))
    limit(model, 0.0, 1, (short, lost[0]), (over, lost[1]), (beyond, -one), (at, -np.ones(scenarios)))
    risk, tail = float(d["risk_weight"]), (1 - float(d["risk_level"])) * scenarios
    mean = [(variable, (1 - risk) / scenarios * given.sum(axis=0)) for variable, given in ((short, lost[0]), (over, lost[1]))]
    return [*mean, (at, np.array(risk)), (beyond, np.full(scenarios, risk / tail))]
