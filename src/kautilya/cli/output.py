"""Tables on stdout: 80 columns where there is no terminal to ask, plain where there is none to colour."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kautilya.core.visible import visible

LONGEST_WORD, LONGEST_NAME = 14, 24
"""Characters of a word that is not broken over lines, and of one that is not where the terminal has room for it, as an id."""
BETWEEN = 2
"""Columns between two cells."""
NARROW = 120
"""Columns below which long texts stand as a plain list and not side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    title: str
    right: bool = False
    """Whether its figures stand flush right."""
    whole: bool = False
    """Whether its cells are never broken over lines."""


def write_table(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Write a table to stdout; cells are data, never markup."""
    console = _console()
    table = Table(box=SIMPLE_HEAD if console.is_terminal else None, pad_edge=False, show_edge=False, header_style="bold")
    cells = [list(row) for row in rows]
    for place, (column, width) in enumerate(zip(columns, _widths(columns, cells, console.width), strict=True)):
        table.add_column(
            Text(column.title),
            justify="right" if column.right else "left",
            no_wrap=column.whole,
            overflow="fold",
            width=width,
            min_width=min(_longest(column.title, cells, place), LONGEST_WORD),
        )
    for row in cells:
        table.add_row(*(Text(visible(cell)) for cell in row))
    if title is not None:
        console.print(Text(visible(f"\n{title}"), style="bold"))
    console.print(table, crop=False, no_wrap=True, overflow="ignore")


def _longest(title: str, cells: Sequence[Sequence[str]], place: int) -> int:
    """Return the characters of the longest word of a column."""
    return max((len(word) for text in (title, *(row[place] for row in cells)) for word in text.split()), default=1)


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], terminal: int) -> Sequence[int | None]:
    """Return how wide columns with long names are, so that none is broken; None where there are none or no room for them."""
    widths = [max(len(text) for text in (one.title, *(row[i] for row in cells))) for i, one in enumerate(columns)]
    least = [widths[i] if one.whole else min(_longest(one.title, cells, i), LONGEST_NAME) for i, one in enumerate(columns)]
    room = terminal - BETWEEN * (len(columns) - 1)
    if max(least, default=0) <= LONGEST_WORD or sum(least) > room:
        return [None] * len(columns)
    while sum(widths) > room:
        widest = max((i for i, _ in enumerate(widths) if widths[i] > least[i]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def write(text: str = "") -> None:
    """Write a line of a result to stdout; addresses in it stay whole."""
    _console().print(Text(visible(text)), soft_wrap=True)


def width() -> int:
    """Return the columns of the terminal; 80 where there is none to ask."""
    return _console().width


def write_item(head: str, *lines: str) -> None:
    """Write one entry of a plain list: its head, and below it, indented, what is said of it; all within the terminal."""
    columns = width()
    write("\n".join(wrap(head, columns, subsequent_indent="  ")))
    for line in lines:
        write("\n".join(wrap(line, columns, initial_indent="  ", subsequent_indent="  ")))


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
