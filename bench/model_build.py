"""Building the planning model against bare numpy triplets and `passModel` on the same arrays."""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files

import highspy

from bench._bare_model import bare
from bench._programs import run, tell
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
SOLVE = "from bench.model_build import india; from kautilya.plan.solve import solve; solve(india())"


def main() -> None:
    """Compare both on the India case in one process, then run register, case and plan in another."""
    case = india()
    for count in (10, 100, 1000):
        many = replace(case, scenarios=count)
        numbers = figures(many, scenarios(many))
        if size(ours(numbers)) != size(bare(numbers)):
            raise RuntimeError("the two builds differ in size: the comparison is void")
        mine, floor = fastest(ours, bare, numbers)
        tell(f"build and pass, {count} scenarios", 1000 * mine, "ms")
        tell(f"bare triplets and pass, {count} scenarios", 1000 * floor, "ms")
        tell(f"ratio, {count} scenarios", mine / floor, "times", PROMISED)
    solving = run([sys.executable, "-c", SOLVE])
    tell("register, case and plan, ten scenarios", solving.seconds, "s")
    tell("register, case and plan, peak memory", solving.peak_megabytes, "MB", 1000)


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
    """Return the least seconds of each, run in turns."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS):
        for build, taken in zip((one, other), seconds, strict=True):
            gc.collect()
            started = time.perf_counter()
            build(numbers)
            taken.append(time.perf_counter() - started)
    return min(seconds[0]), min(seconds[1])


def size(highs: highspy.Highs) -> tuple[int, int, int]:
    """Return rows, columns and nonzeros."""
    return highs.getNumRow(), highs.getNumCol(), highs.getNumNz()
