"""Layouts C1 and C2, SIPRI's TIV tables: partners by year, with printed sums, percentages and a totals row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from kautilya.intake.transfers.columns import ColumnNames, period_of, year_of
from kautilya.intake.transfers.layouts import normalised
from kautilya.intake.transfers.lines import NotATableError
from kautilya.intake.transfers.log import Log
from kautilya.intake.transfers.names import codes_of
from kautilya.intake.transfers.records import SEPARATOR, Records
from kautilya.intake.transfers.schema import schema
from kautilya.intake.transfers.typed import MOST_TIV
from kautilya.register.dataset import WORLD, Counts, DatasetProblem, Direction, ProblemKind
from kautilya.register.dataset_columns import TIV_TABLE, TIV_TABLE_PRINTED

_CATEGORIES = frozenset(
    {
        "aircraft", "air defence systems", "anti submarine warfare weapons", "armoured vehicles", "artillery", "engines",
        "missiles", "naval weapons", "other", "satellites", "sensors", "ships",
    }
)  # fmt: skip
_FEWEST_CATEGORIES = 3
ROUNDING = 0.5
"""Half of the step to which the tables are printed."""

_FIGURE = re.compile(r"([0-9]{1,12}(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+)\s*(%?)")
_TOTALS = re.compile(r"(?:grand )?(?:world )?total\b.*|world\b.*", re.IGNORECASE)
_TOTAL_OF = re.compile(r"total\s+(?:arms\s+)?(?:imports|exports)\s+(from|to|of|by)\s+(.+)", re.IGNORECASE)
_WORLD_TOTAL = re.compile(r"(?:total\s+world|world\s+total)\s*(?:exports?|imports?)?", re.IGNORECASE)


class _Column(NamedTuple):
    """What a column of figures holds."""

    place: int
    heading: str
    year: int | None
    period: tuple[int, int]
    is_percentage: bool


class _Figure(NamedTuple):
    row: int
    partner: str
    column: _Column
    value: float | None
    below_half: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The typed rows of one TIV table."""

    rows: pl.DataFrame
    printed: pl.DataFrame
    counts: Counts
    direction: Direction | None
    """As the column names or the totals row tell it."""
    subject: str | None
    """As the totals row tells it."""
    years: tuple[int, int]
    """The first and the last year that it has a column for."""


@dataclass(slots=True, kw_only=True)
class TableReader:
    """Reads one TIV table line by line."""

    columns: ColumnNames
    log: Log
    records: Records = field(init=False)
    _figures: list[_Column] = field(init=False)
    _partners: dict[str, tuple[int, int]] = field(default_factory=dict)
    _whole: dict[tuple[str, ...], int] = field(default_factory=dict)
    _duplicates: dict[int, int] = field(default_factory=dict)
    _refused: int = 0

    def __post_init__(self) -> None:
        self.records = Records(columns=self.columns, log=self.log)
        self._figures = list(_columns(self.columns.headings))

    def add(self, first: int, lines: Sequence[str]) -> int:
        """Take in lines, of which the first has the number given; return how many: all, or those before another table."""
        return self.records.add(first, lines)

    def finish(self, *, at_end_of_file: bool) -> Table:
        """Return the rows, the printed sums, and what of them does not add up as a problem."""
        self.records.finish(at_end_of_file=at_end_of_file)
        figures: list[_Figure] = []
        totals: dict[int, str] = {}
        waiting = self.records.chunk()
        _refuse_categories([text.partition(SEPARATOR)[0] for text in waiting[1]])
        for row, text in zip(*waiting, strict=True):
            cells = text.split(SEPARATOR)
            label = cells[0].strip()
            if _TOTALS.fullmatch(label):
                totals[row] = label
            elif not self._is_partner(row, label, cells):
                continue
            figures.extend(self._read(row, label, cells))
        self._check(figures, totals)
        return self._table(figures, totals)

    def _is_partner(self, row: int, label: str, cells: Sequence[str]) -> bool:
        """Note a partner and whether its line repeats an earlier one; refuse a line without a partner."""
        if not any(character.isalpha() for character in label) or "\x00" in label:
            self._refused += 1
            self.log.add(ProblemKind.REFUSED, "the partner is not told", row=row, raw=",".join(cells))
            return False
        first, count = self._partners.get(label, (row, 0))
        self._partners[label] = (first, count + 1)
        same = self._whole.setdefault(tuple(cell.strip() for cell in cells), row)
        if same != row:
            self._duplicates[row] = same
            self.log.add(ProblemKind.DUPLICATE, f"repeats line {same} cell by cell; both are kept and counted", row=row)
        elif count:
            self.log.add(
                ProblemKind.DOUBT, f"'{label}' stands at line {first} too, with other figures", row=row, column="partner"
            )
        return True

    def _read(self, row: int, label: str, cells: Sequence[str]) -> Iterator[_Figure]:
        for column in self._figures:
            text = cells[column.place].strip()
            value, reason = _figure(text, is_percentage=column.is_percentage)
            if reason is None:
                yield _Figure(row, label, column, value, below_half=not column.is_percentage and value == 0)
            else:
                self.records.repaired.add(row)
                message = f"'{text[:40]}' {reason}: the cell is left out"
                self.log.add(ProblemKind.REPAIRED, message, row=row, column=column.heading, raw=label)

    def _check(self, figures: Sequence[_Figure], totals: dict[int, str]) -> None:
        years = [column.year for column in self._figures if column.year is not None]
        if years and years != list(range(years[0], years[0] + len(years))):
            message = f"the years that head the columns do not follow each other: {', '.join(map(str, years))}"
            self.log.add(ProblemKind.DOUBT, message[:400], column="year")
        self.log.extend(_row_doubts(figures))
        self.log.extend(_column_doubts(figures, totals))

    def _table(self, figures: Sequence[_Figure], totals: dict[int, str]) -> Table:
        found = codes_of(self._partners, "partner")
        self.log.extend(found.problems)
        codes = dict(found.codes) | dict.fromkeys(totals.values(), WORLD)
        rows = [
            (f.row, f.partner, codes[f.partner], f.column.year, f.value, f.below_half, self._duplicates.get(f.row))
            for f in figures
            if f.column.year is not None and f.row not in totals
        ]
        printed = [
            (
                f.row, f.partner, codes[f.partner], f.row in totals, f.column.heading, *f.column.period, f.value,
                "percent" if f.column.is_percentage else "million TIV", f.below_half,
            )
            for f in figures
            if f.column.year is None or f.row in totals
        ]  # fmt: skip
        direction, subject = self._told(totals.values())
        years = [column.year for column in self._figures if column.year is not None]
        return Table(
            rows=pl.DataFrame(rows, schema=schema(TIV_TABLE), orient="row"),
            printed=pl.DataFrame(printed, schema=schema(TIV_TABLE_PRINTED), orient="row"),
            counts=self._counts(),
            direction=direction,
            subject=subject,
            years=(min(years), max(years)) if years else self._figures[0].period,
        )

    def _told(self, totals: Iterable[str]) -> tuple[Direction | None, str | None]:
        partner = normalised(self.columns.headings[0])
        direction = Direction.EXPORTS if partner in {"recipient", "importer", "recipients"} else None
        direction = Direction.IMPORTS if partner in {"supplier", "exporter", "suppliers"} else direction
        for label in totals:
            subject = _TOTAL_OF.fullmatch(label)
            if subject is not None:
                meant = Direction.EXPORTS if subject[1].lower() in {"from", "by"} else Direction.IMPORTS
                return direction or meant, subject[2].strip()
            if _WORLD_TOTAL.fullmatch(label):
                return direction, "All countries"
        return direction, None

    def _counts(self) -> Counts:
        lines = self.records.taken - self._refused
        mended = {row for row in self.records.repaired if row not in self._duplicates}
        return Counts(
            read=lines - len(mended) - len(self._duplicates),
            repaired=len(mended),
            refused=self.records.refused + self._refused,
            duplicates=len(self._duplicates),
        )


def _refuse_categories(labels: Sequence[str]) -> None:
    """Raise NotATableError for a table that has weapon categories where partners are due."""
    categories = [label for label in labels if normalised(label) in _CATEGORIES]
    if len(categories) >= _FEWEST_CATEGORIES and 2 * len(categories) >= len(labels):
        raise NotATableError(f"a TIV table by weapon category ('{categories[0]}'), not by partner: it is not read")


def _columns(headings: Sequence[str]) -> Iterator[_Column]:
    """Tell what each column of figures holds; a percentage belongs to the period of the column before it."""
    years = [year for heading in headings[1:] if (year := year_of(heading)) is not None]
    period = (min(years), max(years)) if years else next(p for h in headings[1:] if (p := period_of(h)) is not None)
    everything = period
    for place, heading in enumerate(headings[1:], start=1):
        words, year = heading.strip(), year_of(heading)
        if not words:
            continue
        is_percentage = words.lower().startswith(("percent", "%", "share"))
        if year is not None:
            period = (year, year)
        elif not is_percentage:
            period = period_of(heading) or everything
        yield _Column(place, words, year, period, is_percentage)


def _figure(text: str, *, is_percentage: bool) -> tuple[float | None, str | None]:
    """Read a figure: `0 `, `1,234` and `44%` too; a blank is none. Returns the reason if it cannot be read."""
    if text == "":
        return None, None
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None, "is negative" if text[0] in "-\u2212" else "is no number"
    if found[2] and not is_percentage:
        return None, "is a percentage where TIV are due"
    value = float(found[1].replace(",", ""))
    return (None, f"is absurd: more than {MOST_TIV:,}") if value > MOST_TIV else (value, None)


def _row_doubts(figures: Sequence[_Figure]) -> Iterator[DatasetProblem]:
    """List printed sums that the years of their row cannot give, whatever was rounded."""
    by_row: dict[int, list[_Figure]] = {}
    for figure in figures:
        by_row.setdefault(figure.row, []).append(figure)
    for row, cells in by_row.items():
        years = {cell.column.year: cell.value for cell in cells if cell.column.year is not None}
        for cell in cells:
            if cell.column.year is None and not cell.column.is_percentage and cell.value is not None:
                parts = [
                    value for year, value in years.items() if year in range(cell.column.period[0], cell.column.period[1] + 1)
                ]
                told = [value for value in parts if value is not None]
                if len(parts) == cell.column.period[1] - cell.column.period[0] + 1 and _apart(sum(told), cell.value, len(told)):
                    message = f"the years add up to {sum(told):g}, the printed sum is {cell.value:g}"
                    yield DatasetProblem(kind=ProblemKind.DOUBT, row=row, field=cell.column.heading, message=message)


def _column_doubts(figures: Sequence[_Figure], totals: dict[int, str]) -> Iterator[DatasetProblem]:
    """List columns in which the partners have more than the totals row; tell once where they have less."""
    partners: dict[int, list[float]] = {}
    for figure in figures:
        if figure.row not in totals and figure.value is not None:
            partners.setdefault(figure.column.place, []).append(figure.value)
    less: list[str] = []
    for figure in figures:
        if figure.row not in totals or figure.value is None or figure.column.is_percentage:
            continue
        told = partners.get(figure.column.place, [])
        if not _apart(sum(told), figure.value, len(told)):
            continue
        if sum(told) > figure.value:
            message = f"the partners add up to {sum(told):g}, the totals row has {figure.value:g}"
            yield DatasetProblem(kind=ProblemKind.DOUBT, row=figure.row, field=figure.column.heading, message=message)
        else:
            less.append(f"{figure.column.heading}: {sum(told):g} of {figure.value:g}")
    if less:
        message = "the partners listed add up to less than the totals row: the table holds a part of them"
        yield DatasetProblem(
            kind=ProblemKind.PARTIAL, row=next(iter(totals)), message=f"{message} ({less[-1]})", raw="; ".join(less)[:2000]
        )


def _apart(added: float, printed: float, parts: int) -> bool:
    """Tell whether a sum of rounded figures cannot be the rounded sum of what they were rounded from."""
    return abs(added - printed) > ROUNDING * (parts + 1) + 1e-9


def years_outside(rows: pl.DataFrame, window: tuple[int, int]) -> Sequence[int]:
    """Return the rows with a figure for a year outside a window."""
    outside = rows.filter(pl.col("tiv").is_not_null() & ~pl.col("year").is_between(*window))
    return outside["row"].unique(maintain_order=True).to_list()
