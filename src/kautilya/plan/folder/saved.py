"""How a spreadsheet saved a table: what divides its cells, and what the marks in its numbers are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.plan.folder.cells import shows_decimal

COMMA, SEMICOLON, TAB = ",", ";", "\t"
_FIRST_LINE = re.compile(r"[^\r\n]*")
_SAYS_SEPARATOR = re.compile(r"\"?sep=(?P<sign>.)\"?[,;\t ]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which mark stands before the decimals in the numbers of a table."""

    separator: str
    """Divides the cells."""
    decimal: str
    """A point or a comma."""
    sure: bool
    """Whether that is known: by what divides the cells, or by a number whose mark cannot separate thousands."""


def divided(text: str) -> tuple[str, int]:
    """Return what divides the cells of a text, and the lines before its heading: 1 where the first says `sep=;`, else 0.

    A comma where that is not to be told.
    """
    first = _first_line(text)
    if said := _SAYS_SEPARATOR.fullmatch(first):
        return said["sign"], 1
    return next((sign for sign in (SEMICOLON, TAB) if sign in first and COMMA not in first), COMMA), 0


def marks(separator: str, numbers: Iterable[str]) -> Marks:
    """Return the marks of a table: commas before the decimals where semicolons divide its cells.

    Tabs divide them in every language: there the mark that more numbers have tells (the comma, where they are as many).

    Args:
        numbers: The texts of its cells that hold numbers.
    """
    told = list(numbers)
    commas, points = (sum(mark in text for text in told) for mark in ",.")
    decimal = "," if separator == SEMICOLON or (separator == TAB and commas and commas >= points) else "."
    return Marks(
        separator=separator,
        decimal=decimal,
        sure=separator == COMMA or any(shows_decimal(text, decimal) for text in told),
    )


def _first_line(text: str) -> str:
    found = _FIRST_LINE.match(text)
    return found[0] if found else ""
