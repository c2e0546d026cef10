from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.core.errors import InputError
from kautilya.intake.transfers.schema import schema
from kautilya.intake.transfers.tiv_table import ROUNDING
from kautilya.register.dataset import Counts, Direction, Layout, ProblemKind
from kautilya.register.dataset_columns import TIV_TABLE, TIV_TABLE_PRINTED
from tests.intake.transfers import world
from tests.intake.transfers.reading import of_kind, read_one

DEALS = world.deals(900)
YEARS = range(2000, 2025)
OLDER = [
    '"TIV of arms exports from Soviet Union, 1987-1990",,,,,,',
    "A '0' indicates that the value of deliveries is less than 0.5m,,,,,,",
    ",,,,,,",
    "Generated: 28 July 2022,,,,,,",
    ",1987,1988,1989,1990,Total",
    "India,12,0,,3,15",
    "North Yemen,,,2,,2",
    "Total,12,0,2,3,18",
]
NEWER = [
    "Volume of transfers of major arms",
    "Data generated: 14 Jul 2026 2:57:40 AM",
    "",
    "Supplier,2022,2023,2024,2025,2022-2025,Percentage,Sum total years,Percentage of total",
    "France,10,0 ,,5,15,75%,15,75%",
    "unknown supplier(s),,5,,,5,25%,5,25%",
    "Total exports to India,10,5,,5,20,100%,20,",
    "",
]


def test_an_older_table_is_read_with_its_subject_and_window(tmp_path: Path) -> None:
    found = read_one(world.text(OLDER), tmp_path)
    told = found.dataset
    assert (told.layout, told.direction, told.subject, told.subject_code) == (
        Layout.TIV_TABLE,
        Direction.EXPORTS,
        "Soviet Union",
        "SUN",
    )
    assert (told.edition, told.window, told.counts) == (date(2022, 7, 28), (1987, 1990), Counts(read=3))
    assert (told.selection.supplier, told.suppliers, told.recipients) == ("Soviet Union", 1, 2)
    assert told.problems == ()
    assert found.rows.schema == schema(TIV_TABLE)
    assert found.rows.filter(pl.col("partner_code") == "IND").select("year", "tiv", "below_half").rows() == [
        (1987, 12.0, False), (1988, 0.0, True), (1989, None, False), (1990, 3.0, False),
    ]  # fmt: skip


def test_the_totals_row_and_the_sums_stand_apart(tmp_path: Path) -> None:
    found = read_one(world.text(OLDER), tmp_path)
    assert found.printed is not None
    assert found.printed.schema == schema(TIV_TABLE_PRINTED)
    assert "Total" not in found.rows["partner"]
    totals = found.printed.filter(pl.col("is_total"))
    assert totals.select("column", "first_year", "last_year", "value").rows() == [
        ("1987", 1987, 1987, 12.0), ("1988", 1988, 1988, 0.0), ("1989", 1989, 1989, 2.0), ("1990", 1990, 1990, 3.0),
        ("Total", 1987, 1990, 18.0),
    ]  # fmt: skip
    assert totals["partner_code"].unique().to_list() == ["world"]


def test_a_newer_table_tells_its_subject_in_the_totals_row(tmp_path: Path) -> None:
    found = read_one(world.text(NEWER), tmp_path)
    assert (found.dataset.direction, found.dataset.subject_code) == (Direction.IMPORTS, "IND")
    assert (found.dataset.edition, found.dataset.window) == (date(2026, 7, 14), (2022, 2025))
    assert (found.dataset.suppliers, found.dataset.recipients) == (2, 1)
    assert found.dataset.problems == ()
    assert found.rows["below_half"].sum() == 1
    assert found.printed is not None
    shares = found.printed.filter((pl.col("unit") == "percent") & (pl.col("partner") == "France"))
    assert shares.select("column", "first_year", "last_year", "value").rows() == [
        ("Percentage", 2022, 2025, 75.0), ("Percentage of total", 2022, 2025, 75.0),
    ]  # fmt: skip


@pytest.mark.parametrize("newer", [False, True])
def test_the_years_of_a_table_add_up_to_its_own_sums_within_their_rounding(tmp_path: Path, *, newer: bool) -> None:
    sums = ((2015, 2019), (2020, 2024))
    found = read_one(world.text(world.table_lines(DEALS, "France", YEARS, newer=newer, sums=sums)), tmp_path)
    assert [problem for problem in found.dataset.problems if problem.kind is not ProblemKind.NOTE] == []
    assert found.printed is not None
    periods = found.printed.filter(~pl.col("is_total") & (pl.col("unit") == "million TIV"))
    assert periods.height >= 15
    for row in periods.iter_rows(named=True):
        years = found.rows.filter(
            (pl.col("row") == row["row"]) & pl.col("year").is_between(row["first_year"], row["last_year"])
        )["tiv"].drop_nulls()
        assert abs(sum(years) - (row["value"] or 0)) <= ROUNDING * (len(years) + 1)


def test_a_damaged_figure_is_doubted_in_row_and_column(tmp_path: Path) -> None:
    found = read_one(world.text(OLDER).replace("India,12", "India,72"), tmp_path)
    assert {(problem.row, problem.field) for problem in of_kind(found, ProblemKind.DOUBT)} == {(6, "Total"), (8, "1987")}


def test_a_lost_partner_is_told(tmp_path: Path) -> None:
    found = read_one(world.text([line for line in OLDER if not line.startswith("North")]), tmp_path)
    (partial,) = of_kind(found, ProblemKind.PARTIAL)
    assert "15 of 18" in partial.message or "1989: 0 of 2" in partial.raw


@pytest.mark.parametrize("cell", ["-12", "twelve", "12%", "9999999"])
def test_a_cell_that_cannot_be_read_is_left_out_not_taken_for_a_blank(tmp_path: Path, cell: str) -> None:
    found = read_one(world.text(OLDER).replace("India,12", f"India,{cell}"), tmp_path)
    assert (6, 1987) not in found.rows.select("row", "year").rows()
    assert (6, 1988) in found.rows.select("row", "year").rows()
    assert [problem.field for problem in of_kind(found, ProblemKind.REPAIRED)] == ["1987"]
    assert found.dataset.counts == Counts(read=2, repaired=1)


def test_a_line_of_too_few_cells_is_refused(tmp_path: Path) -> None:
    found = read_one(world.text(OLDER).replace("North Yemen,,,2,,2", "North Yemen,,,2"), tmp_path)
    assert found.dataset.counts == Counts(read=2, refused=1)


def test_a_partner_that_stands_twice_with_other_figures_is_doubted(tmp_path: Path) -> None:
    found = read_one(world.text([*OLDER[:6], "India,1,0,,3,4", *OLDER[6:]]), tmp_path)
    assert any("stands at line 6 too" in problem.message for problem in of_kind(found, ProblemKind.DOUBT))


def test_without_a_heading_the_files_name_is_a_guess_and_without_it_the_subject_is_missing(tmp_path: Path) -> None:
    text = world.text(OLDER[4:])
    guessed = read_one(text, tmp_path, name="TIV-Export-USR-1987-1990.csv")
    assert (guessed.dataset.direction, guessed.dataset.subject_code) == (Direction.EXPORTS, "SUN")
    assert of_kind(guessed, ProblemKind.GUESS)
    missing = read_one(text, tmp_path, name="table.csv")
    assert missing.dataset.subject is None
    assert {problem.field for problem in of_kind(missing, ProblemKind.MISSING)} == {"subject", "edition"}


def test_a_table_of_the_world_is_one(tmp_path: Path) -> None:
    lines = ["Supplier,2023,2024,2023-2024", "France,10,5,15", "Total world export,10,5,15"]
    found = read_one(world.text(lines), tmp_path)
    assert (found.dataset.direction, found.dataset.subject_code) == (Direction.IMPORTS, "world")


def test_columns_of_years_that_do_not_follow_each_other_are_doubted(tmp_path: Path) -> None:
    found = read_one(world.text(OLDER).replace(",1987,1988,", ",1987,2088,"), tmp_path)
    doubts = of_kind(found, ProblemKind.DOUBT)
    assert any("do not follow" in problem.message for problem in doubts)
    assert any("before the file was generated" in problem.message for problem in doubts)


def test_a_table_by_weapon_category_is_not_taken_for_one_by_partner(tmp_path: Path) -> None:
    lines = [",2023,2024,Total", "Aircraft,10,5,15", "Armoured vehicles,1,,1", "Missiles,2,2,4", "Total,13,7,20"]
    with pytest.raises(InputError, match="by weapon category"):
        read_one(world.text(lines), tmp_path)
