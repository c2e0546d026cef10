import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kautilya.store.opening import open_store
from tests.cli.running import run, run_program
from tests.store.samples import a_claim, sample

INDIA = Path(__file__).parents[2] / "src" / "kautilya" / "registers" / "india"


def counted(path: Path) -> int:
    store = open_store(path)
    claims = sum(store.inspection.claims_by_kind().values())
    store.close()
    return claims


def test_init_makes_an_empty_register_and_says_how_to_fill_it(tmp_path: Path) -> None:
    made = run("--db", tmp_path / "new.db", "init")
    assert made.code == 0
    assert "kautilya import PATH" in made.out
    assert counted(tmp_path / "new.db") == 0


def test_init_with_the_example_twice_adds_nothing(own_india: Path) -> None:
    again = run("--db", own_india, "init", "--example", "india", "--json")
    document = again.json
    assert isinstance(document, dict)
    assert document["receipt"]["added"] == document["receipt"]["judgements"] == 0
    assert document["receipt"]["known"] == counted(own_india)


def test_the_example_prints_the_share_of_each_mark(tmp_path: Path) -> None:
    single = run("--db", tmp_path / "r.db", "init")
    taken = run("--db", tmp_path / "r.db", "import", INDIA / "budget.csv")
    assert (single.code, taken.code) == (0, 0)
    assert "of all claims: sourced 100 %" in taken.out


def test_an_unknown_example_is_a_usage_error(tmp_path: Path) -> None:
    refused = run("--db", tmp_path / "new.db", "init", "--example", "atlantis")
    assert refused.code == 2
    assert "examples are: india" in refused.err
    assert not (tmp_path / "new.db").exists()


def test_a_package_with_a_changed_file_is_refused_and_the_register_unchanged(own_india: Path, tmp_path: Path) -> None:
    package = Path(shutil.copytree(INDIA, tmp_path / "package"))
    with (package / "hubs.csv").open("a", encoding="utf-8") as file:
        file.write("broken\n")
    before = counted(own_india)
    refused = run("--db", own_india, "import", package)
    assert refused.code == 2
    assert "hubs.csv" in refused.err
    assert "nothing was changed" in refused.err
    assert refused.out == ""
    assert counted(own_india) == before


def test_an_exported_package_comes_back_with_no_new_claim_and_loses_none(own_india: Path, tmp_path: Path) -> None:
    written = run("--db", own_india, "export", tmp_path / "exported", "--json")
    assert written.code == 0, written.err
    exported = written.json
    assert isinstance(exported, dict)
    assert (exported["ledger_claims"], exported["ledger_judgements"], exported["same_as"]) == (0, 0, 0)

    again = run("--db", own_india, "import", tmp_path / "exported", "--json").json
    assert isinstance(again, dict)
    receipt = again["receipt"]
    assert (receipt["added"], receipt["judgements"]) == (0, 0)
    assert receipt["known"] == counted(own_india)


def test_export_refuses_a_folder_that_holds_something(india: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    refused = run("--db", india, "export", tmp_path / "full")
    assert refused.code == 2
    assert "is not empty" in refused.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_doctor_finds_the_embedded_register_in_order(india: Path) -> None:
    told = run("--db", india, "doctor", "--json")
    assert told.code == 0
    document = told.json
    assert isinstance(document, dict)
    assert document["healthy"] is True
    assert document["examination"]["found"] == {}
    assert sum(document["examination"]["claims"].values()) == document["examination"]["judgements"]


def test_doctor_ends_with_1_where_it_finds_something(tmp_path: Path) -> None:
    path = tmp_path / "sick.db"
    store = open_store(path, create=True)
    sample([a_claim("nobody", attribute="part_of")]).into(store)
    store.close()
    told = run("--db", path, "doctor")
    assert told.code == 1
    assert "first of all: deal ah64e-22 part_of: there is no deal 'nobody'" in told.out


def test_doctor_finds_a_claim_that_was_tampered_with(tmp_path: Path) -> None:
    path = tmp_path / "sick.db"
    store = open_store(path, create=True)
    sample([a_claim(), a_claim("1", attribute="quantity")]).into(store)
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER claim_never_changed")
        connection.execute("UPDATE claim SET raw = '2' WHERE attribute = 'quantity'")
    told = run("--db", path, "doctor", "--json")
    assert told.code == 1
    document = told.json
    assert isinstance(document, dict)
    assert document["examination"]["found"] == {"guard": 1, "ledger": 1, "content": 1}


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ("missing", "there is no such file; make it with `kautilya --db"),
        ("folder", "is a folder"),
        ("text", "not a SQLite file"),
        ("empty", "holds no register yet"),
        ("foreign", "not a Kautilya register"),
        ("url", "'mysql' is no engine of a register"),
    ],
)
@pytest.mark.parametrize("command", [("show",), ("doctor",), ("measure", "budget"), ("plan",)])
def test_what_is_no_register_is_told_in_one_line(tmp_path: Path, made: str, says: str, command: tuple[str, ...]) -> None:
    path = tmp_path / "it"
    if made == "folder":
        path.mkdir()
    elif made == "text":
        path.write_text("x" * 5000)
    elif made == "empty":
        path.touch()
    elif made == "foreign":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE recipe (name TEXT)")
    refused = run("--db", "mysql://host/db" if made == "url" else path, *command)
    assert (refused.code, refused.out) == (2, "")
    (line,) = refused.err.splitlines()
    assert says in line


def test_an_empty_register_answers_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    run("--db", tmp_path / "new.db", "init")
    refused = run("--db", tmp_path / "new.db", "show")
    assert refused.code == 2
    assert "kautilya import PATH" in refused.err


def test_the_register_can_be_named_by_the_environment(india: Path, tmp_path: Path) -> None:
    told = run_program("show", "--json", folder=tmp_path, environment={"KAUTILYA_DB": str(india)})
    assert told.code == 0, told.err
    assert json.loads(told.out)["as_of"] == "2026-04-30"


def test_the_default_register_is_in_the_current_folder(tmp_path: Path) -> None:
    assert run_program("init", folder=tmp_path).code == 0
    assert (tmp_path / "kautilya.db").exists()
