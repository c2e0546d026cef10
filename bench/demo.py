"""What the demo costs, step by step and in all."""

import tempfile
from pathlib import Path

from bench._programs import run, tell

DEMO = Path(__file__).parent.parent / "scripts" / "demo.sh"


def main() -> None:
    """Build the register alone, then run the whole demo, each in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        register = run(["kautilya", "--db", f"{folder}/india.db", "init", "--example", "india"])
        tell("build the India register", register.seconds, "s", 10)
        tell("build the India register, peak memory", register.peak_megabytes, "MB", 1000)
    with tempfile.TemporaryDirectory() as folder:
        whole = run([str(DEMO), f"{folder}/demo"])
        tell("the whole demo", whole.seconds, "s", 60)
        tell("the whole demo, peak memory of its largest step", whole.peak_megabytes, "MB", 1000)
