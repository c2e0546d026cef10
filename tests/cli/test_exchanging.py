"""Files for other programs, daily rates, backups: what the command line makes of them."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from tests.cli.running import run
from tests.tables.files.reading import csv_rows, json_document, parquet_about


def counted(path: Path, table: str = "claim") -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - ours


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "json"])
def test_any_table_is_written_in_any_format(india: Path, tmp_path: Path, form: str) -> None:
    told = run("--db", india, "export", "--table", "deals", "-o", tmp_path / f"deals.{form}", "--json")
    assert told.code == 0, told.err
    document = told.json
    assert isinstance(document, dict)
    assert (document["table"], document["format"]) == ("deals", form)
    assert document["about"]["as_of"] == "2026-04-30"
    assert document["rows"] > 100
    assert (tmp_path / f"deals.{form}").stat().st_size > 10_000


def test_the_rows_are_those_of_the_register_with_sources_and_day(india: Path, tmp_path: Path) -> None:
    run("--db", india, "export", "--table", "deal", "-o", tmp_path / "deals.csv", "--as-of", "2025-12-31")
    rows = csv_rows(tmp_path / "deals.csv")
    shown = run("--db", india, "show", "deals", "--json", "--as-of", "2025-12-31").json
    assert isinstance(shown, dict)
    assert [row["id"] for row in rows] == [record["id"] for record in shown["records"]]
    assert {row["as_of"] for row in rows} == {"2025-12-31"}
    assert all(row["sources"] and row["claims"] for row in rows)
    assert "india 1.0.0 sha256:" in rows[0]["register"]


def test_the_findings_of_a_measure_are_a_table_too(india: Path, tmp_path: Path) -> None:
    run("--db", india, "export", "--table", "budget-change", "-o", tmp_path / "changes.json")
    assert json_document(tmp_path / "changes.json")["about"]["table"] == "budget_changes"
    run("--db", india, "export", "--table", "gaps", "--format", "parquet", "-o", tmp_path / "gaps")
    frame = pl.read_parquet(tmp_path / "gaps")
    assert frame["address"].str.starts_with("gaps:").all()
    assert frame["address"].n_unique() == frame.height
    assert parquet_about(tmp_path / "gaps")["about"]["question"].endswith("?")


def test_a_data_set_is_a_table_too(own_india: Path, tmp_path: Path) -> None:
    assert run("--db", own_india, "rates", "import").code == 0
    (edition,) = json.loads(run("--db", own_india, "rates", "list", "--json").out)["editions"]
    run("--db", own_india, "export", "--table", f"dataset:{edition['dataset'][:8]}", "-o", tmp_path / "rates.parquet")
    frame = pl.read_parquet(tmp_path / "rates.parquet")
    assert frame.height == edition["rates"]
    assert set(frame["credit"].unique()) == {"Euro foreign exchange reference rates, European Central Bank"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export",), "give a folder for the whole register, or --table"),
        (("export", "x", "--table", "deals", "-o", "y.csv"), "give a folder"),
        (("export", "--table", "deals"), "give a folder"),
        (("export", "--table", "deals", "-o", "deals.doc"), "'doc' is no format"),
        (("export", "--table", "weather", "-o", "weather.csv"), "measures are:"),
        (("export", "--table", "dataset:77", "-o", "rows.csv"), "no data set '77'"),
    ],
)
def test_what_cannot_be_written_is_told(india: Path, words: tuple[str, ...], says: str) -> None:
    told = run("--db", india, *words)
    assert told.code == 2
    assert says in told.err.replace("\n", " ").replace("│", "").replace("  ", " ")


def test_an_amount_is_converted_with_rate_day_and_edition(own_india: Path) -> None:
    assert run("--db", own_india, "rates", "import").code == 0
    told = run("--db", own_india, "rates", "convert", "63000", "inr", "eur", "2025-04-28", "--crore")
    assert told.out.splitlines()[:2] == [
        "Rs 63,000 crore = EUR 6,523,596,262",
        "at 0.0103549147014 EUR for 1 INR (2025-04-28, edition 2026-10-30)",
    ]
    again = run("--db", own_india, "rates", "import", "--json").json
    assert isinstance(again, dict)
    assert again["receipt"]["added"] is False


def test_no_rate_no_conversion(own_india: Path) -> None:
    told = run("--db", own_india, "rates", "convert", "1", "USD", "INR", "2025-04-28")
    assert (told.code, told.out) == (2, "")
    assert "`kautilya rates import` takes them in" in told.err
    run("--db", own_india, "rates", "import")
    told = run("--db", own_india, "rates", "show", "USD", "INR", "2025-04-27")
    assert told.code == 2
    assert "no rate of USD on 2025-04-27, a Sunday" in told.err
    assert run("--db", own_india, "rates", "show", "USD", "INR", "FY2025-26").code == 0
    assert run("--db", own_india, "rates", "show", "USD", "INR", "soon").code == 2


def test_a_backup_comes_back_as_it_was(india: Path, tmp_path: Path) -> None:
    told = run("--db", india, "backup", tmp_path / "india.backup", "--json").json
    assert isinstance(told, dict)
    restored = run("--db", tmp_path / "again.db", "restore", tmp_path / "india.backup", "--json").json
    assert isinstance(restored, dict)
    assert restored["restored"]["chain"] == told["backup"]["chain"]
    assert counted(tmp_path / "again.db") == counted(india)
    measured = [run("--db", path, "measure", "gaps", "--json").json for path in (india, tmp_path / "again.db")]
    assert measured[0] == measured[1]
    refused = run("--db", tmp_path / "again.db", "restore", tmp_path / "india.backup")
    assert refused.code == 2
    assert "holds something already" in refused.err


def test_a_damaged_backup_is_refused(india: Path, tmp_path: Path) -> None:
    run("--db", india, "backup", tmp_path / "a.backup")
    with zipfile.ZipFile(tmp_path / "a.backup") as whole, zipfile.ZipFile(tmp_path / "b.backup", "w") as half:
        for name in whole.namelist()[1:]:
            half.writestr(name, whole.read(name))
    refused = run("--db", tmp_path / "again.db", "restore", tmp_path / "b.backup")
    assert refused.code == 2
    assert "package.jsonl is missing" in refused.err
    assert counted(tmp_path / "again.db") == 0


def test_a_team_s_register_goes_through_a_package_and_comes_out_the_same(own_india: Path, tmp_path: Path) -> None:
    shown = run("--db", own_india, "show", "deal", "rafale-m-26", "--json").json
    assert isinstance(shown, dict)
    claims = [one for field in shown["record"]["fields"].values() for one in field["claim_ids"]]
    deals = run("--db", own_india, "show", "deals", "--json").json
    assert isinstance(deals, dict)
    other = next(record["id"] for record in deals["records"] if record["id"] != "rafale-m-26")
    assert run("--db", own_india, "review", "dispute", claims[0], claims[3], "--why", "=misread", "--by", "me").code == 0
    assert run("--db", own_india, "review", "merge", "deal", "rafale-m-26", other, "--why", "a test", "--by", "me").code == 0
    assert run("--db", own_india, "export", tmp_path / "first").code == 0
    assert run("--db", tmp_path / "other.db", "init").code == 0
    taken = run("--db", tmp_path / "other.db", "import", tmp_path / "first")
    assert taken.code == 0, taken.err
    assert run("--db", tmp_path / "other.db", "export", tmp_path / "second").code == 0
    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*.*"))
    assert Path("ledger/judgements.csv") in files
    assert Path("ledger/same_as.csv") in files
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()
    with (tmp_path / "first" / "ledger" / "judgements.csv").open(encoding="utf-8", newline="") as judgements:
        assert {row["verdict"] for row in csv.DictReader(judgements)} == {"accepted", "disputed"}
    measured = [run("--db", path, "measure", "diversification", "--json").json for path in (own_india, tmp_path / "other.db")]
    assert measured[0] == measured[1]


def test_the_log_tells_what_is_recorded_and_no_password(tmp_path: Path) -> None:
    register = tmp_path / "own.db"
    assert run("--db", register, "init").code == 0
    told = run("--db", register, "--log", "info", "rates", "import", "--by", "me")
    assert f"INFO {register}: recording 1: dataset by me, chain " in told.err
    refused = run("--db", "postgresql://me:s3cret@127.0.0.1:1/register", "--log", "debug", "show")
    assert refused.code == 2
    assert "s3cret" not in refused.err + refused.out


def test_a_file_that_is_no_backup_leaves_no_register_behind(tmp_path: Path) -> None:
    (tmp_path / "junk.zip").write_bytes(b"junk" * 1000)
    for name in ("junk.zip", "nosuch.zip"):
        refused = run("--db", tmp_path / "new.db", "restore", tmp_path / name)
        assert refused.code == 2
        assert "nothing was changed" in refused.err
        assert not (tmp_path / "new.db").exists()


def test_a_kind_of_which_nothing_is_known_says_so(india: Path) -> None:
    told = run("--db", india, "show", "deal", "--as-of", "1800-01-01")
    assert (told.code, told.out) == (0, "")
    assert "no deal is known by 1800-01-01" in told.err
