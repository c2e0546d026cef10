"""Tables of one record a line to typed rows: the common way of the trade register, the delivery rows and the UN Register."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from kautilya.intake.transfers.columns import ColumnNames
from kautilya.intake.transfers.layouts import Cell, Field
from kautilya.intake.transfers.lines import NotATableError
from kautilya.intake.transfers.log import Log
from kautilya.intake.transfers.names import codes_of
from kautilya.intake.transfers.records import SEPARATOR, Records
from kautilya.intake.transfers.schema import conformed, schema
from kautilya.intake.transfers.typed import Read, read_column, text_columns
from kautilya.register.dataset import Counts, DatasetProblem, ProblemKind
from kautilya.register.dataset_columns import Column

CHUNK = 20_000
"""Records that are held as text at a time."""
_TOLERATED = 2_000
_FINER = 1e-4
"""Of a hundredth: what is left of a printed number is below it, whatever its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLayout:
    """What the common way must know of a layout."""

    columns: Mapping[str, Column]
    parties: tuple[str, str]
    """Columns of the two parties; each gets a column of codes."""
    doubts: Callable[[pl.DataFrame], Sequence[DatasetProblem]]
    """What the rows contradict themselves in."""
    usual: Mapping[str, str] = field(default_factory=dict)
    """Per column of few different words the pattern that all words of the editions seen match, in lower case."""
    hundredths: tuple[str, ...] = ()
    """Columns that are printed with two decimals at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The typed rows of one table."""

    frame: pl.DataFrame
    counts: Counts


@dataclass(slots=True, kw_only=True)
class RowReader:
    """Reads the records of one table in chunks, so that their text is never held whole."""

    layout: RowLayout
    columns: ColumnNames
    log: Log
    records: Records = field(init=False)
    _frames: list[pl.DataFrame] = field(default_factory=list)
    _first_rows: dict[int, int] = field(default_factory=dict)
    _refused: int = 0
    _accepted: int = 0

    def __post_init__(self) -> None:
        self.records = Records(columns=self.columns, log=self.log)

    def add(self, first: int, lines: Sequence[str]) -> int:
        """Take in lines, of which the first has the number given; return how many: all, or those before another table."""
        taken = self.records.add(first, lines)
        if len(self.records.rows) >= CHUNK:
            self._read_chunk()
        return taken

    def finish(self, *, at_end_of_file: bool) -> Rows:
        """Return the rows with their codes; the counts add up to the records of the table."""
        self.records.finish(at_end_of_file=at_end_of_file)
        self._read_chunk()
        frame = pl.concat(self._frames) if self._frames else schema(self.layout.columns).to_frame()
        self._frames.clear()
        frame = self._verified(self._coded(frame))
        self.log.extend(self.layout.doubts(frame))
        self.log.extend(self._unusual(frame))
        return Rows(frame=frame, counts=self._counts(frame))

    def _read_chunk(self) -> None:
        rows, records = self.records.chunk()
        if not rows:
            return
        texts = text_columns(records, self.columns.fields)
        read = {
            column.name: read_column(texts[column.name], column, self.columns.delimiter)
            for column in self.columns.fields
            if column is not None
        }
        frame = pl.DataFrame({"row": pl.Series(rows, dtype=pl.UInt32)} | {name: column.values for name, column in read.items()})
        kept = self._kept(rows, records, read, texts)
        repeats = pl.Series("duplicate_of", self._repeats(rows, records, kept), dtype=pl.UInt32)
        frame = _with_uncertainty(frame, read).with_columns(repeats)
        self._frames.append(conformed(frame.filter(kept), self.layout.columns))
        self._accepted += self._frames[-1].height
        self._stop_at_junk()

    def _kept(
        self, rows: Sequence[int], records: Sequence[str], read: Mapping[str, Read], texts: Mapping[str, pl.Series]
    ) -> pl.Series:
        """Tell which records are kept; refuse those of which an essential cell cannot be read, empty other bad cells."""
        reasons: dict[int, tuple[str, str]] = {}
        for column in self.columns.fields:
            if column is not None:
                self._judge(column, rows, read[column.name], texts[column.name], reasons)
        for place, (name, reason) in sorted(reasons.items()):
            raw = records[place].replace(SEPARATOR, self.columns.delimiter)
            self.log.add(ProblemKind.REFUSED, reason, row=rows[place], column=name, raw=raw)
        self._refused += len(reasons)
        kept = [True] * len(rows)
        for place in reasons:
            kept[place] = False
        return pl.Series("kept", kept, dtype=pl.Boolean)

    def _judge(
        self, column: Field, rows: Sequence[int], read: Read, texts: pl.Series, reasons: dict[int, tuple[str, str]]
    ) -> None:
        """Add to the reasons for refusing, and tell the cells that were emptied or mended."""
        bad = read.bad
        if column.filled and column.cell is not Cell.PARTY:
            blank = pl.select(pl.when(texts == "").then(pl.lit(f"the {column.name} is not told"))).to_series()
            bad = blank.zip_with(bad.is_null(), bad)
        for place in bad.is_not_null().arg_true():
            if column.essential:
                reasons.setdefault(place, (column.name, bad[place]))
            else:
                self._mend(rows[place], column.name, f"{bad[place]}: left empty", texts[place])
        if read.mended is not None:
            for place in read.mended.is_not_null().arg_true():
                self._mend(rows[place], column.name, read.mended[place], texts[place])

    def _mend(self, row: int, column: str, message: str, raw: str) -> None:
        self.records.repaired.add(row)
        self.log.add(ProblemKind.REPAIRED, message, row=row, column=column, raw=raw)

    def _repeats(self, rows: Sequence[int], records: Sequence[str], kept: pl.Series) -> list[int | None]:
        """Return per record the row of the first one that seems to have the same text; `_verified` looks closer."""
        found: list[int | None] = []
        for row, record, is_kept in zip(rows, records, kept.to_list(), strict=True):
            first = self._first_rows.setdefault(hash(record), row) if is_kept else row
            found.append(None if first == row else first)
        return found

    def _verified(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Keep those repetitions that are the same in every column, and tell them."""
        compared = [name for name in self.layout.columns if name not in ("row", "duplicate_of")]
        pairs = frame.filter(pl.col("duplicate_of").is_not_null()).join(
            frame.select("row", *compared), left_on="duplicate_of", right_on="row", how="left", suffix="_first"
        )
        same = pairs.filter(pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_first")) for name in compared))
        for row, first in same.select("row", "duplicate_of").iter_rows():
            self.log.add(ProblemKind.DUPLICATE, f"repeats line {first} cell by cell; both are kept and counted", row=row)
        is_same = pl.col("row").is_in(same["row"].implode())
        return frame.with_columns(pl.when(is_same).then(pl.col("duplicate_of")).alias("duplicate_of"))

    def _coded(self, frame: pl.DataFrame) -> pl.DataFrame:
        for name in self.layout.parties:
            seen = frame.group_by(name, maintain_order=True).agg(pl.col("row").min(), pl.len().alias("count"))
            found = codes_of({text: (row, count) for text, row, count in seen.iter_rows()}, name)
            self.log.extend(found.problems)
            codes = pl.DataFrame(
                {name: list(found.codes), "code": list(found.codes.values())}, schema={name: pl.String, "code": pl.String}
            )
            coded = frame.select(name).join(codes, on=name, how="left", maintain_order="left")["code"]
            frame = frame.with_columns(coded.alias(f"{name}_code"))
        return frame

    def _unusual(self, frame: pl.DataFrame) -> Iterator[DatasetProblem]:
        """Tell words and decimals that no edition has; they are kept, but a damaged line can look like this."""
        for name, pattern in self.layout.usual.items():
            words = frame.group_by(name, maintain_order=True).agg(pl.col("row").min(), pl.len().alias("count"))
            for word, row, count in words.drop_nulls().filter(~pl.col(name).str.contains(f"(?i)^(?:{pattern})$")).iter_rows():
                message = f"'{word[:60]}' is a word that no edition seen has here; kept"
                yield DatasetProblem(kind=ProblemKind.DOUBT, row=row, field=name, message=message, count=count)
        for name in self.layout.hundredths:
            finer = frame.filter((pl.col(name) * 100 - (pl.col(name) * 100).round()).abs() > _FINER)
            for row, value in finer.select("row", name).iter_rows():
                message = f"{value:g} has more decimals than are printed; kept"
                yield DatasetProblem(kind=ProblemKind.DOUBT, row=row, field=name, message=message)

    def _counts(self, frame: pl.DataFrame) -> Counts:
        rows, repeats = frame["row"].to_list(), frame["duplicate_of"].is_not_null().to_list()
        duplicates = sum(repeats)
        repaired = sum(row in self.records.repaired and not repeat for row, repeat in zip(rows, repeats, strict=True))
        return Counts(
            read=frame.height - duplicates - repaired,
            repaired=repaired,
            refused=self.records.refused + self._refused,
            duplicates=duplicates,
        )

    def _stop_at_junk(self) -> None:
        distinct = len(self._first_rows)
        if self._accepted > _TOLERATED + 5 * distinct:
            raise NotATableError(f"only {distinct:,} of {self._accepted:,} records are distinct: this is no register")
        if self._refused > max(_TOLERATED, self._accepted):
            raise NotATableError(f"{self._refused:,} of {self._refused + self._accepted:,} records hold no readable figures")


def _with_uncertainty(frame: pl.DataFrame, read: Mapping[str, Read]) -> pl.DataFrame:
    """Add the `?` that stands within a year's own cell to its flag column."""
    for name, column in read.items():
        flag = f"{name}_uncertain"
        if column.uncertain is None:
            continue
        frame = frame.with_columns(
            ((pl.col(flag) | column.uncertain) if flag in frame.columns else pl.lit(column.uncertain)).alias(flag)
        )
    return frame
