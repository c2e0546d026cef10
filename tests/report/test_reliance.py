"""Sections on dependence and hubs: what they draw, and that they draw nothing without rows."""

import re

import pytest

from kautilya.measures.reliance.dependence import dependence
from kautilya.measures.reliance.hubs import TOWNS, hubs
from kautilya.measures.scope import EVERYTHING
from kautilya.report.blocks import Chart, DataTable, Section, cells
from kautilya.report.charts.palette import NARROW
from kautilya.report.charts.towns import NEAR, Town, towns
from kautilya.report.sections.dependence import dependence_section
from kautilya.report.sections.hubs import hubs_section
from kautilya.store.view import View
from tests.tables.synthetic import view_of


def charts(section: Section) -> list[Chart]:
    return [block for block in section.blocks if isinstance(block, Chart)]


def tables(section: Section) -> dict[str, DataTable]:
    inside = [block.table for block in charts(section)]
    return {table.id: table for table in (*inside, *(block for block in section.blocks if isinstance(block, DataTable)))}


def test_without_rows_nothing_is_drawn() -> None:
    empty = view_of({})
    assert charts(dependence_section(dependence(empty, EVERYTHING))) == []
    assert charts(hubs_section(hubs(empty, EVERYTHING))) == []


def test_every_town_of_the_record_is_named_on_the_map(india: View) -> None:
    measured = hubs(india, EVERYTHING)
    (drawn,) = charts(hubs_section(measured))
    named = {one.of["town"].split(",")[0] for one in measured.findings if one.quantity == TOWNS}
    assert named == {name for name in named if f">{name}<" in drawn.wide and f">{name}<" in drawn.narrow}
    assert len(named) > 5


def test_near_towns_are_named_on_different_sides() -> None:
    points = [Town(name=name, east=77 + NEAR / 4 * at, north=13, colour="#000") for at, name in enumerate("abc")]
    wide, _ = towns("t", points)
    assert set(re.findall(r'text-anchor="(\w+)"[^>]*>[abc]<', wide)) >= {"end", "middle"}


def test_the_partners_without_whom_something_surely_stops_stand_before_the_others(india: View) -> None:
    section = tables(dependence_section(dependence(india, EVERYTHING)))
    sure, others = section["dependence-shares"], section["dependence-others"]
    assert {row[0].text for row in sure.rows} >= {"United States", "Russia", "France", "Israel"}
    assert others.folded
    assert not {row[0].text for row in sure.rows} & {row[0].text for row in others.rows}
    assert all((row[1].low or 0) > 0 for row in sure.rows)
    assert all(row[1].low == 0 for row in others.rows)


@pytest.mark.parametrize("name", ["hubs", "dependence"])
def test_a_drawing_for_a_phone_is_no_wider_than_one(india: View, name: str) -> None:
    sections = {"hubs": hubs_section(hubs(india, EVERYTHING)), "dependence": dependence_section(dependence(india, EVERYTHING))}
    for chart in charts(sections[name]):
        (wide,) = re.findall(r'<svg[^>]*viewBox="0 0 ([\d.]+)', chart.narrow)
        assert float(wide) <= NARROW + 25


@pytest.mark.parametrize("name", ["hubs", "dependence"])
def test_every_figure_leads_to_its_rows(india: View, name: str) -> None:
    sections = {"hubs": hubs_section(hubs(india, EVERYTHING)), "dependence": dependence_section(dependence(india, EVERYTHING))}
    figures = [cell for cell in cells(sections[name]) if cell.unit is not None]
    assert figures
    assert all(cell.claim_ids for cell in figures)
