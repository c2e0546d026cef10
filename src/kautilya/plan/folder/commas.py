"""Numbers of files that semicolons divide: which commas are decimal ones, and which may separate thousands.

`2,851` may be 2.851, as a spreadsheet writes it whose language has decimal commas, or 2851, as people type it. Where the
number has a range beside it, the range decides: a value lies within low and high.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import product

from kautilya.plan.folder.cells import CellError, may_be_thousands, value_of, with_point
from kautilya.plan.folder.layout import Column, Content

RANGE = ("low", "value", "high")
_FAR = 100.0
"""No bound is so many times its value, or less than so small a part of it, where a comma decides by how much."""
Texts = Mapping[str, str]


def decided(columns: Sequence[Column], cells: Texts) -> Texts:
    """Return the plain numbers of those cells, by column, whose commas may separate thousands and whose range decides it.

    Three cells that all have one before three digits are decimal ones, where
    a file shows that its commas are: so a spreadsheet writes 18.059 with its range of 13.892 to 23.477.

    Args:
        columns: Of the number: value, range and what it rests on.
    """
    mine = {column.path[-1]: column for column in columns if column.content is Content.NUMBER and column.path[-1] in RANGE}
    told = {end: cells[column.name].strip() for end, column in mine.items() if cells[column.name].strip()}
    unsure = [end for end in told if may_be_thousands(told[end])]
    if "value" not in told or len(told) == 1 or not unsure:
        return {}
    try:
        ways = [dict(zip(told, texts, strict=True)) for texts in product(*(_ways(text) for text in told.values()))]
        fitting = [way for way in ways if _ordered({end: _number(text, mine[end]) for end, text in way.items()})]
        near = [way for way in fitting if _close({end: _number(text, mine[end]) for end, text in way.items()})]
    except CellError:
        return {}
    if len(fitting) == 1:
        chosen = fitting[0]
    elif near == ways[:1] or (len(unsure) == len(RANGE) and ways[0] in near):
        chosen = ways[0]
    else:
        return {}
    return {mine[end].name: chosen[end] for end in unsure}


def _ways(text: str) -> tuple[str, ...]:
    """Return how a text may be read: with a decimal comma first."""
    return (text.replace(",", "."), text.replace(",", "")) if may_be_thousands(text) else (with_point(text, sure=True),)


def _number(text: str, column: Column) -> float:
    read = value_of(text, column)
    return read if isinstance(read, float) else math.nan


def _ordered(number: Mapping[str, float]) -> bool:
    return number.get("low", -math.inf) <= number["value"] <= number.get("high", math.inf)


def _close(number: Mapping[str, float]) -> bool:
    return all(abs(number["value"]) <= _FAR * abs(one) and abs(one) <= _FAR * abs(number["value"]) for one in number.values())
