"""Data sets of the register into sources: one shape for all layouts, rounding as intervals, printed sums as constraints."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

import polars as pl

from kautilya.measures.transfers.coverage import about
from kautilya.measures.transfers.source import DETAILS, SPREAD, TOTALS, YEARLY, Columns, Source
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import WORLD, Dataset, Direction, Layout

HALF_UNIT = 0.5
"""TIV tables are printed in whole millions: what was rounded lies up to half a million away."""


class TransferFile(Protocol):
    """A data set with its rows, as the intake and the store give it."""

    @property
    def dataset(self) -> Dataset:
        """What is known of the file."""
        ...

    @property
    def rows(self) -> pl.DataFrame:
        """Its rows, in the columns of its layout."""
        ...

    @property
    def printed(self) -> pl.DataFrame | None:
        """Of a TIV table: its printed totals, sums and percentages."""
        ...


def sources(files: Iterable[TransferFile]) -> tuple[Source, ...]:
    """Return what can be measured from: each register by itself, the TIV tables of one edition and direction together.

    Registers are never added up (a world file and a country's file of one edition hold the same rows); TIV tables of different
    subjects cannot overlap. Tables that were printed for different years stand once for each of these windows: those that
    cover it, cut to it, so that a table of few years hides nothing of a longer one. A table that does not tell its edition
    stands by itself.
    """
    taken = list(files)
    single = [_single(file) for file in taken if file.dataset.layout in (Layout.TRADE_REGISTER, Layout.DELIVERY_ROWS)]
    tables = [file for file in taken if file.dataset.layout is Layout.TIV_TABLE and file.dataset.subject_code is not None]
    groups: dict[tuple[date | str, Direction | None, bool], list[TransferFile]] = {}
    for file in tables:
        told = file.dataset
        groups.setdefault((told.edition or told.name, told.direction, told.subject_code == WORLD), []).append(file)
    return (*single, *(source for group in groups.values() for source in _by_window(group)))


def _by_window(group: Sequence[TransferFile]) -> Iterator[Source]:
    """Lay tables of one edition and direction together, once for each window that one of them was printed for."""
    for window in dict.fromkeys(_window(file.dataset) for file in group):
        yield _tables([file for file in group if window is None or _covers(file.dataset, window)], window)


def _covers(told: Dataset, window: Years) -> bool:
    own = _window(told)
    return own is not None and own.covers(window)


def _single(file: TransferFile) -> Source:
    told, register = file.dataset, file.dataset.layout is Layout.TRADE_REGISTER
    rows = _from_register(file) if register else _from_delivery_rows(file)
    return Source(
        layout=told.layout,
        edition=told.edition,
        datasets=(told.name,),
        window=_window(told),
        window_told=told.window_stated,
        about=about(file.rows),
        rows=rows,
        refused=told.counts.refused,
        credit=told.credit,
    )


def _window(told: Dataset) -> Years | None:
    return None if told.window is None else Years(first=told.window[0], last=told.window[1])


def _cite(name: str) -> pl.Expr:
    return pl.format("{}:{}", pl.lit(name), pl.col("row")).alias("cite")


def _parties() -> list[pl.Expr]:
    return [
        pl.col("supplier_code").alias("supplier"),
        pl.col("supplier").alias("supplier_name"),
        pl.col("recipient_code").alias("recipient"),
        pl.col("recipient").alias("recipient_name"),
    ]


def _shaped(frame: pl.DataFrame, schema: Columns) -> pl.DataFrame:
    """Bring a frame to a shape, with what its layout does not tell as null."""
    absent = [pl.lit(None).alias(name) for name in schema if name not in frame.columns]
    return frame.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in schema.items())


def _from_register(file: TransferFile) -> pl.DataFrame:
    frame = file.rows.select(
        _cite(file.dataset.name),
        *_parties(),
        *(name for name in DETAILS if name in file.rows.columns),
        pl.col("delivered").alias("pieces"),
        pl.col("duplicate_of").is_not_null().alias("repeated"),
        pl.col("tiv_delivered").alias("tiv"),
        "ordered",
        pl.col("delivery_years").alias("years"),
    )
    return _shaped(frame, SPREAD)


def _from_delivery_rows(file: TransferFile) -> pl.DataFrame:
    frame = file.rows.select(
        _cite(file.dataset.name),
        *_parties(),
        *(name for name in DETAILS if name in file.rows.columns),
        pl.col("order_year_estimate").alias("order_year_uncertain"),
        pl.col("number").alias("pieces"),
        pl.col("duplicate_of").is_not_null().alias("repeated"),
        "tiv",
        pl.when(pl.col("tiv") > 0).then("tiv").otherwise(0.0).alias("tiv_low"),
        pl.when(pl.col("tiv") == 0, pl.col("number") > 0).then(HALF_UNIT).otherwise("tiv").alias("tiv_high"),
        pl.col("delivery_year").alias("year"),
    )
    return _shaped(frame, YEARLY)


def _tables(files: Iterable[TransferFile], window: Years | None) -> Source:
    """Lay the tables that cover a window together; of several of one subject the one with most years counts."""
    by_subject: dict[str, TransferFile] = {}
    for file in files:
        subject = str(file.dataset.subject_code)
        if subject not in by_subject or _width(file.dataset) > _width(by_subject[subject].dataset):
            by_subject[subject] = file
    chosen = list(by_subject.values())
    told = chosen[0].dataset
    rows = pl.concat(_from_table(file) for file in chosen)
    totals = pl.concat([*map(_printed_totals, chosen), *map(_cells, chosen)])
    if window is not None:
        rows = rows.filter(pl.col("year").is_between(window.first, window.last))
        totals = totals.filter(pl.col("first") >= window.first, pl.col("last") <= window.last)
    return Source(
        layout=Layout.TIV_TABLE,
        edition=told.edition,
        datasets=tuple(file.dataset.name for file in chosen),
        window=window,
        about=frozenset(by_subject),
        direction=told.direction,
        rows=rows,
        totals=totals,
        refused=sum(file.dataset.counts.refused for file in chosen),
        credit=told.credit,
    )


def _width(told: Dataset) -> int:
    return 0 if told.window is None else told.window[1] - told.window[0]


def _rounded(column: str) -> list[pl.Expr]:
    """Return what a printed whole number can stand for: 0 for (0, 0.5], n for n - 0.5 to n + 0.5."""
    value = pl.col(column)
    low = pl.when(pl.col("below_half")).then(0.0).when(value > 0).then(value - HALF_UNIT).otherwise(value)
    high = pl.when(pl.col("below_half")).then(HALF_UNIT).when(value > 0).then(value + HALF_UNIT).otherwise(value)
    return [low.alias("low"), high.alias("high")]


def _from_table(file: TransferFile) -> pl.DataFrame:
    told = file.dataset
    exports = told.direction is Direction.EXPORTS
    subject, partner = ("supplier", "recipient") if exports else ("recipient", "supplier")
    frame = file.rows.filter(pl.col("tiv").is_not_null() | pl.col("below_half")).select(
        _cite(told.name),
        pl.lit(told.subject_code).alias(subject),
        pl.lit(told.subject).alias(f"{subject}_name"),
        pl.col("partner_code").alias(partner),
        pl.col("partner").alias(f"{partner}_name"),
        pl.col("tiv").fill_null(0.0),
        *_rounded("tiv"),
        "year",
    )
    return _shaped(frame.rename({"low": "tiv_low", "high": "tiv_high"}), YEARLY)


def _printed_totals(file: TransferFile) -> pl.DataFrame:
    """Return the printed sums; a blank in the totals row says that no delivery was identified in that year."""
    if file.printed is None:
        return pl.DataFrame(schema=TOTALS)
    told = file.dataset
    exports = told.direction is Direction.EXPORTS
    subject, partner = ("supplier", "recipient") if exports else ("recipient", "supplier")
    counted = pl.when(pl.col("is_total") & ~pl.col("below_half")).then(pl.col("value").fill_null(0.0)).otherwise("value")
    frame = (
        file.printed.filter(pl.col("unit") == "million TIV")
        .with_columns(counted.alias("value"))
        .select(
            _cite(told.name),
            pl.lit(None if told.subject_code == WORLD else told.subject_code, dtype=pl.String).alias(subject),
            pl.when(pl.col("is_total")).then(None).otherwise("partner_code").alias(partner),
            pl.col("first_year").alias("first"),
            pl.col("last_year").alias("last"),
            *_rounded("value"),
        )
    )
    return _shaped(frame, TOTALS).filter(pl.col("low").is_not_null(), pl.col("first").is_not_null())


def _cells(file: TransferFile) -> pl.DataFrame:
    """Return every partner and year of a table as a sum of its own; a blank says that no delivery was identified."""
    told = file.dataset
    exports = told.direction is Direction.EXPORTS
    subject, partner = ("supplier", "recipient") if exports else ("recipient", "supplier")
    frame = file.rows.with_columns(pl.col("tiv").fill_null(0.0)).select(
        _cite(told.name),
        pl.lit(None if told.subject_code == WORLD else told.subject_code, dtype=pl.String).alias(subject),
        pl.col("partner_code").alias(partner),
        pl.col("year").alias("first"),
        pl.col("year").alias("last"),
        *_rounded("tiv"),
    )
    return _shaped(frame, TOTALS)
