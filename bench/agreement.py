"""Three models of a hundred small instances of the frozen family: linopy's, the extensive form and the decomposition.

linopy lives in the environment of `make rivals`. Promised: the optima of the first two agree to 1e-6; the decomposition's bound
is never above them and its plan never below. How often its plan is the optimum is counted.
"""

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from bench._family_extensive import extensive, passed
from bench._programs import RIVALS, answers, tell
from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.planning import solve
from kautilya.plan.family.reading import read, written
from tests.plan.family.drawn import instance

CASES, WORK, NEAR = 100, 12, 1e-6


def main() -> None:
    """Draw, solve three times and count."""
    if not RIVALS.exists():
        print(f"{RIVALS} is not there: run `make rivals` first, or name an interpreter with KAUTILYA_RIVALS")
        return
    with tempfile.TemporaryDirectory() as name:
        paths = [_written(Path(name), seed) for seed in range(CASES)]
        command = [str(RIVALS), "bench/_linopy_family.py", *map(str, paths)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        others = [float(one) for one in answers(done.stdout)]
        instances = [read(path) for path in paths]
    ours = [optimum(one) for one in instances]
    plans = [solve(one, Effort(work=WORK, gap=0.0)) for one in instances]
    agree = sum(abs(a - b) <= NEAR for a, b in zip(others, ours, strict=True))
    sound = sum(
        plan.bound - NEAR <= best <= plan.objective.total + NEAR and not plan.problems
        for plan, best in zip(plans, others, strict=True)
    )
    found = sum(plan.objective.total <= best + NEAR for plan, best in zip(plans, others, strict=True))
    tell(f"optima of linopy and the extensive form alike, of {CASES}", agree, "cases")
    tell(f"bound below and plan above the optimum, of {CASES}", sound, "cases")
    tell(f"the plan is the optimum, of {CASES}", found, "cases")
    tell(f"plans that order something, of {CASES}", sum(bool(plan.orders) for plan in plans), "cases")
    tell("largest gap of the decomposition's plan", max(plan.gap_points for plan in plans), "points")


def _written(folder: Path, seed: int) -> Path:
    path = folder / f"{seed}.npz"
    sizes = {
        "offers": 4 + seed % 4,
        "areas": 2 + seed % 2,
        "years": 2 + seed % 3,
        "hubs": 1 + seed % 2,
        "scenarios": 1 + seed % 4,
    }
    drawn = instance(folder, seed, **sizes, channels=seed % 4, money=100, rate=3)
    path.write_bytes(written(replace(drawn, share_cap=0.4 + 0.1 * (seed % 6), indigenous_floor=0.1 * (seed % 5))))
    return path


def optimum(of: Instance) -> float:
    """Return the optimum of the extensive form."""
    highs = passed(extensive(of), whole=True)
    for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-9), ("threads", 1)):
        highs.setOptionValue(option, value)
    highs.run()
    return float(highs.getInfo().objective_function_value)
