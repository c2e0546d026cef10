from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.intake.transfers.schema import schema
from kautilya.register.dataset import Counts, Layout, ProblemKind
from kautilya.register.dataset_columns import TRADE_REGISTER
from tests.intake.transfers import world
from tests.intake.transfers.reading import RADAR, UAV, heading, of_kind, read_one, register


def test_a_plain_register_is_read_without_a_problem(tmp_path: Path) -> None:
    deals = world.deals(40)
    found = read_one(world.text(world.register_lines(deals)), tmp_path)
    assert found.dataset.problems == ()
    assert found.dataset.counts == Counts(read=40)
    assert found.dataset.layout is Layout.TRADE_REGISTER
    assert found.dataset.edition == date(2025, 3, 14)
    assert found.rows.schema == schema(TRADE_REGISTER)
    assert found.rows["tiv_delivered"].sum() == pytest.approx(sum(deal.delivered * deal.hundredths for deal in deals) / 100)
    assert found.rows["delivery_years"].to_list() == [[one.year for one in deal.deliveries] for deal in deals]
    assert found.rows["row"].to_list() == list(range(10, 50))


def test_every_cell_of_a_row_is_typed(tmp_path: Path) -> None:
    row = read_one(register(UAV, RADAR), tmp_path).rows.row(1, named=True)
    assert row == {
        "row": 11,
        "recipient": "India",
        "supplier": "France",
        "recipient_code": "IND",
        "supplier_code": "FRA",
        "order_year": 2011,
        "order_year_uncertain": False,
        "ordered": 2.0,
        "ordered_uncertain": True,
        "designation": "Tern-4",
        "designation_uncertain": None,
        "description": "radar",
        "delivered": 1.0,
        "delivered_uncertain": False,
        "delivery_years": [2015],
        "delivery_years_uncertain": False,
        "status": "Second hand",
        "comments": "For 2 boats",
        "tiv_unit": 4.75,
        "tiv_order": 9.5,
        "tiv_delivered": 4.75,
        "duplicate_of": None,
    }


def test_blank_is_null_and_nought_is_nought(tmp_path: Path) -> None:
    rows = read_one(
        register("India,Israel,2009,,,,Kite-1,UAV,0,,,New,,3,0,0", "India,Israel,2009,,4,,Kite-1,UAV,,,,New,,3,12,"), tmp_path
    ).rows
    assert rows["ordered"].to_list() == [None, 4.0]
    assert rows["delivered"].to_list() == [0.0, None]
    assert rows["tiv_delivered"].to_list() == [0.0, None]
    assert rows["delivery_years"].to_list() == [[], []]
    assert rows["comments"].to_list() == [None, None]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("pieces", [2, 3])
def test_a_record_broken_inside_its_comment_is_put_together(tmp_path: Path, end: str, pieces: int) -> None:
    broken = UAV.replace("Aid", end.join(["For coast guard;", "some second-hand;", "aid"][:pieces]))
    found = read_one(register(broken, RADAR), tmp_path)
    assert found.dataset.counts == Counts(read=1, repaired=1)
    assert found.rows["comments"][0] == " ".join(["For coast guard;", "some second-hand;", "aid"][:pieces])
    assert found.rows["row"].to_list() == [10, 10 + pieces]
    assert found.rows["tiv_delivered"].sum() == 52.75
    assert [(problem.kind, problem.row) for problem in found.dataset.problems] == [(ProblemKind.REPAIRED, 10)]


def test_a_blank_line_inside_a_comment_breaks_no_record_for_good(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace("Aid", "For coast guard\r\n\r\nand police"), RADAR), tmp_path)
    assert found.rows["comments"][0] == "For coast guard and police"


def test_quoted_comments_may_hold_commas_and_line_breaks(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace("Aid", '"For coast guard, ""police""\nand army"'), RADAR), tmp_path)
    assert found.dataset.counts == Counts(read=2)
    assert found.rows["comments"][0] == 'For coast guard, "police" and army'
    assert found.dataset.problems == ()


def test_a_wholly_quoted_register_is_read(tmp_path: Path) -> None:
    lines = [*heading(), *('"' + line.replace(",", '","') + '"' for line in (world.REGISTER_NAMES, UAV, RADAR))]
    found = read_one(world.text(lines), tmp_path)
    assert found.dataset.counts == Counts(read=2)
    assert found.rows["tiv_delivered"].sum() == 52.75


def test_quotation_marks_of_a_comment_are_characters(tmp_path: Path) -> None:
    rows = read_one(
        register(UAV.replace("Aid", 'Version of "Kite"; 5" gun'), RADAR.replace("For 2 boats", '"Tern" version')), tmp_path
    ).rows
    assert rows["comments"].to_list() == ['Version of "Kite"; 5" gun', '"Tern" version']


def test_an_opening_quote_that_is_never_closed_swallows_no_record(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace("Aid", '"Aid'), RADAR, RADAR.replace("2011", "2012")), tmp_path)
    assert found.dataset.counts.rows == 3
    assert found.rows["tiv_delivered"].sum() == 57.5


def test_a_comma_inside_a_comment_is_kept_and_told(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace("Aid", "For coast guard, and police, too"), RADAR), tmp_path)
    assert found.rows["comments"][0] == "For coast guard, and police, too"
    assert found.dataset.counts == Counts(read=1, repaired=1)


def test_a_fragment_that_cannot_be_completed_is_listed_with_its_text(tmp_path: Path) -> None:
    fragment = ",".join(UAV.split(",")[:9])
    found = read_one(register(fragment, RADAR), tmp_path)
    assert found.dataset.counts == Counts(read=1, refused=1)
    refused = of_kind(found, ProblemKind.REFUSED)
    assert [(problem.row, problem.raw) for problem in refused] == [(10, fragment)]


def test_two_halves_of_different_records_are_not_put_together(tmp_path: Path) -> None:
    head, tail = ",".join(UAV.split(",")[:9]), ",".join(RADAR.split(",")[3:])
    found = read_one(register(head, tail, RADAR), tmp_path)
    assert found.rows.height == 1
    assert found.dataset.counts.refused >= 1


def test_a_last_line_that_is_cut_off_is_refused_and_told(tmp_path: Path) -> None:
    found = read_one(register(RADAR) + UAV[:-12], tmp_path)
    assert found.dataset.counts == Counts(read=1, refused=1)
    assert "cut off" in of_kind(found, ProblemKind.REFUSED)[0].message
    assert of_kind(found, ProblemKind.DOUBT)


def test_a_figure_cut_in_its_last_digits_does_not_pass_unnoticed(tmp_path: Path) -> None:
    found = read_one(register(RADAR) + UAV[:-1], tmp_path)
    assert found.rows["tiv_delivered"].to_list() == [4.75, 4.0]
    assert [problem.row for problem in of_kind(found, ProblemKind.DOUBT)] == [11, 11]


def test_repeated_rows_are_flagged_kept_and_counted(tmp_path: Path) -> None:
    found = read_one(register(UAV, RADAR, UAV, UAV), tmp_path)
    assert found.dataset.counts == Counts(read=2, duplicates=2)
    assert found.rows["duplicate_of"].to_list() == [None, None, 10, 10]
    assert [problem.row for problem in of_kind(found, ProblemKind.DUPLICATE)] == [12, 13]


def test_rows_that_differ_in_a_comment_are_no_repetition(tmp_path: Path) -> None:
    assert read_one(register(UAV, UAV.replace("Aid", "Loan")), tmp_path).dataset.counts == Counts(read=2)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (UAV.replace(",48,48", ",48,-48"), "tiv_delivered", "negative"),
        (UAV.replace(",48,48", ",48,4e8"), "tiv_delivered", "no number"),
        (UAV.replace(",48,48", ",48,99999999"), "tiv_delivered", "absurd"),
        (UAV.replace(",48,48", ",48,NaN"), "tiv_delivered", "no number"),
        (UAV.replace("UAV,16", "UAV,-16"), "delivered", "negative"),
        (UAV.replace("UAV,16", "UAV,some"), "delivered", "no number"),
        (UAV.replace("2012; 2013", "2012; 20133"), "delivery_years", "no list of years"),
        (UAV.replace("2012; 2013", "1066"), "delivery_years", "absurd"),
        (UAV.replace("Israel", ""), "supplier", "not told"),
        (UAV.replace("India", "Total"), "recipient", "totals row"),
        (UAV.replace("Israel", "12"), "supplier", "no party"),
    ],
)
def test_a_record_whose_figures_or_parties_cannot_be_read_is_refused(tmp_path: Path, row: str, field: str, words: str) -> None:
    found = read_one(register(row, RADAR), tmp_path)
    assert found.dataset.counts == Counts(read=1, refused=1)
    (problem,) = of_kind(found, ProblemKind.REFUSED)
    assert (problem.row, problem.field, problem.raw) == (10, field, row)
    assert words in problem.message


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (UAV.replace("2009", "20x9"), "order_year"),
        (UAV.replace("2009", "3009"), "order_year"),
        (UAV.replace("?,16", "?,-16"), "ordered"),
        (UAV.replace(",3,48", ",-3,48"), "tiv_unit"),
        (UAV.replace(",?,", ",x,"), "order_year_uncertain"),
    ],
)
def test_any_other_cell_that_cannot_be_read_is_left_empty_and_told(tmp_path: Path, row: str, field: str) -> None:
    found = read_one(register(row, RADAR), tmp_path)
    assert found.dataset.counts == Counts(read=1, repaired=1)
    assert found.rows[field][0] is None
    assert [(problem.row, problem.field) for problem in of_kind(found, ProblemKind.REPAIRED)] == [(10, field)]


def test_figures_that_no_single_price_gives_are_doubted_and_kept(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace(",48,48", ",48,84"), RADAR), tmp_path)
    assert found.rows["tiv_delivered"].to_list() == [84.0, 4.75]
    assert [problem.row for problem in of_kind(found, ProblemKind.DOUBT)] == [10]


@pytest.mark.parametrize(
    "row",
    [
        "India,Norway,2008,,159,?,Kite-1,anti-tank missile,159,,2009,Second hand,,0,0.64,0.64",
        "India,Norway,1970,,5,,Tern-4,fighter aircraft,5,,1971,New,,2.38,11.88,11.88",
        "India,Norway,1970,,250,,Tern-4,APC,250,,1971,New,,0.05,13,13",
        "India,Norway,1970,,,,Tern-4,APC,0,,,New,,0.05,0,0",
    ],
)
def test_what_rounding_explains_is_not_doubted(tmp_path: Path, row: str) -> None:
    assert read_one(register(row, UAV), tmp_path).dataset.problems == ()


def test_deliveries_without_a_year_or_a_figure_are_doubted(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace("2012; 2013", ""), UAV.replace(",48,48", ",48,")), tmp_path)
    assert [problem.row for problem in of_kind(found, ProblemKind.DOUBT)] == [10, 11]


def test_deliveries_outside_the_window_or_after_the_edition_are_doubted(tmp_path: Path) -> None:
    lines = [*heading((2000, 2012)), world.REGISTER_NAMES, UAV, RADAR.replace("2015", "2029")]
    found = read_one(world.text(lines), tmp_path)
    doubts = of_kind(found, ProblemKind.DOUBT)
    assert [(problem.row, problem.count) for problem in doubts] == [(10, 2), (11, 1)]


def test_unknown_suppliers_and_names_stay_in_the_rows(tmp_path: Path) -> None:
    found = read_one(register(UAV.replace("Israel", "unknown supplier(s)"), RADAR.replace("France", "Ruritania")), tmp_path)
    assert found.rows["supplier_code"].to_list() == ["unknown", "Ruritania"]
    (unknown,) = of_kind(found, ProblemKind.UNKNOWN_NAME)
    assert (unknown.row, unknown.field, unknown.raw) == (11, "supplier", "Ruritania")


def test_latin_1_and_utf_8_give_the_same_rows_and_the_same_data_set(tmp_path: Path) -> None:
    text = register(UAV.replace("Kite-1", "Ib\u00e9rico"), RADAR)
    western, unicode = read_one(text.encode("latin-1"), tmp_path), read_one(b"\xef\xbb\xbf" + text.encode(), tmp_path)
    assert western.rows.equals(unicode.rows)
    assert western.dataset.sha256 == unicode.dataset.sha256
    assert western.dataset.file_sha256 != unicode.dataset.file_sha256
    assert (western.dataset.encoding, unicode.dataset.encoding) == ("cp1252", "utf-8")


def test_a_register_of_windows_lines_is_read_like_any_other(tmp_path: Path) -> None:
    text = register(UAV, RADAR)
    assert read_one(text.replace("\n", "\r\n"), tmp_path).rows.equals(read_one(text, tmp_path).rows)


def test_a_deleted_heading_costs_the_edition_and_is_told(tmp_path: Path) -> None:
    found = read_one(world.text([world.REGISTER_NAMES, UAV]), tmp_path)
    assert found.dataset.edition is None
    assert not found.dataset.window_stated
    assert {problem.field for problem in of_kind(found, ProblemKind.MISSING)} == {"edition", "window"}


def test_the_user_can_tell_the_edition(tmp_path: Path) -> None:
    found = read_one(world.text([world.REGISTER_NAMES, UAV]), tmp_path, edition=date(2024, 3, 11))
    assert (found.dataset.edition, found.dataset.edition_given) == (date(2024, 3, 11), True)


def test_the_files_own_day_stands_against_another_one(tmp_path: Path) -> None:
    found = read_one(register(UAV), tmp_path, edition=date(2024, 3, 11))
    assert (found.dataset.edition, found.dataset.edition_given) == (date(2025, 3, 14), False)
    assert of_kind(found, ProblemKind.DOUBT)[0].field == "edition"


def test_a_partly_deleted_heading_still_tells_what_is_left(tmp_path: Path) -> None:
    found = read_one(world.text([*heading()[6:], world.REGISTER_NAMES, UAV]), tmp_path)
    assert found.dataset.edition == date(2025, 3, 14)
    assert not found.dataset.window_stated


def test_deleted_column_names_are_recognised_by_place_and_told(tmp_path: Path) -> None:
    rows = [",".join(world.register_cells(deal)) for deal in world.deals(20)]
    found = read_one(world.text(rows), tmp_path)
    assert found.rows.height == 20
    assert of_kind(found, ProblemKind.GUESS)
    whole = read_one(world.text([*heading(), world.REGISTER_NAMES, *rows]), tmp_path)
    assert found.rows.drop("row").equals(whole.rows.drop("row"))


def test_spreadsheet_padding_is_cut_off(tmp_path: Path) -> None:
    plain = read_one(register(UAV, RADAR), tmp_path).rows
    for padding in (",,,", ";;;;;"):
        padded = world.text([line + padding for line in register(UAV, RADAR).splitlines()])
        found = read_one(padded, tmp_path)
        assert found.rows.equals(plain)
        assert found.dataset.edition == date(2025, 3, 14)
        assert [problem.kind for problem in found.dataset.problems] == [ProblemKind.NOTE]


def test_a_register_saved_with_semicolons_and_decimal_commas_is_read(tmp_path: Path) -> None:
    def european(line: str) -> str:
        cells = line.split(",")
        return ";".join(
            f'"{cell}"' if ";" in cell else cell.replace(".", ",") if cell.replace(".", "").isdigit() else cell
            for cell in cells
        )

    lines = [*heading(), *(european(line) for line in (world.REGISTER_NAMES, UAV, RADAR))]
    found = read_one(world.text(lines), tmp_path)
    plain = read_one(register(UAV, RADAR), tmp_path)
    assert found.rows.equals(plain.rows)
    assert found.dataset.counts == Counts(read=1, repaired=1)


def test_thousands_in_quoted_cells_are_read_and_told(tmp_path: Path) -> None:
    row = 'India,Israel,2009,,"1,600",,Kite-1,anti-tank missile,"1,600",,2012,New,,1,"1,600","1,600"'
    found = read_one(register(row, UAV), tmp_path)
    assert found.rows["tiv_delivered"].to_list() == [1600.0, 48.0]
    assert found.dataset.counts == Counts(read=1, repaired=1)


def test_a_register_of_one_recipient_under_a_heading_of_all_is_a_part(tmp_path: Path) -> None:
    found = read_one(world.text([*world.heading(), world.REGISTER_NAMES, UAV, RADAR]), tmp_path)
    assert [(problem.kind, problem.field) for problem in found.dataset.problems] == [(ProblemKind.PARTIAL, "recipient")]
    assert (found.dataset.suppliers, found.dataset.recipients) == (2, 1)


def test_rows_are_cited_by_the_line_of_the_file(tmp_path: Path) -> None:
    text = register(UAV.replace("Aid", "For\ncoast guard"), RADAR)
    found = read_one(text, tmp_path)
    line = found.rows.filter(pl.col("supplier") == "France")["row"].item()
    assert text.splitlines()[line - 1] == RADAR


def test_a_line_that_may_be_the_beginning_of_the_next_record_throws_doubt_on_it(tmp_path: Path) -> None:
    found = read_one(register(RADAR, UAV.replace("India,Israel", "South\nSudan,Israel")), tmp_path)
    assert found.rows["recipient"].to_list() == ["India", "Sudan"]
    assert [problem.row for problem in of_kind(found, ProblemKind.REFUSED)] == [11]
    assert 12 in [problem.row for problem in of_kind(found, ProblemKind.DOUBT)]


def test_volume_without_pieces_is_doubted(tmp_path: Path) -> None:
    found = read_one(register("India,Israel,2009,,,,Kite-1,UAV,0,,,New,,3,,48", UAV), tmp_path)
    assert [problem.row for problem in of_kind(found, ProblemKind.DOUBT)] == [10]


def test_flags_may_be_words(tmp_path: Path) -> None:
    rows = read_one(register(UAV.replace(",?,16", ",Yes,16"), RADAR.replace("2,?", "2,no")), tmp_path).rows
    assert rows["order_year_uncertain"].to_list() == [True, False]
    assert rows["ordered_uncertain"].to_list() == [False, False]


def test_rows_that_the_heading_does_not_speak_of_throw_doubt_on_it(tmp_path: Path) -> None:
    lines = [*world.heading(between="Israel   to All countries "), world.REGISTER_NAMES, UAV, RADAR.replace("India", "Nepal")]
    found = read_one(world.text(lines), tmp_path)
    assert [(problem.kind, problem.field) for problem in found.dataset.problems] == [(ProblemKind.DOUBT, "supplier")]


def test_column_names_without_a_record_are_told(tmp_path: Path) -> None:
    found = read_one(register(), tmp_path)
    assert found.rows.is_empty()
    assert [problem.kind for problem in found.dataset.problems] == [ProblemKind.MISSING]
