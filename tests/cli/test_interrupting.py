"""Ctrl-C while a plan is searched: a real signal to the installed command in a process of its own."""

import json
import re
import signal
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.cli.running import COMMAND, run
from tests.plan.family.drawn import arrays

LIMIT = 120.0
"""Seconds after which a run that does not end is a failure."""


def interrupted(folder: Path, case: Path, ripe: str, *words: str) -> tuple[int, dict[str, object], str]:
    """Run `plan --json`, send SIGINT once a line on stderr shows that the search is ripe, and return what came of it."""
    code, out, said = signalled(folder, case, (ripe,), *words)
    assert out, said
    return code, json.loads(out), said


def signalled(folder: Path, case: Path, ripe: Sequence[str], *words: str) -> tuple[int, str, str]:
    """Run `plan --json`, send a SIGINT each time that the next of some texts has come on stderr, and return what came of it."""
    program = subprocess.Popen(
        [COMMAND, "plan", "--case", case, "--json", *words], cwd=folder, env={"PATH": "/usr/bin:/bin"}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    ending = threading.Timer(LIMIT, program.kill)
    ending.start()
    said, left = "", list(ripe)
    try:
        assert program.stderr is not None
        for line in program.stderr:
            said += line
            if left[0] in line:
                program.send_signal(signal.SIGINT)
                del left[0]
            if not left:
                break
        out, rest = program.communicate()
    finally:
        ending.cancel()
    return program.returncode, out, said + rest


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


@pytest.fixture
def small(india: Path, tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    assert run("--db", india, "case", "build", "--scenarios", "4", "-o", path).code == 0
    return path


def test_of_questions_the_plan_and_the_answers_that_are_complete_follow(small: Path, tmp_path: Path) -> None:
    plan, file, asked = tmp_path / "plan.json", tmp_path / "answers.json", ("--next-best", "1", "--explain", "--draws", "2")
    code, found, said = interrupted(
        tmp_path, small, "question 2 of 2", *asked, "-o", str(plan), "--explanation", str(file)
    )  # fmt: skip
    assert code == 0, said
    assert "stopping: the plan and the answers that are complete follow" in said
    assert "broken off before it was answered how sure the plan is" in said
    answers, written = found["explanation"], json.loads(plan.read_text(encoding="utf-8"))
    assert isinstance(answers, dict)
    assert len(answers["alternatives"]) == 1
    assert (answers["unanswered"], answers["prices"]) == (["what each limit costs (broken off)"], [])
    assert found["doubts"] is None
    assert found["plan"] == written
    assert answers["value"] == written["objective"]["total"]
    assert json.loads(file.read_text(encoding="utf-8"))["explanation"] == answers
    assert json.loads(file.read_text(encoding="utf-8"))["doubts_unanswered"] == "broken off"


def test_a_better_plan_that_a_question_came_upon_is_in_its_file_whatever_follows(small: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    ripe = ("it takes its place", "stopping: ")
    code, out, said = signalled(tmp_path, small, ripe, "--gap", "1", "--explain", "--next-best", "1", "-o", str(plan))
    assert (code, out) == (130, ""), said
    better = re.search(r"came upon a plan of (\S+) points", said)
    assert better is not None
    assert f"{json.loads(plan.read_text(encoding='utf-8'))['objective']['total']:.3f}" == better[1]
