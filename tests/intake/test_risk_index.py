"""The monthly geopolitical-risk index: what is read, and every problem of a file that is none."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import InputError
from kautilya.intake.risk_index import looks_like_risk_index, read_risk_index
from kautilya.register.dataset_columns import RISK_INDEX

GOOD = "month,GPR,GPRT,GPRC_IND\n1985-01,102.5,107.0,0.17\n1985-02,117.1,,0.11\n"


def written(folder: Path, text: str | bytes, name: str = "gpr.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_risk_index(path)
    return str(caught.value)


def test_each_month_and_series_is_a_row_and_a_blank_is_none(tmp_path: Path) -> None:
    found = read_risk_index(written(tmp_path, GOOD))
    assert found.rows.rows() == [
        (2, "1985-01", "GPR", 102.5),
        (2, "1985-01", "GPRT", 107.0),
        (2, "1985-01", "GPRC_IND", 0.17),
        (3, "1985-02", "GPR", 117.1),
        (3, "1985-02", "GPRC_IND", 0.11),
    ]
    assert list(found.rows.columns) == list(RISK_INDEX)
    assert (str(found.dataset.edition), found.dataset.window, found.dataset.problems) == ("1985-02-28", (1985, 1985), ())


def test_a_byte_order_mark_and_days_for_months_are_read(tmp_path: Path) -> None:
    found = read_risk_index(written(tmp_path, b"\xef\xbb\xbfdate,GPR\r\n1985-01-01,100\r\n"))
    assert found.rows.rows() == [(2, "1985-01", "GPR", 100.0)]


def test_months_that_are_missing_are_noted_and_not_filled_in(tmp_path: Path) -> None:
    found = read_risk_index(written(tmp_path, "month,GPR\n1985-01,1\n1985-04,2\n"))
    (one,) = found.dataset.problems
    assert (one.count, found.rows.height) == (2, 2)


def test_every_problem_is_told_with_its_line_and_field(tmp_path: Path) -> None:
    told = problems(written(tmp_path, "month,GPR,sum\n1985-01,x,1\n1985,5,1\n1985-02,-1,1\n1985-02,1\n"))
    for part in (
        "gpr.csv:1: sum: is no series", "gpr.csv:2: GPR: 'x' is no value", "gpr.csv:3: month: '1985' is no month",
        "gpr.csv:4: GPR: '-1' is no value", "gpr.csv:5: tells 1985-02 again", "gpr.csv:5: has 2 cells, not 3",
    ):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(
    "text", [b"", b"month,GPR\n", b"Date,USD\n2020-01-01,1\n", b"\xff\xfe\x00", b"month,GPR,GPR\n1985-01,1,2\n"]
)
def test_what_is_no_index_is_refused(tmp_path: Path, text: bytes) -> None:
    assert "problem(s)" in problems(written(tmp_path, text))


def test_it_is_told_by_its_first_line_and_not_by_its_name(tmp_path: Path) -> None:
    assert looks_like_risk_index(written(tmp_path, GOOD, "download.txt"))
    assert not looks_like_risk_index(written(tmp_path, "Date,USD\n", "gpr_monthly.csv"))
    assert not looks_like_risk_index(tmp_path / "nosuch")


@given(st.text(max_size=300))
def test_junk_after_good_lines_never_crashes_nor_changes_them(tmp_path_factory: pytest.TempPathFactory, junk: str) -> None:
    path = written(tmp_path_factory.mktemp("junk"), "month,GPR\n1985-01,1\n" + junk)
    with suppress(InputError):
        assert read_risk_index(path).rows.row(0) == (2, "1985-01", "GPR", 1.0)
