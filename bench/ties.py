"""What all measures cost over the India register, and over one with a hundred times the rows of ties, needs and reliance.

The promise is held over a hundred times the rows with one calendar of shocks: wars, sanctions and tariffs are as many whether a
hundred of a country's meetings are on record or ten thousand. Copied with the rest, they are a hundred wars with one partner in
the same days, and the answer of `continuity`, which names each claim that it counts for each shock, is ten thousand times as
long. What is then asked is measured beside it, up to where it is short: `continuity` of ten copies of all, the other measures
of a hundred.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
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
DAY = date(2026, 5, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One register, and what is asked of it."""

    copies: int
    shocks: bool
    """Whether the shocks are copied too."""
    seconds: float | None = None
    """In which all measures are promised."""
    left_out: frozenset[str] = frozenset()
    """Measures that are not asked."""

    @property
    def name(self) -> str:
        """Say how large it is."""
        return f"x {self.copies}{', the shocks too' if self.shocks else ''}"


SIZES = (
    Size(copies=1, shocks=False, seconds=5.0),
    Size(copies=COPIES, shocks=False, seconds=60.0),
    Size(copies=SOME, shocks=True),
    Size(copies=COPIES, shocks=True, left_out=frozenset({continuity.MEASURE})),
)
MEMORY_PROMISE = 1000.0
"""MB of memory at most, of the large register."""


def main() -> None:
    """Build each register and measure it in a process of its own, one view for all measures."""
    with tempfile.TemporaryDirectory() as folder:
        for number, size in enumerate(SIZES):
            address = str(Path(folder, f"{number}.db"))
            told = {**_run("fill", address, number), **_run("measure", address, number)}
            tell(f"India register {size.name}: claims", told["claims"], "claims")
            for name in _asked(size):
                tell(f"  {name}", told[name], "s")
            without = "".join(f" but {name}" for name in size.left_out)
            tell(f"  all measures{without}", told["all"], "s", size.seconds)
            tell("    of which processor time", told["processor"], "s")
            tell("  peak memory", told["MB"], "MB", None if size.seconds is None else MEMORY_PROMISE)
            Path(address).unlink()


def _asked(size: Size) -> tuple[str, ...]:
    return tuple(name for name in MEASURES if name not in size.left_out)


def _run(task: str, address: str, number: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.ties", task, address, str(number)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def fill(address: str, size: Size) -> dict[str, float]:
    """Import the India register with so many copies of what grows."""
    kinds = _copies.GROWN if size.shocks else _copies.GROWN - _copies.CALENDAR
    told = read(INDIA, recorded_on=DAY, by="bench")
    store = open_store(address, create=True)
    held = list(told.claims)
    judged = _copies.judgements(held, told.judgements, size.copies, kinds)
    receipt = store.add(told.package, _copies.claims(held, size.copies, kinds), judged)
    store.close()
    return {"claims": receipt.added}


def measure(address: str, size: Size) -> dict[str, float]:
    """Ask every measure of one view, with what it takes to read and fold what it is first to need."""
    started, began = time.perf_counter(), time.process_time()
    store = open_store(address)
    view = store.view()
    figures = {name: timed(lambda name=name: measured(name, view)) for name in _asked(size)}  # type: ignore[misc]  # mypy cannot infer it
    figures["all"] = time.perf_counter() - started
    figures["processor"] = time.process_time() - began
    store.close()
    return {**figures, "MB": peak()}


TASKS: dict[str, Callable[[str, Size], dict[str, float]]] = {"fill": fill, "measure": measure}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](sys.argv[2], SIZES[int(sys.argv[3])])))
