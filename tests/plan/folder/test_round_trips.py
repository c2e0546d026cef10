"""Cases as folders of tables: back to the same bytes, whatever a spreadsheet does in between."""

import csv
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InputError
from kautilya.plan import codec
from kautilya.plan.case import Assumption, Case
from kautilya.plan.folder.cells import text_of, value_of
from kautilya.plan.folder.layout import Column, Content
from kautilya.plan.folder.planned import read_planned
from kautilya.plan.folder.reading import read_folder
from kautilya.plan.folder.writing import write_folder
from tests.cli.running import run
from tests.plan.drawn import cases
from tests.plan.folder.saved import SIGNED, changed, in_another_language, rewritten
from tests.plan.full import FULL
from tests.plan.tiny import number


def there_and_back(given: Case) -> Case:
    with TemporaryDirectory() as folder:
        write_folder(given, Path(folder) / "tables")
        return read_folder(Path(folder) / "tables")


@given(cases())
@settings(max_examples=25)
def test_every_case_comes_back_from_its_tables_as_the_same_bytes(drawn: Case) -> None:
    assert codec.write(there_and_back(drawn)) == codec.write(drawn)


def test_hubs_fleets_life_extension_growth_second_sources_and_signed_deals_come_back() -> None:
    assert codec.write(there_and_back(SIGNED)) == codec.write(SIGNED)


def test_the_india_case_comes_back(india: Case) -> None:
    assert codec.write(there_and_back(india)) == codec.write(india)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.floats(allow_nan=False, allow_infinity=False)
)
@settings(max_examples=60)
@example("=1+1", 0.1)
@example("'=1", -0.0)
@example("2026-04-30", 1e22)
@example("0.50\r\nb", -1e-7)
def test_any_text_and_number_come_back(text: str, value: float) -> None:
    told = Assumption(id="A", what=text, value=text, low=text, high="", unit="", reason=text, author="", claim_ids=())
    drawn = replace(FULL, title=text, assumptions=(told,), component_limit=None, seed=int(value) % 99)
    drawn = replace(drawn, areas=tuple(replace(area, weight=number(value)) for area in drawn.areas))
    assert codec.write(there_and_back(drawn)) == codec.write(drawn)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+A", "-A", "@x", "2026-04-30", "3-4", "1/2", "MAR 1", "jan-26", "0.5", "007", "1e5", "5%", "$5", "TRUE"],
)
def test_what_a_spreadsheet_would_rewrite_is_kept_text(text: str) -> None:
    assert text_of(text) == f"'{text}"
    assert value_of(f"'{text}", Column(name="x", path=("x",), content=Content.TEXT)) == text


@pytest.mark.parametrize("text", ["12", "-3", "fighter", "FY2026-27", "uniform 0.8..0.9", "A025"])
def test_what_a_spreadsheet_leaves_alone_is_left_alone(text: str) -> None:
    assert text_of(text) == text


@pytest.mark.parametrize("decimal_commas", [True, False])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_text_as_spreadsheets_save_it_comes_back(
    tables: Path, decimal_commas: bool, encoding: str, line_end: str, india: Case
) -> None:
    shutil.rmtree(tables)
    write_folder(india, tables)
    if decimal_commas:
        in_another_language(tables)
    for file in tables.iterdir():
        rewritten(file, lambda rows: rows, was=";" if decimal_commas else ",", separator="\t")
        text = file.read_text(encoding="utf-8-sig").replace("\n", line_end)
        file.write_bytes(text.encode(encoding))
    told = list[str]()
    assert codec.write(read_folder(tables, told.append)) == codec.write(india)
    assert any("by tabs, so a comma in a number" in one for one in told) is decimal_commas


@given(cases())
@settings(max_examples=15)
def test_every_case_comes_back_from_tables_with_decimal_commas(drawn: Case) -> None:
    with TemporaryDirectory() as scratch:
        folder, told = Path(scratch) / "tables", list[str]()
        write_folder(drawn, folder)
        in_another_language(folder)
        assert codec.write(read_folder(folder, told.append)) == codec.write(drawn)
        assert len(told) == len(list(folder.iterdir()))
        assert "offers.csv: its cells are divided by semicolons, so a comma in a number was read as its decimal point" in told


def test_the_india_case_and_texts_that_are_numbers_come_back_with_decimal_commas(india: Case, tmp_path: Path) -> None:
    write_folder(india, tmp_path / "tables")
    in_another_language(tmp_path / "tables")
    assert codec.write(read_folder(tmp_path / "tables")) == codec.write(india)


@given(st.sampled_from(["3,5", "Radar, 3,5 km", "-0,25", "1,234", "0,50", "12,"]), st.sampled_from([",", ";"]))
@settings(max_examples=12, deadline=None)
def test_texts_and_lists_survive_byte_for_byte_whatever_divides_the_cells(text: str, separator: str) -> None:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "tables"
        write_folder(SIGNED, folder)
        changed(folder / "case.csv", "title", text)
        changed(folder / "signed.csv", "design_origins", f"{text};FRA")
        if separator == ";":
            in_another_language(folder)
        read = read_folder(folder)
    assert (read.title, read.signed[0].design_origins) == (text, (text, "FRA"))


def test_what_a_spreadsheet_may_do_to_a_file_changes_nothing(tables: Path) -> None:
    rewritten(tables / "areas_holding.csv", lambda rows: [rows[0], *reversed(rows[1:])])
    rewritten(tables / "channels.csv", lambda rows: [*rows, [""] * len(rows[0])])
    text = (tables / "hubs.csv").read_text(encoding="utf-8-sig")
    (tables / "hubs.csv").write_text(text, encoding="utf-8", newline="\n")
    assert codec.write(read_folder(tables)) == codec.write(SIGNED)


NEEDED = {
    "hubs": {"id": None, "capacity": "12", "step": "4", "expansion_cost": "300", "lead_years": "2"},
    "upkeep": {"of": None, "hub_id": None, "without_hub": "0.4", "with_hub": "0.9", "load": "1"},
}
"""Cells of the smallest row, as docs/planner.md has them; None where the cell stays as it is."""


def test_the_smallest_row_of_a_hub_is_what_the_docs_say(tables: Path) -> None:
    for name, cells in NEEDED.items():
        file = tables / f"{name}.csv"
        with file.open(encoding="utf-8-sig", newline="") as stream:
            heading = next(csv.reader(stream))
        for column in heading:
            number_of, _, part = column.partition(".")
            if cells.get(column, "") is not None:
                given = "assumed" if number_of in cells and part in ("mark", "weakest") else cells.get(column)
                changed(file, column, given or "")
    hub, kept = read_planned(tables).hubs[0], read_planned(tables).upkeep[0]
    assert (hub.id, hub.capacity.value, hub.lead_years.value) == ("hub", 12, 2)
    assert kept.with_hub is not None
    assert (kept.hub_id, kept.with_hub.value) == ("hub", 0.9)
    told = (Path(__file__).parents[3] / "docs" / "planner.md").read_text(encoding="utf-8")
    for cells in NEEDED.values():
        assert all(f"`{column}`" in told for column in cells)


def test_the_commands_export_and_import_the_same_bytes(tmp_path: Path) -> None:
    saved, back, book = tmp_path / "case.json", tmp_path / "back.json", tmp_path / "case.xlsx"
    saved.write_text(codec.write(FULL), encoding="utf-8")
    assert run("case", "export", saved, "-o", tmp_path / "tables", "--xlsx", book).code == 0
    assert run("case", "import", tmp_path / "tables", "-o", back).code == 0
    assert back.read_bytes() == saved.read_bytes()
    assert json.loads(run("case", "import", tmp_path / "tables", "--json").out) == json.loads(codec.write(FULL))
    with zipfile.ZipFile(book) as inside:
        assert b'name="offers"' in inside.read("xl/workbook.xml")
        assert not any(b"<f>" in inside.read(name) for name in inside.namelist())


def test_blank_columns_at_the_right_are_passed_over_and_a_cell_under_no_heading_is_told(tables: Path) -> None:
    rewritten(tables / "offers.csv", lambda rows: [[*row, "", " "] for row in rows])
    assert codec.write(read_folder(tables)) == codec.write(SIGNED)
    rewritten(tables / "offers.csv", lambda rows: [*rows[:2], [*rows[2][:-1], "see note"], *rows[3:]])
    with pytest.raises(InputError) as caught:
        read_folder(tables)
    (told,) = caught.value.problems
    assert (told.file, told.line) == ("offers.csv", 3)
    assert told.message.startswith("'see note' stands under no heading, in column ")
