"""A register of the world's arms transfers: read, typed and stored, beside what people use today (pandas, if installed)."""

import json
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench._programs import run, tell
from tests.intake.transfers import world

ROWS = 30_000
RECIPIENT = "India"
NAMED = 6

WRITE = """
import sys
from pathlib import Path
from tests.intake.transfers import world
Path(sys.argv[1]).write_bytes(world.trapped_register(world.deals(int(sys.argv[2])))[0])
"""
"""Run apart: the peak of a process counts what the one that started it held."""

OURS = """
import sys
from datetime import date
from pathlib import Path
from kautilya.intake.transfers.read import read_transfers
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store
store = open_store(sys.argv[2], create=True)
(found,) = read_transfers(Path(sys.argv[1]))
datasets(store).add(found.dataset, found.frames, recorded_on=date(2026, 1, 1))
store.close()
"""

OURS_ASKED = """
import json, sys, time
from pathlib import Path
import polars as pl
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store
began = time.perf_counter()
store = open_store(sys.argv[1])
kept = datasets(store)
(dataset,) = kept.list()
rows = kept.with_rows(dataset).rows
india = rows.filter((pl.col("recipient") == sys.argv[3]) & pl.col("duplicate_of").is_null())
totals = dict(india.group_by("supplier").agg(pl.col("tiv_delivered").sum()).iter_rows())
seconds = time.perf_counter() - began
counts = dataset.counts
told = {"read": counts.read, "repaired": counts.repaired, "refused": counts.refused, "repeated": counts.duplicates}
Path(sys.argv[2]).write_text(json.dumps({"totals": totals, "told": told, "seconds": seconds}))
"""

PANDAS_ASKED = """
import json, sys, time
from pathlib import Path
import pandas as pd
began = time.perf_counter()
frame = pd.read_csv(sys.argv[1], skiprows=int(sys.argv[4]), encoding="latin-1", on_bad_lines="skip")
tiv = "SIPRI TIV of delivered weapons"
frame[tiv] = pd.to_numeric(frame[tiv], errors="coerce")
totals = frame[frame["Recipient"] == sys.argv[3]].drop_duplicates().groupby("Supplier")[tiv].sum().to_dict()
seconds = time.perf_counter() - began
Path(sys.argv[2]).write_text(json.dumps({"totals": totals, "told": {"rows": len(frame)}, "seconds": seconds}))
"""
"""`read_csv` and a group-by, with the arguments without which it stops: where to begin, the encoding, lines it cannot cut."""


def main() -> None:
    """Read, type and store 30,000 and ten times as many rows; then the totals of one recipient, right and wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = _written(folder, ROWS), _written(folder, 10 * ROWS)
        seconds = _stored(small, folder)
        _stored(large, folder, beside=seconds)
        ours = _asked("ours, from the register", OURS_ASKED, folder / f"{small.stem}.db", folder / "ours.json")
        if find_spec("pandas") is None:
            print("pandas is not installed here: `pip install pandas` to compare", flush=True)
            return
        theirs = _asked("pandas, from the file", PANDAS_ASKED, small, folder / "pandas.json", str(len(world.heading())))
        _compare(ours, theirs)


def _written(folder: Path, rows: int) -> Path:
    path = folder / f"world-{rows}.csv"
    run([sys.executable, "-c", WRITE, str(path), str(rows)])
    return path


def _stored(path: Path, folder: Path, beside: float | None = None) -> float:
    done = run([sys.executable, "-c", OURS, str(path), str(folder / f"{path.stem}.db")])
    tell(f"{path.stem}: start, read, type, store", done.seconds, "s", 3 if beside is None else 11 * beside)
    tell(f"{path.stem}: peak memory", done.peak_megabytes, "MB", 300 if beside is None else None)
    return done.seconds


def _asked(name: str, program: str, source: Path, answer: Path, *arguments: str) -> dict[str, Any]:
    """Ask for the totals of one recipient three times, each in a process of its own; tell the quickest, imports apart."""
    answers = []
    for _ in range(3):
        run([sys.executable, "-c", program, str(source), str(answer), RECIPIENT, *arguments])
        answers.append(json.loads(answer.read_text()))
    tell(f"totals of {RECIPIENT}: {name}", min(one["seconds"] for one in answers), "s")
    return dict(answers[-1])


def _compare(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Print the totals that differ most; the truth is known, since the world is drawn."""
    true: dict[str, float] = {}
    for deal in world.deals(ROWS):
        if deal.recipient == RECIPIENT:
            true[deal.supplier] = true.get(deal.supplier, 0.0) + deal.delivered * deal.hundredths / 100
    print(f"ours, of all records: {ours['told']}; pandas: {theirs['told']}, nothing told of the others")
    print(f"{'TIV delivered to ' + RECIPIENT:<32}{'true':>12}{'ours':>12}{'pandas':>12}")
    errors = {
        name: {s: abs(found["totals"].get(s, 0.0) - true[s]) for s in true} for name, found in (("o", ours), ("p", theirs))
    }
    for supplier in sorted(true, key=lambda name: -errors["p"][name])[:NAMED]:
        figures = (true[supplier], ours["totals"].get(supplier, 0.0), theirs["totals"].get(supplier, 0.0))
        print(f"{supplier:<32}" + "".join(f"{figure:>12.2f}" for figure in figures))
    print(f"{'sum of all errors':<44}{sum(errors['o'].values()):>12.2f}{sum(errors['p'].values()):>12.2f}")
    print("ours errs by the refused records alone, which are listed", flush=True)
