"""What all measures cost over the India register, and over one with a hundred times the rows of ties, needs and reliance.

`continuity` is asked of ten copies at most: its answer names each claim that it counts for each shock, so that a hundred times
the shocks and the ties make ten thousand times the answer. The promise is not met by it, and the table says so.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import _copies
from bench._programs import tell
from bench.claims import peak, timed
from bench.register import INDIA
from kautilya.intake.datapackage import read
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.ties import continuity
from kautilya.store.opening import open_store

COPIES = 100
SOME = 10
LEFT_OUT = {COPIES: frozenset({continuity.MEASURE})}
"""Measures that are not asked, by copies."""
DAY = date(2026, 5, 1)
PROMISES = {1: 5.0, SOME: None, COPIES: 60.0}
"""Seconds in which all measures are to be done, by copies."""
MEMORY_PROMISE = 1000.0
"""MB of memory at most, of the large register."""


def main() -> None:
    """Build both registers and measure each in a process of its own, one view for all measures."""
    with tempfile.TemporaryDirectory() as folder:
        for copies, promise in PROMISES.items():
            address = str(Path(folder, f"{copies}.db"))
            told = {**_run("fill", address, copies), **_run("measure", address, copies)}
            tell(f"India register x {copies}: claims", told["claims"], "claims")
            for name in _asked(copies):
                tell(f"  {name}", told[name], "s")
            without = "".join(f" but {name}" for name in LEFT_OUT.get(copies, ()))
            tell(f"  all measures{without}, x {copies}", told["all"], "s", promise)
            tell("    of which processor time", told["processor"], "s")
            tell(f"  peak memory, x {copies}", told["MB"], "MB", MEMORY_PROMISE)


def _asked(copies: int) -> tuple[str, ...]:
    return tuple(name for name in MEASURES if name not in LEFT_OUT.get(copies, ()))


def _run(task: str, address: str, copies: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.ties", task, address, str(copies)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def fill(address: str, copies: int) -> dict[str, float]:
    """Import the India register with so many copies of what grows."""
    told = read(INDIA, recorded_on=DAY, by="bench")
    store = open_store(address, create=True)
    held = list(told.claims)
    judged = _copies.judgements(held, told.judgements, copies)
    receipt = store.add(told.package, _copies.claims(held, copies), judged)
    store.close()
    return {"claims": receipt.added}


def measure(address: str, copies: int) -> dict[str, float]:
    """Ask every measure of one view, with what it takes to read and fold what it is first to need."""
    started, began = time.perf_counter(), time.process_time()
    store = open_store(address)
    view = store.view()
    figures = {name: timed(lambda name=name: measured(name, view)) for name in _asked(copies)}  # type: ignore[misc]  # mypy cannot infer it
    figures["all"] = time.perf_counter() - started
    figures["processor"] = time.process_time() - began
    store.close()
    return {**figures, "MB": peak()}


TASKS: dict[str, Callable[[str, int], dict[str, float]]] = {"fill": fill, "measure": measure}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
