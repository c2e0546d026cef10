"""How long the package and the command take to start, warm."""

import sys
from statistics import median

from bench._programs import run, tell

REPEATS = 7


def main() -> None:
    """Time an empty interpreter, the import and the help text; each figure is the median of some runs after one."""
    for name, command, promise in (
        ("an empty interpreter", [sys.executable, "-c", ""], None),
        ("import kautilya", [sys.executable, "-c", "import kautilya"], 0.15),
        ("kautilya --help", ["kautilya", "--help"], 0.4),
    ):
        run(command)
        tell(name, median(run(command).seconds for _ in range(REPEATS)), "s", promise)
