"""`kautilya agenda` on the embedded register."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run


def test_the_agenda_has_rows_with_pages_behind_each_point(india: Path) -> None:
    found = run("--db", india, "agenda", "United States", "--on", "2026-04-20", "--json")
    document = json.loads(found.out)
    assert (found.code, document["partner"], document["as_of"]) == (0, "USA", "2026-04-20")
    weights = [item["weight"] for item in document["items"]]
    assert weights == sorted(weights, reverse=True)
    assert all(row["claim_ids"] and row["pages"] for item in document["items"] for row in item["rows"])
    assert "kc135-lease" not in {row["id"] for item in document["items"] for row in item["rows"]}
    assert any("was done by 2025-11-21" in one["why"] for one in document["check"])


def test_a_level_narrows_the_table_and_says_what_is_left_out(india: Path) -> None:
    found = run("--db", india, "agenda", "DEU", "--level", "secretary", "--all")
    assert "For the level secretary" in found.out
    assert "For the level leader" not in found.out
    assert "points belong to other levels" in found.err


def test_a_partner_and_a_level_must_be_known(india: Path) -> None:
    assert run("--db", india, "agenda").code == 2
    assert "leader, minister, secretary" in run("--db", india, "agenda", "USA", "--level", "ministers").err
    assert "no partner" in run("--db", india, "agenda", "Atlantis").err
    assert "IND is the country whose partnerships" in run("--db", india, "agenda", "India").err


def test_the_calendar_of_all_partners_is_a_file_and_no_table(india: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.ics"
    found = run("--db", india, "agenda", "--ics", target)
    assert (found.code, found.out) == (0, "")
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "due days" in found.err


def test_partners_stand_side_by_side_with_what_is_not_known(india: Path) -> None:
    found = run("--db", india, "compare", "USA", "Germany")
    assert found.code == 0
    assert "not known" in found.out
    assert "none found" in found.out
    document = json.loads(run("--db", india, "compare", "USA", "DEU", "--json").out)
    assert document["partners"] == ["USA", "DEU"]
    assert all(len(line["findings"]) == 2 for line in document["lines"])
    assert "at least two" in run("--db", india, "compare", "USA").err


def test_on_a_narrow_terminal_the_agenda_is_a_plain_list(india: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run("--db", india, "agenda", "USA").out.splitlines()
    monkeypatch.setenv("COLUMNS", "160")
    wide = run("--db", india, "agenda", "USA").out.splitlines()
    assert "4.16  overdue commitment: pursue procurement and co-production of Javelin ATGM" in narrow
    assert all(len(line) <= 80 for line in narrow if line.startswith("  "))
    assert not [line for line in wide if line.startswith("4.16  overdue commitment: ")]


def test_the_brief_is_a_file_of_two_pages(india: Path, tmp_path: Path) -> None:
    target = tmp_path / "deu.pdf"
    found = run("--db", india, "brief", "DEU", "-o", target)
    assert (found.code, found.out) == (0, "")
    assert target.read_bytes().startswith(b"%PDF-")
    assert "2 pages" in found.err


def test_there_is_no_brief_of_a_country_without_a_row(india: Path, tmp_path: Path) -> None:
    target = tmp_path / "pak.pdf"
    found = run("--db", india, "brief", "PAK", "-o", target)
    assert found.code != 0
    assert "no brief of PAK: nothing of PAK in the record" in found.err
    assert not target.exists()


def test_a_meeting_that_was_only_announced_stands_below_the_forums(india: Path) -> None:
    found = run("--db", india, "agenda", "USA").out
    assert "- IND-USA 2+2 ministerial: a later meeting was announced for 2023-11-10" in found
