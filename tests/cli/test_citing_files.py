"""`cite` and `verify` of answers from files of transfers: with the files, with a register that holds them, and without."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kautilya.citation.of_files import digest_of
from tests.cli.running import Ran, run
from tests.cli.transfer_files import ROWS, trade_register

ASKED = ("--recipient", "IND", "--window", "2003:2005")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    more = "India,Israel,2001,,2,,Type 6,UAV,2,,2003,New,,15,30,30"
    return (
        trade_register(tmp_path / "new.csv"),
        trade_register(tmp_path / "old.csv", edition="11 Mar 2024", rows=[*ROWS, more]),
    )


@pytest.fixture
def db(tmp_path: Path, files: tuple[Path, Path]) -> Path:
    path = tmp_path / "r.db"
    run("--db", path, "init")
    assert run("--db", path, "import", *files).code == 0
    return path


@pytest.fixture
def cited(db: Path, tmp_path: Path) -> Path:
    told = run("--db", db, "cite", "supplier-shares", *ASKED, "-o", tmp_path / "shares.json")
    assert told.code == 0, told.err
    return tmp_path / "shares.json"


def changed(cited: Path, change: Callable[[dict[str, Any]], object], *, hashed: bool) -> Ran:
    told = json.loads(cited.read_text())
    change(told)
    if hashed:
        told["digest"] = digest_of(told)
    cited.write_text(json.dumps(told))
    return run("--db", cited.parent / "r.db", "verify", cited)


def test_it_holds_the_answer_the_question_the_digests_and_no_row_of_a_file(cited: Path) -> None:
    told = json.loads(cited.read_text())
    assert told["answer"]["rows"][0]["supplier"] == "RUS"
    assert told["asked"]["window"] == "2003:2005"
    assert [one["file"] for one in told["datasets"]] == ["new.csv", "old.csv"]
    assert "fighter aircraft" not in cited.read_text()


def test_it_is_the_same_with_the_files_or_with_a_register_that_holds_them(
    cited: Path, db: Path, files: tuple[Path, Path]
) -> None:
    by_files = run("verify", cited, "--data", files[0], "--data", files[1])
    assert (by_files.code, by_files.out.splitlines()[0]) == (0, "same: supplier-shares")
    assert run("--db", db, "verify", cited).code == 0


def test_a_file_taken_in_later_changes_nothing(cited: Path, db: Path, tmp_path: Path) -> None:
    newer = trade_register(tmp_path / "newest.csv", edition="13 Mar 2026", rows=ROWS[1:])
    assert run("--db", db, "import", newer).code == 0
    assert run("--db", db, "verify", cited).code == 0
    with_it = run("--db", db, "measure", "supplier-shares", *ASKED, "--json").json
    assert isinstance(with_it, dict)
    assert with_it["rows"] != json.loads(cited.read_text())["answer"]["rows"]


def test_a_file_that_is_missing_is_named(cited: Path, files: tuple[Path, Path]) -> None:
    told = run("verify", cited, "--data", files[0])
    assert told.code == 2
    assert "missing: old.csv, trade-register, edition 2024-03-11, data set " in told.out
    assert "new.csv" not in told.out


def test_another_file_of_that_name_does_not_stand_in(cited: Path, files: tuple[Path, Path]) -> None:
    trade_register(files[0], rows=ROWS[1:])
    assert run("verify", cited, "--data", files[0], "--data", files[1]).code == 2


@pytest.mark.parametrize("hashed", [False, True])
def test_a_changed_answer_is_told_with_both_values(cited: Path, hashed: bool) -> None:
    found = changed(cited, lambda told: told["answer"]["rows"][0].update(share=0.5), hashed=hashed)
    assert found.code == 1
    assert "rows 1.share: cited 0.5, computed 0." in found.out
    assert ("the citation was changed after it was written" in found.out) is not hashed


def test_a_changed_question_gives_another_answer(cited: Path) -> None:
    found = changed(cited, lambda told: told["asked"].update(window="2001:2002"), hashed=True)
    assert found.code == 1
    assert "question: cited 'Who delivered IND's major arms, 2003:2005?'" in found.out.replace('"', "'")


def test_rows_changed_in_the_register_are_found_by_its_ledger(cited: Path, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("DROP TRIGGER dataset_frame_never_changed")
        connection.execute("UPDATE dataset_frame SET content = (SELECT content FROM dataset_frame WHERE dataset_seq = 2)")
    found = run("--db", db, "verify", cited)
    assert found.code == 1
    assert "its rows are not those that were recorded" in " ".join(found.out.split())


def test_what_cannot_be_cited_says_why(db: Path) -> None:
    assert "cannot be cited yet" in run("--db", db, "cite", "price-hints", "--recipient", "IND").err
    assert "needs --recipient" in run("--db", db, "cite", "supplier-shares", "--window", "2003:2005").err
    assert "does not take --partner" in run("--db", db, "cite", "supplier-shares", *ASKED, "--partner", "USA").err


def test_a_citation_that_is_none_is_refused(cited: Path) -> None:
    assert changed(cited, lambda told: told.update(measure="nosuch"), hashed=True).code == 2
    assert changed(cited, lambda told: told.pop("datasets"), hashed=True).code == 2
