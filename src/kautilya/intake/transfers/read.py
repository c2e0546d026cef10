"""A file of arms transfers to data sets: one for every table that is in it, since each has its own edition."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import BinaryIO

import polars as pl

from kautilya.core.errors import InputError, Problem
from kautilya.intake.transfers import delivery_rows, trade_register, un_register
from kautilya.intake.transfers.assembly import Draft, Origin, dataset_of
from kautilya.intake.transfers.envelope import LARGEST, is_envelope, opened
from kautilya.intake.transfers.heading import is_heading_line
from kautilya.intake.transfers.lines import Lines, NotATableError
from kautilya.intake.transfers.log import Log
from kautilya.intake.transfers.register_rows import RowReader
from kautilya.intake.transfers.sniff import Feed, NoTable, TableStart, next_table
from kautilya.intake.transfers.tiv_table import TableReader
from kautilya.register.dataset import Dataset, DatasetProblem, Layout, ProblemKind

LARGEST_FILE = 512 << 20
"""Bytes of the largest file that is opened; the whole register of the world has 4 million."""
_ROW_LAYOUTS = {
    Layout.TRADE_REGISTER: trade_register.ROWS,
    Layout.DELIVERY_ROWS: delivery_rows.ROWS,
    Layout.UN_REGISTER: un_register.ROWS,
}

_PACKED = {
    b"\x1f\x8b": "packed by gzip: unpack it first",
    b"PK\x03\x04": "a zip archive or a workbook: unpack it, or save its sheet as CSV, first",
}
"""Files that users have instead of the text file, by their first bytes."""

Progress = Callable[[int], None]
"""Told the number of lines read so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfers:
    """A data set with its rows (the columns are in `register.dataset_columns`)."""

    dataset: Dataset
    rows: pl.DataFrame
    printed: pl.DataFrame | None = None
    """Of a TIV table: its printed sums, percentages and totals row."""

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The frames by the names under which a store keeps them."""
        return {"rows": self.rows} | ({} if self.printed is None else {"printed": self.printed})


def read_transfers(path: Path, *, edition: date | None = None, progress: Progress | None = None) -> tuple[Transfers, ...]:
    """Read a file of arms transfers; several tables pasted into one file are several data sets, in their order.

    Args:
        path: The file, as it was downloaded or afterwards edited.
        edition: The day on which it was generated, for a file that has lost the lines which tell it.
        progress: Told the number of lines read, now and then.

    Raises:
        InputError: The file holds no table of transfers; nothing of it was taken.
    """
    try:
        with path.open("rb") as stream:
            return _read(stream, path.name, edition, progress)
    except NotATableError as error:
        raise InputError(path, [Problem(file=path.name, message=str(error))]) from error
    except OSError as error:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be read: {error.strerror or error}")]) from error


def looks_like_transfers(path: Path) -> bool:
    """Tell whether a file begins like one of transfers, from its first lines only."""
    try:
        with path.open("rb") as stream:
            content = _unpacked(stream)[0]
            return isinstance(next_table(Feed(_text_lines(content).blocks())), TableStart)
    except (NotATableError, OSError):
        return False


def _read(stream: BinaryIO, file: str, edition: date | None, progress: Progress | None) -> tuple[Transfers, ...]:
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    if size > LARGEST_FILE:
        raise NotATableError(f"larger than {LARGEST_FILE >> 20} MB: no file of transfers is")
    content, packed = _unpacked(stream)
    lines = _text_lines(content)
    feed = Feed(_with_progress(lines.blocks(), progress))
    drafts, rest = _drafts(feed)
    if not drafts:
        raise NotATableError(_no_table(rest))
    origin = Origin(
        file=file,
        file_sha256=packed or lines.file_digest.hexdigest(),
        encoding=lines.encoding.name,
        parts=len(drafts),
        edition=edition,
        problems=(*_encoding_problems(lines), *_rest_problems(rest)),
    )
    found = []
    for part, draft in enumerate(drafts, start=1):
        last = part == len(drafts)
        own = replace(origin, problems=origin.problems if last else tuple(_encoding_problems(lines)))
        if last and not lines.ends_in_newline:
            draft.log.add(ProblemKind.DOUBT, "the last line is not ended: the file may have been cut off", row=_last_row(draft))
        found.append(Transfers(dataset=dataset_of(draft, own, part), rows=draft.rows, printed=draft.printed))
    return tuple(found)


def _unpacked(stream: BinaryIO) -> tuple[BinaryIO, str | None]:
    """Return the text file within the stream, and the digest of the envelope if there was one."""
    head = stream.read(4096)
    if is_envelope(head):
        whole = head + stream.read(LARGEST)
        if len(whole) > LARGEST:
            raise NotATableError(f"an envelope of more than {LARGEST >> 20} MB")
        return BytesIO(opened(whole)), hashlib.sha256(whole).hexdigest()
    stream.seek(0)
    return stream, None


def _text_lines(stream: BinaryIO) -> Lines:
    head = stream.read(4096)
    stream.seek(0)
    for opening, what in _PACKED.items():
        if head.startswith(opening):
            raise NotATableError(f"it is {what}")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotATableError("it is no text: it holds zero bytes")
    return Lines(stream)


def _with_progress(blocks: Iterator[tuple[int, list[str]]], progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
    for first, lines in blocks:
        yield first, lines
        if progress is not None:
            progress(first + len(lines) - 1)


def _drafts(feed: Feed) -> tuple[list[Draft], NoTable]:
    drafts: list[Draft] = []
    while True:
        start = next_table(feed)
        if isinstance(start, NoTable):
            return drafts, start
        drafts.append(_draft(start, feed))


def _draft(start: TableStart, feed: Feed) -> Draft:
    """Read one table to its last record."""
    log = Log()
    reader = _reader(start, log)
    digest = hashlib.sha256()
    for _, line in start.above:
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    count = len(start.above)
    at_end = True
    while at_end and (block := feed.block()) is not None:
        first, lines = block
        taken = reader.add(first, lines)
        count += taken
        digest.update("".join(f"{line}\n" for line in lines[:taken]).encode("utf-8", "surrogatepass"))
        if taken < len(lines):
            feed.put_back(first + taken, lines[taken:])
            at_end = False
    if isinstance(reader, TableReader):
        table = reader.finish(at_end_of_file=at_end)
        rows, printed, counts = table.rows, table.printed, table.counts
    else:
        read = reader.finish(at_end_of_file=at_end)
        table, rows, printed, counts = None, read.frame, None, read.counts
    return Draft(
        heading=start.heading, columns=start.columns, rows=rows, printed=printed, counts=counts, table=table, log=log,
        lines=count, sha256=digest.hexdigest(),
    )  # fmt: skip


def _reader(start: TableStart, log: Log) -> RowReader | TableReader:
    layout = start.columns.layout
    if layout is Layout.TIV_TABLE:
        return TableReader(columns=start.columns, log=log)
    return RowReader(layout=_ROW_LAYOUTS[layout], columns=start.columns, log=log)


def _encoding_problems(lines: Lines) -> Iterator[DatasetProblem]:
    seen = lines.encoding
    if seen.cp1252_lines and seen.utf8_lines:
        message = f"{seen.cp1252_lines} lines are not UTF-8 as {seen.utf8_lines} others are; each was read by itself"
        listed = "lines " + ", ".join(map(str, seen.first_cp1252))
        yield DatasetProblem(kind=ProblemKind.NOTE, row=seen.first_cp1252[0], message=message, raw=listed)


def _rest_problems(rest: NoTable) -> Iterator[DatasetProblem]:
    """Tell what stands below the last table."""
    for number, line in rest.lines:
        if is_heading_line(line):
            message = "a line of a heading without its table; not read"
            yield DatasetProblem(kind=ProblemKind.NOTE, row=number, message=message, raw=line[:300])
        elif line.strip(" ,;"):
            message = "below the last table; not read"
            yield DatasetProblem(kind=ProblemKind.REFUSED, row=number, message=message, raw=line[:300])


def _last_row(draft: Draft) -> int | None:
    return None if draft.rows.is_empty() else int(draft.rows["row"].max())  # type: ignore[arg-type]  # a UInt32


def _no_table(rest: NoTable) -> str:
    first = next((line for _, line in rest.lines if line.strip()), "")
    return (
        "no table of transfers in it: neither the column names of a trade register, of delivery rows, of a TIV table or of the "
        f"UN Register stand in its first lines ('{first[:60]}')"
        if first
        else "it is empty"
    )


__all__: Sequence[str] = ("Progress", "Transfers", "looks_like_transfers", "read_transfers")
