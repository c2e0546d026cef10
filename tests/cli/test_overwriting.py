"""A result is never written over what the same command reads."""

from pathlib import Path

import numpy as np
import pytest

from kautilya.plan import codec
from tests.cli.running import Ran, run
from tests.plan.family.drawn import arrays
from tests.plan.tiny import area, case, offer


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    given = case([area("a", requirement=[1])], [offer("jet")], budget=[10], order_years=1)
    path.write_text(codec.write(given), encoding="utf-8")
    return path


def refused(told: Ran, option: str, says: str) -> None:
    assert told.code == 2, told.err
    assert f"{option}: " in told.err
    assert says in told.err
    assert not told.out
    assert "planning" not in told.err


@pytest.mark.parametrize("option", ["-o", "--explanation"])
def test_plan_does_not_write_over_its_case(saved: Path, option: str) -> None:
    before = saved.read_bytes()
    told = run("plan", "--case", saved, "--explain", option, saved.parent / "." / "case.json")
    refused(told, "--output" if option == "-o" else option, "is what --case reads")
    assert saved.read_bytes() == before


def test_neither_by_another_name_of_the_same_file(saved: Path) -> None:
    before = saved.read_bytes()
    soft, hard = saved.with_name("soft.json"), saved.with_name("hard.json")
    soft.symlink_to(saved)
    hard.hardlink_to(saved)
    for other in (soft, hard):
        refused(run("plan", "--case", saved, "-o", other), "--output", "is what --case reads")
        refused(run("plan", "--case", other, "-o", saved), "--output", "is what --case reads")
    assert saved.read_bytes() == before


@pytest.mark.parametrize("option", ["--keep", "--start", "--kept-case", "--uncertainty"])
def test_plan_does_not_write_over_what_its_other_options_read(saved: Path, option: str) -> None:
    plan = saved.with_name("plan.json")
    assert run("plan", "--case", saved, "-o", plan).code == 0
    before = plan.read_bytes()
    refused(run("plan", "--case", saved, option, plan, "-o", plan), "--output", f"is what {option} reads")
    assert plan.read_bytes() == before


def test_plan_and_answers_are_not_written_to_one_file(saved: Path) -> None:
    both = saved.with_name("both.json")
    refused(
        run("plan", "--case", saved, "--explain", "-o", both, "--explanation", both), "--explanation", "what --output writes"
    )
    assert not both.exists()


def test_an_instance_is_not_written_over(tmp_path: Path) -> None:
    instance = tmp_path / "instance.npz"
    np.savez(instance, allow_pickle=False, **arrays(3, offers=4, areas=2, years=3, scenarios=3))
    before = instance.read_bytes()
    refused(run("plan", "--case", instance, "--plan-npz", instance), "--plan-npz", "is what --case reads")
    refused(run("case", "import", instance, "-o", instance), "--output", "is what FOLDER|FILE reads")
    assert instance.read_bytes() == before


def test_a_workbook_is_not_written_over_its_case(saved: Path) -> None:
    before = saved.read_bytes()
    refused(run("case", "export", saved, "--xlsx", saved), "--xlsx", "is what FILE reads")
    assert saved.read_bytes() == before


def test_a_case_is_not_written_into_the_folder_of_its_tables(saved: Path) -> None:
    tables = saved.with_name("tables")
    assert run("case", "export", saved, "-o", tables).code == 0
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    for name in ("offers.csv", "new.csv"):
        refused(run("case", "import", tables, "-o", tables / name), "--output", "lies in the folder that FOLDER|FILE reads")
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before
    assert run("case", "import", tables, "-o", tables / "new.json").code == 0
    beside = saved.with_name("tables.json")
    assert run("case", "import", tables, "-o", beside).code == 0
    assert beside.read_bytes() == saved.read_bytes()


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("case", "build", "-o"), "--output"),
        (("case", "uncertainty", "-o"), "--output"),
        (("case", "schema", "plan", "-o"), "--output"),
        (("plan", "-o"), "--output"),
        (("cite", "hhi:deals", "-o"), "--output"),
        (("export", "--table", "deal", "--format", "csv", "-o"), "--output"),
        (("brief", "FRA", "-o"), "--output"),
        (("agenda", "FRA", "--ics"), "--ics"),
    ],
)
def test_no_result_is_written_over_the_register(own_india: Path, words: tuple[str, ...], option: str) -> None:
    before = own_india.read_bytes()
    refused(run("--db", own_india, *words, own_india), option, "is what --db reads")
    assert own_india.read_bytes() == before


@pytest.mark.parametrize(("words", "option"), [(("-o",), "--output"), (("--explain", "--explanation"), "--explanation")])
def test_a_folder_is_refused_for_a_file_before_the_search(saved: Path, words: tuple[str, ...], option: str) -> None:
    refused(run("plan", "--case", saved, *words, saved.parent), option, "is a folder; name a file")
