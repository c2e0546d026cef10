"""`report` with a plan that the user brings, or none."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, run


@pytest.fixture(scope="module")
def planned(india: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of the case that the register builds."""
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    told = run("--db", india, "plan", "-o", path, "--gap", "0.1")
    assert told.code == 0, told.err
    return path


def test_a_plan_of_the_registers_own_case_needs_no_case(india: Path, planned: Path, tmp_path: Path) -> None:
    told = run("--db", india, "report", "-o", tmp_path / "page", "--plan", planned)
    assert told.code == 0, told.err
    assert (tmp_path / "page" / "index.html").is_file()


def test_without_a_plan_the_page_has_the_answers_that_come_with_the_example(india: Path, tmp_path: Path) -> None:
    told = run("--db", india, "report", "-o", tmp_path / "page")
    assert told.code == 0, told.err
    assert "a better plan" not in told.err
    page = (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert 'id="why-alternatives"' in page
    assert "Nobody has asked" not in page
    assert "not the best one known" not in page


def test_a_plan_that_the_evaluator_rejects_is_told_on_stderr_and_by_the_exit_code(
    india: Path, planned: Path, tmp_path: Path
) -> None:
    plan = json.loads(planned.read_text(encoding="utf-8"))
    plan["orders"][0]["units"] += 1000
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_text(json.dumps(plan), encoding="utf-8")
    told = run("--db", india, "report", "-o", tmp_path / "page", "--plan", spoilt)
    assert told.code == 1
    assert "the separate evaluator rejects the plan" in told.err
    page = (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert "points of expected shortfall left by the plan" not in page
    assert "Not sound" in page


def test_a_file_in_the_place_of_the_folder_is_refused_before_anything_is_planned(india: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    told = run("--db", india, "report", "-o", taken)
    assert told.code == 2
    assert "planning" not in told.err


def test_a_reader_that_stops_early_is_no_finding(india: Path) -> None:
    shell = f'set -o pipefail; "{COMMAND}" --db "{india}" measure gaps --all | head -n 1'
    told = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert told.returncode == 141
    assert "rror" not in told.stderr
