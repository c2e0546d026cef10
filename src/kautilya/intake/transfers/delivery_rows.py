"""Layout B, SIPRI's delivery rows: what its rows can contradict themselves in."""

from collections.abc import Iterator, Sequence

import polars as pl

from kautilya.intake.transfers.register_rows import RowLayout
from kautilya.register.dataset import DatasetProblem, ProblemKind
from kautilya.register.dataset_columns import DELIVERY_ROWS

_ROUNDING = 0.005
"""Half of the step to which TIV are printed."""


def _doubts(rows: pl.DataFrame) -> list[DatasetProblem]:
    """List the rows whose TIV is not their number times the TIV of a piece, and the deals that name several parties."""
    number, unit, tiv = pl.col("number"), pl.col("tiv_deal_unit"), pl.col("tiv")
    wrong = rows.filter((number * unit - tiv).abs() > number * _ROUNDING + _ROUNDING + 1e-9)
    blank = rows.filter(tiv.is_null() & (number > 0) & unit.is_not_null())
    parties = pl.struct("supplier", "recipient").n_unique().over("db_id")
    mixed = rows.filter(pl.col("db_id").is_not_null() & (parties > 1)).unique("db_id", keep="first", maintain_order=True)
    return [
        *_listed(wrong, "tiv", "{number} pieces at TIV {tiv_deal_unit} are not TIV {tiv}"),
        *_listed(blank, "tiv", "{number} pieces at TIV {tiv_deal_unit}, but the TIV delivered is blank"),
        *_listed(mixed, "db_id", "other rows of deal {db_id} name other parties"),
    ]


def _listed(frame: pl.DataFrame, column: str, words: str) -> Iterator[DatasetProblem]:
    for row in frame.iter_rows(named=True):
        told = {name: f"{value:g}" if isinstance(value, float) else value for name, value in row.items()}
        yield DatasetProblem(kind=ProblemKind.DOUBT, row=row["row"], field=column, message=words.format_map(told))


ROWS = RowLayout(
    columns=DELIVERY_ROWS,
    parties=("supplier", "recipient"),
    doubts=_doubts,
    usual={
        "status": r"new|second[ -]?hand(?: but modernized)?",
        "category": r"air[ -]defence systems|aircraft|anti-submarine warfare weapons|armoured vehicles|artillery|engines|"
        r"missiles|naval weapons|other|satellites|sensors|ships",
    },
    hundredths=("tiv_sipri_estimate", "tiv_deal_unit", "tiv"),
)


def years_outside(rows: pl.DataFrame, window: tuple[int, int]) -> Sequence[int]:
    """Return the rows whose year of delivery is outside a window."""
    return rows.filter(~pl.col("delivery_year").is_between(*window))["row"].to_list()
