"""Certified gaps on the frozen family of planning instances, each plan judged by the family's own evaluator.

`python -m bench planner_family` runs every row (about half an hour); KAUTILYA_BENCH_ROWS names some of them, joined by `,`.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FAMILY = Path(__file__).resolve().parents[2] / "shared" / "bench"
INDIA_LIKE = "--partners 7 --areas 25 --offers 90 --channels 50"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One instance, how long to search, and what is promised of it."""

    name: str
    instance: str
    """Arguments of the family's generator."""
    seconds: int
    percent: float
    points: float | None = None
    megabytes: float | None = None


ROWS = (
    *(Row(name=f"frozen-{seed}", instance=f"--seed {seed}", seconds=300, percent=1.5, points=0.5, megabytes=500)
      for seed in (7, 8, 9, 21, 22)),
    Row(name="frozen-7-quick", instance="--seed 7", seconds=90, percent=3.0, megabytes=500),
    *(Row(name=f"india-{seed}", instance=f"--seed {seed} {INDIA_LIKE}", seconds=60, percent=0.4, points=0.2)
      for seed in (11, 12, 13, 14, 15)),
    Row(name="india-11-quick", instance=f"--seed 11 {INDIA_LIKE}", seconds=30, percent=1.0),
    Row(name="many", instance="--seed 7 --scenarios 10000", seconds=360, percent=1.5, megabytes=1000),
    Row(name="one", instance="--seed 7 --scenarios 1", seconds=60, percent=100),
    Row(name="no-channel", instance="--seed 7 --channels 1", seconds=90, percent=100),
    Row(name="long", instance="--seed 7 --years 16 --offers 200", seconds=120, percent=100),
    Row(name="two-partners", instance="--seed 7 --partners 2 --offers 200", seconds=90, percent=100),
)  # fmt: skip


def main() -> None:
    """Run the rows and print the figures beside what is promised, with the command and the load of the machine."""
    if not FAMILY.exists():
        print(f"the family's generator and evaluator ({FAMILY}) are not here: nothing is measured")
        return
    wanted = os.environ.get("KAUTILYA_BENCH_ROWS")
    with tempfile.TemporaryDirectory() as folder:
        for row in ROWS:
            if wanted is None or row.name in wanted.split(","):
                print(measured(row, Path(folder)), flush=True)


def measured(row: Row, folder: Path) -> str:
    """Generate, plan, evaluate and tell one row."""
    drawn, plan = folder / f"{row.name}.npz", folder / f"{row.name}-plan.npz"
    subprocess.run([sys.executable, FAMILY / "instance.py", *row.instance.split(), "-o", drawn], check=True)
    command = ["plan", "--case", str(drawn), "--time-limit", str(row.seconds), "--json", "--plan-npz", str(plan)]
    planned = json.loads(said([sys.executable, "-m", "kautilya.cli.main", *command]))
    judged = json.loads(said([sys.executable, str(FAMILY / "evaluate.py"), str(drawn), str(plan)]))
    points = judged["objective"] - planned["bound"]
    return (
        f"{row.name:<16} bound {planned['bound']:8.4f} plan {judged['objective']:8.4f} feasible {judged['feasible']} "
        f"gap {100 * points / judged['objective']:6.3f} % (promised {row.percent:g}) {points:6.3f} pp "
        f"(promised {'-' if row.points is None else f'{row.points:g}'}) {planned['seconds']:6.1f} s "
        f"{planned['peak_memory_mb']:5.0f} MB (promised {'-' if row.megabytes is None else f'{row.megabytes:g}'}) "
        f"load {os.getloadavg()[0]:.1f} | instance.py {row.instance}; kautilya plan --time-limit {row.seconds}"
    )


def said(command: list[str]) -> str:
    """Return what a program writes to stdout."""
    return subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
