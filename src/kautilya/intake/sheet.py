"""A CSV file as rows with their lines, or the list of what is wrong with it."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kautilya.intake.problems import Problems

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read: 30 times the largest package known, and a second or two of work."""

SNIFFED = 8_192
"""Bytes in which a NUL tells a binary file before the rest is read."""

SEPARATORS = {",": "comma", ";": "semicolon"}
"""What may divide cells, in words."""

_BOM = b"\xef\xbb\xbf"


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


def read_sheet(
    folder: Path, resource: Resource, columns: tuple[str, ...], problems: Problems, *, separator: str = ","
) -> Sheet | None:
    """Read a CSV file with exactly these columns, in any order; None if it cannot be used at all.

    Rows of the wrong length are left out and noted, so that the others can still be checked.

    Args:
        separator: Divides the cells: a comma or a semicolon.
    """
    content = _content(folder / resource.path, resource, problems)
    if content is None:
        return None
    text = _decoded(content, resource.path, problems)
    if text is None:
        return None
    before = len(problems)
    rows = tuple(_rows(text, resource.path, columns, problems, separator))
    complete = len(problems) == before
    return Sheet(file=resource.path, rows=rows, complete=complete, sha256=hashlib.sha256(content).hexdigest())


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
            if b"\0" in start:
                problems.add(resource.path, "is a binary file, not a CSV text", line=_line_of(start, start.index(b"\0")))
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
    body = content.removeprefix(_BOM)
    if b"\0" in body:
        problems.add(file, "holds a NUL byte: not a CSV text", line=_line_of(body, body.index(b"\0")))
        return None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as exc:
        problems.add(file, f"byte 0x{body[exc.start]:02x} is not UTF-8; save the file as UTF-8", line=_line_of(body, exc.start))
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
    return content.count(b"\n", 0, position) + 1


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _rows(text: str, file: str, columns: tuple[str, ...], problems: Problems, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = cells
                if not _header_is_sound(header, file, columns, problems):
                    return
            elif len(cells) != len(header):
                problems.add(file, _wrong_length(len(cells), len(header), SEPARATORS[separator]), line=line)
            else:
                yield Row(line=line, cells=dict(zip(header, cells, strict=True)))
            line = reader.line_num + 1
    except csv.Error as exc:
        problems.add(file, f"broken quoting or an endless cell ({exc}); the rows after it were not read", line=line)


def _wrong_length(found: int, expected: int, separator: str) -> str:
    if not found:
        return "the line is blank: remove it"
    return f"{found} cells where the header has {expected}: a {separator} or a quote is missing, or the line is cut short"


def _header_is_sound(header: list[str], file: str, columns: tuple[str, ...], problems: Problems) -> bool:
    before = len(problems)
    for column in columns:
        if column not in header:
            problems.add(file, "the column is missing", line=1, field=column)
    for column in dict.fromkeys(header):
        if column not in columns:
            problems.add(file, f"no such column; this table has: {', '.join(columns)}", line=1, field=column)
        elif header.count(column) > 1:
            problems.add(file, "the column is there more than once", line=1, field=column)
    return len(problems) == before
