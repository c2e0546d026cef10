"""A table: the records of one kind as a typed polars frame, with the claims behind each cell at hand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import Type
from kautilya.register.record import Record, attributes
from kautilya.register.registry import KINDS
from kautilya.store.view import View

NUMBERS = frozenset({Type.COUNT, Type.NUMBER})
LISTS = frozenset({Type.TERMS, Type.COUNTRIES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One row a record. Columns: `record_id`, the key columns, then every attribute's point value.

    Numbers are Float64 (exact decimals stay in the records), days and fiscal years are text of the source's precision,
    flags are text (yes, no, unknown: absent is null, unknown is not no), several terms or countries are lists (a joint design
    such as `IND+RUS` stays one entry of its list).
    An attribute whose value is in conflict and unchosen is null here and stands in `records[...]` as a span.
    """

    kind: str
    as_of: PartialDate
    frame: pl.DataFrame
    records: Mapping[str, Record]

    def claim_ids(self, record_ids: Iterable[str], columns: Iterable[str]) -> tuple[str, ...]:
        """Return the claims behind some cells, each once, in the order of the rows."""
        wanted = tuple(columns)
        found = (
            claim_id
            for record_id in record_ids
            for column in wanted
            for claim_id in self.records[record_id].cell(column).claim_ids
        )
        return tuple(dict.fromkeys(found))


def table(view: View, kind: str) -> Table:
    """Draw the table of one record kind from a view; its rows stand in the order of the view's records."""
    records = view.records(kind)
    return Table(kind=kind, as_of=view.as_of, frame=_frame(KINDS[kind], records), records=records)


def key_values(kind: type[Record], record_id: str) -> tuple[str, ...]:
    """Return the values of a record's key columns, in the order of `KEY`; an id with one key column is that value."""
    return tuple(record_id.split("|", len(kind.KEY) - 1))


def _frame(kind: type[Record], records: Mapping[str, Record]) -> pl.DataFrame:
    keys = [key_values(kind, record_id) for record_id in records]
    columns = {"record_id": pl.Series(list(records), dtype=pl.String)}
    columns |= {name: pl.Series([key[i] for key in keys], dtype=pl.String) for i, name in enumerate(kind.KEY)}
    for name, declared in attributes(kind).items():
        if name not in columns:
            columns[name] = _column(records.values(), name, declared.type)
    return pl.DataFrame(columns)


def _column(records: Iterable[Record], name: str, declared: Type) -> pl.Series:
    points = [record.cell(name).point for record in records]
    plain, dtype = _plain(declared)
    return pl.Series([None if point is None else plain(point) for point in points], dtype=dtype)


def _plain(declared: Type) -> tuple[Callable[[Any], Any], pl.DataType | type[pl.DataType]]:
    if declared in NUMBERS:
        return float, pl.Float64
    if declared in LISTS:
        return _strings, pl.List(pl.String)
    if declared is Type.FLAG:
        return _flag, pl.String
    return str, pl.String


def _strings(value: str | Iterable[object]) -> list[str]:
    return value.split(";") if isinstance(value, str) else [str(entry) for entry in value]


def _flag(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
