from datetime import date
from pathlib import Path

import pytest

from kautilya.intake.transfers.schema import schema
from kautilya.register.dataset import Counts, Layout, ProblemKind
from kautilya.register.dataset_columns import DELIVERY_ROWS
from tests.intake.transfers import world
from tests.intake.transfers.reading import of_kind, read_one

GUN = "51001,Italy,India,Tern 76mm,naval gun,Naval weapons,1998,Yes,1,No,2000,No,New,2.5,2.5,2.5,No"
TANK = "51002,Poland,Nepal,Kite-3,tank,Armoured vehicles,1999,No,21,Yes,2001,Yes,Second hand,2.15,0.86,17.98,Yes"


def rows(*lines: str) -> str:
    return world.text([*world.heading((2000, 2001)), world.DELIVERY_NAMES, *lines])


def test_plain_delivery_rows_are_read_without_a_problem(tmp_path: Path) -> None:
    deals = world.deals(60)
    found = read_one(world.text(world.delivery_lines(deals)), tmp_path)
    assert found.dataset.layout is Layout.DELIVERY_ROWS
    assert found.dataset.problems == ()
    assert found.rows.schema == schema(DELIVERY_ROWS)
    assert found.rows.height == sum(len(deal.deliveries) for deal in deals) == found.dataset.counts.read
    assert found.rows["tiv"].sum() == pytest.approx(sum(deal.delivered * deal.hundredths for deal in deals) / 100)


def test_every_cell_of_a_delivery_is_typed(tmp_path: Path) -> None:
    found = read_one(rows(GUN, TANK), tmp_path)
    assert found.rows.row(1, named=True) == {
        "row": 11,
        "db_id": "51002",
        "supplier": "Poland",
        "recipient": "Nepal",
        "supplier_code": "POL",
        "recipient_code": "NPL",
        "designation": "Kite-3",
        "description": "tank",
        "category": "Armoured vehicles",
        "order_year": 1999,
        "order_year_estimate": False,
        "number": 21.0,
        "number_estimate": True,
        "delivery_year": 2001,
        "delivery_year_estimate": True,
        "status": "Second hand",
        "tiv_sipri_estimate": 2.15,
        "tiv_deal_unit": 0.86,
        "tiv": 17.98,
        "local_production": True,
        "duplicate_of": None,
    }
    assert found.dataset.window == (2000, 2001)
    assert found.dataset.edition == date(2025, 3, 14)


def test_an_estimate_that_is_not_told_is_null(tmp_path: Path) -> None:
    assert read_one(rows(GUN.replace("2000,No", "2000,"), TANK), tmp_path).rows["delivery_year_estimate"].to_list() == [
        None,
        True,
    ]


def test_a_delivery_without_a_year_is_refused(tmp_path: Path) -> None:
    found = read_one(rows(GUN.replace("2000", ""), TANK), tmp_path)
    assert found.dataset.counts == Counts(read=1, refused=1)
    assert of_kind(found, ProblemKind.REFUSED)[0].field == "delivery_year"


def test_a_volume_that_is_not_number_times_unit_is_doubted(tmp_path: Path) -> None:
    found = read_one(rows(GUN, TANK.replace("17.98", "71.98")), tmp_path)
    assert [problem.row for problem in of_kind(found, ProblemKind.DOUBT)] == [11]


def test_rows_of_one_deal_that_name_different_parties_are_doubted(tmp_path: Path) -> None:
    found = read_one(rows(GUN, TANK, TANK.replace("Poland", "France").replace("2001", "2000")), tmp_path)
    assert [problem.row for problem in of_kind(found, ProblemKind.DOUBT)] == [11]


def test_two_lines_of_one_deal_and_year_are_no_repetition(tmp_path: Path) -> None:
    found = read_one(rows(GUN, TANK, TANK.replace("21,Yes", "21,No")), tmp_path)
    assert found.dataset.counts == Counts(read=3)


def test_a_semicolon_at_the_end_of_each_line_is_cut_off(tmp_path: Path) -> None:
    text = world.text([f"{line};" for line in rows(GUN, TANK).splitlines()])
    assert read_one(text, tmp_path).rows.equals(read_one(rows(GUN, TANK), tmp_path).rows)


def test_words_and_decimals_that_no_edition_has_are_doubted_and_kept(tmp_path: Path) -> None:
    found = read_one(rows(GUN.replace("Naval weapons", "Navel weapons"), TANK.replace("17.98", "17.982")), tmp_path)
    assert [(problem.row, problem.field) for problem in of_kind(found, ProblemKind.DOUBT)] == [(10, "category"), (11, "tiv")]
    assert found.rows["tiv"].to_list() == [2.5, 17.982]
