"""Run a program and tell how long it took and how much memory it held."""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RIVALS = Path(os.environ.get("KAUTILYA_RIVALS", "build/rivals/bin/python"))
"""The interpreter of other planners and modellers (`make rivals`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a program cost."""

    seconds: float
    peak_megabytes: float
    """The largest resident memory of the process itself (of the largest process, where it starts others)."""


def run(command: Sequence[str]) -> Run:
    """Run a program to its end with its output dropped; CalledProcessError if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Run(seconds=seconds, peak_megabytes=usage.ru_maxrss / 1024)


def tell(name: str, figure: float, unit: str, promise: float | None = None) -> None:
    """Print one figure beside what was promised."""
    promised = "" if promise is None else f"  (promised: under {promise:g} {unit})"
    print(f"{name:<48} {figure:>10.3f} {unit}{promised}", flush=True)


def rival(what: str, arrays: Path, seconds: float, answer: Path | None = None) -> dict[str, Any] | None:
    """Run one of `bench/_rival.py` in the rivals' environment and return what it tells; None if it ends with an error."""
    command = [str(RIVALS), "bench/_rival.py", what, str(arrays), f"{seconds:g}", *([] if answer is None else [str(answer)])]
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    told = answers(done.stdout)
    if not told:
        print(done.stderr[-600:])
    return told[-1] if told else None


def answers(output: str) -> list[Any]:
    """Return what a rival answers among what its libraries print."""
    lines = (line for line in output.splitlines() if line.startswith("ANSWER "))
    return [json.loads(line.removeprefix("ANSWER ")) for line in lines]
