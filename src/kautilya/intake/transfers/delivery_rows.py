"""Layout B, SIPRI's delivery rows: what its rows can contradict themselves in."""

from collections.abc import Sequence

import polars as pl

from kautilya.intake.transfers.register_rows import RowLayout
from kautilya.register.dataset import DatasetProblem, ProblemKind
from kautilya.register.dataset_columns import DELIVERY_ROWS

_ROUNDING = 0.005
"""Half of the step to which TIV are printed."""


def _doubts(rows: pl.DataFrame) -> list[DatasetProblem]:
    """List the rows whose TIV is not the number times the TIV of a piece, both as far as they are rounded."""
    number, unit, tiv = pl.col("number"), pl.col("tiv_deal_unit"), pl.col("tiv")
    wrong = rows.filter((number * unit - tiv).abs() > number * _ROUNDING + _ROUNDING + 1e-9)
    blank = rows.filter(tiv.is_null() & (number > 0) & unit.is_not_null())
    return [
        *(
            DatasetProblem(
                kind=ProblemKind.DOUBT, row=row["row"], field="tiv",
                message=f"{row['number']:g} pieces at TIV {row['tiv_deal_unit']:g} are not TIV {row['tiv']:g}",
            )
            for row in wrong.iter_rows(named=True)
        ),
        *(
            DatasetProblem(
                kind=ProblemKind.DOUBT, row=row["row"], field="tiv",
                message=f"{row['number']:g} pieces at TIV {row['tiv_deal_unit']:g}, but the TIV delivered is blank",
            )
            for row in blank.iter_rows(named=True)
        ),
    ]  # fmt: skip


ROWS = RowLayout(columns=DELIVERY_ROWS, parties=("supplier", "recipient"), doubts=_doubts)


def years_outside(rows: pl.DataFrame, window: tuple[int, int]) -> Sequence[int]:
    """Return the rows whose year of delivery is outside a window."""
    return rows.filter(~pl.col("delivery_year").is_between(*window))["row"].to_list()
