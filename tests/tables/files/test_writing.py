from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from kautilya.core.errors import InputError
from kautilya.tables.files.records import record_sheet
from kautilya.tables.files.sheet import Content, Sheet, SheetColumn, SheetRow
from kautilya.tables.files.writing import Format, write_sheet
from tests.tables.files.reading import csv_rows, json_document, parquet_about, xlsx_cells, xlsx_has_formulas
from tests.tables.synthetic import Another, view_of

ABOUT = {"as_of": "2026-04-30", "recorded_by": "all that is recorded", "register": "example 1", "licence": "CC0-1.0"}
VIEW = view_of(
    {
        "deal": [
            {
                "id": "rafale-m-26",
                "system": "=1+1",
                "quantity": "26",
                "value_signed": "630000000000",
                "value_signed_currency": "INR",
                "signed_on": "2025-04",
            },
            {
                "id": "p8i-8",
                "system": 'P-8I, "Neptune"\nlong range',
                "value_signed": "2137000000.50",
                "value_signed_currency": "USD",
            },
        ]
    },
    {"deal": [Another(record_id="rafale-m-26", attribute="quantity", raw="28")]},
)


def written(tmp_path: Path, form: Format, sheet: Sheet | None = None) -> Path:
    path = tmp_path / f"deals.{form}"
    write_sheet(sheet or record_sheet(VIEW, "deal", ABOUT), path, form)
    return path


def sheet_of(*values: str | Decimal | int | None, content: Content = Content.TEXT) -> Sheet:
    column = SheetColumn(name="told", content=content, means="What is told.")
    rows = [SheetRow(values=(value,)) for value in values]
    return Sheet(name="sample", about=ABOUT, columns=(column,), count=len(rows), rows=lambda: iter(rows))


def test_a_csv_row_tells_values_units_sources_and_the_day(tmp_path: Path) -> None:
    rafale, p8i = csv_rows(written(tmp_path, Format.CSV))
    assert (rafale["id"], rafale["system"], rafale["signed_on"]) == ("rafale-m-26", "'=1+1", "2025-04")
    assert (rafale["value_signed"], rafale["value_signed unit"]) == ("630000000000", "INR")
    assert (p8i["value_signed"], p8i["value_signed unit"]) == ("2137000000.50", "USD")
    assert p8i["system"] == 'P-8I, "Neptune"\nlong range'
    assert (rafale["as_of"], rafale["register"]) == ("2026-04-30", "example 1")
    assert "quantity" in rafale["sources"]
    assert len(rafale["claims"].split(";")) == 6


def test_a_contradicted_cell_is_blank_and_its_values_are_told(tmp_path: Path) -> None:
    rafale, _ = csv_rows(written(tmp_path, Format.CSV))
    assert rafale["quantity"] == ""
    assert rafale["conflicts"] == "quantity: 26, 28; nothing chooses"


def test_every_format_tells_the_same(tmp_path: Path) -> None:
    told = [row["values"] for row in json_document(written(tmp_path, Format.JSON))["rows"]]
    frame = pl.read_parquet(written(tmp_path, Format.PARQUET))
    names, *cells = xlsx_cells(written(tmp_path, Format.XLSX))
    assert [row["system"] for row in told] == ["=1+1", 'P-8I, "Neptune"\nlong range'] == frame["system"].to_list()
    assert [row["value_signed"] for row in told] == [630000000000, 2137000000.5] == frame["value_signed"].to_list()
    assert [row["value_signed unit"] for row in told] == ["INR", "USD"] == frame["value_signed unit"].to_list()
    assert "value_signed unit" in names
    assert [row[1] for row in cells] == ["=1+1", 'P-8I, "Neptune"\nlong range']


def test_json_holds_the_claims_behind_each_row(tmp_path: Path) -> None:
    document = json_document(written(tmp_path, Format.JSON))
    assert document["about"] == {"table": "deals", **ABOUT}
    evidence = document["rows"][0]["evidence"]
    assert {one["value"] for one in evidence if one["column"] == "quantity"} == {"26", "28"}
    assert all(one["source"] and one["known_on"] and one["judged"] for one in evidence)


def test_parquet_carries_units_and_day_in_its_metadata(tmp_path: Path) -> None:
    path = written(tmp_path, Format.PARQUET)
    about = parquet_about(path)
    assert about["about"]["as_of"] == "2026-04-30"
    assert {column["name"] for column in about["columns"]} == set(pl.read_parquet_schema(path))


def test_a_workbook_has_rows_sources_columns_and_what_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, Format.XLSX)
    assert not xlsx_has_formulas(path)
    sources = xlsx_cells(path, 2)
    assert sources[0][:4] == ["row", "column", "claim_id", "value"]
    assert {row[0] for row in sources[1:]} == {"2", "3"}
    assert ["as_of", "2026-04-30"] in xlsx_cells(path, 4)


@pytest.mark.parametrize("form", Format)
def test_the_same_table_is_the_same_file(tmp_path: Path, form: Format) -> None:
    first = written(tmp_path, form).read_bytes()
    assert written(tmp_path, form).read_bytes() == first


@pytest.mark.parametrize("form", Format)
def test_a_table_without_rows_can_be_written(tmp_path: Path, form: Format) -> None:
    assert written(tmp_path, form, record_sheet(view_of({}), "deal", ABOUT)).stat().st_size > 0


def test_every_digit_of_an_exact_decimal_is_kept_as_text(tmp_path: Path) -> None:
    exact = sheet_of(Decimal("123456789012345678.901"), content=Content.NUMBER)
    assert csv_rows(written(tmp_path, Format.CSV, exact))[0]["told"] == "123456789012345678.901"
    assert json_document(written(tmp_path, Format.JSON, exact))["rows"][0]["values"] == {"told": "123456789012345678.901"}


def test_text_that_looks_like_a_number_stays_text_in_a_workbook(tmp_path: Path) -> None:
    path = written(tmp_path, Format.XLSX, sheet_of("0042", "-5", "https://example.org", "{=1}", "\x01\ud7ff"))
    assert [row[0] for row in xlsx_cells(path)][:5] == ["told", "0042", "-5", "https://example.org", "{=1}"]
    assert not xlsx_has_formulas(path)


def test_what_a_format_cannot_hold_is_refused_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(InputError, match="32,767"):
        write_sheet(sheet_of("x" * 40_000), path, Format.XLSX)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["deals.xlsx"]


def test_somebody_can_count_the_rows_while_they_are_written(tmp_path: Path) -> None:
    seen: list[int] = []

    def watch(rows: Iterable[SheetRow], count: int) -> Iterable[SheetRow]:
        seen.append(count)
        for row in rows:
            seen.append(len(row.values))
            yield row

    write_sheet(sheet_of("a", "b").watched(watch), tmp_path / "a.csv", Format.CSV)
    assert seen == [2, 1, 1]
