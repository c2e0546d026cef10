"""200 MB of junk are refused within seconds and in bounded memory, wherever they are given."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kautilya.store.opening import open_store

LARGE = 200
"""MB of a file that is refused by its size, wherever a size is looked at."""
READ = {"a table": 60, "a descriptor": 15}
"""MB of a file that is just small enough to be read."""
SECONDS = 20
"""Far above the second or two that it takes: other work of the machine is not to fail the test."""
WATCHED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a program from a small process: a child begins with the memory of its parent, and that of the tests is large."""
MEMORY = 700
"""MB; the largest file that is read is held as bytes and as text."""

BYTES = random.Random(1).randbytes(1 << 20)  # noqa: S311 - drawn, not secret
FILLINGS: dict[str, bytes] = {
    "random bytes": BYTES,
    "endless quotes": b'id,"' + b'"x,' * 300_000,
    "blank lines": b"\n" * (1 << 20),
    "nested brackets": b"[" * (1 << 20),
}
GIVEN: dict[str, tuple[str, Callable[[Path], list[str]]]] = {
    "a table": ("deals.csv", lambda path: ["import", str(path)]),
    "a descriptor": ("datapackage.json", lambda path: ["import", str(path.parent)]),
    "a register": ("junk.db", lambda path: ["--db", str(path), "doctor"]),
    "a backup": ("junk.zip", lambda path: ["restore", str(path)]),
}
CASES = [(given, "random bytes", LARGE) for given in GIVEN]
CASES += [("a table", filling, READ["a table"]) for filling in ("blank lines", "endless quotes")]
CASES += [("a descriptor", filling, READ["a descriptor"]) for filling in ("nested brackets",)]


@pytest.mark.parametrize(("given", "filling", "megabytes"), CASES)
def test_junk_is_refused_in_seconds_and_bounded_memory(given: str, filling: str, megabytes: int, tmp_path: Path) -> None:
    name, command = GIVEN[given]
    path = tmp_path / name
    with path.open("wb") as file:
        while file.tell() < megabytes << 20:
            file.write(FILLINGS[filling])
    register = ["--db", str(tmp_path / "register.db")]
    open_store(tmp_path / "register.db", create=True).close()
    whole = [sys.executable, "-m", "kautilya.cli.main", *register, *command(path)]
    started = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", WATCHED, *whole], capture_output=True, check=False)
    told = ran.stderr.decode()
    assert ran.returncode == 2, told
    assert "error: " in told
    assert time.monotonic() - started < SECONDS
    assert int(ran.stdout.split()[-1]) / 1024 < MEMORY
    path.unlink()
