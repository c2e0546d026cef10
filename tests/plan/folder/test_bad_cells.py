"""What is wrong with a cell of a case's tables is told by file, line and column."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kautilya.core.errors import InputError
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.checking import outside_ranges
from kautilya.plan.folder.planned import read_planned
from kautilya.plan.folder.reading import read_folder
from kautilya.plan.folder.writing import write_folder
from tests.cli.running import run
from tests.plan.folder.saved import DEAL, SIGNED, changed, in_another_language, rewritten
from tests.plan.full import FULL


def problems(folder: Path) -> set[tuple[str, int | None, str | None]]:
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    return {(problem.file, problem.line, problem.field) for problem in caught.value.problems}


def test_all_bad_cells_of_all_tables_are_told_at_once_by_file_line_and_column(tables: Path) -> None:
    changed(tables / "offers.csv", "unit_cost", "1,200", row=1)
    changed(tables / "offers.csv", "min_lot.mark", "guessed", row=2)
    changed(tables / "offers.csv", "max_rate", "", row=2)
    changed(tables / "case.csv", "seed", "1.5")
    changed(tables / "areas_requirement.csv", "year", "2026-27")
    changed(tables / "signed_payments.csv", "deal_id", "nobody")
    changed(tables / "hubs.csv", "capacity", "#REF!")
    assert problems(tables) >= {
        ("offers.csv", 3, "unit_cost"), ("offers.csv", 4, "min_lot.mark"), ("offers.csv", 4, "max_rate"),
        ("case.csv", 2, "seed"), ("areas_requirement.csv", 2, "year"), ("signed_payments.csv", 2, "deal_id"),
        ("hubs.csv", 2, "capacity"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong", ["1,200", "1 200", "1.200,5", "12 %", "₹5", "01/02/2026", "nan", "inf", "1e999", "0x10", "=1"]
)
def test_a_number_with_anything_beside_it_is_refused(tables: Path, wrong: str) -> None:
    changed(tables / "hubs.csv", "step", wrong)
    assert problems(tables) == {("hubs.csv", 2, "step")}


@pytest.mark.parametrize("wrong", ["30/04/26", "30.04.2026", "2026-13-01", "46142"])
def test_a_day_that_a_spreadsheet_has_rewritten_is_refused(tables: Path, wrong: str) -> None:
    changed(tables / "case.csv", "as_of", wrong)
    assert problems(tables) == {("case.csv", 2, "as_of")}


def test_what_cannot_be_planned_with_is_told_by_its_row(tables: Path) -> None:
    changed(tables / "offers.csv", "unit_cost", "-5", row=1)
    changed(tables / "areas_requirement.csv", "requirement", "-1", row=5)
    changed(tables / "parameters.csv", "value", "much", row=1)
    changed(tables / "case.csv", "order_years", "9")
    changed(tables / "upkeep.csv", "of", "nobody")
    with pytest.raises(InputError) as caught:
        read_planned(tables)
    assert {(problem.file, problem.line, problem.field) for problem in caught.value.problems} >= {
        ("offers.csv", 3, "unit_cost"),
        ("areas_requirement.csv", 7, "areas.b.requirement[1]"),
        ("parameters.csv", 3, "P03"),
        ("case.csv", 2, "order_years"),
        ("upkeep.csv", 2, "upkeep.nobody"),
    }


def test_a_file_divided_by_something_else_is_told_in_words(tables: Path) -> None:
    rewritten(tables / "offers.csv", lambda rows: rows, separator="|")
    with pytest.raises(
        InputError, match=r"1 problem.s., nothing.*\n.*offers.csv:1: is not the heading of this table, which has: id"
    ):
        read_folder(tables)
    text = (tables / "offers.csv").read_text(encoding="utf-8-sig")
    (tables / "offers.csv").write_text(f"sep=|\n{text}", encoding="utf-8")
    with pytest.raises(InputError, match=r"says that '\|' divides its cells: save it divided by one of comma, semicolon, tab"):
        read_folder(tables)


@pytest.mark.parametrize("first", ["sep={}", '"sep={}"', "SEP={}", "sep={},,,"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_first_line_that_says_what_divides_the_cells_is_read_as_such(tables: Path, first: str, separator: str) -> None:
    if separator == ";":
        in_another_language(tables)
    for file in tables.iterdir():
        rewritten(file, lambda rows: rows, was=";" if separator == ";" else ",", separator=separator)
        file.write_text(f"{first.format(separator)}\n{file.read_text(encoding='utf-8-sig')}", encoding="utf-8", newline="")
    assert codec.write(read_folder(tables)) == codec.write(SIGNED)
    changed_line = (tables / "hubs.csv").read_text(encoding="utf-8").rstrip("\n") + "\nx\n"
    (tables / "hubs.csv").write_text(changed_line, encoding="utf-8")
    assert problems(tables) == {("hubs.csv", 4, None)}


@pytest.mark.parametrize(("wrong", "was"), [("0,5", ","), ("0.5", ";")])
def test_between_tabs_the_rarer_mark_is_the_problem(wrong: str, was: str, tmp_path: Path, india: Case) -> None:
    tables = tmp_path / "tables"
    write_folder(india, tables)
    if was == ";":
        in_another_language(tables)

    def with_wrong(rows: list[list[str]]) -> list[list[str]]:
        at = rows[0].index("unit_cost")
        return [rows[0], [*rows[1][:at], wrong, *rows[1][at + 1 :]], *rows[2:]]

    rewritten(tables / "offers.csv", with_wrong, was=was, separator="\t")
    assert problems(tables) == {("offers.csv", 2, "unit_cost")}


def test_a_point_before_three_digits_is_refused_in_a_file_with_tabs_where_nothing_shows_what_it_is(tables: Path) -> None:
    changed(tables / "hubs.csv", "step", "1.234")
    rewritten(
        tables / "hubs.csv",
        lambda rows: [
            [cell if cell == "1.234" else cell.split(".")[0] for cell in row] if row is not rows[0] else row for row in rows
        ],
        separator="\t",
    )
    with pytest.raises(
        InputError, match=r"'1\.234' may be a whole number.*its points are decimal ones; write it as 1234 or 1\.2340"
    ):
        read_folder(tables)


def test_files_that_mix_marks_are_told_in_one_line_each_with_the_first_places_and_how_many(india: Case, tmp_path: Path) -> None:
    write_folder(india, tmp_path / "tables")
    for file in (tmp_path / "tables").iterdir():
        rewritten(file, lambda rows: rows, separator=";")
    with pytest.raises(InputError) as caught:
        read_folder(tmp_path / "tables")
    of_offers = [
        problem for problem in caught.value.problems if problem.file == "offers.csv" and "decimal comma" in problem.message
    ]
    assert len(of_offers) == 1
    assert re.search(r"write 1200,5; \d+ more of this kind, the first at line 2 \(.*\), line", of_offers[0].message)
    assert len(caught.value.problems) < 100


def test_what_an_error_advises_suits_the_file(tables: Path) -> None:
    changed(tables / "hubs.csv", "step", "1 200")
    with pytest.raises(InputError, match=r"write it as 1200\.5,"):
        read_folder(tables)
    rewritten(tables / "hubs.csv", lambda rows: rows, separator=";")
    with pytest.raises(InputError, match="write it as 1200,5,"):
        read_folder(tables)


def test_a_number_outside_its_own_range_is_told_by_its_row(tables: Path) -> None:
    for name, text in (("unit_cost", "12.5"), ("unit_cost.low", "2280.7"), ("unit_cost.high", "3706.1")):
        changed(tables / "offers.csv", name, text)
    with pytest.raises(InputError, match=r"12.5 lies outside its own range, 2280.7 to 3706.1") as caught:
        read_planned(tables)
    assert [(one.file, one.line, one.field) for one in caught.value.problems] == [("offers.csv", 2, "unit_cost")]


def test_the_numbers_of_the_india_case_lie_within_their_ranges(india: Case) -> None:
    assert list(outside_ranges(india)) == []


@pytest.mark.parametrize("table", ["case", "areas", "budget", "areas_requirement", "component_limit"])
def test_a_broken_file_is_told_once_and_nothing_that_would_follow_from_it(tables: Path, table: str) -> None:
    rewritten(tables / f"{table}.csv", lambda rows: [rows[0], rows[1][:-1], *rows[2:]])
    assert problems(tables) == {(f"{table}.csv", 2, None)}
    rewritten(tables / f"{table}.csv", lambda rows: rows, separator="|")
    assert problems(tables) == {(f"{table}.csv", 1, None)}


def test_a_whole_number_with_a_comma_is_told_as_it_stands(tables: Path) -> None:
    changed(tables / "case.csv", "seed", "1,5")
    rewritten(tables / "case.csv", lambda rows: rows, separator=";")
    with pytest.raises(InputError, match="expected a whole number, found '1,5'"):
        read_folder(tables)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("1.234", "may separate thousands"), ("0.5", "may separate thousands"), ("1.234,5", "may separate thousands"),
     ("1,234", "no other number of the file shows"), ("1,234,567", "expected a number"), ("1 234,5", "expected a number")],
)  # fmt: skip
def test_a_number_that_can_be_read_in_two_ways_is_refused_by_file_line_and_column(tables: Path, wrong: str, said: str) -> None:
    changed(tables / "hubs.csv", "step", wrong)
    rewritten(tables / "hubs.csv", lambda rows: rows, separator=";")
    assert problems(tables) == {("hubs.csv", 2, "step")}
    with pytest.raises(InputError, match=said):
        read_folder(tables)


def test_a_comma_before_three_digits_is_refused_where_no_range_decides_it(tables: Path) -> None:
    changed(tables / "hubs.csv", "step", "1,234")
    changed(tables / "hubs.csv", "capacity", "2,5")
    rewritten(tables / "hubs.csv", lambda rows: rows, separator=";")
    with pytest.raises(InputError, match="its range does not decide it; write it as 1234 or 1,2340") as caught:
        read_folder(tables)
    assert [(one.file, one.line, one.field) for one in caught.value.problems] == [("hubs.csv", 2, "step")]


@pytest.mark.parametrize(
    ("value", "low", "high", "read"),
    [("2,851", "2280,7", "3706,1", (2851, 2280.7, 3706.1)), ("2,851", "2,5", "3,7", (2.851, 2.5, 3.7)),
     ("18,059", "13,892", "23,477", (18.059, 13.892, 23.477)), ("17,25", "12", "22,425", (17.25, 12, 22.425)),
     ("2,851", "2,5", "3706,1", None), ("2850,9", "2,280", "3706,1", None), ("2,851", "5,5", "7,5", None),
     ("2,851", "", "", None)],
)  # fmt: skip
def test_the_range_decides_whether_a_comma_before_three_digits_is_a_decimal_one(
    tables: Path, value: str, low: str, high: str, read: tuple[float, float, float] | None
) -> None:
    for name, text in (("step", value), ("step.low", low), ("step.high", high), ("capacity", "2,5")):
        changed(tables / "hubs.csv", name, text)
    rewritten(tables / "hubs.csv", lambda rows: rows, separator=";")
    told = list[str]()
    if read is None:
        assert problems(tables) == {("hubs.csv", 2, "step.low" if low == "2,280" else "step")}
    else:
        step = read_folder(tables, told.append).hubs[0].step
        assert (step.value, step.low, step.high) == read
        assert any("read as" in one and "by its range" in one for one in told)


def test_a_row_that_is_cut_short_is_told_by_what_divides_its_file(tables: Path) -> None:
    rewritten(tables / "hubs.csv", lambda rows: [rows[0], rows[1][:-1]], separator=";")
    with pytest.raises(InputError, match="a semicolon or a quote is missing"):
        read_folder(tables)


def test_rows_that_are_missing_doubled_or_belong_to_nothing_are_told(tables: Path) -> None:
    rewritten(tables / "areas_holding.csv", lambda rows: [rows[0], *rows[2:]])
    rewritten(tables / "budget.csv", lambda rows: [*rows, rows[1]])
    rewritten(tables / "areas.csv", lambda rows: [*rows, rows[1]])
    rewritten(tables / "component_limit.csv", lambda rows: rows[:1])
    found = problems(tables)
    assert {("areas_holding.csv", 2, "year"), ("budget.csv", 6, "year"), ("areas.csv", 2, "id"), ("areas.csv", 4, "id"),
            ("component_limit_needs.csv", 2, None)} <= found  # fmt: skip


def test_a_missing_table_and_a_missing_column_are_told(tables: Path) -> None:
    (tables / "targets.csv").unlink()
    rewritten(tables / "hubs.csv", lambda rows: [row[1:] for row in rows])
    assert problems(tables) == {("targets.csv", None, None), ("hubs.csv", 1, "id")}


def test_a_case_that_tables_cannot_tell_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    broken = replace(DEAL, design_origins=("a;b",))
    for wrong in (replace(FULL, signed=(broken,)), replace(FULL, signed=(DEAL, DEAL))):
        with pytest.raises(InputError):
            write_folder(wrong, tmp_path / "tables")
    assert list(tmp_path.iterdir()) == []


def test_the_commands_write_nothing_over_a_folder_and_nothing_from_bad_tables(tables: Path, tmp_path: Path) -> None:
    saved, back = tmp_path / "case.json", tmp_path / "back.json"
    saved.write_text(codec.write(FULL), encoding="utf-8")
    told = run("case", "export", saved, "-o", tables)
    assert (told.code, "name a new folder" in told.err) == (2, True)
    changed(tables / "offers.csv", "unit_cost", "1,200", row=1)
    told = run("case", "import", tables, "-o", back)
    assert (told.code, back.exists()) == (2, False)
    assert "offers.csv:3: unit_cost: expected a number, found '1,200'" in told.err
    changed(tables / "offers.csv", "unit_cost", "-5", row=1)
    told = run("case", "import", tables, "-o", back)
    assert (told.code, back.exists(), "offers.csv:3: unit_cost: expected a number from 0" in told.err) == (2, False, True)
    assert run("case", "export", saved).code == 2


def test_a_misspelt_country_is_told_by_its_cell_with_the_code_to_write(tables: Path) -> None:
    changed(tables / "offers.csv", "counterparty", "ind")
    changed(tables / "offers.csv", "design_origins", "France", row=1)
    changed(tables / "offers.csv", "approval_states", "Fr", row=1)
    changed(tables / "offers.csv", "design_origins", "FIN", row=3)
    changed(tables / "channels.csv", "partner", "isr")
    with pytest.raises(InputError) as caught:
        read_planned(tables)
    told = {(problem.file, problem.line, problem.field): problem.message for problem in caught.value.problems}
    assert set(told) == {
        ("offers.csv", 2, "counterparty"), ("offers.csv", 3, "design_origins"), ("offers.csv", 3, "approval_states"),
        ("offers.csv", 5, "design_origins"), ("channels.csv", 2, "partner"),
        ("upkeep.csv", 3, "upkeep.jet"), ("upkeep.csv", 4, "upkeep.gun"),
    }  # fmt: skip
    assert "'ind' is no code that is known here" in told["offers.csv", 2, "counterparty"]
    assert told["offers.csv", 2, "counterparty"].endswith("in capitals; write IND")
    assert told["offers.csv", 3, "design_origins"].endswith("write FRA")
    assert told["offers.csv", 3, "approval_states"].endswith("the case has FRA, IND, RUS")
    assert "write one of FRA, IND, RUS, or add FIN to origins" in told["offers.csv", 5, "design_origins"]


@pytest.mark.parametrize(("column", "code"), [("counterparty", "XKX"), ("approval_states", "XKX"), ("design_origins", "EU")])
def test_codes_that_are_left_to_users_and_parties_that_are_no_country_are_taken(tables: Path, column: str, code: str) -> None:
    changed(tables / "offers.csv", column, code, row=2)
    assert code in str(getattr(read_planned(tables).offers[2], column))


def test_an_approval_may_be_needed_of_a_country_without_designs_in_the_case(tables: Path) -> None:
    changed(tables / "offers.csv", "approval_states", "CAN", row=1)
    assert read_planned(tables).offers[1].approval_states == ("CAN",)
