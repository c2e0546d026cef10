"""Order to first delivery: open orders are not dropped, too few give no median."""

from dataclasses import replace

import polars as pl
import pytest

from kautilya.measures.transfers.beside import MoneyShare, side_by_side
from kautilya.measures.transfers.delays import order_to_delivery
from kautilya.measures.transfers.shares import supplier_shares
from kautilya.measures.transfers.source import Unit
from kautilya.measures.transfers.years import Years
from tests.measures.transfers.worlds import Deal, delivery_rows, register

ORDERED = Years(first=1990, last=2010)
FIVE = [Deal(supplier="RUS", unit=1.0, pieces={year: 1}) for year in range(2001, 2006)]


def test_the_median_lies_a_year_to_both_sides() -> None:
    row = order_to_delivery([register(FIVE)], recipient="IND", ordered=ORDERED).frame.row(0, named=True)
    assert (row["supplier"], row["years"], row["lo"], row["hi"], row["n"], row["open"]) == ("RUS", 2.0, 1.0, 3.0, 5, 0)


def test_fewer_than_five_orders_are_only_counted() -> None:
    row = order_to_delivery([register(FIVE[:4])], ordered=ORDERED).frame.row(0, named=True)
    assert (row["years"], row["n"]) == (None, 4)


def test_delivery_rows_are_said_to_hold_no_open_orders() -> None:
    assert "no order without a delivery" in order_to_delivery([delivery_rows(FIVE)], ordered=ORDERED).warnings[0]


def test_an_open_order_is_seen_to_the_last_published_year_only() -> None:
    """The edition of 13 March 2025 holds deliveries up to 2024: an order of 2021 is open for three years, not four.

    Of four orders delivered after four years and five open ones, all four were the last at risk; seen to 2025, more than half
    of nine would still be open then and there would be no median.
    """
    delivered = register([Deal(supplier="RUS", unit=1.0, pieces={2005: 1})] * 4).rows.with_columns(
        order_year=pl.lit(2001, dtype=pl.Int32)
    )
    nothing = pl.lit([], dtype=pl.List(pl.Int32))
    waiting = pl.concat([delivered, delivered.head(1)]).with_columns(
        order_year=pl.lit(2021, dtype=pl.Int32), years=nothing, pieces=0.0, tiv=0.0
    )
    source = replace(register(FIVE), rows=pl.concat([delivered, waiting]))
    row = order_to_delivery([source], ordered=Years(first=1990, last=2025)).frame.row(0, named=True)
    assert (row["n"], row["open"], row["years"]) == (9, 5, 4.0)


def test_a_file_of_one_window_sees_open_orders_to_its_end_only() -> None:
    delivered = register([Deal(supplier="RUS", unit=1.0, pieces={2005: 1})] * 4).rows.with_columns(
        order_year=pl.lit(2001, dtype=pl.Int32)
    )
    nothing = pl.lit([], dtype=pl.List(pl.Int32))
    waiting = pl.concat([delivered, delivered.head(1)]).with_columns(
        order_year=pl.lit(2003, dtype=pl.Int32), years=nothing, pieces=0.0, tiv=0.0
    )
    source = replace(register(FIVE), rows=pl.concat([delivered, waiting]), window=Years(first=1990, last=2006))
    row = order_to_delivery([source], ordered=Years(first=1990, last=2025)).frame.row(0, named=True)
    assert (row["n"], row["open"], row["years"]) == (9, 5, 4.0)


def test_a_delivered_order_without_a_year_is_not_taken_for_open() -> None:
    undated = register(FIVE[:1]).rows.with_columns(years=pl.lit([], dtype=pl.List(pl.Int32)))
    source = replace(register(FIVE), rows=pl.concat([register(FIVE).rows, undated]))
    found = order_to_delivery([source], ordered=ORDERED)
    row = found.frame.row(0, named=True)
    assert (row["n"], row["open"], row["years"]) == (5, 0, 2.0)
    assert any("1 orders are left out" in line for line in found.warnings)


def test_an_order_delivered_before_it_was_placed_is_left_out_and_told() -> None:
    early = register(FIVE[:1]).rows.with_columns(order_year=pl.lit(2004, dtype=pl.Int32))
    source = replace(register(FIVE), rows=pl.concat([register(FIVE).rows, early]))
    found = order_to_delivery([source], ordered=ORDERED)
    assert found.frame["n"].to_list() == [5]
    assert any("1 orders are left out" in line for line in found.warnings)


def test_units_stand_beneath_each_other_and_are_never_added() -> None:
    window = Years(first=2001, last=2005)
    answers = [supplier_shares([delivery_rows(FIVE)], recipient="IND", window=window, unit=unit) for unit in Unit]
    paid = MoneyShare(
        supplier="foreign", share=0.3945, lo=0.39445, hi=0.39455, unit="INR crore", stage="paid", window="FY2014-15",
        edition="2022-02-07", denominator="capital acquisition", n=1, rows=("A19a",),
    )  # fmt: skip
    found = side_by_side(answers, [paid]).frame
    assert found["unit"].to_list() == ["TIV", "pieces", "INR crore"]
    assert found["share"].to_list() == pytest.approx([1.0, 1.0, 0.3945])
    assert found["stage"].to_list() == ["delivered", "delivered", "paid"]
