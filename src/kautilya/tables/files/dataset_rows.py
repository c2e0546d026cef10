"""The rows of a data set as a sheet; a row is cited as data set and row."""

from collections.abc import Iterator, Mapping

import polars as pl

from kautilya.register.dataset_columns import ROWS
from kautilya.store.datasets import StoredDataset
from kautilya.tables.files.sheet import Cell, Content, Sheet, SheetColumn, SheetRow

_CONTENT: Mapping[type[pl.DataType], Content] = {
    pl.UInt32: Content.COUNT,
    pl.Int32: Content.COUNT,
    pl.Float64: Content.NUMBER,
    pl.Boolean: Content.FLAG,
    pl.List: Content.LIST,
}


def dataset_sheet(stored: StoredDataset, about: Mapping[str, str]) -> Sheet:
    """Return the rows of a data set, each with the line to print beside figures that come from it."""
    dataset, frame = stored.dataset, stored.rows
    declared = ROWS[dataset.layout]
    columns = tuple(
        SheetColumn(
            name=name,
            content=_CONTENT.get(type(dtype), Content.TEXT),
            means=declared[name].means,
            unit=declared[name].unit,
        )
        for name, dtype in frame.schema.items()
    )
    told = {
        "dataset": dataset.sha256,
        "edition": "" if dataset.edition is None else str(dataset.edition),
        "credit": dataset.credit,
        "licence": dataset.licence,
    }
    return Sheet(
        name=f"{dataset.layout.value}-{dataset.name}",
        about={**about, **told},
        columns=columns,
        count=frame.height,
        rows=lambda: _rows(frame),
        every_row=("dataset", "edition", "credit", "register"),
    )


def _rows(frame: pl.DataFrame) -> Iterator[SheetRow]:
    for row in frame.iter_rows():
        yield SheetRow(values=tuple(_cell(value) for value in row))


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return tuple(map(str, value)) if isinstance(value, list) else str(value)
