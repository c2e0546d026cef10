import pytest

from kautilya.intake.transfers.columns import column_names
from kautilya.register.dataset import Layout, ProblemKind
from tests.intake.transfers import world

TABLE = ",2000,2001,2002,Total"
NEWER = "Recipient,2000,2001,2000-2001,Percentage,Sum total years,Percentage of total"
UN = "table,year,exporter,importer,category,num_items,state_of_origin,intermediate_locations,description,comments"


@pytest.mark.parametrize(
    ("line", "layout"),
    [
        (world.REGISTER_NAMES, Layout.TRADE_REGISTER),
        (world.DELIVERY_NAMES, Layout.DELIVERY_ROWS),
        (TABLE, Layout.TIV_TABLE),
        (NEWER, Layout.TIV_TABLE),
        (UN, Layout.UN_REGISTER),
        (UN.replace("_", " ").title(), Layout.UN_REGISTER),
        (world.REGISTER_NAMES.replace(",", ";"), Layout.TRADE_REGISTER),
        (world.REGISTER_NAMES.replace(",", "\t"), Layout.TRADE_REGISTER),
        ('"' + world.REGISTER_NAMES.replace(",", '","') + '"', Layout.TRADE_REGISTER),
        (world.REGISTER_NAMES.upper(), Layout.TRADE_REGISTER),
        ("Supplier,2019-2023,2020-2024", Layout.TIV_TABLE),
    ],
)
def test_a_line_of_column_names_tells_its_layout(line: str, layout: Layout) -> None:
    names = column_names(line, 1)
    assert names is not None
    assert names.layout is layout
    assert not names.problems


@pytest.mark.parametrize(
    "line",
    [
        "",
        "India,Israel,2009,?,16,?,Kite,UAV,16,,2012; 2013,New,Aid,3,48,48",
        "Source: SIPRI Arms Transfers Database,,,,,",
        "Transfers of major conventional arms from All countries  to All countries .",
        "Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.,,,",
        "India,2000,2001",
        ",,,,",
        "date,price,volume",
    ],
)
def test_other_lines_are_no_column_names(line: str) -> None:
    assert column_names(line, 1) is None


def test_columns_headed_by_a_blank_flag_the_column_before_them() -> None:
    names = column_names(world.REGISTER_NAMES, 1)
    assert names is not None
    found = [field.name if field else None for field in names.fields]
    assert found[3] == "order_year_uncertain"
    assert found[5] == "ordered_uncertain"
    assert found[9] == "delivered_uncertain"


def test_a_renamed_column_is_read_by_its_place_and_told_as_a_guess() -> None:
    names = column_names(world.REGISTER_NAMES.replace("Number delivered", "Units handed over"), 12)
    assert names is not None
    assert names.fields[8] is not None
    assert names.fields[8].name == "delivered"
    assert [(problem.kind, problem.row, problem.field) for problem in names.problems] == [(ProblemKind.GUESS, 12, "delivered")]


@pytest.mark.parametrize("name", ["Numbers delivered", "No. delivered", "Number delivered/produced", "number  delivered "])
def test_names_of_known_editions_are_no_guess(name: str) -> None:
    names = column_names(world.REGISTER_NAMES.replace("Number delivered", name), 1)
    assert names is not None
    assert not names.problems


def test_a_new_column_shifts_nothing_and_is_told() -> None:
    names = column_names(world.REGISTER_NAMES.replace("status,", "Armament category,status,"), 1)
    assert names is not None
    assert names.fields[11] is None
    assert names.fields[12] is not None
    assert names.fields[12].name == "status"
    assert "Armament category" in names.problems[0].message


def test_columns_may_stand_in_another_order() -> None:
    names = column_names("Supplier,Recipient,Year(s) of delivery,SIPRI TIV of delivered weapons,Number delivered,Status", 1)
    assert names is None, "too few of the layout's columns"
    names = column_names(
        "Supplier,Recipient,Year of order,Weapon designation,Weapon description,Year(s) of delivery,"
        "SIPRI TIV of delivered weapons,Number delivered,Status",
        1,
    )
    assert names is not None
    assert [field.name for field in names.fields if field][:3] == ["supplier", "recipient", "order_year"]


def test_padding_of_a_spreadsheet_is_no_column() -> None:
    names = column_names(world.REGISTER_NAMES + ",,,", 1)
    assert names is not None
    assert (names.width, names.padding) == (16, 3)
    names = column_names(world.REGISTER_NAMES + ";;;;", 1)
    assert names is not None
    assert (names.width, names.semicolons) == (16, True)
