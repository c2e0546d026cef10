import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.core.errors import InputError
from kautilya.intake.transfers.read import looks_like_transfers, read_transfers
from kautilya.register.dataset import Layout, ProblemKind
from tests.intake.transfers import world
from tests.intake.transfers.reading import UAV, of_kind, read_all, read_one, register


def test_pasted_downloads_are_data_sets_of_their_own(tmp_path: Path) -> None:
    deals = world.deals(30)
    older = [*world.heading(generated="11 Mar 2024 9:00:00 AM"), *world.register_lines(deals[:20])[8:]]
    newer = world.register_lines(deals)
    table = world.table_lines(world.deals(300), "France", range(2000, 2025), newer=False)
    first, second, third = read_all(world.text([*older, *newer, *table]), tmp_path)
    assert [one.dataset.edition for one in (first, second, third)] == [date(2024, 3, 11), date(2025, 3, 14), date(2024, 7, 28)]
    assert [one.dataset.part for one in (first, second, third)] == [1, 2, 3]
    assert (first.rows.height, second.rows.height, third.dataset.layout) == (20, 30, Layout.TIV_TABLE)
    assert sum(one.dataset.lines for one in (first, second, third)) == len([*older, *newer, *table])
    assert all("3 tables" in of_kind(one, ProblemKind.NOTE)[-1].message for one in (first, second, third))
    assert len({one.dataset.sha256 for one in (first, second, third)}) == 3
    assert second.rows["row"][0] == len(older) + 10, "rows are cited by the line of the file"


def test_a_repeated_line_of_column_names_begins_another_table(tmp_path: Path) -> None:
    lines = world.register_lines(world.deals(10))
    first, second = read_all(world.text([*lines, *lines[8:]]), tmp_path)
    assert first.rows.height == second.rows.height == 10
    assert second.dataset.edition is None
    assert first.dataset.counts.duplicates == second.dataset.counts.duplicates == 0


def test_a_download_pasted_without_its_column_names_is_read_by_place(tmp_path: Path) -> None:
    lines = world.register_lines(world.deals(10))
    first, second = read_all(world.text([*lines, *world.heading(generated="1 Apr 2026 1:00:00 PM"), *lines[9:]]), tmp_path)
    assert (first.rows.height, second.rows.height) == (10, 10)
    assert second.dataset.edition == date(2026, 4, 1)
    assert of_kind(second, ProblemKind.GUESS)


def test_lines_below_the_table_are_told(tmp_path: Path) -> None:
    found = read_one(register(UAV) + "\nSource: SIPRI Arms Transfers Database\nFigures may not add up\n", tmp_path)
    assert found.rows.height == 1
    assert [problem.row for problem in of_kind(found, ProblemKind.NOTE)] == [12, 13]


def test_a_file_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    found = read_one(register(UAV), tmp_path, name="TIV-Export-USR-1950-2021.json")
    assert found.dataset.layout is Layout.TRADE_REGISTER


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        b"hello",
        b"a,b,c\n1,2,3\n",
        b"\x00\x01\x02" * 100,
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04" + b"\x00" * 50,
        b",2000,2001",
        world.REGISTER_NAMES.replace("SIPRI TIV of delivered weapons", "Cost").encode(),
        b"date,gpr\n1985-01,93\n",
    ],
)
def test_what_holds_no_transfers_is_refused_with_a_reason(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    if content == b",2000,2001":
        assert read_transfers(path)[0].rows.is_empty()
        return
    with pytest.raises(InputError) as refusal:
        read_transfers(path)
    assert len(str(refusal.value)) < 1000
    assert not looks_like_transfers(path)


def test_a_missing_file_and_a_folder_are_input_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_transfers(path)


@pytest.mark.parametrize("layout", ["register", "rows", "table"])
def test_every_layout_is_recognised_from_its_first_lines(tmp_path: Path, layout: str) -> None:
    deals = world.deals(300)
    lines = {
        "register": world.register_lines(deals),
        "rows": world.delivery_lines(deals),
        "table": world.table_lines(deals, "France", range(2000, 2025), newer=True),
    }[layout]
    path = tmp_path / "file"
    path.write_text(world.text(lines[:12]))
    assert looks_like_transfers(path)


JUNK = {
    "text": b"the quick brown fox, jumps over; the lazy dog\n",
    "well-shaped rows": b"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n",
    "fragments": b"India,France,2019,?,16,?,Kite-9,trainer aircr\n",
    "open quotes": b'India,France,2019,?,16,?,"Kite-9,trainer aircr\n',
    "blank lines": b"\n",
    "one line": b"a,",
    "one row again and again": UAV.encode() + b"\n",
}


@pytest.mark.parametrize("kind", JUNK)
def test_junk_under_column_names_is_refused_in_seconds_and_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "junk.csv"
    piece = JUNK[kind]
    path.write_bytes(world.REGISTER_NAMES.encode() + b"\n" + piece * (20_000_000 // len(piece)))
    began = time.process_time()
    with pytest.raises(InputError):
        read_transfers(path)
    assert time.process_time() - began < 5


def test_many_problems_are_told_by_their_lines_in_bounded_space(tmp_path: Path) -> None:
    bad = [UAV.replace(",48,48", ",48,-1")] * 1500
    found = read_one(register(*bad, *(",".join(world.register_cells(deal)) for deal in world.deals(1600))), tmp_path)
    assert found.dataset.counts.refused == 1500
    told = of_kind(found, ProblemKind.REFUSED)
    assert len(told) == 501
    assert sum(problem.count for problem in told) == 1500
    assert told[-1].raw == "lines 510-1509"


def test_a_trapped_register_of_the_world_is_accounted_for_to_the_last_record(tmp_path: Path) -> None:
    deals = world.deals(3000)
    content, traps = world.trapped_register(deals)
    found = read_one(content, tmp_path)
    counts = found.dataset.counts
    assert counts.records == 3000 + traps["repeated"] + traps["cut"]
    assert counts.duplicates == traps["repeated"]
    assert counts.refused == traps["lost"] + traps["negative"] + traps["cut"]
    assert counts.repaired == traps["broken"] + traps["comma"] + traps["padded"]
    assert found.rows.height == counts.rows
    assert sum(problem.count for problem in of_kind(found, ProblemKind.UNKNOWN_NAME)) == traps["renamed"]
    assert found.dataset.lines == content.count(b"\n") + 1


def test_the_total_of_a_trapped_register_is_the_true_one_but_for_what_is_listed(tmp_path: Path) -> None:
    deals = world.deals(3000)
    content, _ = world.trapped_register(deals)
    found = read_one(content, tmp_path)
    kept = sum(found.rows.filter(pl.col("duplicate_of").is_null())["tiv_delivered"])
    lost = len(of_kind(found, ProblemKind.REFUSED)) - 1
    true = sum(deal.delivered * deal.hundredths for deal in deals) / 100
    largest = max(deal.delivered * deal.hundredths for deal in deals) / 100
    assert 0 <= true - kept <= lost * largest
    whole = read_one(world.text(world.register_lines(deals)), tmp_path)
    assert whole.rows["tiv_delivered"].sum() == pytest.approx(true)


def test_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(world.text(world.register_lines(world.deals(9000))))
    told: list[int] = []
    read_transfers(path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 9009


@pytest.mark.parametrize(
    ("opening", "says"),
    [(b"\x1f\x8b\x08\x00", "packed by gzip: unpack it first"), (b"PK\x03\x04\x14\x00", "a zip archive or a workbook")],
)
def test_a_packed_file_is_told_from_a_damaged_one(tmp_path: Path, opening: bytes, says: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(opening + bytes(60))
    with pytest.raises(InputError, match=says):
        read_transfers(path)
