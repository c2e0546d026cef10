"""Order to first delivery: open orders are not dropped, too few give no median."""

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
