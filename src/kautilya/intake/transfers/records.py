"""Lines to records: broken ones are put together again where that is certain, the rest is refused and listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kautilya.intake.transfers.cells import cut
from kautilya.intake.transfers.columns import ColumnNames, column_names
from kautilya.intake.transfers.heading import OPENINGS, is_heading_line
from kautilya.intake.transfers.layouts import PATTERNS, Cell
from kautilya.intake.transfers.lines import NotATableError
from kautilya.intake.transfers.log import Log
from kautilya.register.dataset import Layout, ProblemKind

MOST_LINES = 40
"""Lines that one record is looked for in."""
MOST_CHARACTERS = 20_000
SEPARATOR = "\x1f"
"""Between the cells of a record; where a file has the character itself, it is shown as one that cannot be read."""
_TOLERATED = 2_000
"""Refused records up to which a file is read on, however few good ones it has."""
_MOST_BLANK = 200_000
_MOST_RECORDS = 2_000_000
"""Some sixty times the register of the whole world."""
_FIRST_WORDS = frozenset({"", "Recipient", "Supplier", "SIPRI AT Database ID", "table", "Table", "Year of order", "Importer"})
"""First cells that may begin a line of column names."""


@dataclass(slots=True)
class _Open:
    """A record of which only the beginning was seen."""

    row: int
    text: str
    last: int


@dataclass(slots=True, kw_only=True)
class Records:
    """The records of one table, collected line by line."""

    columns: ColumnNames
    log: Log
    rows: list[int] = field(default_factory=list)
    """Line at which each record waiting in `texts` begins."""
    texts: list[str] = field(default_factory=list)
    """The records waiting to be read, their cells joined by `SEPARATOR`."""
    repaired: set[int] = field(default_factory=set)
    """Rows of records that were mended."""
    taken: int = 0
    """Records that were complete, those of earlier chunks included."""
    refused: int = 0
    blank_lines: int = 0
    heading_lines: int = 0
    """Lines of a heading without a table, within or below the records."""
    record_lines: int = 0
    """Lines that belong to records, complete or refused."""
    _open: _Open | None = None
    _loose: int = 0
    """Line that was refused last and has no delimiter: the beginning, maybe, of the first cell of the next line."""

    def add(self, first: int, lines: Sequence[str]) -> int:
        """Take in lines, of which the first has the number given; return how many: all, or those before another table."""
        delimiter, due = self.columns.delimiter, self.columns.width - 1
        semicolons, plain = self.columns.semicolons, 0
        rows, texts = self.rows, self.texts
        for number, given in enumerate(lines, first):
            line = given.rstrip(";") if semicolons else given
            if (
                line.count(delimiter) == due
                and self._open is None
                and not self._loose
                and '"' not in line
                and line.partition(delimiter)[0] not in _FIRST_WORDS
                and not line.startswith(OPENINGS)
                and SEPARATOR not in line
            ):
                rows.append(number)
                texts.append(line.replace(delimiter, SEPARATOR))
                plain += 1
            elif self._begins_another_table(line, number):
                self._count_plain(plain)
                return number - first
            else:
                self._count_plain(plain)
                plain = 0
                self._add_slowly(number, line)
        self._count_plain(plain)
        return len(lines)

    def _count_plain(self, records: int) -> None:
        self.taken += records
        self.record_lines += records

    def chunk(self) -> tuple[list[int], list[str]]:
        """Hand over the records collected so far."""
        if self.taken > _MOST_RECORDS:
            raise NotATableError(f"more than {_MOST_RECORDS:,} records: no register of transfers has so many")
        rows, texts = self.rows, self.texts
        self.rows, self.texts = [], []
        return rows, texts

    def finish(self, *, at_end_of_file: bool) -> None:
        """Refuse the record that is still open."""
        self._refuse_open("cut off at the end of the file" if at_end_of_file else "broken off before the next table")

    def _begins_another_table(self, line: str, number: int) -> bool:
        if line.startswith(OPENINGS):
            return True
        first = line.split(self.columns.delimiter, 1)[0].strip('" ')
        return first in _FIRST_WORDS and column_names(line, number) is not None

    def _take(self, row: int, cells: list[str], lines: int) -> None:
        if self._loose and row == self._loose + 1:
            message = f"line {self._loose}, which was refused, may be the beginning of this record"
            self.log.add(ProblemKind.DOUBT, message, row=row)
        self._loose = 0
        self.rows.append(row)
        self.texts.append(SEPARATOR.join(cell.replace(SEPARATOR, "\ufffd") for cell in cells))
        self.taken += 1
        self.record_lines += lines

    def _add_slowly(self, number: int, line: str) -> None:
        if self._open is not None:
            self._continue(self._open, number, line)
        elif not line.strip(' ,;\t"'):
            self._add_blank(number)
        else:
            self._begin(number, line)

    def _add_blank(self, number: int) -> None:
        self.blank_lines += 1
        if self.blank_lines > _MOST_BLANK:
            raise NotATableError(f"{self.blank_lines:,} blank lines up to line {number}: this is no table")

    def _begin(self, number: int, line: str) -> None:
        complete = self._complete(line)
        if complete is not None:
            cells, repair = complete
            self._take(number, cells, 1)
            if repair:
                self._note_repair(number, repair, line)
        elif is_heading_line(line):
            self.heading_lines += 1
            self.log.add(ProblemKind.NOTE, "a line of a heading without its table; not read", row=number, raw=line)
        elif self._may_begin(line):
            self._open = _Open(number, line, number)
        else:
            self._refuse(number, line, 1, f"{self._count(line)} cells where {self.columns.width} are due")

    def _continue(self, begun: _Open, number: int, line: str) -> None:
        """Try a line as the continuation of the open record; a line that is a whole record by itself never is one."""
        alone = self._complete(line)
        if alone is not None and self._plausible(alone[0]):
            self._refuse_open("broken off")
            self._begin(number, line)
            return
        text = f"{begun.text.rstrip()} {line.lstrip()}" if line.strip() else begun.text
        cells = self._exact(text)
        if cells is not None and self._plausible(cells):
            self._open = None
            self._take(begun.row, cells, number - begun.row + 1)
            if not _ends_within_quotes(begun.text, self.columns.delimiter):
                self._note_repair(begun.row, f"put together from lines {begun.row} to {number}", text)
        elif number - begun.row < MOST_LINES and len(text) < MOST_CHARACTERS and self._may_begin(text):
            self._open = _Open(begun.row, text, number)
        else:
            self._refuse_open("broken off")
            self._add_slowly(number, line)

    def _refuse_open(self, reason: str) -> None:
        begun, self._open = self._open, None
        if begun is not None:
            lines = begun.last - begun.row + 1
            message = f"{reason}: {self._count(begun.text)} cells where {self.columns.width} are due"
            self._refuse(begun.row, begun.text, lines, message)

    def _refuse(self, row: int, text: str, lines: int, message: str) -> None:
        self.refused += 1
        self.record_lines += lines
        self._loose = 0 if self.columns.delimiter in text else row
        self.log.add(ProblemKind.REFUSED, message, row=row, raw=text)
        if self.refused > max(_TOLERATED, self.taken):
            raise NotATableError(
                f"{self.refused:,} of the first {self.refused + self.taken:,} records cannot be read (the last at line {row}): "
                f"this is no {self.columns.layout.value}"
            )

    def _note_repair(self, row: int, message: str, text: str) -> None:
        self.repaired.add(row)
        self.log.add(ProblemKind.REPAIRED, message, row=row, raw=text)

    def _count(self, text: str) -> int:
        return len(text.split(self.columns.delimiter))

    def _may_begin(self, text: str) -> bool:
        """Tell whether a text is the beginning of a record: fewer cells, all but the last of them well formed."""
        if self.columns.layout is Layout.TIV_TABLE:
            return False
        try:
            found = cut(text, self.columns.delimiter)
        except ValueError:
            return False
        count = len(found.cells)
        return (
            3 <= count <= self.columns.width
            and (found.open_quote or count < self.columns.width)
            and self._fits(found.cells[:-1])
        )

    def _complete(self, line: str) -> tuple[list[str], str] | None:
        """Return the cells of a line that is a whole record, and how it was mended (nothing for most)."""
        cells = self._exact(line)
        if cells is not None:
            return cells, ""
        width = self.columns.width
        parts = line.split(self.columns.delimiter)
        if len(parts) <= width:
            return None
        if not any(part.strip(' ;"') for part in parts[width:]):
            added = len(parts) - width
            return parts[:width], "" if added == self.columns.padding else f"{added} blank cells at the end cut off"
        return self._with_delimiters_in_text(parts)

    def _exact(self, text: str) -> list[str] | None:
        """Return the cells of a text that has as many as are due, its quotes taken for quotes if they can be."""
        delimiter, width = self.columns.delimiter, self.columns.width
        try:
            found = cut(text, delimiter)
        except ValueError:
            found = None
        if found is not None and not found.open_quote and len(found.cells) == width:
            return found.cells
        parts = text.split(delimiter)
        return parts if len(parts) == width else None

    def _with_delimiters_in_text(self, parts: list[str]) -> tuple[list[str], str] | None:
        """Put a text back together that holds delimiters of its own, if only one column can be it."""
        candidates = list(self._rejoined(parts))
        if len(candidates) != 1:
            return None
        column, cells = candidates[0]
        return cells, f"'{self.columns.delimiter}' within {column} kept as text"

    def _rejoined(self, parts: list[str]) -> Iterator[tuple[str, list[str]]]:
        extra = len(parts) - self.columns.width
        for place, column in enumerate(self.columns.fields):
            if column is not None and column.cell is Cell.TEXT:
                text = self.columns.delimiter.join(parts[place : place + extra + 1])
                cells = [*parts[:place], text, *parts[place + extra + 1 :]]
                if self._plausible(cells):
                    yield column.name, cells

    def _plausible(self, cells: list[str]) -> bool:
        """Tell whether every cell of a record is well formed; a TIV table's are looked at one by one later."""
        return self.columns.layout is not Layout.TIV_TABLE and self._fits(cells)

    def _fits(self, cells: list[str]) -> bool:
        return all(
            column is None or PATTERNS[column.cell].fullmatch(cell) is not None
            for column, cell in zip(self.columns.fields, cells, strict=False)
        )


def _ends_within_quotes(text: str, delimiter: str) -> bool:
    """Tell whether a line break after this text is within quotes, where it belongs to a cell and nothing is broken."""
    try:
        return '"' in text and cut(text, delimiter).open_quote
    except ValueError:
        return False
