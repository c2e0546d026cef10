"""What the plan leaves open, by area and year."""

from collections.abc import Mapping

from kautilya.plan.case import Area, Case
from kautilya.plan.result import Plan, Shortfall
from kautilya.report.blocks import Cell, Chart, Column, DataTable, Key
from kautilya.report.cells import result, words
from kautilya.report.charts.palette import BLUE, INK
from kautilya.report.charts.panels import AreaYear, panels
from kautilya.report.sections.plan_cells import mark_of, short_year


def shortfall_chart(case: Case, plan: Plan) -> Chart:
    """Draw the shortfall of every area and year, without and with the plan."""
    by_key = {(one.area_id, one.year): one for one in plan.shortfalls}
    drawn = [
        AreaYear(
            area=area.name,
            year=year,
            line=by_key[area.id, year].without_plan,
            columns=by_key[area.id, year].expected,
            assumed=True,
        )
        for area in case.areas
        for year in case.years
    ]
    wide, narrow = panels("plan-short", drawn)
    return Chart(
        id="plan-short-figure",
        title=f"Expected shortfall with the plan, and shortfall without it, {case.years[0]} to {case.years[-1]}",
        says=f"One panel for each of {len(case.areas)} areas, each with its own scale. The line is the shortfall without "
        "the plan, the striped "
        "columns what is left with it on average over the scenarios. Crisis surges of need are in the columns and not in "
        "the line, so a column "
        "can exceed the line.",
        wide=wide,
        narrow=narrow,
        table=_by_area(case, plan, by_key),
        legend=(
            Key(colour=INK, words="without the plan", line=True),
            Key(colour=BLUE, words="expected with the plan", hatched=True),
        ),
    )


def _by_area(case: Case, plan: Plan, by_key: Mapping[tuple[str, str], Shortfall]) -> DataTable:
    return DataTable(
        id="shortfall-years",
        caption="Expected shortfall with the plan, by area and year, in the area’s unit",
        columns=(
            Column(title="Area"),
            Column(title="Unit"),
            *(Column(title=short_year(year), numeric=True) for year in case.years),
        ),
        rows=tuple(
            (
                Cell(text=area.name, anchor=f"area-{area.id}"),
                words(area.unit),
                *(
                    result(by_key[area.id, year].expected, area.unit, mark_of(plan, "shortfalls"), f"years-{area.id}")
                    for year in case.years
                ),
            )
            for area in case.areas
        ),
    )


def shortfalls(case: Case, plan: Plan) -> DataTable:
    """Tell the shortfall of every area at the end of the last order year."""
    last = case.years[case.order_years - 1]
    of_year = {one.area_id: one for one in plan.shortfalls if one.year == last}
    return DataTable(
        id="shortfalls-last",
        caption=f"Shortfall at the end of {last}, without and with the plan",
        columns=(
            Column(title="Area"),
            Column(title="Without", numeric=True),
            Column(title="Expected with", numeric=True),
            Column(title="Worst scenario", numeric=True),
            Column(title="Expected, of the requirement", numeric=True),
        ),
        rows=tuple(_shortfall_row(plan, area, of_year[area.id]) for area in case.areas),
    )


def _shortfall_row(plan: Plan, area: Area, one: Shortfall) -> tuple[Cell, ...]:
    mark = mark_of(plan, "shortfalls")
    return (
        Cell(text=area.name, anchor=f"area-{area.id}"),
        result(one.without_plan, area.unit, mark, f"years-{area.id}"),
        result(one.expected, area.unit, mark, f"years-{area.id}"),
        result(one.worst, area.unit, mark, f"years-{area.id}"),
        result(one.expected_share, "share", mark, f"years-{area.id}"),
    )
