"""What a register of 100,000 claims costs on both engines, and of half a million and a million on SQLite."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import _synthetic
from bench._programs import tell
from kautilya.register.registry import KINDS
from kautilya.store.opening import open_store
from tests.servers import running_server

SMALL, HALF, FULL = 100_000, 500_000, 1_000_000
RECORDS = 21
"""Single records read; the figure is their median."""


def main() -> None:
    """Measure each size in processes of its own: one fills the register, one folds it, one reads a little of it.

    On PostgreSQL three times as long as on SQLite is promised.
    """
    with tempfile.TemporaryDirectory() as folder:
        small = measured(str(Path(folder, "small.db")), SMALL)
        tell_small("SQLite", small, (30, 3, 0.02))
        with running_server(durable=True) as server:
            tell_small("PostgreSQL", measured(server.register(), SMALL), (90, 9, 0.06))
        half, full = (measured(str(Path(folder, f"{size}.db")), size) for size in (HALF, FULL))
        for name, words in (("fill", "imported"), ("fold", "folded"), ("one", "one record")):
            tell(f"{FULL:,} claims, SQLite: {words}", full[name], "s")
            tell(f"  times as long as {HALF:,}", full[name] / half[name], "x", 2.3)
        for name, words in (("fill MB", "import"), ("little MB", "one record and a small kind")):
            tell(f"{HALF:,} claims: peak memory of {words}", half[name], "MB")
            tell(f"{FULL:,} claims: peak memory of {words}", full[name], "MB", 1.1 * half[name])


def tell_small(engine: str, figures: dict[str, float], promises: tuple[float, ...]) -> None:
    """Print the three promised figures of an engine."""
    for (name, words), promise in zip(
        (("fill", "import"), ("fold", "fold a view"), ("one", "one record")), promises, strict=True
    ):
        tell(f"{SMALL:,} claims, {engine}: {words}", figures[name], "s", promise)


def measured(address: str, size: int) -> dict[str, float]:
    """Fill a register and read it, each in a process of its own."""
    figures: dict[str, float] = {}
    for task in TASKS:
        done = subprocess.run([sys.executable, "-m", "bench.claims", task, address, str(size)], check=True, capture_output=True)
        figures |= json.loads(done.stdout)
    return figures


def fill(address: str, size: int) -> dict[str, float]:
    """Import so many claims with a judgement on each."""
    store = open_store(address, create=True)
    package = _synthetic.package(size)
    seconds = timed(lambda: store.add(package, _synthetic.claims(size), _synthetic.judgements(size)))
    store.close()
    return {"fill": seconds, "fill MB": peak()}


def fold(address: str, _: int) -> dict[str, float]:
    """Fold every kind of a view."""
    store = open_store(address)
    view = store.view()
    seconds = timed(lambda: [view.records(kind) for kind in KINDS])
    store.close()
    return {"fold": seconds, "fold MB": peak()}


def little(address: str, size: int) -> dict[str, float]:
    """Read single records from views of their own, and one small kind."""
    store = open_store(address)
    last = size // 10
    subjects = [f"deal-{5 * (last * place // RECORDS // 5)}" for place in range(RECORDS)]
    store.view().record("deal", subjects[0])
    seconds = median(timed(lambda subject=subject: store.view().record("deal", subject)) for subject in subjects)  # type: ignore[misc]  # mypy cannot infer it
    store.view().records("approval")
    store.close()
    return {"one": seconds, "little MB": peak()}


TASKS: dict[str, Callable[[str, int], dict[str, float]]] = {"fill": fill, "fold": fold, "little": little}


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak() -> float:
    """Return the largest memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
