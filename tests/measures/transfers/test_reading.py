"""From made-up files, through the intake, to measures."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.measures.transfers.coverage import is_world
from kautilya.measures.transfers.origin import IMPORTED, LOCAL, NAMED, NOT_NAMED, local_production
from kautilya.measures.transfers.printed import printed_sums
from kautilya.measures.transfers.reading import sources
from kautilya.measures.transfers.revisions import revisions
from kautilya.measures.transfers.shares import recipient_shares, supplier_shares
from kautilya.measures.transfers.years import Years

REGISTER = """Transfers of major conventional arms from All countries  to All countries . Deals with deliveries made for the year range 'Not specified' to 'Not specified'

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 13 Mar 2024 10:02:49 AM
Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons
India,Russia,1999,?,10,,Type 1,fighter aircraft,10,?,2001; 2002; 2004,New,Produced under licence in India,3,30,30
India,France,2000,,5,,Type 2,SAM,5,,2002,New,For frigates produced under licence in India,4,20,20
"""  # noqa: E501 (as the files are)
ROWS = """Transfers of major conventional arms from All countries  to All countries . Deals with deliveries made for the year range '2001' to '2004'

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 13 Mar 2025 10:02:49 AM
SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production
1,Russia,India,Type 1,fighter aircraft,Aircraft,1999,Yes,4,No,2001,No,New,3,3,12,No
1,Russia,India,Type 1,fighter aircraft,Aircraft,1999,Yes,6,No,2002,No,New,3,3,18,Yes
2,France,India,Type 2,SAM,Missiles,2000,No,5,No,2002,No,New,4,4,20,No
"""  # noqa: E501 (as the files are)
TABLE = """Volume of transfers of major arms
Figures are in millions of SIPRI trend-indicator values (TIVs).

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 14 Mar 2025 2:57:40 AM

Recipient,2001,2002,2003,2001-2003,Percentage,Sum total years,Percentage of total
India,12,38,,50,91%,50,91%
Nepal,,0 ,5,5,9.1%,5,9.1%
Total imports from Russia,12,38,5,55,100%,55,
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Transfers]:
    found = {}
    for name, text in {"register": REGISTER, "rows": ROWS, "table": TABLE}.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        (found[name],) = read_transfers(path)
    return found


def test_each_layout_becomes_a_source_of_its_edition(files: dict[str, Transfers]) -> None:
    found = {source.layout.value: source for source in sources(files.values())}
    assert {name: source.edition for name, source in found.items()} == {
        "trade-register": date(2024, 3, 13), "delivery-rows": date(2025, 3, 13), "tiv-table": date(2025, 3, 14),
    }  # fmt: skip
    assert found["trade-register"].about == frozenset({"IND"})
    assert found["tiv-table"].about == frozenset({"RUS"})
    assert not any(is_world(source, "recipient", Years(first=2001, last=2003)) for source in found.values())


def test_a_row_is_cited_by_its_data_set_and_line(files: dict[str, Transfers]) -> None:
    (source,) = sources([files["rows"]])
    found = supplier_shares([source], recipient="IND", window=Years(first=2002, last=2002)).frame
    name = files["rows"].dataset.name
    assert dict(found.select("supplier", "rows").iter_rows()) == {"RUS": [f"{name}:7"], "FRA": [f"{name}:8"]}


def test_a_table_prints_sums_that_follow_from_its_cells(files: dict[str, Transfers]) -> None:
    found = printed_sums(files["table"])
    assert found.frame["agrees"].all()
    assert not found.warnings


def test_a_printed_sum_that_does_not_follow_is_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE.replace("India,12,38,,50,91%", "India,12,38,,58,91%"), encoding="utf-8")
    (file,) = read_transfers(path)
    assert any("India, 2001-2003: printed 58" in line for line in printed_sums(file).warnings)


def test_a_printed_nothing_is_up_to_half_a_million(files: dict[str, Transfers]) -> None:
    found = recipient_shares(sources([files["table"]]), supplier="RUS", window=Years(first=2002, last=2002)).frame
    nepal = found.filter(pl.col("recipient") == "NPL").row(0, named=True)
    assert (nepal["share"], nepal["lo"]) == (0.0, 0.0)
    assert nepal["hi"] == pytest.approx(0.5 / 38.0)


def test_local_production_is_printed_by_delivery_rows_only(files: dict[str, Transfers]) -> None:
    window = Years(first=2001, last=2002)
    exact = local_production(sources([files["rows"]]), recipient="IND", window=window).frame
    assert {(row["design_origin"], row["production"]): row["volume"] for row in exact.iter_rows(named=True)} == {
        ("RUS", IMPORTED): 12.0, ("RUS", LOCAL): 18.0, ("FRA", IMPORTED): 20.0,
    }  # fmt: skip
    read = local_production(sources([files["register"]]), recipient="IND", window=Years(first=2001, last=2004))
    assert dict(read.frame.select("design_origin", "production").iter_rows()) == {"RUS": NAMED, "FRA": NOT_NAMED}
    assert "only comments were read" in read.warnings[0]


def test_a_revision_is_called_so_only_where_it_is_one(files: dict[str, Transfers]) -> None:
    both = sources([files["register"], files["rows"]])
    found = revisions(both, recipient="IND", window=Years(first=2002, last=2002)).frame
    russia = found.filter(pl.col("supplier") == "RUS").row(0, named=True)
    assert not russia["surely_revised"]
    assert russia["lo"] <= 0 <= russia["hi"]
    assert russia["edition"] == "2024-03-13 and 2025-03-13"
    assert len(russia["rows"]) == 2
    whole = revisions(both, recipient="IND", window=Years(first=2001, last=2004)).frame
    assert whole["surely_revised"].to_list() == [False, False]


def test_a_revision_speaks_of_the_two_editions_and_names_the_others(files: dict[str, Transfers], tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text(ROWS.replace("13 Mar 2025", "10 Mar 2026"), encoding="utf-8")
    (later,) = read_transfers(path)
    every = sources([files["register"], files["rows"], later])
    days = (date(2025, 3, 13), date(2026, 3, 10))
    found = revisions(every, recipient="IND", window=Years(first=2001, last=2002), editions=days)
    assert not any("lo and hi assume" in note or "edition 2024-03-13" in note for note in found.notes)
    assert any("other editions that hold the window: 2024-03-13" in note for note in found.notes)
