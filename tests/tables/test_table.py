"""Tables drawn from views."""

import polars as pl
import pytest

from kautilya.register.registry import KINDS
from kautilya.tables.table import key_values, table
from tests.tables.synthetic import Another, view_of

DEALS = [
    {
        "id": "a",
        "service": "Air Force;Navy",
        "quantity": "36",
        "signed_on": "2016-09",
        "adds_units": "yes",
        "value_signed": "7870000000.5",
        "value_signed_currency": "EUR",
    },
    {"id": "b", "service": "Army", "adds_units": "no"},
]


def test_a_row_has_its_id_its_key_and_the_points_in_the_order_of_the_records() -> None:
    frame = table(view_of({"deal": DEALS}), "deal").frame
    assert frame["record_id"].to_list() == frame["id"].to_list() == ["a", "b"]
    assert frame["value_signed"].to_list() == [7870000000.5, None]


def test_a_column_has_one_type_whatever_the_rows_hold() -> None:
    frame = table(view_of({"deal": DEALS}), "deal").frame
    empty = table(view_of({"deal": []}), "deal").frame
    assert frame.schema == empty.schema
    assert frame.schema["quantity"] == pl.Float64
    assert frame.schema["signed_on"] == frame.schema["adds_units"] == pl.String
    assert frame.schema["service"] == pl.List(pl.String)


def test_absent_is_null_and_not_no_or_zero() -> None:
    frame = table(view_of({"deal": DEALS}), "deal").frame
    assert frame["quantity"].to_list() == [36.0, None]
    assert frame["adds_units"].to_list() == ["yes", "no"]
    assert frame["service"].to_list() == [["Air Force", "Navy"], ["Army"]]


def test_a_date_keeps_its_precision() -> None:
    assert table(view_of({"deal": DEALS}), "deal").frame["signed_on"].to_list() == ["2016-09", None]


def test_an_unchosen_conflict_is_null_in_the_frame_and_a_span_in_the_record() -> None:
    others = {"deal": [Another(record_id="a", attribute="quantity", raw="40", unit=None)]}
    drawn = table(view_of({"deal": DEALS}, others), "deal")
    assert drawn.frame["quantity"].to_list() == [None, None]
    ((_, span),) = drawn.records["a"].cell("quantity").spans
    assert span.values == (36, 40)


def test_a_recorded_choice_is_the_point() -> None:
    others = {"deal": [Another(record_id="a", attribute="quantity", raw="40", preferred=True)]}
    assert table(view_of({"deal": DEALS}, others), "deal").frame["quantity"].to_list() == [40.0, None]


def test_the_claims_of_some_cells_come_once_and_in_the_order_of_the_rows() -> None:
    drawn = table(view_of({"deal": DEALS}), "deal")
    service = [drawn.records[deal].cell("service").claim_ids[0] for deal in ("a", "b")]
    assert drawn.claim_ids(["a", "b", "a"], ["service"]) == tuple(service)


def test_a_key_of_several_columns_is_taken_apart() -> None:
    rows = [{"currency": "USD", "period": "FY2025-26", "inr_per_unit": "88.3851"}]
    frame = table(view_of({"exchange-rate": rows}), "exchange-rate").frame
    assert frame.select("record_id", "currency", "period").row(0) == ("USD|FY2025-26", "USD", "FY2025-26")


def test_an_id_with_a_bar_stays_whole_where_the_key_is_one_column() -> None:
    assert key_values(KINDS["deal"], "a|b") == ("a|b",)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_table(kind: str) -> None:
    columns = table(view_of({kind: []}), kind).frame.columns
    assert columns[0] == "record_id"
    assert set(KINDS[kind].KEY) <= set(columns)
