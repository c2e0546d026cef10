"""Ctrl-C while a plan is searched: a real signal to the installed command in a process of its own."""

import json
import signal
import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest

from tests.cli.running import COMMAND, run
from tests.plan.family.drawn import arrays

LIMIT = 120.0
"""Seconds after which a run that does not end is a failure."""


def interrupted(folder: Path, case: Path, ripe: str, *words: str) -> tuple[int, dict[str, object], str]:
    """Run `plan --json`, send SIGINT once a line on stderr shows that the search is ripe, and return what came of it."""
    program = subprocess.Popen(
        [COMMAND, "plan", "--case", case, "--json", *words], cwd=folder, env={"PATH": "/usr/bin:/bin"}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    ending = threading.Timer(LIMIT, program.kill)
    ending.start()
    said = ""
    try:
        assert program.stderr is not None
        for line in program.stderr:
            said += line
            if ripe in line:
                program.send_signal(signal.SIGINT)
                break
        out, rest = program.communicate()
    finally:
        ending.cancel()
    assert out, said + rest
    return program.returncode, json.loads(out), said + rest


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    path = tmp_path / "instance.npz"
    np.savez(path, allow_pickle=False, **arrays(3, offers=60, areas=8, years=8, scenarios=40))
    return path


def test_the_best_plan_of_an_instance_and_its_gap_follow(tmp_path: Path, instance: Path) -> None:
    code, found, said = interrupted(tmp_path, instance, "plan ", "--time-limit", str(LIMIT))
    assert code == 0, said
    assert "stopping: the best plan so far follows" in said
    plan = found["plan"]
    assert isinstance(plan, dict)
    assert plan["stopped_by"] == "interrupt"
    assert plan["problems"] == []
    assert float(str(found["bound"])) <= float(str(found["incumbent"]))
    assert float(str(found["seconds"])) < LIMIT / 2


def test_the_best_plan_of_a_case_and_its_gap_follow(india: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    assert run("--db", india, "case", "build", "--scenarios", "40", "-o", path).code == 0
    code, found, said = interrupted(tmp_path, path, "plan ", "--gap", "0")
    assert code == 0, said
    assert found["stopped_by"] == "interrupt"
    assert 0 < float(str(found["bound"])) <= float(str(found["incumbent"]))
