"""Reads the monthly geopolitical-risk index of Caldara and Iacoviello: a CSV line a month, a column a series.

The file is what its authors hand out at https://www.matteoiacoviello.com/gpr.htm, saved as CSV: `month` (or `date`) first, then
`GPR` (the world), `GPRT` and `GPRA` (threats, acts) and `GPRC_IND` and the like, one for each country.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import polars as pl

from kautilya.core.periods import PartialDate, Precision
from kautilya.intake.problems import Problems, TooManyProblems
from kautilya.intake.small_files import content_of
from kautilya.register.dataset import Counts, Dataset, DatasetProblem, Layout, ProblemKind

MAX_BYTES = 16 << 20
LICENCE = "free to use with credit to the authors"
CREDIT = 'Dario Caldara and Matteo Iacoviello, "Measuring Geopolitical Risk", American Economic Review 112 (2022)'
WORLD = "GPR"
_SERIES = re.compile(r"GPR[A-Z]?(?:_[A-Z]{3})?")
_MONTHS = ("month", "date")
_SCHEMA = {"row": pl.UInt32, "month": pl.String, "series": pl.String, "value": pl.Float64}


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskIndex:
    """The index as a data set."""

    dataset: Dataset
    """Its edition is the last day of the last month that it tells: it was published then at the earliest."""
    rows: pl.DataFrame
    """One row a month and series (`register.dataset_columns.RISK_INDEX`)."""

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The frames by the names under which a store keeps them."""
        return {"rows": self.rows}


def looks_like_risk_index(path: Path) -> bool:
    """Tell from its first line whether a file is the index: a month, then a column `GPR`."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(4096)
    except OSError:
        return False
    names = [name.strip().strip('"') for name in first.decode("utf-8-sig", "replace").split(",")]
    return names[0].lower() in _MONTHS and WORLD in names[1:]


def read_risk_index(path: Path) -> RiskIndex:
    """Read a file of the index.

    Raises:
        InputError: It is no such file, with every problem of it; a month that is missing between two others is only noted.
    """
    problems = Problems()
    content = _content(path, problems)
    problems.refuse(path)
    text = content.decode("utf-8-sig", "replace")
    lines: list[tuple[int, PartialDate, Mapping[str, float]]] = []
    try:
        lines += _lines(text.splitlines(), path.name, problems)
    except TooManyProblems:
        lines.clear()
    if not lines and not len(problems):
        problems.add(path.name, "holds no month")
    problems.refuse(path)
    return _index(lines, path.name, content, text)


def _content(path: Path, problems: Problems) -> bytes:
    content = content_of(path, MAX_BYTES, "no monthly index is", problems)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        problems.add(path.name, f"is not UTF-8 (byte {exc.start})")
    return content


def _lines(text: Sequence[str], file: str, problems: Problems) -> Iterator[tuple[int, PartialDate, Mapping[str, float]]]:
    rows = csv.reader(text)
    seen: set[str] = set()
    try:
        series = _series(next(rows, []), file, problems)
        for row in rows:
            month = _month(row, rows.line_num, file, problems)
            if month is None or not series:
                continue
            if str(month) in seen:
                problems.add(file, f"tells {month} again", line=rows.line_num)
            seen.add(str(month))
            yield rows.line_num, month, _values(row, series, rows.line_num, file, problems)
    except csv.Error as exc:
        problems.add(file, f"is no CSV: {exc}", line=rows.line_num)


def _series(heading: list[str], file: str, problems: Problems) -> list[str]:
    names = [name.strip() for name in heading]
    if not names or names[0].lower() not in _MONTHS or WORLD not in names:
        problems.add(file, "does not begin with 'month' and a column 'GPR'", line=1)
        return []
    for name in names[1:]:
        if not _SERIES.fullmatch(name):
            problems.add(file, "is no series of the index", line=1, field=name)
    if len(set(names)) < len(names):
        problems.add(file, "names a column twice", line=1)
    return names[1:]


def _month(row: list[str], line: int, file: str, problems: Problems) -> PartialDate | None:
    if not row or not any(cell.strip() for cell in row):
        return None
    try:
        month = PartialDate.parse(row[0].strip()[:7])
    except ValueError as exc:
        problems.add(file, str(exc), line=line, field="month")
        return None
    if month.precision is not Precision.MONTH:
        problems.add(file, f"'{row[0]}' is no month; expected 1985-01", line=line, field="month")
        return None
    return month


def _values(row: list[str], series: list[str], line: int, file: str, problems: Problems) -> Mapping[str, float]:
    if len(row) != len(series) + 1:
        problems.add(file, f"has {len(row)} cells, not {len(series) + 1}", line=line)
        return {}
    found: dict[str, float] = {}
    for name, cell in zip(series, row[1:], strict=True):
        if not cell.strip():
            continue
        try:
            value = float(cell)
        except ValueError:
            value = float("nan")
        if not isfinite(value) or value < 0:
            problems.add(file, f"'{cell}' is no value of the index", line=line, field=name)
        else:
            found[name] = value
    return found


def _index(lines: Sequence[tuple[int, PartialDate, Mapping[str, float]]], file: str, content: bytes, text: str) -> RiskIndex:
    cells = [(line, str(month), name, value) for line, month, values in lines for name, value in values.items()]
    months = sorted((month for _, month, _ in lines), key=lambda month: month.sort_key)
    rows = pl.DataFrame(cells, schema=_SCHEMA, orient="row")
    dataset = Dataset(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file_sha256=hashlib.sha256(content).hexdigest(),
        file=file,
        layout=Layout.RISK_INDEX,
        edition=months[-1].last,
        window=(months[0].year, months[-1].year),
        licence=LICENCE,
        credit=CREDIT,
        encoding="utf-8",
        lines=len(text.splitlines()),
        counts=Counts(read=rows.height),
        problems=_missing(months),
    )
    return RiskIndex(dataset=dataset, rows=rows)


def _missing(months: Sequence[PartialDate]) -> tuple[DatasetProblem, ...]:
    """Note how many months between the first and the last are not in the file."""
    first, last = months[0], months[-1]
    between = (last.year - first.year) * 12 + (last.month or 0) - (first.month or 0) + 1 - len(months)
    if between <= 0:
        return ()
    message = f"{between} months between {first} and {last} are not in it; nothing is filled in"
    return (DatasetProblem(kind=ProblemKind.MISSING, message=message, count=between),)
