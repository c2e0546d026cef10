from pathlib import Path

from kautilya.intake.transfers.schema import schema
from kautilya.register.dataset import Counts, Layout, ProblemKind
from kautilya.register.dataset_columns import UN_REGISTER
from tests.intake.transfers.reading import of_kind, read_one

NAMES = "table,year,exporter,importer,category,num_items,state_of_origin,intermediate_locations,description,comments\n"


def test_a_report_is_typed_with_codes_of_both_sides(tmp_path: Path) -> None:
    text = NAMES + 'exports,2015,Republic of Korea,T\u00fcrkiye,"III. Large-calibre artillery systems",12,,,"Kite-1, towed",\n'
    found = read_one(text, tmp_path)
    assert found.dataset.layout is Layout.UN_REGISTER
    assert found.rows.schema == schema(UN_REGISTER)
    assert found.rows.row(0, named=True) == {
        "row": 2, "table": "exports", "year": 2015, "exporter": "Republic of Korea", "importer": "T\u00fcrkiye",
        "exporter_code": "KOR", "importer_code": "TUR", "category": "III. Large-calibre artillery systems", "num_items": 12.0,
        "state_of_origin": None, "intermediate_locations": None, "description": "Kite-1, towed", "comments": None,
        "duplicate_of": None,
    }  # fmt: skip
    assert "United Nations" in found.dataset.credit
    assert {problem.field for problem in found.dataset.problems} == {"edition"}


def test_a_withheld_number_is_null_and_a_bad_one_refuses_the_report(tmp_path: Path) -> None:
    lines = "exports,2015,France,India,IV,,,,,\nexports,2015,France,India,IV,-3,,,,\nexports,,France,India,IV,3,,,,\n"
    found = read_one(NAMES + lines, tmp_path)
    assert found.rows["num_items"].to_list() == [None]
    assert found.dataset.counts == Counts(read=1, refused=2)
    assert [(problem.row, problem.field) for problem in of_kind(found, ProblemKind.NOTE)] == [(2, "num_items")]


def test_a_description_over_two_lines_within_quotes_is_one_report(tmp_path: Path) -> None:
    found = read_one(NAMES + 'imports,2016,France,India,IV,3,,,"Kite-1\nand Kite-2","none, so far"\n', tmp_path)
    assert found.rows["description"].to_list() == ["Kite-1 and Kite-2"]
    assert found.dataset.counts == Counts(read=1)


def test_exporter_and_importer_reports_of_one_transfer_are_two_rows(tmp_path: Path) -> None:
    found = read_one(NAMES + "exports,2016,France,India,IV,3,,,,\nimports,2016,France,India,IV,3,,,,\n", tmp_path)
    assert found.dataset.counts == Counts(read=2)
    assert not of_kind(found, ProblemKind.DUPLICATE)
