"""The decomposition against interior points on the extensive form, against mpi-sppy, and against itself with more scenarios.

`python -m bench planner_rivals` runs every row (about forty minutes); KAUTILYA_BENCH_ROWS names some of them, joined by `,`:
`bound`, `growth`, `hedging-10`, `hedging-50`. mpi-sppy lives in an environment of its own: `make rivals` first.
KAUTILYA_BENCH_SECONDS shortens every limit of time, to see whether the rows run at all.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import highspy
import numpy as np

from bench._family_extensive import Form, extensive, passed, some
from bench._programs import RIVALS, rival, run, tell
from bench.planner_family import FAMILY, said
from kautilya.plan.decomposition.relaxation import advance, begin, solve
from kautilya.plan.family.evaluating import worth
from kautilya.plan.family.first_stage import layout
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.planning import decisions, problem_of
from kautilya.plan.family.reading import read

ROWS = ("bound", "growth", "hedging-10", "hedging-50")
SEED = "7"
CLOSE = 1e-3
"""Share of its value to which our relaxation is solved: a fractional point of that value is at hand."""
PASSES = 80
GROWTH_GAP = 0.03
NEEDED = 40
"""Seconds in which HiGHS finds some plan of one scenario, measured; hedging ends with an error where a scenario has none."""
BUILD = "import sys; from bench.planner_rivals import built; built(sys.argv[1])"


def main() -> None:
    """Run the rows and print the figures beside what is promised."""
    if not FAMILY.exists():
        print(f"the family's generator and evaluator ({FAMILY}) are not here: nothing is measured")
        return
    wanted = os.environ.get("KAUTILYA_BENCH_ROWS", ",".join(ROWS)).split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "bound" in wanted:
            bound(folder)
        if "growth" in wanted:
            growth(folder)
        for scenarios in (10, 50):
            if f"hedging-{scenarios}" in wanted:
                against_hedging(folder, scenarios)


def limit(seconds: float) -> float:
    """Return a limit of time, or a shorter one where the environment asks for it."""
    return min(seconds, float(os.environ.get("KAUTILYA_BENCH_SECONDS", seconds)))


def drawn(folder: Path, scenarios: int) -> Path:
    """Draw the frozen instance with so many scenarios."""
    path = folder / f"frozen-{SEED}-{scenarios}.npz"
    if not path.exists():
        command = [sys.executable, str(FAMILY / "instance.py"), "--seed", SEED, "--scenarios", str(scenarios), "-o", str(path)]
        subprocess.run(command, check=True)
    return path


def bound(folder: Path) -> None:
    """Solve the linear relaxation for 200 scenarios by cuts and by interior points on the extensive form.

    Ours ends when its bound is within a thousandth of a fractional point of the relaxation, whose value is exact: so its
    distance from the optimum of the linear programme is known without the interior points. These run without crossover and to
    the same tolerance.
    """
    instance = read(drawn(folder, 200))
    relaxed(some(instance, np.arange(2)), 2)
    ours, least, most = relaxed(instance, PASSES)
    tell("linear bound by cuts, S=200", ours, "s")
    print(f"  bound {least:.4f}, fractional point {most:.4f}: within {100 * (most - least) / most:.3f} % of the optimum")
    seconds, value = interior(extensive(instance), limit(400))
    tell("interior points, S=200", seconds, "s")
    print(f"  {'optimum ' + format(value, '.4f') if value is not None else 'no optimum by then'}, built and passed included")
    tell("interior points / cuts, S=200 (promised: 6 or more)", seconds / ours, "times")


def relaxed(instance: Instance, passes: int) -> tuple[float, float, float]:
    """Return the seconds from arrays to a closed relaxation, its bound, and the value of its best fractional point."""
    started = time.perf_counter()
    state = begin(problem_of(instance))
    for _ in range(passes):
        if state.best.objective - state.bound <= CLOSE * state.best.objective or not solve(state):
            break
        advance(state)
    return time.perf_counter() - started, state.bound, state.best.objective


def interior(form: Form, seconds: float) -> tuple[float, float | None]:
    """Return the seconds of HiGHS's interior points without crossover, and the optimum if they reach it."""
    highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003  # else the threads of searches before stay in force
    started = time.perf_counter()
    highs = passed(form, whole=False)
    for option, value in (
        ("solver", "ipm"),
        ("run_crossover", "off"),
        ("time_limit", seconds),
        ("threads", 2),
        ("ipm_optimality_tolerance", CLOSE),
    ):
        highs.setOptionValue(option, value)
    highs.run()
    solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return time.perf_counter() - started, float(highs.getInfo().objective_function_value) if solved else None


def growth(folder: Path) -> None:
    """Search to the same gap with 50 and with 1000 scenarios, and compare memory with the mere arrays of the extensive form.

    Building the form takes one process, the search two; what these share counts once. So the search in one process is told too.
    """
    told, plan = {}, folder / "plan.npz"
    for scenarios in (50, 1000):
        told[scenarios] = _to_gap(drawn(folder, scenarios), plan)
        value = judged(drawn(folder, scenarios), plan)["objective"]
        gap = 100 * (value - told[scenarios]["bound"]) / value
        tell(f"search to 3 %, S={scenarios}", told[scenarios]["seconds"], "s")
        print(f"  bound {told[scenarios]['bound']:.4f}, plan {value:.4f}, gap {gap:.2f} %, "
              f"stopped by {told[scenarios]['plan']['stopped_by']}")  # fmt: skip
    tell("growth from S=50 to S=1000", told[1000]["seconds"] / told[50]["seconds"], "times", 1.5)
    form = run([sys.executable, "-c", BUILD, str(drawn(folder, 1000))])
    alone = _to_gap(drawn(folder, 1000), plan, "--threads", "1")
    tell("peak memory of building the extensive form", form.peak_megabytes, "MB")
    for how, ours in (("in one process", alone), ("in two processes", told[1000])):
        tell(f"peak memory of the search {how}, S=1000", ours["peak_memory_mb"], "MB")
        tell("share of it", ours["peak_memory_mb"] / form.peak_megabytes, "times", 0.5)


def _to_gap(case: Path, plan: Path, *more: str) -> dict[str, Any]:
    """Search until the gap of `growth` is certified, and return what the program tells."""
    command = ["plan", "--case", str(case), "--time-limit", f"{limit(300):g}", "--gap", f"{GROWTH_GAP}", "--json",
               "--plan-npz", str(plan), *more]  # fmt: skip
    told: dict[str, Any] = json.loads(said([sys.executable, "-m", "kautilya.cli.main", *command]))
    return told


def built(path: str) -> None:
    """Build the extensive form of an instance and hand it to HiGHS, for its memory."""
    passed(extensive(read(Path(path))), whole=True)


def against_hedging(folder: Path, scenarios: int) -> None:
    """Give mpi-sppy's extensive form, its progressive hedging and ours the same time on the same instance."""
    if not RIVALS.exists():
        print(f"{RIVALS} is not there: run `make rivals` first, or name an interpreter with KAUTILYA_RIVALS")
        return
    path, plan, seconds = drawn(folder, scenarios), folder / "plan.npz", limit(300)
    instance = read(path)
    arrays = folder / "arrays.npz"
    np.savez(arrays, allow_pickle=False, **by_scenario(instance))
    command = ["plan", "--case", str(path), "--time-limit", f"{seconds:g}", "--json", "--plan-npz", str(plan)]
    ours = json.loads(said([sys.executable, "-m", "kautilya.cli.main", *command]))
    tell_of("ours", ours["bound"], judged(path, plan), ours["seconds"])
    for name, what in (("its extensive form", "ef"), ("its hedging", "ph")):
        if what == "ph" and 2 * seconds < NEEDED * scenarios:
            print(
                f"  mpi-sppy, {name}: not run; a scenario alone takes HiGHS {NEEDED} s, so no round would end in twice the time"
            )
            continue
        answer = folder / f"{what}.npz"
        told = rival(what, arrays, seconds, answer)
        if told is None:
            print(f"  mpi-sppy, {name}, S={scenarios}: ended with an error")
            continue
        best = best_of(instance, answer, plan) if answer.exists() else None
        if "error" in told:
            print(f"  {name} ended: {told['error']}")
        tell_of(f"mpi-sppy, {name}", told["bound"], None if best is None else judged(path, plan), told["seconds"])


def by_scenario(instance: Instance) -> dict[str, Any]:
    """Return each scenario's own programme as arrays."""
    count = len(instance.demand)
    found: dict[str, Any] = {"scenarios": count}
    for i in range(count):
        form = extensive(some(instance, np.array([i])))
        found["shared"] = form.shared
        found |= {f"{i}.{name}": held for name, held in flat(form).items()}
    return found


def flat(form: Form) -> dict[str, Any]:
    """Return a programme as arrays by name."""
    return {
        "cost": form.cost, "lower": form.lower, "upper": form.upper, "integer": form.integer, "row_lower": form.row_lower,
        "row_upper": form.row_upper, "start": form.rows.indptr, "column": form.rows.indices, "value": form.rows.data,
    }  # fmt: skip


def best_of(instance: Instance, answer: Path, plan: Path) -> float | None:
    """Write the best plan among a rival's decisions, which are judged by us here and by the evaluator afterwards."""
    at, best = layout(instance), None
    with np.load(answer) as held:
        for values in held["candidates"]:
            order, hub = decisions(at, values)
            value = worth(instance, order, hub)
            if not value.problems and (best is None or value.objective < best):
                best = value.objective
                np.savez_compressed(plan, order=order.astype(np.int64), hub=hub.astype(np.int64))
    return best


def judged(path: Path, plan: Path) -> dict[str, Any]:
    """Return what the family's own evaluator says of a plan."""
    found: dict[str, Any] = json.loads(said([sys.executable, str(FAMILY / "evaluate.py"), str(path), str(plan)]))
    return found


def tell_of(who: str, bound: float | None, plan: dict[str, Any] | None, seconds: float) -> None:
    """Print a bound and a judged plan."""
    told = "none" if plan is None else f"{plan['objective']:.4f}{'' if plan['feasible'] else ' (not feasible)'}"
    print(
        f"  {who:<32} bound {'none' if bound is None else format(bound, '.4f'):>9}  plan {told:>9}  {seconds:6.1f} s",
        flush=True,
    )
