"""Which tables a case becomes, and their columns: drawn from its dataclasses, so that no field can be forgotten."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import cast, get_args, get_origin, get_type_hints

from kautilya.plan.case import Case
from kautilya.plan.coefficient import Coefficient

YEAR = "year"
"""Column of the fiscal year, in tables with a row a year."""
BUDGET = "budget"
"""The list of the case that has an entry a year."""
DAYS = ("as_of", "recorded_by")
"""Texts of the case that are days."""


class Content(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    DAY = "day"
    """A day, month or year as `2026-04-30`, or blank: a text that spreadsheets love to rewrite."""
    WHOLE = "whole number"
    NUMBER = "number"
    TERM = "term"
    LIST = "list"


class Shape(StrEnum):
    """How often a table has a row."""

    ONE = "one"
    AT_MOST_ONE = "at most one"
    MANY = "many"
    YEARLY = "yearly"
    """One a year of the horizon, from the first year on without a gap; of each row of the table above, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, and where its cell stands within the row's part of the case."""

    name: str
    path: tuple[str, ...]
    content: Content
    optional: bool = False
    """Whether a blank cell is nothing, rather than an empty text."""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a row: one cell, or one number with its range, marks and basis beside it."""

    field: str
    columns: tuple[Column, ...]
    optional: bool
    """Whether all its cells may be blank, which says that there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One table."""

    name: str
    """Of the file without its ending: `areas_requirement`."""
    field: str
    """Of the case, or of the row of the table above, that it holds."""
    shape: Shape
    parts: tuple[Part, ...]
    key: str | None = None
    """Column that names the row of the table above; None where that has one row only."""
    below: tuple["Layout", ...] = ()

    @property
    def heading(self) -> tuple[str, ...]:
        """Return the names of all columns, in order."""
        leading = (() if self.key is None else (self.key,)) + ((YEAR,) if self.shape is Shape.YEARLY else ())
        return (*leading, *(column.name for part in self.parts for column in part.columns))


@cache
def case_layout() -> Layout:
    """Return the table of the case itself, one row, with all others below it."""
    return _layout(Case, "case", "", Shape.ONE, above="")


def every(layout: Layout) -> Iterator[Layout]:
    """Yield a table and all below it."""
    yield layout
    for below in layout.below:
        yield from every(below)


def _layout(kind: type, name: str, field: str, shape: Shape, *, above: str) -> Layout:
    hints = get_type_hints(kind)
    names = [one.name for one in dataclasses.fields(kind)]
    parts: list[Part] = []
    below: list[Layout] = []
    for one in names:
        inner, optional, many = _taken_apart(hints[one])
        if many and inner is Coefficient:
            yearly = (_number(one, (), optional=optional),)
            below.append(Layout(name=f"{name}_{one}", field=one, shape=Shape.YEARLY, parts=yearly, key=names[0]))
        elif dataclasses.is_dataclass(inner) and inner is not Coefficient:
            shaped = Shape.YEARLY if one == BUDGET else Shape.MANY if many else Shape.AT_MOST_ONE
            below.append(_layout(cast(type, inner), f"{above}{one}", one, shaped, above=f"{one}_"))
        elif inner is Coefficient:
            parts.append(_number(one, (one,), optional=optional))
        else:
            parts.append(Part(field=one, columns=(_column(one, (one,), hints[one]),), optional=optional))
    return Layout(name=name, field=field, shape=shape, parts=tuple(parts), below=tuple(below))


def _number(field: str, path: tuple[str, ...], *, optional: bool) -> Part:
    """Return the cells of one number of the case: its value under the field's name, and what it rests on beside it."""
    hints = get_type_hints(Coefficient)
    columns = (
        _column(field if inner == "value" else f"{field}.{inner}", (*path, inner), hint) for inner, hint in hints.items()
    )
    return Part(field=field, columns=tuple(columns), optional=optional)


def _column(name: str, path: tuple[str, ...], hint: object) -> Column:
    inner, optional, many = _taken_apart(hint)
    if many:
        return Column(name=name, path=path, content=Content.LIST)
    if isinstance(inner, type) and issubclass(inner, Enum):
        return Column(name=name, path=path, content=Content.TERM, terms=tuple(str(member.value) for member in inner))
    text = Content.DAY if name in DAYS else Content.TEXT
    content = {str: text, int: Content.WHOLE, float: Content.NUMBER}[cast(type, inner)]
    return Column(name=name, path=path, content=content, optional=optional)


def _taken_apart(hint: object) -> tuple[object, bool, bool]:
    """Return what a field holds, whether it may be None, and whether it holds several."""
    many = get_origin(hint) is tuple
    inner = get_args(hint)[0] if many else hint
    options = get_args(inner)
    optional = type(None) in options
    return (next(one for one in options if one is not type(None)) if optional else inner), optional, many
