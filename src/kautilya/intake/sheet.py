"""A CSV file as rows with their lines, or the list of what is wrong with it."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kautilya.intake.problems import Problems

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read: 30 times the largest package known, and a second or two of work."""

SNIFFED = 8_192
"""Bytes in which a NUL tells a binary file before the rest is read."""

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What may divide cells, in words."""

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""Marks that begin a file in UTF-16, as spreadsheets write "Unicode text"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One file of a data package, as the package describes it."""

    path: str
    """Relative to the package, with `/`: `case/areas.csv`."""
    sha256: str | None = None
    size: int | None = None
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells by column, and the line on which it begins."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of one file whose header and shape are sound."""

    file: str
    rows: tuple[Row, ...]
    complete: bool
    """Whether every row of the file is among them: what is missing from an incomplete sheet may yet be in the file."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of one file."""

    file: str
    text: str
    sha256: str
    """Of the bytes of the file."""


def read_sheet(folder: Path, resource: Resource, columns: tuple[str, ...], problems: Problems) -> Sheet | None:
    """Read a CSV file with exactly these columns, in any order; None if it cannot be used at all.

    Rows of the wrong length are left out and noted, so that the others can still be checked.
    """
    told = read_text(folder, resource, problems)
    return None if told is None else sheet_of(told, columns, problems)


def read_text(folder: Path, resource: Resource, problems: Problems) -> Text | None:
    """Read a file in UTF-8, or in UTF-16 that begins with its mark; None if it is no text."""
    content = _content(folder / resource.path, resource, problems)
    text = None if content is None else _decoded(content, resource.path, problems)
    if content is None or text is None:
        return None
    return Text(file=resource.path, text=text, sha256=hashlib.sha256(content).hexdigest())


def sheet_of(told: Text, columns: tuple[str, ...], problems: Problems, *, separator: str = ",", skipped: int = 0) -> Sheet:
    """Return the rows of a text whose heading has exactly these columns, in any order.

    Columns without a heading, as spreadsheets leave them at the right, are passed over where all their cells are blank.

    Args:
        separator: Divides the cells: one of `SEPARATORS`.
        skipped: Lines before the heading.
    """
    before = len(problems)
    lines = io.StringIO(told.text, newline="")
    for _ in range(skipped):
        lines.readline()
    rows = tuple(_rows(lines, told.file, columns, problems, separator, skipped))
    return Sheet(file=told.file, rows=rows, complete=len(problems) == before, sha256=told.sha256)


def _content(path: Path, resource: Resource, problems: Problems) -> bytes | None:
    try:
        size = path.stat().st_size
        if not path.is_file():
            problems.add(resource.path, "is no file")
            return None
        if size > MAX_BYTES:
            problems.add(resource.path, f"{size:,} bytes are more than the {MAX_BYTES:,} that are read; split the file")
            return None
        with path.open("rb") as stream:
            start = stream.read(SNIFFED)
            if b"\0" in start and not start.startswith(_UTF16):
                message = "is a binary file, not a CSV text; from a spreadsheet, save the table as CSV UTF-8"
                problems.add(resource.path, message, line=_line_of(start, start.index(b"\0")))
                return None
            content = start + stream.read(MAX_BYTES + 1 - len(start))
    except FileNotFoundError:
        problems.add(resource.path, "the file is missing")
        return None
    except OSError as exc:
        problems.add(resource.path, f"cannot be read: {exc.strerror}")
        return None
    _check_identity(content, resource, problems)
    return content


def _check_identity(content: bytes, resource: Resource, problems: Problems) -> None:
    if resource.size is not None and resource.size != len(content):
        cut = "; it may be cut short" if len(content) < resource.size else ""
        problems.add(resource.path, f"has {len(content):,} bytes where datapackage.json says {resource.size:,}{cut}")
    digest = hashlib.sha256(content).hexdigest()
    if resource.sha256 is not None and resource.sha256 != digest:
        problems.add(
            resource.path,
            f"its sha256 is {digest}, datapackage.json says {resource.sha256}: the file was changed after the package was made",
        )


def _decoded(content: bytes, file: str, problems: Problems) -> str | None:
    wide = content.startswith(_UTF16) and b"\0" in content
    body = content.removeprefix(_BOM)
    try:
        text = body.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as exc:
        what = "UTF-16, as its first bytes say" if wide else "UTF-8"
        problems.add(
            file, f"byte 0x{body[exc.start]:02x} is not {what}; save the file as UTF-8", line=_line_of(body, exc.start)
        )
        return None
    if "\0" in text:
        problems.add(file, "holds a NUL byte: not a CSV text", line=_line_of(text.encode(), text.encode().index(b"\0")))
        return None
    if not text:
        problems.add(file, "is empty: expected a header and rows", line=1)
        return None
    if not text.endswith(("\n", "\r")):
        problems.add(
            file, "the last line does not end: the file may be cut short (end it with a line break)", line=_lines(text)
        )
    return text


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n" if b"\n" in content else b"\r", 0, position) + 1


def _lines(text: str) -> int:
    return _line_of(text.encode(), len(text.encode()))


def _rows(
    lines: Iterable[str], file: str, columns: tuple[str, ...], problems: Problems, separator: str, skipped: int
) -> Iterator[Row]:
    reader = csv.reader(lines, strict=True, delimiter=separator)
    header: list[str] | None = None
    line = skipped + 1
    try:
        for cells in reader:
            if header is None:
                header = [name if name.strip() else "" for name in cells]
                if not _header_is_sound(header, file, columns, problems, line=line):
                    return
            elif len(cells) != len(header):
                said, cause = _wrong_length(len(cells), len(header), SEPARATORS[separator]), f"length {bool(cells)}"
                problems.add(file, said, line=line, cause=cause)
            else:
                yield Row(line=line, cells=_under_headings(header, cells, file, problems, line=line))
            line = skipped + reader.line_num + 1
    except csv.Error as exc:
        problems.add(file, f"broken quoting or an endless cell ({exc}); the rows after it were not read", line=line)


def _under_headings(header: list[str], cells: list[str], file: str, problems: Problems, *, line: int) -> dict[str, str]:
    """Return the cells by column, and note one that stands under no heading."""
    for place, (name, cell) in enumerate(zip(header, cells, strict=True), start=1):
        if not name and cell.strip():
            message = f"'{cell}' stands under no heading, in column {place}: remove it, or blank the whole column"
            problems.add(file, message, line=line, cause=f"no heading {place}")
    return {name: cell for name, cell in zip(header, cells, strict=True) if name}


def _wrong_length(found: int, expected: int, separator: str) -> str:
    if not found:
        return "the line is blank: remove it"
    return f"{found} cells where the header has {expected}: a {separator} or a quote is missing, or the line is cut short"


def _header_is_sound(header: list[str], file: str, columns: tuple[str, ...], problems: Problems, *, line: int) -> bool:
    before = len(problems)
    if not set(columns) & set(header):
        problems.add(file, f"is not the heading of this table, which has: {', '.join(columns)}", line=line)
        return False
    for column in columns:
        if column not in header:
            problems.add(file, "the column is missing", line=line, field=column)
    for column in dict.fromkeys(filter(None, header)):
        if column not in columns:
            problems.add(file, f"no such column; this table has: {', '.join(columns)}", line=line, field=column)
        elif header.count(column) > 1:
            problems.add(file, "the column is there more than once", line=line, field=column)
    return len(problems) == before
