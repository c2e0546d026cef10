"""One line to its cells, quoted or not."""

from dataclasses import dataclass

_QUOTE = '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The cells of a line."""

    cells: list[str]
    open_quote: bool = False
    """Whether the line ends within quotes: its record goes on in the next line, or the quote is a mere character."""


def cut(line: str, delimiter: str) -> Cut:
    """Cut a line at its delimiters; those within a quoted cell do not count, doubled quotes in it stand for one.

    Raises ValueError where a quoted cell goes on after its closing quote: then the line is not quoted at all.
    """
    if _QUOTE not in line:
        return Cut(cells=line.split(delimiter))
    cells: list[str] = []
    position = 0
    while True:
        cell, position, closed = _cell(line, position, delimiter)
        cells.append(cell)
        if not closed:
            return Cut(cells=cells, open_quote=True)
        if position > len(line):
            return Cut(cells=cells)


def _cell(line: str, start: int, delimiter: str) -> tuple[str, int, bool]:
    """Return the cell that begins at a position, the position of the next one, and whether its quotes are closed."""
    if not line.startswith(_QUOTE, start):
        end = line.find(delimiter, start)
        end = len(line) if end < 0 else end
        return line[start:end], end + 1, True
    parts: list[str] = []
    position = start + 1
    while True:
        end = line.find(_QUOTE, position)
        if end < 0:
            parts.append(line[position:])
            return _QUOTE.join(parts), len(line) + 1, False
        parts.append(line[position:end])
        if not line.startswith(_QUOTE, end + 1):
            break
        position = end + 2
    if end + 1 < len(line) and not line.startswith(delimiter, end + 1):
        raise ValueError("a quoted cell goes on after its closing quote")
    return _QUOTE.join(parts), end + 2, True
