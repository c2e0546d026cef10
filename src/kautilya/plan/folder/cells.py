"""A value of a case as the text of a cell, and back.

Spreadsheets rewrite what they take for a formula, a day or a number: `2026-04-30` becomes `30/04/26`, `0.50` becomes 0.5 or
0,5.
Such a text gets an apostrophe in front, which keeps it text; so does one that begins with an apostrophe. Reading takes one
apostrophe off.
"""

import math
import re

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
_MARKED = re.compile(r"[+-]?\d+[.,]\d+([eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""A number whose mark may as well separate thousands."""


class CellError(ValueError):
    """A cell does not hold what its column asks for; the message is for its user."""

    def __init__(self, message: str, cause: str) -> None:
        """Say what is wrong, and what it shares with other cells that mend alike."""
        super().__init__(message)
        self.cause = cause


def text_of(value: Json) -> str:
    """Return the text of a cell; blank for nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _kept(_JOINT.join(str(one) for one in value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and 0 < abs(value) < 1e15 else repr(value)
    return _kept(value) if isinstance(value, str) else str(value)


def value_of(text: str, column: Column, *, decimal: str = ".") -> Json:
    """Return what a cell says.

    Args:
        decimal: Mark before the decimals of numbers in the cell's file, for what an error advises; the text itself has a point.

    Raises:
        CellError: It is not what the column asks for.
    """
    if column.content in (Content.NUMBER, Content.WHOLE):
        return _number(text.strip(), column, decimal)
    told = text.removeprefix("'")
    if column.content is Content.LIST:
        return [*told.split(_JOINT)] if told else []
    if column.content is Content.TERM:
        return _term(told.strip(), column)
    if column.content is Content.DAY:
        return _day(told.strip())
    return None if column.optional and not told else told


def shows_decimal(text: str, mark: str) -> bool:
    """Tell whether a text is a number whose mark can only stand before decimals: `0,5`, and not `1,200`."""
    told = text.strip()
    return mark in told and bool(_MARKED.fullmatch(told)) and not _THOUSANDS.fullmatch(told)


def may_be_thousands(text: str, mark: str = ",") -> bool:
    """Tell whether the mark of a number stands before three digits, as one that separates thousands does: `2,851`."""
    return mark in text and bool(_THOUSANDS.fullmatch(text))


def with_point(text: str, *, decimal: str = ",", sure: bool) -> str:
    """Return a number as one with a point.

    Args:
        decimal: Mark before the decimals in the file: a comma or a point.
        sure: Whether other numbers of the file show that this mark stands before decimals.

    Raises:
        CellError: It has the other mark, or its mark may separate thousands: nothing of the cell itself decides that.
    """
    told = text.strip()
    if decimal == ",":
        if "." in told:
            raise CellError(
                f"expected a number with a decimal comma, found '{told}': in a file with decimal commas (all "
                f"that semicolons divide have them) a point may separate thousands; write 1200,5",
                "a point",
            )
        if may_be_thousands(told):
            unseen = "no other number of the file shows that its commas are decimal ones"
            raise _thousands(told, "its range does not decide it" if sure else unseen)
        return told.replace(",", ".") if _MARKED.fullmatch(told) else told
    if not sure and may_be_thousands(told, "."):
        raise _thousands(told, "no other number of the file shows that its points are decimal ones")
    return told


def _thousands(told: str, why: str) -> CellError:
    plain = told.replace(",", "").replace(".", "")
    return CellError(
        f"'{told}' may be a whole number with a separator of thousands, and {why}; write it as {plain} or {told}0", "thousands"
    )


def _kept(text: str) -> str:
    guarded = text.startswith("'") or is_formula(text) or (_REWRITTEN.fullmatch(text) and not _PLAIN.fullmatch(text))
    return f"'{text}" if guarded else text


def _number(text: str, column: Column, decimal: str) -> Json:
    if not text and column.optional:
        return None
    if column.content is Content.WHOLE:
        if not _WHOLE.fullmatch(text):
            raise CellError(
                f"expected a whole number, found '{text}': write digits only, without separators or a point", column.name
            )
        return int(text)
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise CellError(
            f"expected a number, found '{text}': write it as 1200{decimal}5, without separators or signs of money",
            "a comma" if _MARKED.fullmatch(text) else column.name,
        )
    return float(text)


def _day(text: str) -> Json:
    try:
        return text and str(PartialDate.parse(text))
    except ValueError as exc:
        raise CellError(
            f"expected a day like 2026-04-30, found '{text}': the spreadsheet may have rewritten it", "a day"
        ) from exc


def _term(text: str, column: Column) -> Json:
    if text not in column.terms:
        raise CellError(f"expected one of {', '.join(column.terms)}, found '{text}'", column.name)
    return text
