"""Which cells of two cases differ: value, mark and basis, by the names of things and years and not by their places."""

import dataclasses
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from kautilya.plan.case import BudgetYear, Case, Parameter, Target
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.since import ChangedInput

ABSENT, THERE = "absent", "there"
_KEYS = ("id", "row", "deal_id", "offer_id", "country", "area_id", "family", "of")
"""Fields that name a thing in a list, the first that it has."""
_UNTOLD = {"claim_ids", "rests_on", "title", "as_of", "recorded_by", "years", "low", "high", "weakest", "basis"}
"""Fields that are no inputs of their own."""


class _Cell(NamedTuple):
    text: str
    mark: str
    basis: str


def changed_inputs(before: Case, after: Case) -> tuple[ChangedInput, ...]:
    """Return the cells that differ, in the order of the new case, then what is gone; a thing that came or went counts once."""
    old, new = dict(_cells(before)), dict(_cells(after))
    nothing = _Cell(ABSENT, "", "")
    found = []
    for where in (*new, *(one for one in old if one not in new)):
        was, now = old.get(where, nothing), new.get(where, nothing)
        if was[:2] == now[:2] or _within(where, old, new):
            continue
        found.append(
            ChangedInput(where=where, before=was.text, after=now.text, before_mark=was.mark, after_mark=now.mark,
                         basis=now.basis or was.basis)
        )  # fmt: skip
    return tuple(found)


def _within(where: str, old: Mapping[str, _Cell], new: Mapping[str, _Cell]) -> bool:
    """Tell whether a cell belongs to something that only one of the cases has."""
    parts = where.split(".")
    above = (".".join(parts[:n]) for n in range(1, len(parts)))
    return any((one in old) != (one in new) for one in above)


def _cells(case: Case) -> Iterator[tuple[str, _Cell]]:
    for field in dataclasses.fields(case):
        if field.name not in _UNTOLD:
            yield from _walk(field.name, getattr(case, field.name), case)


def _walk(where: str, value: object, case: Case) -> Iterator[tuple[str, _Cell]]:
    if (cell := _as_cell(value)) is not None:
        yield where, cell
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield where, _Cell(THERE, "", "")
        for field in dataclasses.fields(value):
            if field.name not in _UNTOLD:
                yield from _walk(f"{where}.{field.name}", getattr(value, field.name), case)
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _walk(f"{where}.{_name(part, place, case)}", part, case)


def _as_cell(value: object) -> _Cell | None:
    """Return a value that is compared as a whole; None for a thing with fields, a list of things, or nothing."""
    if isinstance(value, Coefficient):
        return _Cell(f"{value.value:g}", value.mark.value, value.basis)
    if isinstance(value, Parameter):
        return _Cell(value.value, value.mark.value, value.reason)
    if value is None or _is_part(value) or (isinstance(value, tuple) and any(map(_is_part, value))):
        return None
    return _Cell(_text(value), "", "")


def _is_part(value: object) -> bool:
    return dataclasses.is_dataclass(value)


def _name(part: object, place: int, case: Case) -> str:
    if isinstance(part, Target):
        return f"{part.area_id}-{part.year}"
    if part is None or isinstance(part, Coefficient | BudgetYear):
        return case.years[place]
    return next((str(getattr(part, key)) for key in _KEYS if hasattr(part, key)), str(place))


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value)) or "none"
    return str(value.value) if isinstance(value, Enum) else str(value)
