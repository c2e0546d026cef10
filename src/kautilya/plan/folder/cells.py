"""A value of a case as the text of a cell, and back.

Spreadsheets rewrite what they take for a formula, a day or a number: `2026-04-30` becomes `30/04/26`, `0.50` becomes 0.5 or
0,5.
Such a text gets an apostrophe in front, which keeps it text; so does one that begins with an apostrophe. Reading takes one
apostrophe off.
"""

import math
import re
from collections.abc import Sequence

from kautilya.core.periods import PartialDate
from kautilya.plan.codec import Json
from kautilya.plan.folder.layout import Column, Content
from kautilya.tables.files.defusing import is_formula

_PLAIN = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)
"""A number that every spreadsheet writes back as it was read, whatever its decimal mark is."""
_REWRITTEN = re.compile(
    r"\s*([\d.($€£¥₹%].{0,24}|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ./-]?\d.{0,12}|true|false)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_JOINT = ";"
_WITH_COMMA = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
"""A number whose comma may as well separate thousands."""


class CellError(ValueError):
    """A cell does not hold what its column asks for; the message is for its user."""


def text_of(value: Json) -> str:
    """Return the text of a cell; blank for nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _kept(_JOINT.join(str(one) for one in value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and 0 < abs(value) < 1e15 else repr(value)
    return _kept(value) if isinstance(value, str) else str(value)


def value_of(text: str, column: Column) -> Json:
    """Return what a cell says.

    Raises:
        CellError: It is not what the column asks for.
    """
    if column.content in (Content.NUMBER, Content.WHOLE):
        return _number(text.strip(), column)
    told = text.removeprefix("'")
    if column.content is Content.LIST:
        return [*told.split(_JOINT)] if told else []
    if column.content is Content.TERM:
        return _term(told.strip(), column.terms)
    if column.content is Content.DAY:
        return _day(told.strip())
    return None if column.optional and not told else told


def shows_decimal_comma(text: str, column: Column) -> bool:
    """Tell whether a cell is a number whose comma can only be a decimal one: `0,5`, and not `1,200`."""
    told = text.strip()
    return column.content is Content.NUMBER and bool(_WITH_COMMA.fullmatch(told)) and not _THOUSANDS.fullmatch(told)


def may_be_thousands(text: str) -> bool:
    """Tell whether the comma of a number stands before three digits, as one that separates thousands does: `2,851`."""
    return bool(_THOUSANDS.fullmatch(text))


def with_point(text: str, *, sure: bool) -> str:
    """Return a number with a decimal comma as one with a point.

    Args:
        sure: Whether other numbers of the file show that its commas are decimal ones.

    Raises:
        CellError: It has a point, or its comma may separate thousands: nothing of the cell itself decides that.
    """
    told = text.strip()
    if "." in told:
        raise CellError(
            f"expected a number with a decimal comma, found '{told}': in a file divided by semicolons a point may separate "
            f"thousands; write 1234,5"
        )
    if _THOUSANDS.fullmatch(told):
        shown = "its range does not decide it" if sure else "no other number of the file shows that its commas are decimal ones"
        plain = told.replace(",", "")
        raise CellError(
            f"'{told}' may be a whole number with a separator of thousands, and {shown}; write it as {plain} or {told}0"
        )
    return told.replace(",", ".") if _WITH_COMMA.fullmatch(told) else told


def _kept(text: str) -> str:
    guarded = text.startswith("'") or is_formula(text) or (_REWRITTEN.fullmatch(text) and not _PLAIN.fullmatch(text))
    return f"'{text}" if guarded else text


def _number(text: str, column: Column) -> Json:
    if not text and column.optional:
        return None
    if column.content is Content.WHOLE:
        if not _WHOLE.fullmatch(text):
            raise CellError(f"expected a whole number, found '{text}': write digits only, without separators or a point")
        return int(text)
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise CellError(f"expected a number, found '{text}': write it as 1200.5, without separators or signs of money")
    return float(text)


def _day(text: str) -> Json:
    try:
        return text and str(PartialDate.parse(text))
    except ValueError as exc:
        raise CellError(f"expected a day like 2026-04-30, found '{text}': the spreadsheet may have rewritten it") from exc


def _term(text: str, terms: Sequence[str]) -> Json:
    if text not in terms:
        raise CellError(f"expected one of {', '.join(terms)}, found '{text}'")
    return text
