"""A register of the world's arms transfers: read, typed and stored, beside what people use today (pandas, if installed)."""

import json
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

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
import json, sys
from datetime import date
from pathlib import Path
import polars as pl
from kautilya.intake.transfers.read import read_transfers
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store
store = open_store(sys.argv[2], create=True)
(found,) = read_transfers(Path(sys.argv[1]))
datasets(store).add(found.dataset, found.frames, recorded_on=date(2026, 1, 1))
store.close()
india = found.rows.filter((pl.col("recipient") == sys.argv[4]) & pl.col("duplicate_of").is_null())
totals = dict(india.group_by("supplier").agg(pl.col("tiv_delivered").sum()).iter_rows())
counts = found.dataset.counts
told = {"read": counts.read, "repaired": counts.repaired, "refused": counts.refused, "repeated": counts.duplicates}
Path(sys.argv[3]).write_text(json.dumps({"totals": totals, "told": told}))
"""

PANDAS = """
import json, sys
from pathlib import Path
import pandas as pd
frame = pd.read_csv(sys.argv[1], skiprows=int(sys.argv[2]), encoding="latin-1", on_bad_lines="skip")
tiv = "SIPRI TIV of delivered weapons"
frame[tiv] = pd.to_numeric(frame[tiv], errors="coerce")
totals = frame[frame["Recipient"] == sys.argv[4]].drop_duplicates().groupby("Supplier")[tiv].sum().to_dict()
Path(sys.argv[3]).write_text(json.dumps({"totals": totals, "told": {"rows": len(frame)}}))
"""
"""`read_csv` and a group-by, with the arguments without which it stops: where to begin, the encoding, lines it cannot cut."""


def main() -> None:
    """Read, type and store 30,000 and ten times as many rows; then the totals of one recipient, right and wrong."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = _written(Path(folder), ROWS), _written(Path(folder), 10 * ROWS)
        seconds = _ours(small, Path(folder))
        _ours(large, Path(folder), beside=seconds)
        if find_spec("pandas") is None:
            print("pandas is not installed here: `pip install pandas` to compare", flush=True)
            return
        _pandas(small, Path(folder))
        _compare(Path(folder))


def _written(folder: Path, rows: int) -> Path:
    path = folder / f"world-{rows}.csv"
    run([sys.executable, "-c", WRITE, str(path), str(rows)])
    return path


def _ours(path: Path, folder: Path, beside: float | None = None) -> float:
    done = run(
        [
            sys.executable,
            "-c",
            OURS,
            str(path),
            str(folder / f"{path.stem}.db"),
            str(folder / f"ours-{path.stem}.json"),
            RECIPIENT,
        ]
    )
    tell(f"{path.stem}: read, typed, stored", done.seconds, "s", 3 if beside is None else 11 * beside)
    tell(f"{path.stem}: peak memory", done.peak_megabytes, "MB", 300 if beside is None else None)
    return done.seconds


def _pandas(path: Path, folder: Path) -> None:
    done = run([sys.executable, "-c", PANDAS, str(path), str(len(world.heading())), str(folder / "pandas.json"), RECIPIENT])
    tell(f"{path.stem}: pandas, read and grouped, not stored", done.seconds, "s")
    tell(f"{path.stem}: pandas, peak memory", done.peak_megabytes, "MB")


def _compare(folder: Path) -> None:
    """Print the totals that differ most; the truth is known, since the world is drawn."""
    ours, theirs = (json.loads((folder / name).read_text()) for name in (f"ours-world-{ROWS}.json", "pandas.json"))
    true: dict[str, float] = {}
    for deal in world.deals(ROWS):
        if deal.recipient == RECIPIENT:
            true[deal.supplier] = true.get(deal.supplier, 0.0) + deal.delivered * deal.hundredths / 100
    print(f"ours, of all records: {ours['told']}; pandas: {theirs['told']}, nothing told of the others")
    print(f"{'TIV delivered to ' + RECIPIENT:<32}{'true':>12}{'ours':>12}{'pandas':>12}")
    wrong = {name: [sum(abs(found.get(s, 0.0) - true[s]) for s in true)] for name, found in _named(ours, theirs)}
    for supplier in sorted(true, key=lambda name: -abs(theirs["totals"].get(name, 0.0) - true[name]))[:NAMED]:
        figures = (true[supplier], ours["totals"].get(supplier, 0.0), theirs["totals"].get(supplier, 0.0))
        print(f"{supplier:<32}" + "".join(f"{figure:>12.2f}" for figure in figures))
    print(f"{'sum of all errors':<44}{wrong['ours'][0]:>12.2f}{wrong['pandas'][0]:>12.2f}", flush=True)


def _named(ours: dict[str, dict[str, float]], theirs: dict[str, dict[str, float]]) -> tuple[tuple[str, dict[str, float]], ...]:
    return ("ours", ours["totals"]), ("pandas", theirs["totals"])
