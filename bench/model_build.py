"""Building the planning model against bare numpy triplets and `passModel` on the same arrays, and against Pyomo and PuLP.

Pyomo and PuLP get ready-made rows, and their time ends before they hand anything to a solver. `make rivals` installs them.
"""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

import highspy
import numpy as np

from bench._bare_model import bare
from bench._programs import RIVALS, rival, run, tell
from kautilya.intake.datapackage import read
from kautilya.plan.build import case_from
from kautilya.plan.case import Case
from kautilya.plan.figures import Figures, figures
from kautilya.plan.model import program
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solver import load
from kautilya.store.opening import IN_MEMORY, open_store

REPEATS = 15
PROMISED = 1.2
COMPARED = 50
"""Scenarios at which other modellers build the same rows."""
SOLVE = "from bench.model_build import india; from kautilya.plan.solve import solve; solve(india())"


def main() -> None:
    """Compare both on the India case in one process, then run register, case and plan in another."""
    case = india()
    for count in (10, 50, 100, 1000):
        many = replace(case, scenarios=count)
        numbers = figures(many, scenarios(many))
        if size(ours(numbers)) != size(bare(numbers)):
            raise RuntimeError("the two builds differ in size: the comparison is void")
        mine, floor = fastest(ours, bare, numbers)
        tell(f"build and pass, {count} scenarios", 1000 * mine, "ms")
        tell(f"bare triplets and pass, {count} scenarios", 1000 * floor, "ms")
        tell(f"ratio, {count} scenarios", mine / floor, "times", PROMISED)
        if count == COMPARED:
            against_modellers(numbers, mine)
    solving = run([sys.executable, "-c", SOLVE])
    tell("register, case and plan, ten scenarios", solving.seconds, "s")
    tell("register, case and plan, peak memory", solving.peak_megabytes, "MB", 1000)


def against_modellers(numbers: Figures, mine: float) -> None:
    """Let Pyomo and PuLP build the same rows."""
    if not RIVALS.exists():
        print(f"{RIVALS} is not there: run `make rivals` first, or name an interpreter with KAUTILYA_RIVALS")
        return
    with TemporaryDirectory() as folder:
        arrays = Path(folder) / "rows.npz"
        np.savez(arrays, allow_pickle=False, **rows(numbers))
        for name in ("pyomo", "pulp"):
            told = rival(f"build-{name}", arrays, 0.0)
            if told is not None:
                tell(f"{name} / ours, {COMPARED} scenarios (promised: 10 or more)", told["seconds"] / mine, "times")


def rows(numbers: Figures) -> dict[str, np.ndarray]:
    """Return the programme as arrays by name."""
    built = program(numbers)
    return {
        "cost": built.cost, "lower": built.lower, "upper": built.upper, "integer": built.integer, "row_lower": built.row_lower,
        "row_upper": built.row_upper, "start": built.start, "column": built.column, "value": built.value,
    }  # fmt: skip


def india() -> Case:
    """Build the India case from the embedded register."""
    store = open_store(IN_MEMORY, create=True)
    with as_file(files("kautilya") / "registers" / "india") as folder:
        package = read(folder, recorded_on=date(2026, 5, 1), by="bench")
    store.add(package.package, package.claims, package.judgements)
    return case_from(store.view())


def ours(numbers: Figures) -> highspy.Highs:
    """Build the programme block by block and pass it."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    highs.setOptionValue("output_flag", False)  # noqa: FBT003  # the option is a flag
    load(highs, program(numbers))
    return highs


def fastest(
    one: Callable[[Figures], highspy.Highs], other: Callable[[Figures], highspy.Highs], numbers: Figures
) -> tuple[float, float]:
    """Return the least seconds of the processor of each, run in turns: other work on the machine counts little."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS):
        for build, taken in zip((one, other), seconds, strict=True):
            gc.collect()
            started = time.process_time()
            build(numbers)
            taken.append(time.process_time() - started)
    return min(seconds[0]), min(seconds[1])


def size(highs: highspy.Highs) -> tuple[int, int, int]:
    """Return rows, columns and nonzeros."""
    return highs.getNumRow(), highs.getNumCol(), highs.getNumNz()
