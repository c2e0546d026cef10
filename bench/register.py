"""What building and folding the India register costs beside plain `csv` and `sqlite3` on the same files."""

import csv
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from bench._programs import tell
from kautilya.intake.datapackage import read
from kautilya.register.registry import KINDS
from kautilya.store.opening import open_store
from kautilya.store.sql_store import SqlStore

INDIA = Path(str(files("kautilya").joinpath("registers", "india")))
DAY = date(2026, 5, 1)
Result = TypeVar("Result")


def main() -> None:
    """Time each step and the plain one beside it; the ratio is what claims, judgements, checks and types cost."""
    with tempfile.TemporaryDirectory() as folder:
        plain_build, _ = timed(lambda: plain_register(Path(folder, "plain.db")))
        reading, told = timed(lambda: read(INDIA, recorded_on=DAY, by="bench"))
        store = open_store(Path(folder, "register.db"), create=True)
        adding, receipt = timed(lambda: store.add(told.package, told.claims, told.judgements))
        tell("claims in the register", receipt.added, "claims")
        tell("plain csv + sqlite3 executemany, one row a cell", plain_build, "s")
        tell("read and check the package", reading, "s")
        tell("record claims and judgements", adding, "s", 4)
        tell("build, ratio to plain", (reading + adding) / plain_build, "x")
        plain_view, _ = timed(lambda: plain_records(Path(folder, "plain.db")))
        folding, _ = timed(lambda: folded(store))
        tell("plain sqlite3, all rows into dicts", plain_view, "s")
        tell("fold every kind of a view", folding, "s")
        tell("fold, ratio to plain", folding / plain_view, "x")
        opening, _ = timed(lambda: store.view().records("deal"))
        tell("one kind of a view (deal)", opening, "s")
        store.close()


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return how many seconds some work took, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def plain_cells() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield table, row, column, text and source of every cell that is not blank."""
    for path in sorted(INDIA.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                source = row.get("source_url") or ""
                yield from ((path.stem, str(line), column, text, source) for column, text in row.items() if text)


def plain_register(path: Path) -> None:
    """Write every cell as a row, with nothing checked and no identity."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE cell (kind TEXT, subject TEXT, attribute TEXT, raw TEXT, source TEXT)")
        connection.executemany("INSERT INTO cell VALUES (?, ?, ?, ?, ?)", plain_cells())


def plain_records(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Read the cells back as one dict of texts a row."""
    records: dict[tuple[str, str], dict[str, str]] = {}
    with closing(sqlite3.connect(path)) as connection:
        for kind, subject, attribute, raw in connection.execute("SELECT kind, subject, attribute, raw FROM cell"):
            records.setdefault((kind, subject), {})[attribute] = raw
    return records


def folded(store: SqlStore) -> int:
    """Fold every kind of a view, and return how many records that gives."""
    view = store.view()
    return sum(len(view.records(kind)) for kind in KINDS)
