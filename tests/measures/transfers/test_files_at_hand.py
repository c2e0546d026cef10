"""Which of several files answers, and rows that do not tell their year: made-up files, through the intake."""

from pathlib import Path

import pytest

from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.measures.transfers.change import change
from kautilya.measures.transfers.concentration import concentration
from kautilya.measures.transfers.delays import order_to_delivery
from kautilya.measures.transfers.origin import local_production
from kautilya.measures.transfers.reading import sources
from kautilya.measures.transfers.shares import supplier_shares
from kautilya.measures.transfers.years import Years

COLUMNS = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)


def register_of(folder: Path, *rows: str, first: str = "Not specified", last: str = "Not specified") -> Transfers:
    path = folder / f"register-{first}-{len(rows)}.csv"
    heading = f"Deals with deliveries made for the year range '{first}' to '{last}'\nData generated: 13 Mar 2025 10:02:49 AM"
    path.write_text("\n".join([heading, COLUMNS, *rows, ""]), encoding="utf-8")
    (found,) = read_transfers(path)
    return found


def table_of(folder: Path, whose: str, years: range, *rows: str, day: str | None = "13 Mar 2025") -> Transfers:
    path = folder / f"{whose.replace(' ', '-')}-{years[0]}.csv"
    generated = [] if day is None else [f"Generated: {day}"]
    names = ",".join(["Supplier" if "imports" in whose else "Recipient", *map(str, years)])
    lines = [f'"TIV of arms {whose}, {years[0]}-{years[-1]}"', *generated, names, *rows, ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    (found,) = read_transfers(path)
    return found


def shares_of(files: list[Transfers], window: Years) -> dict[str, tuple[float, float]]:
    frame = supplier_shares(sources(files), recipient="IND", window=window).frame
    return {supplier: (lo, hi) for supplier, lo, hi in frame.select("supplier", "lo", "hi").iter_rows()}


UNDATED = "India,Russia,2000,,2,,X,tank,2,,,New,,5,10,10"
DATED = "India,France,2000,,2,,Y,tank,2,,2004,New,,5,10,10"


def test_a_row_without_years_may_lie_in_any_year_from_its_order_on(tmp_path: Path) -> None:
    files = [register_of(tmp_path, UNDATED, DATED)]
    assert shares_of(files, Years(first=2010, last=2014)) == {"RUS": (0.0, 1.0)}
    assert shares_of(files, Years(first=2003, last=2005)) == {"RUS": (0.0, 0.5), "FRA": (0.5, 1.0)}
    assert shares_of(files, Years(first=2000, last=2025)) == {"RUS": (0.5, 0.5), "FRA": (0.5, 0.5)}
    assert shares_of(files, Years(first=1990, last=1999)) == {}


def test_a_row_without_years_in_a_file_of_one_window_lies_in_that_window(tmp_path: Path) -> None:
    files = [register_of(tmp_path, UNDATED, DATED, first="2002", last="2008")]
    assert shares_of(files, Years(first=2002, last=2008)) == {"RUS": (0.5, 0.5), "FRA": (0.5, 0.5)}
    assert shares_of(files, Years(first=2005, last=2008)) == {"RUS": (0.0, 1.0)}


TENS = range(1990, 2000)
INDIA = "Russia," + ",".join(["10"] * 10)


def test_tables_of_other_years_do_not_hide_a_table(tmp_path: Path) -> None:
    india = table_of(tmp_path, "imports to India", TENS, INDIA)
    window = Years(first=1990, last=1994)
    alone = shares_of([india], window)
    apart = table_of(tmp_path, "imports to Pakistan", range(2005, 2008), "China,1,2,3")
    narrow = table_of(tmp_path, "imports to Nepal", range(1999, 2001), "China,1,2")
    later = table_of(tmp_path, "imports to India", range(2000, 2002), "France,5,5")
    assert alone == {"RUS": (1.0, 1.0)}
    assert shares_of([india, apart, narrow, later], window) == alone
    assert shares_of([india, apart, narrow, later], Years(first=2000, last=2001)) == {"FRA": (1.0, 1.0)}


def test_of_exporters_tables_those_that_cover_the_window_count_together(tmp_path: Path) -> None:
    long = table_of(tmp_path, "exports from Russia", range(2000, 2006), "India,30,30,30,30,30,30")
    also = table_of(tmp_path, "exports from Israel", range(2000, 2006), "India,10,10,10,10,10,10")
    short = table_of(tmp_path, "exports from France", range(2004, 2006), "India,10,10")
    files = [long, also, short]
    assert set(shares_of(files, Years(first=2004, last=2005))) == {"RUS", "ISR", "FRA"}
    low, high = shares_of(files, Years(first=2004, last=2005))["RUS"]
    assert low <= 0.6 <= high
    low, high = shares_of(files, Years(first=2000, last=2003))["RUS"]
    assert low <= 0.75 <= high


def test_tables_that_tell_no_edition_are_not_laid_together(tmp_path: Path) -> None:
    files = [
        table_of(tmp_path, "exports from Russia", range(2004, 2006), "India,30,30", day=None),
        table_of(tmp_path, "exports from France", range(2004, 2006), "India,10,10", day=None),
    ]
    assert [source.about for source in sources(files)] == [frozenset({"RUS"}), frozenset({"FRA"})]


def test_every_answer_tells_how_many_records_were_refused(tmp_path: Path) -> None:
    files = sources([register_of(tmp_path, DATED, DATED.replace("10,10", "10,ten"), "India,Russia,2000")])
    window = Years(first=2000, last=2005)
    answers = [
        supplier_shares(files, recipient="IND", window=window),
        concentration(files, recipient="IND"),
        change(files, recipient="IND", window=window),
        order_to_delivery(files, recipient="IND", ordered=window),
        local_production(files, recipient="IND", window=window),
    ]
    for answer in answers:
        assert any("2 of 3 records of the file were refused" in line for line in answer.warnings), answer.measure


def test_a_register_downloaded_for_the_window_is_exact_and_preferred(tmp_path: Path) -> None:
    france = "India,France,2000,,2,,Y,tank,2,,2004,New,,5,10,10"
    nepal = "Nepal,France,2000,,2,,Y,tank,2,,2004,New,,5,10,10"
    whole = register_of(tmp_path, "India,Russia,2000,,10,,X,tank,10,,2001; 2003; 2005,New,,5,50,50", france, nepal)
    cut = register_of(tmp_path, "India,Russia,2000,,10,,X,tank,4,,2003; 2005,New,,5,50,20", france, first="2003", last="2005")
    window = Years(first=2003, last=2005)
    for files in ([whole, cut], [cut, whole]):
        assert shares_of(files, window) == {"RUS": (2 / 3, 2 / 3), "FRA": (1 / 3, 1 / 3)}
        few = concentration(sources(files), recipient="IND", window=window).frame.row(0, named=True)
        assert few["lo"] == few["hi"] == pytest.approx(5 / 9)
        assert shares_of(files, Years(first=2000, last=2005))["RUS"] == pytest.approx((5 / 6, 5 / 6))


def test_a_repeated_row_is_in_the_sum_of_another_file_once_or_twice(tmp_path: Path) -> None:
    """Downloads of 2003-05 and of 2004-06 print a row of 2004 twice: it may be one delivery, so Russia has 10 or 20."""
    row = "India,Russia,2000,,2,,X,tank,2,,2004,New,,5,10,10"
    early = register_of(tmp_path, row, row, DATED, first="2003", last="2005")
    late = register_of(tmp_path, row, row, DATED, first="2004", last="2006")
    low, high = shares_of([early, late], Years(first=2004, last=2005))["RUS"]
    assert low <= 1 / 2
    assert high >= 2 / 3
