import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kautilya.core.errors import InputError
from kautilya.intake.rates import read_rates
from kautilya.register.dataset import Layout
from kautilya.register.dataset_columns import EXCHANGE_RATES

SMALL = "Date,USD,INR,\n2026-10-30,1.1172,106.084,\n2026-10-29,1.12,N/A,\n"


def refusals(path: Path) -> list[str]:
    with pytest.raises(InputError) as refusal:
        read_rates(path)
    return [str(problem) for problem in refusal.value.problems]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rates.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_the_shipped_rates_reach_from_1999_to_their_edition() -> None:
    rates = read_rates()
    assert rates.dataset.layout is Layout.EXCHANGE_RATES
    assert rates.dataset.edition is not None
    assert rates.dataset.edition.isoformat() == rates.rows["day"].max()
    assert rates.rows["day"].min() == "1999-01-04"
    rupees = rates.rows.filter(currency="INR")
    assert rupees["day"].min() == "2009-01-02"
    assert rupees.filter(day="2026-10-30")["per_euro"].to_list() == [106.084]
    assert rates.dataset.counts.rows == rates.rows.height
    assert list(rates.rows.columns) == list(EXCHANGE_RATES)


def test_a_rate_is_cited_by_its_line_and_a_blank_is_none(tmp_path: Path) -> None:
    rates = read_rates(written(tmp_path, SMALL))
    assert rates.rows.rows() == [
        (2, "2026-10-30", "USD", 1.1172),
        (2, "2026-10-30", "INR", 106.084),
        (3, "2026-10-29", "USD", 1.12),
    ]
    assert (rates.dataset.edition, rates.dataset.window) == (date(2026, 10, 30), (2026, 2026))


def test_a_zip_and_the_file_within_are_one_data_set(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("eurofxref-hist.csv", SMALL)
    (tmp_path / "rates.zip").write_bytes(content.getvalue())
    zipped, plain = read_rates(tmp_path / "rates.zip").dataset, read_rates(written(tmp_path, SMALL)).dataset
    assert zipped.sha256 == plain.sha256
    assert zipped.file_sha256 != plain.file_sha256


def test_every_problem_is_told_with_its_line(tmp_path: Path) -> None:
    told = "Date,USD,INR 2026-10-30,1,-5 today,1,2 2026-10-29,1 2026-10-30,1,2 2026-10-28,1e5,0 2026-10-28,1,2 2026-10-28,1,2"
    assert refusals(written(tmp_path, told.replace(" ", "\n"))) == [
        "rates.csv:2: INR: '-5' is no exchange rate",
        "rates.csv:3: Date: 'today' is no day",
        "rates.csv:4: has 1 cells after its day, not 2",
        "rates.csv:6: USD: '1e5' is no exchange rate",
        "rates.csv:6: INR: '0' is no exchange rate",
        "rates.csv:8: tells 2026-10-28 again",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not begin with 'Date'"),
        (b"Date,USD\n", "holds no rate"),
        (b"day,USD\n2026-10-30,1\n", "does not begin with 'Date'"),
        (b"Date,dollar\n2026-10-30,1\n", "no currency code"),
        (b"Date,USD,USD\n2026-10-30,1,2\n", "twice"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"PK\x03\x04junk", "is no zip"),
        (b'Date,USD\n"2026', "is no day"),
    ],
)
def test_what_is_no_file_of_rates_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_bytes(content)
    assert any(told in refusal for refusal in refusals(path))


def test_a_file_that_is_not_there_is_told() -> None:
    assert refusals(Path("absent.csv")) == ["absent.csv: cannot be read: No such file or directory"]
