"""Runs the command line in this process, or as its users do."""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from kautilya.cli.main import main

COMMAND = Path(sys.executable).with_name("kautilya")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


def run(*words: str | Path) -> Ran:
    """Run the program's `main` in this process, its only shortcut being that the interpreter is started already."""
    out, err = StringIO(), StringIO()
    code: object = 0
    arguments = ["kautilya", *(str(word) for word in words)]
    with patch.object(sys, "argv", arguments), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    return Ran(code=int(str(code or 0)), out=out.getvalue(), err=err.getvalue())


def run_program(*words: str | Path, folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Run the installed command in a process of its own."""
    ran = subprocess.run(
        [COMMAND, *words],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "80", **(environment or {})},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
    )
    return Ran(code=ran.returncode, out=ran.stdout, err=ran.stderr)
