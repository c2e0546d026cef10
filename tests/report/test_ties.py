"""The sections on ties: what they show of a register, and of one that holds nothing."""

import pytest

from kautilya.measures.catalogue import measured
from kautilya.report.blocks import Chart, DataTable, Notes, Prose, Section, cells
from kautilya.report.sections.catalogue import SECTIONS
from tests.measures.ties.rows import contact, exercise, promise
from tests.tables.synthetic import Row, view_of

TIES = ("engagements", "continuity", "exercises", "interoperability", "framework")
CONTACTS = [
    contact(f"{partner}{year}-{month}", f"{year}-{month:02d}-10", parties=f"IND;{partner}", series=f"{partner} talks")
    for partner in ("FRA", "USA") for year in range(2015, 2026) for month in (2, 5, 8, 11)
]  # fmt: skip
SHOCK: Row = {"id": "s1", "name": "a tariff with a name that is much too long for the heading of a panel", "kind": "tariff",
              "start": "2022-01-01", "end": "2022-12-31", "actors": "IND;USA", "counts_as_shock": "yes",
              "source_date": "2022-01-01"}  # fmt: skip
EXERCISES = [
    exercise(f"{name}{year}", name, year, participants=f"IND;{partner}")
    for name, partner in (("Malabar", "USA"), ("Varuna", "FRA")) for year in range(2012, 2026)
]  # fmt: skip
PROMISES = [promise("late", due="2025"), promise("soon", due="2026-09", parties="FRA;IND"), promise("kept", status="delivered")]


def section(name: str, *, empty: bool = False) -> Section:
    tables = {"engagement": CONTACTS, "shock": [SHOCK], "exercise": EXERCISES, "commitment": PROMISES}
    return SECTIONS[name](measured(name, view_of({} if empty else tables)))


@pytest.mark.parametrize("name", TIES)
def test_a_register_without_ties_gets_words_and_no_drawing(name: str) -> None:
    shown = section(name, empty=True)
    assert shown.id == name
    assert {type(block) for block in shown.blocks} == {Prose, Notes}


@pytest.mark.parametrize("name", TIES)
def test_a_section_begins_with_a_drawing_whose_numbers_lead_to_rows(name: str) -> None:
    shown = section(name)
    (chart,) = [block for block in shown.blocks if isinstance(block, Chart)]
    assert chart.wide.startswith("<svg")
    numbers = [cell for cell in cells(chart) if isinstance(cell.value, int | float)]
    assert numbers
    assert all(cell.claim_ids for cell in numbers)


def test_the_answer_of_each_shock_stands_beside_its_ratio_and_what_would_overturn_it() -> None:
    (chart,) = [block for block in section("continuity").blocks if isinstance(block, Chart)]
    told = {row[2].text: [cell.text for cell in row] for row in chart.table.rows}
    assert set(told) == {"visits", "exercises"}
    assert told["visits"][3] == "cannot tell"
    assert "a tariff with a name…" in chart.wide.replace("&#8230;", "…")
    assert SHOCK["name"] in told["visits"][0]


def test_what_is_overdue_and_what_falls_due_stand_in_tables_of_their_own() -> None:
    tables = {block.id: block for block in section("framework").blocks if isinstance(block, DataTable)}
    assert [row[0].text for row in tables["framework-overdue"].rows] == ["p-late"]
    assert [row[0].text for row in tables["framework-next"].rows] == ["p-soon"]
    assert len(tables["framework-all"].rows) == 3
