"""A sheet as Parquet: typed columns, drawn and written in batches; units and meanings in the file's metadata."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import polars as pl
from polars.io.plugins import register_io_source

from kautilya.tables.files.sheet import Cell, Content, Sheet, flat

BATCH = 10_000
"""Rows in memory at once."""

METADATA = "kautilya"
"""The key of the file's metadata under which `about` and `columns` stand as JSON."""

_TYPES = MappingProxyType(
    {
        Content.TEXT: pl.String(),
        Content.NUMBER: pl.Float64(),
        Content.COUNT: pl.Int64(),
        Content.FLAG: pl.Boolean(),
        Content.LIST: pl.List(pl.String()),
    }
)


def write_parquet(sheet: Sheet, path: Path) -> None:
    """Write a sheet. Numbers are Float64: CSV and JSON keep every digit of an exact decimal, this does up to the 15th."""
    told = flat(sheet)
    schema = pl.Schema({column.name: _TYPES[column.content] for column in told.columns})
    about = {"about": {"table": told.name, **told.about}, "columns": [asdict(column) for column in told.columns]}
    frames = register_io_source(_source(told, schema), schema=schema)
    frames.sink_parquet(path, metadata={METADATA: json.dumps(about, ensure_ascii=False)}, maintain_order=True)


def _source(sheet: Sheet, schema: pl.Schema) -> Callable[..., Iterator[pl.DataFrame]]:
    def frames(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        if with_columns is not None or predicate is not None or n_rows is not None:
            raise ValueError("a sheet is written whole")
        for rows in _batched(sheet, batch_size or BATCH):
            yield pl.DataFrame(rows, schema=schema, orient="row", strict=True)

    return frames


def _batched(sheet: Sheet, size: int) -> Iterator[list[list[Cell]]]:
    rows = sheet.rows()
    while batch := [[_plain(value) for value in row.values] for row in islice(rows, size)]:
        yield batch


def _plain(value: Cell) -> Cell:
    return float(value) if isinstance(value, Decimal) else value
