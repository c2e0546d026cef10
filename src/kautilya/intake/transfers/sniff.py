"""Where in a file a table begins, and of which layout it is: from the content, never from the file's name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kautilya.intake.transfers.columns import ColumnNames, by_place, column_names
from kautilya.intake.transfers.heading import Heading, heading_of, is_heading_line
from kautilya.intake.transfers.layouts import FIELDS, PATTERNS
from kautilya.intake.transfers.lines import NotATableError
from kautilya.register.dataset import Layout

MOST_LINES = 400
"""Lines above a table within which its column names are looked for."""
MOST_CHARACTERS = 200_000
_ENOUGH = 3
_SHARE = 0.8
"""Share of lines that must be well-formed records for a table without column names."""

Numbered = tuple[int, str]


@dataclass(slots=True)
class Feed:
    """Numbered lines, one by one or many at a time, that can be put back."""

    source: Iterator[tuple[int, list[str]]]
    """Blocks of lines with the number of the first of each, in their order and without a gap."""
    _first: int = 1
    _lines: list[str] = field(default_factory=list)
    _next: int = 0

    def __iter__(self) -> Iterator[Numbered]:
        """Return itself: several loops share one run through the lines."""
        return self

    def __next__(self) -> Numbered:
        while self._next >= len(self._lines):
            self._first, self._lines = next(self.source)
            self._next = 0
        self._next += 1
        return self._first + self._next - 1, self._lines[self._next - 1]

    def block(self) -> tuple[int, list[str]] | None:
        """Return the next lines, as many as are at hand, with the number of the first; None at the end."""
        if self._next >= len(self._lines):
            block = next(self.source, None)
            if block is None:
                return None
            self._first, self._lines = block
            self._next = 0
        first, lines = self._first + self._next, self._lines[self._next :]
        self._next = len(self._lines)
        return first, lines

    def put_back(self, first: int, lines: Sequence[str]) -> None:
        """Put back the lines that were taken last, of which the first has the number given."""
        self._lines = [*lines, *self._lines[self._next :]]
        self._first, self._next = first, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStart:
    """The lines above a table and its line of column names."""

    heading: Heading
    columns: ColumnNames
    above: tuple[Numbered, ...]
    """All lines up to the first record, the column names included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTable:
    """What was left of the file holds no table."""

    lines: tuple[Numbered, ...]


def next_table(feed: Feed) -> TableStart | NoTable:
    """Find the next table; its first record is the next line of the feed."""
    above: list[Numbered] = []
    characters = 0
    for number, line in feed:
        names = column_names(line, number)
        above.append((number, line))
        if names is not None:
            _refuse_without_essentials(names, number)
            return TableStart(heading=heading_of([text for _, text in above[:-1]]), columns=names, above=tuple(above))
        characters += len(line)
        if len(above) >= MOST_LINES or characters > MOST_CHARACTERS:
            break
    return _without_names(above, feed) or NoTable(lines=tuple(above))


def _refuse_without_essentials(names: ColumnNames, number: int) -> None:
    lacking = [column for column in names.missing if column.required]
    if lacking:
        wanted = ", ".join(f"'{column.names[0]}'" for column in lacking)
        raise NotATableError(f"the column names at line {number} are those of a {names.layout.value}, but {wanted} is missing")


def _without_names(above: Sequence[Numbered], feed: Feed) -> TableStart | None:
    """Recognise a table whose column names were deleted, if nearly every line is a well-formed record of one layout."""
    content = [(number, line) for number, line in above if line.strip(" ,;") and not is_heading_line(line)]
    for layout in (Layout.TRADE_REGISTER, Layout.DELIVERY_ROWS):
        fitting = [(number, line) for number, line in content if _fits(line, layout)]
        if len(fitting) >= _ENOUGH and len(fitting) >= _SHARE * len(content):
            first = content[0][0]
            feed.put_back(first, [line for number, line in above if number >= first])
            before = tuple(numbered for numbered in above if numbered[0] < first)
            return TableStart(
                heading=heading_of([line for _, line in before]), columns=by_place(layout, ",", first), above=before
            )
    return None


def _fits(line: str, layout: Layout) -> bool:
    cells = line.split(",")
    return len(cells) == len(FIELDS[layout]) and all(
        PATTERNS[column.cell].fullmatch(cell) is not None and (cell.strip() != "" or not column.filled)
        for column, cell in zip(FIELDS[layout], cells, strict=True)
    )
