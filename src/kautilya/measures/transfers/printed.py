"""Whether a TIV table's printed sums and percentages follow from its own yearly figures, within the rounding of both."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from kautilya.measures.transfers.reading import HALF_UNIT, TransferFile
from kautilya.measures.transfers.result import TransferResult

WHOLE_PERCENT = 10
"""SIPRI prints percentages from here on without decimals, below with one."""


def printed_sums(file: TransferFile) -> TransferResult:
    """Compare each printed sum and percentage of a table with the figure computed from its yearly cells.

    A cell printed as n stands for n - 0.5 to n + 0.5, a printed 0 for 0 to 0.5, a blank for no delivery. A sum agrees where
    some values of its cells add up to it within its own rounding; a percentage likewise, as a share of the totals row.
    """
    if file.printed is None:
        raise ValueError("only a TIV table prints sums")
    cells = _cells(file)
    printed = file.printed.filter(pl.col("value").is_not_null(), pl.col("first_year") < pl.col("last_year"))
    sums = [_sum(row, cells) for row in printed.filter(pl.col("unit") == "million TIV").iter_rows(named=True)]
    shares = [_percentage(row, cells) for row in printed.filter(pl.col("unit") == "percent").iter_rows(named=True)]
    frame = _tidy(file, [*sums, *shares])
    wrong = frame.filter(~pl.col("agrees"))
    return TransferResult(
        measure="printed-sums",
        question="Do the table's sums follow from its yearly figures?",
        value="computed",
        frame=frame,
        warnings=tuple(
            f"{row['partner']}, {row['column']}: printed {row['printed']:g}, the cells allow {row['lo']:g} to {row['hi']:g}"
            for row in wrong.iter_rows(named=True)
        ),
        credit=(file.dataset.credit,),
    )


def _cells(file: TransferFile) -> pl.DataFrame:
    """Return the yearly cells of all lines, the totals line among them, with what each can stand for."""
    partners = file.rows.select("row", "year", pl.col("tiv").alias("value"), "below_half")
    yearly = pl.DataFrame(schema=partners.schema)
    if file.printed is not None:
        each = file.printed.filter(pl.col("first_year") == pl.col("last_year"), pl.col("unit") == "million TIV")
        yearly = each.select("row", pl.col("first_year").alias("year"), "value", "below_half").cast(partners.schema)
    value = pl.col("value").fill_null(0.0)
    below = pl.col("below_half").fill_null(value=False)
    return pl.concat([partners, yearly]).with_columns(
        value=value,
        low=pl.when(below | (value == 0)).then(0.0).otherwise(value - HALF_UNIT),
        high=pl.when(below).then(HALF_UNIT).when(value == 0).then(0.0).otherwise(value + HALF_UNIT),
    )


def _of(row: Mapping[str, Any], cells: pl.DataFrame) -> tuple[float, float, float, int]:
    """Return value, least and most of a line's cells in the years that a printed figure sums."""
    mine = cells.filter(pl.col("row") == row["row"], pl.col("year").is_between(row["first_year"], row["last_year"]))
    value, low, high = mine.select(pl.col("value", "low", "high").sum()).row(0)
    return float(value), float(low), float(high), mine.filter(pl.col("high") > 0).height


def _sum(row: Mapping[str, Any], cells: pl.DataFrame) -> Mapping[str, Any]:
    value, low, high, n = _of(row, cells)
    printed = float(str(row["value"]))
    own = (0.0, HALF_UNIT) if row["below_half"] else (printed - HALF_UNIT, printed + HALF_UNIT)
    return _compared(row, (value, low, high), own, n)


def _percentage(row: Mapping[str, Any], cells: pl.DataFrame) -> Mapping[str, Any]:
    value, low, high, n = _of(row, cells)
    totals = cells.filter(pl.col("row") == cells["row"].max(), pl.col("year").is_between(row["first_year"], row["last_year"]))
    total, least, most = (float(part) for part in totals.select(pl.col("value", "low", "high").sum()).row(0))
    printed = float(str(row["value"]))
    half = 0.5 if printed >= WHOLE_PERCENT and printed == np.floor(printed) else 0.05
    ends = (
        100 * value / total if total else 0.0,
        100 * low / most if most else 0.0,
        min(100.0, 100 * high / least) if least else 100.0,
    )
    return _compared(row, ends, (printed - half, printed + half), n)


def _compared(
    row: Mapping[str, Any], computed: tuple[float, float, float], own: tuple[float, float], n: int
) -> Mapping[str, Any]:
    value, low, high = computed
    return {
        "line": row["row"], "partner": row["partner"], "column": row["column"], "computed": value, "lo": low, "hi": high,
        "printed": row["value"], "agrees": low - 1e-9 <= own[1] and own[0] <= high + 1e-9, "unit": row["unit"],
        "window": f"{row['first_year']}:{row['last_year']}", "n": n,
    }  # fmt: skip


def _tidy(file: TransferFile, rows: list[Mapping[str, Any]]) -> pl.DataFrame:
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "line": pl.UInt32, "partner": pl.String, "column": pl.String, "computed": pl.Float64, "lo": pl.Float64,
        "hi": pl.Float64, "printed": pl.Float64, "agrees": pl.Boolean, "unit": pl.String, "window": pl.String, "n": pl.Int64,
    }  # fmt: skip
    edition = "unknown" if file.dataset.edition is None else file.dataset.edition.isoformat()
    return pl.DataFrame(rows, schema=schema).with_columns(
        pl.lit("delivered").alias("stage"),
        pl.lit(edition).alias("edition"),
        pl.format("{}:{}", pl.lit(file.dataset.name), pl.col("line")).alias("cite"),
    )
