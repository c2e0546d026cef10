"""Everything that can be wrong with a package is told at once, with file, line and field."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kautilya.core.errors import InputError, Problem
from kautilya.intake.datapackage import read
from kautilya.intake.problems import LIMIT
from kautilya.store.opening import IN_MEMORY, open_store
from tests.intake.facts import cut, write_package

DAY = date(2026, 6, 30)

BUDGET = cut("budget", keep=3)
DEALS = cut("deals", keep=4)
RATES = cut("case/exchange_rates", keep=3)
SHARES = cut("supplier_shares", keep=3)


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(path, recorded_on=DAY, by="a reader")
    return caught.value.problems


def places(path: Path) -> set[tuple[str, int | None, str | None]]:
    return {(problem.file, problem.line, problem.field) for problem in problems(path)}


def changed(text: str, line: int, old: str, new: str) -> str:
    lines = text.splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "".join(lines)


def test_a_sound_small_package_is_read(tmp_path: Path) -> None:
    taken = read(write_package(tmp_path, {"budget": BUDGET}), recorded_on=DAY, by="a reader")
    assert taken.package.rows == 3
    assert {claim.kind for claim in taken.claims} == {"budget"}


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    body = b"\xef\xbb\xbf" + BUDGET.replace("\n", "\r\n").encode()
    taken = read(write_package(tmp_path, {"budget": body}), recorded_on=DAY, by="a reader")
    plain = read(write_package(tmp_path / "plain", {"budget": BUDGET}), recorded_on=DAY, by="a reader")
    assert [claim.id for claim in taken.claims] == [claim.id for claim in plain.claims]


def test_one_table_is_read_from_its_own_file(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"case/exchange_rates": RATES, "deals": DEALS})
    assert len(read(folder / "deals.csv", recorded_on=DAY, by="a reader").claims) > 100
    with closing(open_store(IN_MEMORY)) as register:
        first = read(folder / "deals.csv", recorded_on=DAY, by="a reader")
        register.add(first.package, first.claims, first.judgements)
        rates = read(folder / "case" / "exchange_rates.csv", recorded_on=DAY, by="a reader", register=register)
    assert rates.package.rows == 3


def test_the_data_date_of_one_table_is_that_of_its_latest_page(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"deals": DEALS})
    dated = read(folder / "deals.csv", recorded_on=DAY, by="me").package
    assert str(dated.data_date) == "2022-04-20"


def test_a_table_that_dates_no_page_is_refused_where_nothing_tells_a_data_date(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"case/exchange_rates": RATES})
    (problem,) = problems(folder / "case" / "exchange_rates.csv")
    assert "datapackage.json" in problem.message


@pytest.mark.parametrize("table", ["alternatives", "earlier_pages", "field_sources"])
def test_a_table_about_cells_of_other_tables_is_refused_alone(tmp_path: Path, table: str) -> None:
    folder = write_package(tmp_path, {table: cut(table, keep=3)})
    (alone,) = problems(folder / f"{table}.csv")
    assert "import the folder" in alone.message
    assert {problem.field for problem in problems(folder)} == {"table"}


def test_a_key_that_is_no_fiscal_year_is_told(tmp_path: Path) -> None:
    years = cut("case/budget_by_year", keep=2).replace("\nFY2026-27,", "\nFY2026-28,")
    assert ("case/budget_by_year.csv", 2, "fiscal_year") in places(write_package(tmp_path, {"case/budget_by_year": years}))


@pytest.mark.parametrize(
    ("table", "line", "old", "new", "field", "message"),
    [
        ("deals", 2, ",2005-10,", ",2025-02-30,", "signed_on", "no date of the calendar"),
        ("deals", 2, ",2005-10,", ",October 2005,", "signed_on", "is no date"),
        ("deals", 2, ",6,exact,", ",-6,exact,", "quantity", "negative"),
        ("deals", 2, ",6,exact,", ',"6,000",exact,', "quantity", "without commas"),
        ("deals", 2, ",USD,2005", ",,2005", "value_signed", "money without a currency"),
        ("deals", 2, ",USD,2005", ",DOL,2005", "value_signed_currency", "unknown term 'DOL'"),
        ("deals", 2, "kalvari-6,IND", "kalvari-6,IN", "buyer", "unknown country 'IN'"),
        ("deals", 2, ",submarines,", ",boots,", "quantity_unit", "unknown term 'boots'"),
        ("deals", 2, ",sub-conv,", ",sub-marine,", "area_id", "unknown term 'sub-marine'"),
        ("deals", 2, ",delivered,,none,", ",sealed,,none,", "buyer_stage", "unknown term 'sealed'"),
        ("deals", 2, ",delivered,,none,", ",,,none,", "buyer_stage", "is blank"),
        ("deals", 2, "https://www.thehindu", "www.thehindu", "source_url", "no web address"),
        ("deals", 2, ",2022-04-20,", ",2022-13,", "source_date", "no date of the calendar"),
        ("deals", 3, "c130j-6", "kalvari-6", "id", "is there already, on line 2"),
        ("deals", 3, "c130j-6", "", "id", "is blank"),
        ("budget", 2, "FY2012-13", "FY2012-14", "fiscal_year", "did you mean FY2012-13"),
        ("budget", 2, "66032.24", "-66032.24", "amount_inr_crore", "negative"),
        ("budget", 2, "66032.24", "9" * 25, "amount_inr_crore", "is no number"),
        ("budget", 2, "66032.24", "NaN", "amount_inr_crore", "is no number"),
        ("budget", 2, "66032.24", "1e5", "amount_inr_crore", "is no number"),
        ("case/exchange_rates", 2, "48.3563", "-48.3563", "inr_per_unit", "negative"),
        ("case/exchange_rates", 2, "48.3563", "0", "inr_per_unit", "more than 0"),
        ("deals", 2, ",2005-10,", ",9999-12-31,", "signed_on", "out of the years 1900 to 2100"),
        ("supplier_shares", 2, ",RUS,76,", ",RUS,150,", "share_pct", "expected 0 to 100"),
    ],
)
def test_a_bad_cell_is_told_with_file_line_and_field(
    tmp_path: Path, table: str, line: int, old: str, new: str, field: str, message: str
) -> None:
    sound = {"deals": DEALS, "budget": BUDGET, "case/exchange_rates": RATES, "supplier_shares": SHARES}[table]
    folder = write_package(tmp_path, {table: changed(sound, line, old, new)})
    found = [problem for problem in problems(folder) if (problem.line, problem.field) == (line, field)]
    assert [problem.file for problem in found] == [f"{table}.csv"]
    assert message in found[0].message


def with_cells(table: str, cells: dict[int, dict[str, str]]) -> str:
    rows = list(csv.DictReader(io.StringIO(cut(table, keep=4))))
    for line, changes in cells.items():
        rows[line - 2] |= changes
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_a_deal_that_contains_itself_is_refused(tmp_path: Path) -> None:
    circle = {2: {"part_of": "c130j-6"}, 3: {"part_of": "kalvari-6"}}
    found = places(write_package(tmp_path, {"deals": with_cells("deals", circle)}))
    assert {("deals.csv", 2, "part_of"), ("deals.csv", 3, "part_of")} <= found


def test_a_delivery_before_the_signature_is_refused(tmp_path: Path) -> None:
    early = {2: {"signed_on": "2005-10", "last_delivered_actual": "1995"}}
    found = places(write_package(tmp_path, {"deals": with_cells("deals", early)}))
    assert ("deals.csv", 2, "last_delivered_actual") in found


def test_a_quantity_of_unknown_unit_is_refused_among_the_alternatives(tmp_path: Path) -> None:
    alternative = "alt_id,table,id,column,value,currency_or_unit,source_url,source_named,source_basis,source_says,source_date,"
    rows = (
        f"{alternative}preferred,reason\n"
        "a1,deals,kalvari-6,quantity,7,boots,https://x.example/1,,stated,says,2020,no,why\n"
        "a2,deals,kalvari-6,value_signed,7,,https://x.example/1,,stated,says,2020,no,why\n"
        "a3,deals,no-such-deal,value_signed,7,USD,https://x.example/1,,stated,says,2020,no,why\n"
        "a4,deals,kalvari-6,no_such_column,7,USD,https://x.example/1,,stated,says,2020,no,why\n"
        "a5,deals,kalvari-6,signed_on,2021-02-30,date,https://x.example/1,,stated,says,2020,no,why\n"
        "a6,deals,kalvari-6,source_says,other words,,https://x.example/1,,stated,says,2020,no,why\n"
        "a7,fleets,mig21,quantity,7,aircraft,https://x.example/1,,stated,says,2020,no,why\n"
        "a8,deals,kalvari-6,quantity,7,submarines,,,named only,says,2020,no,why\n"
    )
    folder = write_package(tmp_path, {"deals": DEALS, "alternatives": rows})
    assert places(folder) == {
        ("alternatives.csv", 2, "value"),
        ("alternatives.csv", 3, "value"),
        ("alternatives.csv", 4, "id"),
        ("alternatives.csv", 5, "column"),
        ("alternatives.csv", 6, "value"),
        ("alternatives.csv", 7, "column"),
        ("alternatives.csv", 8, "table"),
        ("alternatives.csv", 9, "source_url"),
    }


def test_two_choices_for_one_cell_are_refused(tmp_path: Path) -> None:
    rows = cut("alternatives", keep=2)
    folder = write_package(tmp_path, {"deals": DEALS, "alternatives": rows.replace(",no,", ",yes,")})
    assert ("alternatives.csv", 3, "preferred") in places(folder)


def test_a_row_that_names_a_deal_which_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"deals": DEALS, "lead_times": cut("lead_times", keep=20)})
    assert ("lead_times.csv", 12, "deal_id") not in places(folder)
    assert {file for file, _, field in places(folder) if field == "deal_id"} == {"lead_times.csv"}


def test_a_table_that_cannot_be_read_whole_is_not_blamed_on_the_rows_that_name_it(tmp_path: Path) -> None:
    header, *body = DEALS.splitlines(keepends=True)
    rest = {"lead_times": cut("lead_times", keep=5), "field_sources": cut("field_sources", keep=2)}
    headless = write_package(tmp_path / "a", {"deals": header.replace("buyer,", "purchaser,") + "".join(body), **rest})
    short = write_package(tmp_path / "b", {"deals": header + "kalvari-6,IND\n", **rest})
    assert places(headless) == {("deals.csv", 1, "buyer"), ("deals.csv", 1, "purchaser")}
    assert places(short) == {("deals.csv", 2, None)}
    binary = write_package(tmp_path / "c", {"deals": b"\x00", "alternatives": cut("alternatives", keep=3)})
    assert places(binary) == {("deals.csv", 1, None)}


def test_columns_that_are_missing_unknown_or_twice_are_told(tmp_path: Path) -> None:
    header, *body = BUDGET.splitlines(keepends=True)
    wrong = header.replace("fiscal_year", "year").replace("scope", "stage")
    assert places(write_package(tmp_path, {"budget": "".join([wrong, *body])})) == {
        ("budget.csv", 1, "fiscal_year"),
        ("budget.csv", 1, "scope"),
        ("budget.csv", 1, "stage"),
        ("budget.csv", 1, "year"),
    }


def test_a_row_of_another_length_is_told_by_its_physical_line(tmp_path: Path) -> None:
    header, first, second, _ = BUDGET.splitlines(keepends=True)
    text = header + first + '"bud900",FY2012-13,"2012-04-01\n"\n' + second + "\n"
    assert places(write_package(tmp_path, {"budget": text})) == {("budget.csv", 3, None), ("budget.csv", 6, None)}


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda body: body[: len(body) // 2], 3),
        (lambda body: body.replace(b"cr allocated", b"cr \xff allocated"), 2),
        (lambda body: body + b"\x00\x01\x02", 5),
        (lambda _: b"\x89PNG\r\n\x1a\n\x00\x00", 3),
        (lambda _: b"", 1),
        (lambda body: body + b'"never closed\n', 5),
        (lambda body: body.replace(b'"Rs 66', b'"Rs" 66'), 2),
    ],
    ids=["cut short", "not UTF-8", "NUL at the end", "binary", "empty", "open quote", "broken quoting"],
)
def test_a_file_that_is_no_sound_csv_is_told_with_a_line(tmp_path: Path, spoil: Callable[[bytes], bytes], line: int) -> None:
    folder = write_package(tmp_path, {"budget": spoil(BUDGET.encode())})
    assert ("budget.csv", line, None) in places(folder)


def test_a_file_changed_after_the_package_was_made_is_refused(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"budget": BUDGET})
    (folder / "budget.csv").write_text(BUDGET.replace("66032.24", "66032.25"), encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.file, "sha256" in problem.message) == ("budget.csv", True)


def test_a_file_cut_between_rows_is_told_by_its_size(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"budget": BUDGET})
    (folder / "budget.csv").write_text("".join(BUDGET.splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert any("cut short" in problem.message for problem in problems(folder))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"budget": BUDGET, "deals": DEALS})
    (folder / "budget.csv").unlink()
    assert places(folder) == {("budget.csv", None, None)}


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = write_package(
        tmp_path,
        {
            "deals": changed(changed(DEALS, 2, ",2005-10,", ",2025-02-30,"), 3, "c130j-6,IND", "c130j-6,XXX"),
            "budget": changed(BUDGET, 4, "FY", "fy"),
            "case/exchange_rates": b"\xff\xfe" + RATES.encode(),
        },
    )
    assert places(folder) == {
        ("deals.csv", 2, "signed_on"),
        ("deals.csv", 3, "buyer"),
        ("budget.csv", 4, "fiscal_year"),
        ("case/exchange_rates.csv", 1, None),
    }


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("{", 1, None),
        ("[]", 1, None),
        ('{"name": "x"}', None, "version"),
        ('{"name": "x", "version": "1", "data_date": "2026-02-30", "resources": [{"path": "budget.csv"}]}', None, "data_date"),
        ('{"name": "x", "version": "1", "data_date": "2026", "resources": []}', None, "resources"),
        ('{"name": "x", "version": "1", "data_date": "2026", "resources": [{"path": "../budget.csv"}]}', None, "resources[0]"),
        ('{"name": "x", "version": "1", "data_date": "2026", "resources": [{"path": "planes.csv"}]}', None, "resources[0]"),
        ('{"name": "x", "version": "1", "data_date": "2026", "resources": [{"path": "budget.csv", "hash": "x"}]}', None,
         "resources[0]"),
        ("[" * 100_000, None, None),
    ],
)  # fmt: skip
def test_a_broken_descriptor_is_told(tmp_path: Path, text: str, line: int | None, field: str | None) -> None:
    (tmp_path / "budget.csv").write_text(BUDGET, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    assert ("datapackage.json", line, field) in places(tmp_path)


def test_a_folder_without_a_descriptor_and_a_file_of_another_name_are_told(tmp_path: Path) -> None:
    assert places(tmp_path) == {("datapackage.json", None, None)}
    (tmp_path / "planes.csv").write_text(BUDGET, encoding="utf-8")
    assert places(tmp_path / "planes.csv") == {("planes.csv", None, None)}
    assert places(tmp_path / "budget.csv") == {("budget.csv", None, None)}
    assert places(tmp_path / "planes.csv" / "deeper") == {("datapackage.json", None, None)}


def test_a_junk_file_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    header = BUDGET.splitlines(keepends=True)[0]
    junk = ",".join(["junk"] * len(header.split(","))) + "\n"
    found = problems(write_package(tmp_path, {"budget": header + junk * 20_000}))
    assert len(found) == LIMIT + 1
    assert "reading stopped" in found[-1].message


def test_many_lines_that_are_cut_short_are_one_problem_with_the_first_places_and_how_many(tmp_path: Path) -> None:
    header = BUDGET.splitlines(keepends=True)[0]
    (found,) = problems(write_package(tmp_path, {"budget": header + "junk\n" * 2_000}))
    assert (found.line, "1,999 more of this kind, the first at line 3, line 4" in found.message) == (2, True)
    assert len(problems(write_package(tmp_path, {"budget": header + "junk\n" * 5}))) == 5


def test_text_in_utf16_and_lines_that_end_as_of_old_are_read(tmp_path: Path) -> None:
    whole = read(write_package(tmp_path / "a", {"budget": BUDGET}), recorded_on=DAY, by="a reader")
    for name, content in (("b", BUDGET.encode("utf-16")), ("c", BUDGET.replace("\r\n", "\n").replace("\n", "\r").encode())):
        again = read(write_package(tmp_path / name, {"budget": content}), recorded_on=DAY, by="a reader")
        assert [claim.id for claim in again.claims] == [claim.id for claim in whole.claims]


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"budget": BUDGET})
    with (folder / "budget.csv").open("r+b") as stream:
        stream.truncate(1 << 33)
    (problem,) = problems(folder)
    assert "split the file" in problem.message


def test_a_descriptor_with_other_properties_is_read(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"budget": BUDGET}, licenses=[{"name": "CC-BY-4.0"}], title="Small")
    package = read(folder / "datapackage.json", recorded_on=DAY, by="a reader").package
    assert (package.title, package.licences) == ("Small", ("CC-BY-4.0",))
    assert json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["name"] == package.name
