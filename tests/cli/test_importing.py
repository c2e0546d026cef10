"""Files of arms transfers through the command line: told apart, summarised, all or none."""

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.transfer_files import ROWS, delivery_rows, trade_register

INDIA = Path(__file__).parents[2] / "src" / "kautilya" / "registers" / "india"
SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    assert run("--db", path, "init").code == 0
    return path


def held(db: Path) -> list[dict[str, object]]:
    told = run("--db", db, "datasets", "--json").json
    assert isinstance(told, dict)
    return list(told["data_sets"])


def test_several_files_of_several_kinds_are_taken_in_at_once(db: Path, tmp_path: Path) -> None:
    register = trade_register(tmp_path / "anything.txt")
    exact = delivery_rows(tmp_path / "exact.csv", edition="10 Feb 2025", rows=[("Russia", 2004, 8.0)])
    told = run("--db", db, "import", register, exact, INDIA / "budget.csv", "--json")
    assert told.code == 0, told.err
    document = told.json
    assert isinstance(document, dict)
    assert [(one["layout"], one["edition"], one["added"]) for one in document["data_sets"]] == [
        ("trade-register", "2025-03-13", True),
        ("delivery-rows", "2025-02-10", True),
    ]
    assert document["receipt"]["added"] > 0
    assert "reading anything.txt" in told.err


def test_the_summary_counts_records_and_names_what_was_found(db: Path, tmp_path: Path) -> None:
    rows = [ROWS[0].replace("INR5 b", "INR5 b\r\n or so"), *ROWS[1:], ROWS[1], "Nepal,Israel,x"]
    told = run("--db", db, "import", trade_register(tmp_path / "r.csv", rows=rows))
    assert told.code == 0, told.err
    plain = " ".join(told.out.split())
    assert "trade-register, edition 2025-03-13, window all years" in plain
    assert "6 rows of 7 records: 4 read as they stand, 1 repaired, 1 repeat another, 1 refused" in plain
    assert "1 unknown names, 0 guesses" in plain
    assert "'Ruritania' is in no list of names" in plain


def test_only_the_first_problems_are_listed_unless_all_are_asked_for(db: Path, tmp_path: Path) -> None:
    rows = [row.replace("India", f"Land {at}") for at in range(15) for row in ROWS[:1]]
    short = run("--db", db, "import", trade_register(tmp_path / "r.csv", rows=rows)).out
    assert short.count("\n  - ") == 10
    assert "more: --all" in short
    (one,) = held(db)
    assert run("--db", db, "datasets", str(one["name"]), "--all").out.count("in no list of names") == 15


def test_one_refused_file_leaves_the_register_as_it_was(db: Path, tmp_path: Path) -> None:
    good, bad = trade_register(tmp_path / "good.csv"), tmp_path / "bad.csv"
    bad.write_text("month,index\n2020-01,3\n")
    refused = run("--db", db, "import", good, bad, INDIA / "budget.csv")
    assert (refused.code, refused.out) == (2, "")
    assert "bad.csv" in refused.err
    assert "nothing was changed" in refused.err
    assert held(db) == []
    assert run("--db", db, "show").code == 2


def test_every_refused_file_is_told_at_once(db: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x\n")
    refused = run("--db", db, "import", tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "gone.csv")
    assert refused.code == 2
    assert all(name in refused.err for name in ("a.csv", "b.csv", "gone.csv", "3 of 3 files"))


def test_the_same_file_is_taken_in_once(db: Path, tmp_path: Path) -> None:
    file = trade_register(tmp_path / "r.csv")
    assert run("--db", db, "import", file).code == 0
    again = run("--db", db, "import", file)
    assert "the register holds it already" in again.out
    assert len(held(db)) == 1


def test_the_edition_of_a_file_that_lost_its_heading_can_be_told(db: Path, tmp_path: Path) -> None:
    file = trade_register(tmp_path / "r.csv", edition=None)
    told = run("--db", db, "import", file, "--edition", "2024-03-11")
    assert "edition 2024-03-11 (as told by --edition)" in told.out
    assert held(db)[0]["edition_given"] is True
    assert run("--db", db, "import", file, "--edition", "March").code == 2


def test_a_folder_of_files_is_taken_in_whole(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    trade_register(folder / "a.csv")
    trade_register(folder / "b.csv", edition="11 Mar 2024")
    assert run("--db", db, "import", folder).code == 0
    assert len(held(db)) == 2


def test_what_is_no_file_of_transfers_in_a_folder_is_skipped_with_its_reason(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    (folder / "older").mkdir(parents=True)
    trade_register(folder / "a.csv")
    trade_register(folder / "older" / "b.csv", edition="11 Mar 2024")
    (folder / "risk.csv").write_text("month,index\n1985-01,90.2\n", encoding="utf-8")
    (folder / "README.md").write_text("# Downloads\n", encoding="utf-8")
    told = run("--db", db, "import", folder)
    assert told.code == 0, told.err
    assert "skipped risk.csv: no table of transfers in it" in told.out
    assert "skipped README.md: not one of .csv" in told.out
    assert len(held(db)) == 2
    document = run("--db", db, "import", folder, "--json").json
    assert isinstance(document, dict)
    assert [one["file"] for one in document["skipped"]] == ["README.md", "risk.csv"]
    alone = run("--db", db, "import", folder / "risk.csv")
    assert (alone.code, "no table of transfers in it" in alone.err) == (2, True)


@pytest.mark.parametrize("broken", ["", "Transfers of major conventional arms from All countries to India.\n", '{"bytes": "VG'])
def test_a_broken_file_of_transfers_in_a_folder_refuses_the_whole_folder(db: Path, tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    trade_register(folder / "a.csv")
    (folder / "broken.csv").write_text(broken, encoding="utf-8")
    told = run("--db", db, "import", folder)
    assert (told.code, "broken.csv" in told.err) == (2, True)
    assert held(db) == []


def test_prices_in_the_comments_of_a_register_wait_for_a_judgement(db: Path, tmp_path: Path) -> None:
    file = trade_register(tmp_path / "r.csv")
    told = run("--db", db, "import", file, "--propose", "--by", "anna")
    assert told.code == 0, told.err
    assert "2 prices are mentioned in the comments of 1 trade registers" in told.out
    assert "9 claims wait in `kautilya review`" in told.out
    (one,) = held(db)
    waiting = run("--db", db, "review", "--kind", "transfer-price", "--json").json
    assert isinstance(waiting, dict)
    claims = {claim["claim"]["attribute"]: claim for claim in waiting["claims"][:4]}
    assert (claims["amount_low"]["value"], claims["amount_low"]["unit"]) == (5_000_000_000, "INR")
    assert claims["row"]["claim"]["says"] == "India from Russia, Type 1: deal, INR5 b"
    assert claims["row"]["value"] == f"{one['name']}:5"
    again = run("--db", db, "import", file, "--propose")
    assert "0 claims wait in `kautilya review`, 9 were known already" in again.out
    assert run("--db", db, "review", "accept", "--all", "--why", "as printed").code == 0
    shown = run("--db", db, "show", "transfer-price", f"{one['name']}:5:0")
    assert (shown.code, "deal" in shown.out) == (0, True), shown.err


def test_a_file_without_comments_has_no_prices_to_propose(db: Path, tmp_path: Path) -> None:
    exact = delivery_rows(tmp_path / "exact.csv", edition="10 Feb 2025", rows=[("Russia", 2004, 8.0)])
    told = run("--db", db, "import", exact, "--propose")
    assert (told.code, "no trade register" in told.err) == (2, True)
    assert held(db) == []


def test_the_doctor_finds_nothing_wrong_with_a_table(db: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        '"TIV of arms exports from Ghana, 2000-2002"\nGenerated: 28 July 2022\n,2000,2001,2002\nIndia,6,,0\nTotal,6,1,0\n',
        encoding="utf-8",
    )
    assert run("--db", db, "import", table).code == 0
    told = run("--db", db, "doctor")
    assert told.code == 0, told.out


def test_data_sets_are_listed_with_their_credit_line(db: Path, tmp_path: Path) -> None:
    run("--db", db, "import", trade_register(tmp_path / "r.csv"))
    listed = run("--db", db, "datasets").out
    assert "2025-03-13" in listed
    assert "Source: SIPRI Arms Transfers Database (c) SIPRI." in listed
    (one,) = held(db)
    assert (one["rows"], one["layout"], "problems" in one) == (5, "trade-register", False)
    shown = run("--db", db, "datasets", str(one["name"])[:6], "--json").json
    assert isinstance(shown, dict)
    assert [problem["kind"] for problem in shown["data_set"]["problems"]] == ["unknown name"]


def test_an_unknown_data_set_is_an_error(db: Path) -> None:
    assert run("--db", db, "datasets", "abc").code == 2


def test_an_export_says_that_data_sets_are_not_in_it(own_india: Path, tmp_path: Path) -> None:
    run("--db", own_india, "import", trade_register(tmp_path / "r.csv"))
    written = run("--db", own_india, "export", tmp_path / "out")
    assert written.code == 0
    assert "1 data sets are not in it" in written.err


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder with SIPRI's files is not here")
def test_every_real_file_comes_in_with_an_empty_or_explained_list_of_problems(db: Path) -> None:
    told = run("--db", db, "import", SHARED, "--json")
    assert told.code == 0, told.err
    document = told.json
    assert isinstance(document, dict)
    assert len(document["data_sets"]) == 33
    assert [one["file"] for one in document["skipped"]] == ["README.md"]
    for one in document["data_sets"]:
        assert one["counts"]["refused"] == one["counts"]["repaired"] == 0
        assert [problem["kind"] for problem in one["problems"]] in ([], ["partial"])
        assert all(problem["message"] for problem in one["problems"])


def test_a_file_of_something_else_is_refused_with_the_reason(db: Path) -> None:
    other = db.parent / "sipri_trade_register.csv"
    other.write_text("month,temperature\n1985-01,20\n", encoding="utf-8")
    refused = run("--db", db, "import", other)
    assert refused.code == 2
    assert "no table of transfers in it" in refused.err
