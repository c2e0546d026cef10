"""How long from the year of order to the first delivery, per supplier (CONVENTIONS §3, §9).

Both ends are known to the year: an order of 2010 first delivered in 2013 took more than two and less than four years. Orders
without a delivery yet are right-censored at the edition, not dropped (Kaplan and Meier).
"""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from kautilya.measures.statistics.survival import Duration, median, product_limit
from kautilya.measures.transfers.asking import answering, last_complete_year, mapped, warnings_of_refused
from kautilya.measures.transfers.coverage import RECIPIENT
from kautilya.measures.transfers.result import TransferResult, distinct
from kautilya.measures.transfers.source import Shape, Source, Unit
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

FEWEST = 5
"""Orders below which there is no median, only the count."""
MONTHS = 12


def order_to_delivery(
    found: Iterable[Source], *, recipient: str | None = None, supplier: str | None = None, ordered: Years,
    edition: date | None = None, by: str = "supplier", mapping: str | None = None,
) -> TransferResult:  # fmt: skip
    """Measure the median years from order to first delivery of the orders placed in some years.

    `lo` and `hi` are what the precision of a year allows: a year less and a year more, not below 0.
    """
    chosen = answering(
        mapped(found, mapping),
        lambda source: _unable(source, recipient, supplier),
        side=RECIPIENT,
        window=ordered,
        unit=Unit.TIV,
        edition=edition,
        shortest=False,
    )
    orders = [_orders(source, recipient, supplier, ordered) for source in chosen]
    frames = [_medians(source, told, by, ordered) for source, told in zip(chosen, orders, strict=True)]
    return TransferResult(
        measure="order-to-delivery", question=f"How many years from order to first delivery, orders of {ordered}?",
        value="years",
        denominator="orders placed in the window", frame=pl.concat(frames),
        warnings=distinct(
            line for source, told in zip(chosen, orders, strict=True) for line in _warnings(source, told, ordered)
        ),
        notes=("SIPRI estimates many order years; the share of them stands beside each median",
               "a licence's order year is that of the licence: production there can run for decades"),
        credit=distinct(source.credit for source in chosen),
    )  # fmt: skip


def _unable(source: Source, recipient: str | None, supplier: str | None) -> str | None:
    if source.layout is Layout.TIV_TABLE:
        return "a TIV table has no orders"
    held = source.rows.filter(*_wanted(recipient, supplier))
    return None if held.height else "no such orders"


def _wanted(recipient: str | None, supplier: str | None) -> list[pl.Expr]:
    asked = (("recipient", recipient), ("supplier", supplier))
    return [pl.lit(value=True), *(pl.col(column) == code for column, code in asked if code is not None)]


def _warnings(source: Source, orders: pl.DataFrame, ordered: Years) -> list[str]:
    said = warnings_of_refused(source)
    left_out = orders.height - orders.filter(_told()).height
    if left_out:
        said.append(
            f"edition {source.edition_text}: {left_out} orders are left out: delivered without a year told, or first delivered "
            "before they were placed"
        )
    if source.window is not None and source.window.first > ordered.first:
        said.append(
            f"edition {source.edition_text}: the file holds deliveries from {source.window.first} on, so the first delivery of "
            "earlier orders may be missing and they are left out"
        )
    if source.shape is Shape.YEARLY:
        said.append(
            f"edition {source.edition_text}: delivery rows hold no order without a delivery, so the median is too short"
        )
    return said


def _orders(source: Source, recipient: str | None, supplier: str | None, ordered: Years) -> pl.DataFrame:
    """Return one row an order: order year, first delivery year (null: none yet), whether the order year is an estimate."""
    rows = source.rows.filter(*_wanted(recipient, supplier), pl.col("order_year").is_between(ordered.first, ordered.last))
    if source.window is not None:
        rows = rows.filter(pl.col("order_year") >= source.window.first)
    if source.shape is Shape.SPREAD:
        delivered = (pl.col("pieces") > 0) | (pl.col("tiv") > 0)
        return rows.with_columns(pl.col("years").list.min().alias("first_delivery"), delivered.alias("delivered"))
    deal = ["supplier", "recipient", "designation", "order_year", "description"]
    return rows.group_by(deal, maintain_order=True).agg(
        pl.col("year").min().alias("first_delivery"), pl.col("order_year_uncertain").any(), pl.col("supplier_name").first(),
        pl.col("recipient_name").first(), pl.col("cite").first(), pl.lit(value=True).alias("delivered"),
    )  # fmt: skip


def _told() -> pl.Expr:
    """Tell the orders whose wait is known, or known to go on."""
    waited = pl.col("first_delivery") >= pl.col("order_year")
    return pl.when(pl.col("first_delivery").is_null()).then(~pl.col("delivered").fill_null(value=False)).otherwise(waited)


def _medians(source: Source, orders: pl.DataFrame, by: str, ordered: Years) -> pl.DataFrame:
    known = orders.filter(_told())
    rows = [
        _row(str(key[0]), group, source)
        for key, group in sorted(known.group_by(by), key=lambda item: (-item[1].height, str(item[0][0])))
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        by: pl.String, "years": pl.Float64, "lo": pl.Float64, "hi": pl.Float64, "n": pl.Int64, "open": pl.Int64,
        "naive_median": pl.Float64, "order_years_estimated": pl.Float64, "rows": pl.List(pl.String),
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.lit("years").alias("unit"), pl.lit("order to first delivery").alias("stage"), pl.lit(str(ordered)).alias("window"),
        pl.lit(source.edition_text).alias("edition"), pl.lit(source.layout.value).alias("layout"),
    )  # fmt: skip


def _row(party: str, group: pl.DataFrame, source: Source) -> Sequence[object]:
    ended = group.drop_nulls("first_delivery")
    middle = _median(group, source)
    naive = (ended["first_delivery"] - ended["order_year"]).median()
    return (
        party, middle,
        None if middle is None else max(middle - 1.0, 0.0), None if middle is None else middle + 1.0,
        group.height, group.height - ended.height, naive if group.height >= FEWEST else None,
        group["order_year_uncertain"].fill_null(value=False).mean(), group["cite"].to_list(),
    )  # fmt: skip


def _median(group: pl.DataFrame, source: Source) -> float | None:
    """Return the Kaplan-Meier median in years; None where there are too few orders or fewer than half have ended."""
    if group.height < FEWEST:
        return None
    last = _last_seen(source, group)
    durations = [
        Duration(months=MONTHS * max((first if first is not None else last) - order, 0), open=first is None)
        for order, first in group.select("order_year", "first_delivery").iter_rows()
    ]
    found = median(product_limit(durations)).months
    return None if found is None else found / MONTHS


def _last_seen(source: Source, group: pl.DataFrame) -> int:
    """Return the last year whose deliveries the source holds: of its window, and published by its edition."""
    ends = [] if source.window is None else [source.window.last]
    if source.edition is not None:
        ends.append(last_complete_year(source.edition))
    return min(ends) if ends else max(group["first_delivery"].drop_nulls().to_list(), default=0)
