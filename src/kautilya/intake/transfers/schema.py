"""The polars types of the columns of each layout's rows."""

from collections.abc import Mapping

import polars as pl

from kautilya.register.dataset_columns import Column, ColumnType

_TYPES: Mapping[ColumnType, pl.DataType] = {
    ColumnType.LINE: pl.UInt32(),
    ColumnType.YEAR: pl.Int32(),
    ColumnType.YEARS: pl.List(pl.Int32()),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.TEXT: pl.String(),
    ColumnType.FLAG: pl.Boolean(),
}


def schema(columns: Mapping[str, Column]) -> pl.Schema:
    """Return the polars schema of a declaration of columns."""
    return pl.Schema({name: _TYPES[column.type] for name, column in columns.items()})


def conformed(frame: pl.DataFrame, columns: Mapping[str, Column]) -> pl.DataFrame:
    """Return a frame with exactly the declared columns, in their order; those that it lacks are null."""
    wanted = schema(columns)
    held = set(frame.columns)
    return frame.select(
        (pl.col(name) if name in held else pl.lit(None)).cast(dtype).alias(name) for name, dtype in wanted.items()
    )
