"""The golden suite of printed figures: on made-up files always, on real ones where they are."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.intake.transfers.read import read_transfers
from kautilya.measures.anchors import Anchor, Verdict, anchors, checked, release
from kautilya.measures.anchors_of_register import from_register
from kautilya.measures.transfers.reading import sources
from kautilya.store.view import View
from tests.measures.transfers.worlds import Deal, delivery_rows, register

SHARED = Path(__file__).resolve().parents[3] / "shared"
WORLD = [
    Deal(supplier="RUS", unit=9.0, pieces={2020: 2, 2022: 1, 2024: 1}),
    Deal(supplier="FRA", unit=8.0, pieces={2019: 1, 2023: 8}),
]


def verdicts(wanted: list[Anchor], *found: object) -> dict[str, str]:
    frame = checked(wanted, found).frame  # type: ignore[arg-type]  # sources
    return dict(frame.select("id", "verdict").iter_rows())


@pytest.fixture
def russia() -> Anchor:
    return next(anchor for anchor in anchors() if anchor.id == "A01")


def test_a_figure_from_its_own_editions_rows_agrees(russia: Anchor) -> None:
    assert verdicts([russia], delivery_rows(WORLD, edition=date(2025, 3, 13))) == {"A01": Verdict.AGREES}


def test_a_figure_that_differs_is_told_with_its_difference(russia: Anchor) -> None:
    off = replace(russia, printed=44.0, why="made up")
    row = checked([off], [delivery_rows(WORLD, edition=date(2025, 3, 13))]).frame.row(0, named=True)
    assert (row["verdict"], row["difference"], row["why"]) == (Verdict.DIFFERS, pytest.approx(-8.0), "made up")


def test_bounds_that_hold_a_figure_are_no_proof_of_it(russia: Anchor) -> None:
    assert verdicts([russia], register(WORLD, edition=date(2025, 3, 13))) == {"A01": Verdict.WITHIN_BOUNDS}


def test_another_edition_is_shown_as_another_edition(russia: Anchor) -> None:
    row = checked([russia], [delivery_rows(WORLD, edition=date(2026, 3, 10))]).frame.row(0, named=True)
    assert row["verdict"] == Verdict.NOT_AT_HAND
    assert row["other_editions"] == "2026-03-10: 36.0"


def test_an_edition_from_before_the_window_was_over_is_no_other_opinion(russia: Anchor) -> None:
    row = checked([russia], [delivery_rows(WORLD, edition=date(2024, 3, 10))]).frame.row(0, named=True)
    assert (row["computed"], row["other_editions"]) == (None, "")


def test_a_file_of_february_is_still_last_years_release() -> None:
    assert [release(date(2025, 2, 10)), release(date(2025, 3, 13)), release(None)] == [2024, 2025, None]


def test_every_given_anchor_is_in_the_table() -> None:
    if not SHARED.exists():
        pytest.skip("the shared folder with the list of published figures is not there")
    given = pl.read_csv(SHARED / "anchors" / "published.csv", infer_schema=False)["id"].to_list()
    held = {anchor.id.rstrip("abcdefgh") for anchor in anchors()}
    assert set(given) <= held


def test_the_registers_own_figures_come_out_or_say_why(india: View) -> None:
    found = checked(anchors(), [], from_register(india, anchors())).frame
    there = {row["id"]: row for row in found.iter_rows(named=True)}
    assert [there[code]["verdict"] for code in ("A19a", "A19d", "A22a", "A22b", "A26a", "A26d")] == [Verdict.AGREES] * 6
    assert there["A19b"]["computed"] == pytest.approx(37.27, abs=0.005)
    unexplained = found.filter(pl.col("verdict").is_in([Verdict.DIFFERS, Verdict.NOT_AT_HAND]), pl.col("why") == "")
    assert unexplained.height == 0


def test_the_real_files_hold_every_printed_figure_of_their_editions() -> None:
    folder = SHARED / "data"
    if not folder.exists():
        pytest.skip("real SIPRI files are not shipped; put them into ../shared/data to compare printed figures")
    files = sorted(folder.glob("sipri_*.csv")) + sorted((folder / "sipri_tiv_exports_2022").glob("*.csv"))
    found = checked(anchors(), sources([file for path in files for file in read_transfers(path)])).frame
    by_id = dict(found.select("id", "verdict").iter_rows())
    assert [by_id[code] for code in ("A01", "A02", "A03", "A11")] == [Verdict.WITHIN_BOUNDS] * 4
    assert [by_id[code] for code in ("ss004", "ss013", "sw006c")] == [Verdict.AGREES] * 3
    assert Verdict.DIFFERS not in by_id.values()
