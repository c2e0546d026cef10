"""Questions to files of arms transfers: what they need, which edition answers, and that Python says the same."""

import json
from pathlib import Path

import pytest

import kautilya
from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.parties import party_named
from tests.cli.running import run
from tests.cli.transfer_files import ROWS, delivery_rows, trade_register

TIDY = ["lo", "hi", "unit", "stage", "window", "edition", "basis", "mark", "n", "rows"]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two editions, the older one larger; for reading only."""
    folder = tmp_path_factory.mktemp("transfers")
    more = "India,Israel,2001,,2,,Type 6,UAV,2,,2003,New,,15,30,30"
    files = [
        trade_register(folder / "new.csv"),
        trade_register(folder / "old.csv", edition="11 Mar 2024", rows=[*ROWS, more]),
    ]
    path = folder / "r.db"
    run("--db", path, "init")
    assert run("--db", path, "import", *files).code == 0
    return path


def document(db: Path, *words: str) -> dict[str, list[dict[str, object]]]:
    told = run("--db", db, "measure", *words, "--json")
    assert told.code == 0, told.err
    found = told.json
    assert isinstance(found, dict)
    return found


def test_rows_have_supplier_share_bounds_and_unit(db: Path) -> None:
    found = document(db, "supplier-shares", "--recipient", "IND", "--window", "2003:2005")
    first = found["rows"][0]
    assert [first[name] for name in ("supplier", "unit", "edition", "basis", "mark")] == [
        "RUS", "TIV", "2025-03-13", "estimate", "assumed",
    ]  # fmt: skip
    assert first["lo"] == pytest.approx(40 / 59)
    assert first["hi"] == pytest.approx(110 / 119)
    assert "unknown" in [row["supplier"] for row in found["rows"]]
    assert all(":" in cited for cited in first["rows"])  # type: ignore[attr-defined]  # a list of texts


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("supplier-shares", "--recipient", "IND", "--window", "2003:2005"), "share"),
        (("recipient-shares", "--supplier", "RUS", "--window", "2003:2005"), "share"),
        (("world-share", "--recipient", "IND", "--window", "2003:2005"), "share"),
        (("concentration", "--recipient", "IND"), "hhi"),
        (("concentration", "--recipient", "IND", "--window", "2001:2005", "--by-block"), "hhi"),
        (("change", "--recipient", "IND", "--window", "2003:2005"), "change"),
        (("change", "--supplier", "Russia", "--window", "2004:2005", "--before", "2001:2002"), "change"),
        (("local-production", "--recipient", "IND", "--window", "2003:2005"), "share"),
        (("order-to-delivery", "--recipient", "IND", "--window", "1999:2003"), "years"),
        (("revisions", "--recipient", "IND", "--window", "2003:2005"), "difference"),
        (("side-by-side", "--recipient", "IND", "--window", "2003:2005"), "share"),
        (("price-hints", "--recipient", "IND"), "amount"),
    ],
)
def test_every_measure_hands_out_the_same_columns_and_a_table(db: Path, words: tuple[str, ...], value: str) -> None:
    found = document(db, *words)
    assert found["rows"]
    names = list(found["rows"][0])
    assert names[names.index(value) + 1 :][:10] == TIDY
    shown = run("--db", db, "measure", *words)
    assert shown.code == 0, shown.err
    assert shown.out.startswith(f"{words[0]}: ")


@pytest.mark.parametrize("name", ["supplier-shares", "side-by-side", "price-hints"])
def test_a_file_taken_in_later_than_the_day_of_recording_answers_nothing(db: Path, name: str) -> None:
    told = run("--db", db, "measure", name, "--recipient", "IND", "--window", "2003:2005", "--recorded-by", "2020-01-01")
    assert told.code == 2
    assert "holds no file of arms transfers taken in by 2020-01-01" in told.err
    assert run("--db", db, "datasets", "--recorded-by", "2020-01-01").out.count("old.csv") == 0
    assert run("--db", db, "datasets", "--as-of", "2024-12-31").out.count(".csv") == 1


def test_rules_are_refused_where_no_claim_is_read(db: Path) -> None:
    told = run("--db", db, "measure", "supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--rules", "none")
    assert (told.code, "does not take --rules" in told.err) == (2, True)


def test_python_says_the_same(db: Path) -> None:
    with kautilya.open(db) as register:
        frame = register.supplier_shares("India", "2003:2005")
    rows = document(db, "supplier-shares", "--recipient", "india", "--window", "2003-2005")["rows"]
    assert rows == json.loads(json.dumps(frame.to_dicts()))


def test_the_newest_edition_answers_and_the_others_are_named(db: Path) -> None:
    told = run("--db", db, "measure", "supplier-shares", "--recipient", "IND", "--window", "2003:2005")
    assert "edition 2025-03-13, the newest" in told.err
    assert "2024-03-11" in told.err
    assert "ISR" not in told.out


def test_two_editions_give_two_answers_each_labelled(db: Path) -> None:
    asked = ("supplier-shares", "--recipient", "IND", "--window", "2003:2005")
    old = document(db, *asked, "--edition", "2024-03-11")["rows"]
    assert {row["edition"] for row in old} == {"2024-03-11"}
    assert "ISR" in {row["supplier"] for row in old}
    both = document(db, *asked, "--edition", "all")["rows"]
    assert {(row["edition"], row["supplier"] == "ISR") for row in both} == {
        ("2024-03-11", True), ("2024-03-11", False), ("2025-03-13", False),
    }  # fmt: skip


def test_a_later_edition_is_unseen_as_of_an_earlier_day(db: Path) -> None:
    asked = ("supplier-shares", "--recipient", "IND", "--window", "2003:2005")
    assert document(db, *asked, "--as-of", "2024-12-31")["rows"][0]["edition"] == "2024-03-11"
    early = run("--db", db, "measure", *asked, "--as-of", "2020")
    assert early.code == 2
    assert "up to 2020-12-31" in early.err


def test_an_edition_that_holds_a_part_only_is_passed_over(tmp_path: Path) -> None:
    table = tmp_path / "part.csv"
    delivery_rows(table, edition="9 Mar 2026", rows=[("Russia", 2004, 8.0)])
    text = table.read_text().replace("'Not specified' to 'Not specified'", "'2004' to '2004'")
    table.write_text(text)
    own = tmp_path / "own.db"
    run("--db", own, "init")
    assert run("--db", own, "import", table, trade_register(tmp_path / "whole.csv")).code == 0
    told = run("--db", own, "measure", "supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--json")
    assert "edition 2026-03-09 was passed over" in told.err
    found = told.json
    assert isinstance(found, dict)
    assert {row["edition"] for row in found["rows"]} == {"2025-03-13"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("supplier-shares", "--recipient", "Indai", "--window", "2003:2005"), "did you mean India"),
        (("supplier-shares", "--recipient", "FRG", "--window", "2003:2005"), "SIPRI's own code"),
        (("supplier-shares", "--recipient", "NPL", "--window", "2003:2005"), "nothing to NPL"),
        (("supplier-shares", "--recipient", "IND"), "needs --window"),
        (("supplier-shares", "--window", "2003:2005"), "needs --recipient"),
        (("supplier-shares", "--recipient", "IND", "--window", "soon"), "no window of years"),
        (("supplier-shares", "--recipient", "IND", "--window", "2005:2003"), "cannot end"),
        (("supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--supplier", "RUS"), "does not take --supplier"),
        (("supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--edition", "2020-01-01"), "editions are"),
        (("supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--edition", "x"), "give the day"),
        (("supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--unit", "rupees"), "units are"),
        (("supplier-shares", "--recipient", "IND", "--window", "2003:2005", "--mapping", "x"), "soviet-union-with-russia"),
        (("change", "--window", "2003:2005"), "needs one of --recipient and --supplier"),
        (("change", "--recipient", "IND", "--window", "2003:2005", "--before", "2002:2003"), "years in common"),
        (("revisions", "--recipient", "IND", "--window", "2003:2005", "--edition", "2024-03-11"), "two editions"),
        (("budget", "--recipient", "IND"), "does not take --recipient"),
        (("nonsense",), "supplier-shares"),
    ],
)
def test_what_cannot_be_asked_is_told_in_plain_words(db: Path, words: tuple[str, ...], says: str) -> None:
    refused = run("--db", db, "measure", *words)
    assert (refused.code, refused.out) == (2, "")
    assert says in " ".join(refused.err.replace("│", " ").split())


def test_without_a_file_it_says_which_to_import_and_from_where(india: Path) -> None:
    refused = run("--db", india, "measure", "supplier-shares", "--recipient", "IND", "--window", "2018:2022")
    assert refused.code == 2
    assert all(words in refused.err for words in ("trade register", "armstransfers.sipri.org", "kautilya import FILE"))


def test_a_party_that_no_list_has_is_found_by_its_printed_name(db: Path) -> None:
    rows = document(db, "recipient-shares", "--supplier", "ruritania", "--window", "2003:2005")["rows"]
    assert [(row["recipient"], row["share"]) for row in rows] == [("PAK", 1.0)]


@pytest.mark.parametrize(("name", "code"), [("IN", "IND"), ("gb", "GBR"), ("XK", "XKX"), ("ru", "RUS")])
def test_a_party_may_be_named_by_the_two_letters_of_iso(name: str, code: str) -> None:
    assert party_named(name, ()) == code


def test_an_official_name_leads_to_the_party() -> None:
    with pytest.raises(NotFoundError, match=r"did you mean India \(IND\) or"):
        party_named("Republic of India", ())


def test_two_letters_that_sipri_uses_for_another_party_are_asked_back() -> None:
    with pytest.raises(NotFoundError, match=r"South Africa \(ZAF; 'SA' is SIPRI's own code\) or Saudi Arabia \(SAU"):
        party_named("SA", ())


def test_money_stands_beside_volumes_for_the_registers_own_country(own_india: Path, tmp_path: Path) -> None:
    assert run("--db", own_india, "import", trade_register(tmp_path / "r.csv")).code == 0
    rows = document(own_india, "side-by-side", "--recipient", "IND", "--window", "2001:2016")["rows"]
    assert {row["unit"] for row in rows} == {"TIV", "pieces", "INR crore"}
    printed = [row for row in rows if row["supplier"] == "foreign"]
    assert {str(row["window"]) for row in printed} == {"FY2014-15", "FY2015-16", "FY2016-17"}


def test_partner_shares_are_bounded_whatever_the_unlisted_contracts_are(india: Path) -> None:
    rows = document(india, "reconcile", "--window", "FY2024-25")["rows"]
    by = {(row["by"], row["partner"]): row for row in rows}
    home = by["counterparty", "IND"]
    assert home["lo"] <= 168_922 / 209_050 <= home["hi"]  # type: ignore[operator]  # numbers
    assert home["hi"] - home["lo"] < 1e-3  # type: ignore[operator]  # numbers
    assert {row["basis"] for row in rows} == {"bounds"}
    assert run("--db", india, "measure", "reconcile", "--window", "FY1999-00").code == 2


def test_printed_figures_are_compared_and_the_skipped_ones_say_why(india: Path) -> None:
    told = run("--db", india, "anchors", "--json")
    assert told.code == 0, told.err
    found = told.json
    assert isinstance(found, dict)
    assert found["unexplained"] == []
    assert all(row["why"] for row in found["rows"] if row["verdict"] == "not at hand")
    shown = run("--db", india, "anchors")
    assert (shown.code, "Skipped" in shown.out, "figures in TIV are skipped" in shown.err) == (0, True, True)


def test_a_difference_that_nobody_can_explain_ends_with_1(tmp_path: Path) -> None:
    file = delivery_rows(tmp_path / "b.csv", edition="13 Mar 2025", rows=[("Russia", 2021, 9.0), ("France", 2022, 1.0)])
    run("--db", tmp_path / "r.db", "init")
    run("--db", tmp_path / "r.db", "import", file)
    told = run("--db", tmp_path / "r.db", "anchors", "--json")
    assert told.code == 1
    found = told.json
    assert isinstance(found, dict)
    assert "A01" in found["unexplained"]


def test_an_edition_with_yearly_values_is_named_beside_bounds_of_a_newer_one(tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    exact = delivery_rows(tmp_path / "exact.csv", edition="10 Feb 2025", rows=[("Russia", 2004, 8.0), ("France", 2003, 2.0)])
    run("--db", db, "init")
    run("--db", db, "import", trade_register(tmp_path / "a.csv"), exact)
    asked = ("--db", db, "measure", "supplier-shares", "--recipient", "IND", "--window", "2003:2004")
    assert "a file of edition 2025-02-10 prints yearly values for this: ask with --edition 2025-02-10" in run(*asked).err
    assert "prints yearly values" not in run(*asked, "--edition", "2025-02-10").err
    revised = run("--db", db, "measure", "revisions", "--recipient", "IND", "--window", "2003:2004").out
    assert " points" in revised
    assert " %" not in revised


def test_a_register_of_the_un_alone_answers_nothing_and_is_said_to_be_there(tmp_path: Path) -> None:
    db, file = tmp_path / "r.db", tmp_path / "un.csv"
    file.write_text(
        "table,year,exporter,importer,category,num_items,state_of_origin,intermediate_locations,description,comments\n"
        "exports,2019,France,India,IV,4,,,Rafale,\n",
        encoding="utf-8",
    )
    run("--db", db, "init")
    taken = run("--db", db, "import", file, "--edition", "2024-01-01")
    assert "no measure reads it" in taken.out
    told = run("--db", db, "measure", "supplier-shares", "--recipient", "IND", "--window", "2019:2020")
    assert told.code == 2
    assert "1 of the UN Register, which no measure reads" in told.err
