"""The frozen family once more, in linopy and from its README alone: yearly orders, one start a programme, no import of ours.

`python bench/_linopy_family.py INSTANCE.npz ...` (with the interpreter of `make rivals`) prints each optimum as a line of JSON.
"""

import json
import sys
from typing import Any

import linopy
import numpy as np
import xarray as xr

Arrays = dict[str, Any]


def main() -> None:
    """Solve the files that are named."""
    for path in sys.argv[1:]:
        with np.load(path) as held:
            print("ANSWER " + json.dumps(optimum({name: held[name] for name in held.files})))


def optimum(d: Arrays) -> float:
    """Return the least objective of an instance."""
    model = linopy.Model()
    offers, years = d["yield"].shape[0], len(d["budget"])
    o, t, h = (("offer", range(offers)), ("year", range(years)), ("hub", range(len(d["hub_capacity"]))))
    order = model.add_variables(
        lower=0, upper=of(np.repeat(d["max_rate"][:, None], years, 1), o, t), integer=True, name="order"
    )
    start = model.add_variables(coords=[range(offers), range(years)], dims=["offer", "year"], binary=True, name="start")
    hub = model.add_variables(coords=[h[1], t[1]], dims=["hub", "year"], binary=True, name="hub")
    carry = model.add_variables(lower=0, upper=of(float(d["carry_share"]) * d["budget"], t), name="carry")
    upto = np.tril(np.ones((years, years)))
    started = total(start, of(upto, t, ("from", range(years))))
    lot = np.minimum(2, d["max_rate"])
    model.add_constraints(start.sum("year") <= 1)
    model.add_constraints(order - started * of(d["max_rate"], o) <= 0)
    model.add_constraints(order - start * of(lot, o) >= 0)
    paying = np.zeros((years, years))  # share of the fixed cost paid in a year for a start in another
    for begun in range(years):
        paying[begun, begun] += 0.5
        paying[min(begun + 1, years - 1), begun] += 0.5
    spend = (order * of(d["cost"], o)).sum("offer") + (hub * float(d["hub_cost"])).sum("hub")
    spend = spend + (total(start, of(paying, t, ("from", range(years)))) * of(d["fixed"], o)).sum("offer")
    before = total(carry, of(np.eye(years, k=-1), t, ("from", range(years))))
    model.add_constraints(spend + carry - before <= of(d["budget"], t))
    shares(model, d, order)
    hubs(model, d, order, hub)
    value = outcome(model, d, order, spend - before)
    model.add_objective(value + float(d["spend_weight"]) * spend.sum())
    model.solve(solver_name="highs", output_flag=False, mip_rel_gap=0.0, mip_abs_gap=1e-9)
    return float(model.objective.value)


def of(values: Any, *axes: tuple[str, Any]) -> xr.DataArray:
    """Name the axes of an array."""
    return xr.DataArray(
        np.asarray(values, dtype=float), coords=[list(axis) for _, axis in axes], dims=[name for name, _ in axes]
    )


def total(variable: Any, weight: xr.DataArray) -> Any:
    """Return `sum over from of weight[year, from] variable[..., from]` by year."""
    return (variable.rename({"year": "from"}) * weight).sum("from")


def shares(model: Any, d: Arrays, order: Any) -> None:
    """In every full window, cap the money for orders by foreign partner and hold the indigenous content."""
    years, width = len(d["budget"]), int(d["window"])
    for first in range(years - width + 1):
        inside = order.isel(year=slice(first, first + width)).sum("year")
        for partner in range(1, int(d["partner"].max()) + 1):
            weight = ((d["partner"] == partner) - float(d["share_cap"])) * d["cost"]
            model.add_constraints((inside * of(weight, ("offer", range(len(weight))))).sum("offer") <= 0)
        content = (d["indigenous"] - float(d["indigenous_floor"])) * d["cost"]
        model.add_constraints((inside * of(content, ("offer", range(len(content))))).sum("offer") >= 0)


def hubs(model: Any, d: Arrays, order: Any, hub: Any) -> None:
    """Keep the load of what has arrived within capacity and working expansions."""
    years, offers = len(d["budget"]), len(d["cost"])
    year = np.arange(years)
    come = (year[:, None, None] - d["lead"][None, :, None] >= year[None, None, :]) * d["hub_load"][None, :, None]
    working = of(year[:, None] - int(d["hub_lead"]) >= year[None, :], ("year", year), ("from", year))
    grown = total(hub, working) * float(d["hub_step"])
    for place, capacity in enumerate(d["hub_capacity"]):
        mine = come * (d["hub"] == place)[None, :, None]
        load = order.rename({"year": "from"}) * of(mine, ("year", year), ("offer", range(offers)), ("from", year))
        model.add_constraints(load.sum(["offer", "from"]) - grown.sel(hub=place) <= float(capacity))


def outcome(model: Any, d: Arrays, order: Any, outlay: Any) -> Any:
    """Add every scenario's best answer; return `(1 - w) mean + w CVaR` of the losses."""
    (scenarios, areas, years), offers, channels = d["demand"].shape, len(d["cost"]), len(d["channel_cost"])
    s, c, t = ("scenario", range(scenarios)), ("area", range(areas)), ("year", range(years))
    year = np.arange(years)
    short = model.add_variables(lower=0, coords=[s[1], c[1], t[1]], dims=["scenario", "area", "year"], name="short")
    over = model.add_variables(lower=0, coords=[s[1], t[1]], dims=["scenario", "year"], name="over")
    lag = d["lead"][None, :] + d["delay"]
    there = (year[None, :, None, None] - lag[:, None, :, None] >= year[None, None, None, :]) * d["approved"][:, None, :, None]
    worth = there * d["avail"][:, d["partner"], :].transpose(0, 2, 1)[..., None]
    axes = (s, t, ("offer", range(offers)), ("from", year))
    supply = short
    for area in range(areas):
        came = order.rename({"year": "from"}) * of(worth * d["yield"][None, None, :, area, None], *axes)
        here = of(np.arange(areas) == area, c)
        supply = supply + came.sum(["offer", "from"]) * here
    if channels:
        k = ("channel", range(channels))
        most = d["channel_cap"][None, :, None] * d["avail"][:, d["channel_partner"], :]
        bought = model.add_variables(lower=0, upper=of(most, s, k, t), name="bought")
        model.add_constraints((bought * of(d["channel_cost"], k)).sum("channel") <= of(d["emergency_budget"], s, t))
        supply = supply + (bought * of(d["channel_area"][:, None] == np.arange(areas)[None, :], k, c)).sum("channel")
    model.add_constraints(supply >= of(d["demand"], s, c, t))
    model.add_constraints(over - outlay >= of(-d["budget_s"], s, t))
    loss = (short * of(d["loss_weight"], c, t)).sum(["area", "year"]) + float(d["overspend_weight"]) * over.sum("year")
    at = model.add_variables(name="at")
    beyond = model.add_variables(lower=0, coords=[s[1]], dims=["scenario"], name="beyond")
    model.add_constraints(beyond - loss + at >= 0)
    risk, tail = float(d["risk_weight"]), (1 - float(d["risk_level"])) * scenarios
    return (1 - risk) / scenarios * loss.sum() + risk * at + risk / tail * beyond.sum()


if __name__ == "__main__":
    main()
