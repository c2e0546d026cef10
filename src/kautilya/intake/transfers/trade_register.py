"""Layout A, SIPRI's trade register: what its rows can contradict themselves in."""

from collections.abc import Iterator, Sequence

import polars as pl

from kautilya.intake.transfers.register_rows import RowLayout
from kautilya.register.dataset import DatasetProblem, ProblemKind
from kautilya.register.dataset_columns import TRADE_REGISTER

_EPSILON = 1e-9


def _doubts(rows: pl.DataFrame) -> list[DatasetProblem]:
    """List the rows whose printed figures no single TIV of a piece can give, and deliveries without years or figures."""
    frame = _with_bounds(rows)
    return [
        *_listed(
            frame.filter(pl.col("low") > pl.col("high") + _EPSILON), "tiv_delivered",
            "pieces and TIV contradict each other: {ordered} ordered, {delivered} delivered, TIV {tiv_unit} a piece, "
            "{tiv_order} of the order, {tiv_delivered} delivered",
        ),
        *_listed(
            frame.filter(pl.col("tiv_delivered").is_null() & (pl.col("delivered") > 0) & pl.col("tiv_unit").is_not_null()),
            "tiv_delivered", "{delivered} delivered at TIV {tiv_unit} a piece, but the TIV delivered is blank",
        ),
        *_listed(
            frame.filter((pl.col("delivered") > 0) & (pl.col("delivery_years").list.len() == 0)),
            "delivery_years", "{delivered} delivered, but no year of delivery is told",
        ),
        *_listed(
            frame.filter((pl.col("delivered") == 0) & (pl.col("delivery_years").list.len() > 0)),
            "delivered", "years of delivery are told, but nothing was delivered",
        ),
        *_listed(
            frame.filter((pl.col("delivered").fill_null(0) == 0) & (pl.col("tiv_delivered") > 0)),
            "tiv_delivered", "TIV {tiv_delivered} delivered, but nothing was",
        ),
    ]  # fmt: skip


def _with_bounds(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the lowest and the highest TIV of a piece that the row's three printed TIV allow, each rounded as its column is."""
    unit, order, delivered = (_half_step(rows[name]) for name in ("tiv_unit", "tiv_order", "tiv_delivered"))
    ordered_pieces = pl.when(pl.col("ordered") > 0).then(pl.col("ordered"))
    delivered_pieces = pl.when(pl.col("delivered") > 0).then(pl.col("delivered"))
    return rows.with_columns(
        low=pl.max_horizontal(
            pl.col("tiv_unit") - unit,
            (pl.col("tiv_order") - order) / ordered_pieces,
            (pl.col("tiv_delivered") - delivered) / delivered_pieces,
        ),
        high=pl.min_horizontal(
            pl.col("tiv_unit") + unit,
            (pl.col("tiv_order") + order) / ordered_pieces,
            (pl.col("tiv_delivered") + delivered) / delivered_pieces,
        ),
    )


def _half_step(column: pl.Series) -> float:
    """Return half of the step to which a column is rounded, from the decimals that it uses: 0.5, 0.05 or 0.005."""
    for half, scale in ((0.5, 1), (0.05, 10)):
        if ((column * scale - (column * scale).round()).abs() < _EPSILON * scale * 1e3).all():
            return half
    return 0.005


def _listed(frame: pl.DataFrame, column: str, words: str) -> Iterator[DatasetProblem]:
    for row in frame.iter_rows(named=True):
        told = {name: _plain(value) for name, value in row.items()}
        yield DatasetProblem(kind=ProblemKind.DOUBT, row=row["row"], field=column, message=words.format_map(told))


def _plain(value: object) -> str:
    if value is None:
        return "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value)


ROWS = RowLayout(
    columns=TRADE_REGISTER,
    parties=("recipient", "supplier"),
    doubts=_doubts,
    usual={"status": r"new|second[ -]?hand(?: but modernized)?"},
    hundredths=("tiv_unit", "tiv_order", "tiv_delivered"),
)


def years_outside(rows: pl.DataFrame, window: tuple[int, int]) -> Sequence[int]:
    """Return the rows with a year of delivery outside a window."""
    years = rows.select("row", "delivery_years").explode("delivery_years", empty_as_null=True).drop_nulls()
    outside = years.filter(~pl.col("delivery_years").is_between(*window))
    return outside["row"].unique(maintain_order=True).to_list()
