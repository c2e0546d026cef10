"""Other programs on the same arrays, run by an interpreter that has them (`requirements/rivals.txt`): no import of ours.

`python bench/_rival.py build-pyomo|build-pulp|ef|ph ARRAYS.npz SECONDS [ANSWER.npz]` prints one line of JSON. The arrays are
programmes `row_lower <= rows . v <= row_upper`; for `ef` and `ph` one for each scenario, whose first columns are shared.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

Arrays = dict[str, Any]
SUBPROBLEM_GAP = 0.02
"""Of the scenarios' programmes in progressive hedging."""
RHO = 1.0
ROUNDS = 10_000
"""Of progressive hedging: the clock ends it."""


def main() -> None:
    """Run what the first argument names."""
    what, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    if what == "build-pyomo":
        found = timed(build_pyomo, arrays)
    elif what == "build-pulp":
        found = timed(build_pulp, arrays)
    else:
        found, best = (extensive_form if what == "ef" else hedging)(arrays, seconds)
        if best is not None:
            np.savez_compressed(Path(sys.argv[4]), candidates=best)
    print("ANSWER " + json.dumps(found))


def timed(build: Any, arrays: Arrays) -> dict[str, float]:
    """Tell the processor's seconds of the fastest of three builds, importing aside."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        build(arrays)
        taken.append(time.process_time() - started)
    return {"seconds": min(taken)}


def build_pyomo(a: Arrays) -> Any:
    """Build the model of ready-made rows, without handing it to a solver."""
    import pyomo.environ as pyo
    from pyomo.core.expr.numeric_expr import LinearExpression

    count, model = len(a["cost"]), pyo.ConcreteModel()
    whole, low, high = a["integer"].tolist(), bounds(a["lower"]), bounds(a["upper"])
    model.v = pyo.Var(
        range(count), domain=lambda _, i: pyo.Integers if whole[i] else pyo.Reals, bounds=lambda _, i: (low[i], high[i])
    )
    v = [model.v[i] for i in range(count)]
    start, column, value = (a[name].tolist() for name in ("start", "column", "value"))
    least, most = bounds(a["row_lower"]), bounds(a["row_upper"])

    def row(_: Any, r: int) -> Any:
        span = slice(start[r], start[r + 1])
        terms = LinearExpression(linear_coefs=value[span], linear_vars=[v[i] for i in column[span]], constant=0.0)
        return (least[r], terms, most[r]) if least[r] != most[r] else (terms, most[r])

    model.row = pyo.Constraint([r for r in range(len(least)) if start[r + 1] > start[r]], rule=row)
    paid = np.flatnonzero(a["cost"])
    model.cost = pyo.Expression(
        expr=LinearExpression(linear_coefs=a["cost"][paid].tolist(), linear_vars=[v[i] for i in paid], constant=0.0)
    )
    model.goal = pyo.Objective(expr=model.cost)
    return model


def build_pulp(a: Arrays) -> Any:
    """Build the model of ready-made rows, without handing it to a solver."""
    import pulp

    problem = pulp.LpProblem("rows", pulp.LpMinimize)
    low, high = bounds(a["lower"]), bounds(a["upper"])
    kind = [pulp.LpInteger if one else pulp.LpContinuous for one in a["integer"].tolist()]
    v = [pulp.LpVariable(f"v{i}", low[i], high[i], kind[i]) for i in range(len(low))]
    problem += pulp.LpAffineExpression([(v[i], a["cost"][i]) for i in np.flatnonzero(a["cost"])])
    start, column, value = (a[name].tolist() for name in ("start", "column", "value"))
    least, most = bounds(a["row_lower"]), bounds(a["row_upper"])
    for r in range(len(least)):
        terms = pulp.LpAffineExpression([(v[column[i]], value[i]) for i in range(start[r], start[r + 1])])
        if least[r] is not None and least[r] == most[r]:
            problem += pulp.LpConstraint(terms, pulp.LpConstraintEQ, rhs=least[r])
            continue
        if least[r] is not None:
            problem += pulp.LpConstraint(terms, pulp.LpConstraintGE, rhs=least[r])
        if most[r] is not None:
            problem += pulp.LpConstraint(terms, pulp.LpConstraintLE, rhs=most[r])
    return problem


def bounds(of: Any) -> list[float | None]:
    """Return bounds with None for none."""
    return [one if np.isfinite(one) else None for one in of.tolist()]


def finite(bound: Any) -> float | None:
    """Return a bound, None where there is none."""
    return float(bound) if bound is not None and np.isfinite(float(bound)) else None


class Scenarios:
    """One model for each scenario, by the names that mpi-sppy asks for."""

    def __init__(self, arrays: Arrays) -> None:
        self.count, self.shared, self.arrays = int(arrays["scenarios"]), int(arrays["shared"]), arrays
        self.names = [f"scenario{i}" for i in range(self.count)]

    def model(self, name: str) -> Any:
        """Build the model of a scenario."""
        from mpisppy.utils import sputils

        i = int(name.removeprefix("scenario"))
        mine = {key.partition(".")[2]: held for key, held in self.arrays.items() if key.startswith(f"{i}.")}
        model = build_pyomo(mine)
        shared = [model.v[j] for j in range(self.shared)]
        sputils.attach_root_node(model, sum(mine["cost"][j] * model.v[j] for j in np.flatnonzero(mine["cost"][: self.shared])),
                                 shared)  # fmt: skip
        model._mpisppy_probability = 1 / self.count
        return model

    def decided(self, model: Any) -> list[float] | None:
        """Return the shared columns of a solved model; None where it has no solution."""
        values = [model.v[j].value for j in range(self.shared)]
        return None if any(one is None for one in values) else [float(one) for one in values]


def extensive_form(arrays: Arrays, seconds: float) -> tuple[dict[str, Any], Any]:
    """Search mpi-sppy's extensive form with HiGHS; the time to build it counts."""
    from mpisppy.opt.ef import ExtensiveForm

    started, given = time.perf_counter(), Scenarios(arrays)
    form = ExtensiveForm({"solver": "appsi_highs"}, given.names, given.model)
    built = time.perf_counter() - started
    form.solver.options.update({"threads": 2, "mip_rel_gap": 0.001, "time_limit": max(1.0, seconds - built)})
    found = form.solver.solve(form.ef, load_solutions=False)
    best = None
    if len(found.solution) > 0:
        form.ef.solutions.load_from(found)
        best = given.decided(getattr(form.ef, given.names[0]))
    told = {"bound": finite(found.problem.lower_bound), "built": built, "seconds": time.perf_counter() - started}
    return told, None if best is None else np.array([best])


def hedging(arrays: Arrays, seconds: float) -> tuple[dict[str, Any], Any]:
    """Run progressive hedging; every scenario's own decisions are candidates for the plan.

    Its first round may take twice the limit of time: without a solution of each scenario it ends, and only its bound is told.
    """
    from mpisppy.opt.ph import PH

    started, given = time.perf_counter(), Scenarios(arrays)
    each = {"mip_rel_gap": SUBPROBLEM_GAP, "time_limit": 2 * seconds / given.count, "threads": 2}
    options = {
        "solver_name": "appsi_highs", "PHIterLimit": ROUNDS, "defaultPHrho": RHO, "convthresh": 1e-4, "verbose": False,
        "display_progress": False, "time_limit": 0.66 * seconds, "linearize_proximal_terms": True,
        "proximal_linearization_tolerance": 1e-1, "linearize_binary_proximal_terms": True,
        "iter0_solver_options": each, "iterk_solver_options": each,
    }  # fmt: skip
    solver = PH(options, given.names, given.model)
    solver.PH_Prep(attach_prox=True, attach_smooth=0)
    try:
        bound = solver.Iter0()
    except RuntimeError as exc:
        outer = [getattr(model._mpisppy_data, "outer_bound", None) for model in solver.local_scenarios.values()]
        bounds_known = [found for one in outer if (found := finite(one)) is not None]
        told = {
            "bound": float(np.mean(bounds_known)) if len(bounds_known) == given.count else None,
            "error": str(exc),
            "seconds": time.perf_counter() - started,
        }
        return told, None
    candidates = [given.decided(model) for model in solver.local_scenarios.values()]
    first = time.perf_counter() - started
    solver.iterk_loop()
    candidates += [given.decided(model) for model in solver.local_scenarios.values()]
    known = [one for one in candidates if one is not None]
    told = {"bound": finite(bound), "first": first, "rounds": solver._PHIter, "seconds": time.perf_counter() - started}
    return told, np.array(known) if known else None


if __name__ == "__main__":
    main()
