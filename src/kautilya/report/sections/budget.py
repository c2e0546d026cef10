"""How much money there is, and how much of it is spoken for."""

from collections.abc import Sequence

from kautilya.core.periods import FiscalYear
from kautilya.measures.finding import Finding, Measurement
from kautilya.register.claim import Mark
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Key, Section
from kautilya.report.cells import notes, of_finding, paragraph, select, words
from kautilya.report.charts.palette import BLUE, GREEN, INK, PLUM, SAND, SKY
from kautilya.report.charts.years import YearPart, YearPoint, columns
from kautilya.report.sections.coverage import lists

OUTLAY = "capital outlay"
STAGES = (("BE", "budget estimate", SKY), ("RE", "revised estimate", PLUM), ("actual", "actual", BLUE))
ROOM = (
    ("committed_traced_crore", "committed: listed contracts", BLUE),
    ("committed_untraced_crore", "committed: not traced", SAND),
    ("available_new_schemes_crore", "left for new schemes", GREEN),
)
LINES = (
    ("capital_outlay_crore", "Capital outlay"),
    ("capital_acquisition_crore", "of it acquisition"),
    ("committed_traced_crore", "Committed, listed"),
    ("committed_untraced_crore", "Committed, not traced"),
    ("committed_share", "Committed share"),
    ("available_new_schemes_crore", "Left for new schemes"),
    ("available_case_crore", "of it for the case"),
    ("available_case_constant_crore", "the same, first-year prices"),
)
RUPEES = "amounts in crore rupees"


def budget_section(measured: Measurement) -> Section:
    """Show outlay by stage and year, and the planning case's committed money against what is left."""
    blocks: list[Block] = [
        paragraph(
            "A budget estimate, a revised estimate and an actual are three different things and are never added. What is "
            "already committed "
            "comes first: payments due on signed contracts leave the rest for new ones.",
            role="lead",
        ),
        *_outlay(measured),
        *_room(measured),
        *lists(measured, "budget"),
        *notes(measured),
    ]
    return Section(id="budget", title="The budget", blocks=tuple(blocks))


def _outlay(measured: Measurement) -> Sequence[Chart]:
    found = [one for one in select(measured, OUTLAY, scope="all") if one.value is not None]
    if not found:
        return ()
    years = sorted({one.window or "" for one in found})
    points = [
        YearPoint(
            year=one.window or "",
            name=name,
            value=float(one.value or 0),
            colour=colour,
            dashed=stage == "BE",
            ring=stage == "RE",
        )
        for stage, name, colour in STAGES
        for one in sorted(found, key=lambda one: one.window or "")
        if one.of.get("stage") == stage
    ]
    wide, narrow = columns("outlay", _all_years(years), (), points, axis="thousand crore rupees")
    return (
        Chart(
            id="outlay-figure",
            title="Capital outlay for defence by stage of the budget, nominal rupees",
            says=f"One line for each stage from {years[0]} to {years[-1]}, where the record has a figure; "
            "gaps in a line are years that were not found.",
            wide=wide,
            narrow=narrow,
            table=_by_stage(found, years),
            legend=tuple(
                Key(colour=colour, words=name, line=True, dashed=stage == "BE", ring=stage == "RE")
                for stage, name, colour in STAGES
            ),
        ),
    )


def _all_years(years: Sequence[str]) -> tuple[str, ...]:
    """Return all fiscal years from the first to the last, those without a figure too."""
    first, last = FiscalYear.parse(years[0]), FiscalYear.parse(years[-1])
    return tuple(str(year) for year in first.through(last))


def _by_stage(found: Sequence[Finding], years: Sequence[str]) -> DataTable:
    return DataTable(
        id="outlay-table",
        caption=f"Capital outlay for defence by stage, {RUPEES}",
        columns=(Column(title="Year"), *(Column(title=name.capitalize(), numeric=True) for _, name, _ in STAGES)),
        rows=tuple((words(year), *(_stage_cell(found, year, stage) for stage, _, _ in STAGES)) for year in years),
    )


def _stage_cell(found: Sequence[Finding], year: str, stage: str) -> Cell:
    of_stage = [one for one in found if one.window == year and one.of.get("stage") == stage]
    return of_finding(of_stage[0]) if of_stage else words("not found")


def _room(measured: Measurement) -> Sequence[Chart]:
    lines = {line: select(measured, line=line) for line, _ in LINES}
    years = list(dict.fromkeys(one.window or "" for found in lines.values() for one in found))
    if not years:
        return ()
    drawn = [
        YearPart(year=one.window or "", name=name, value=float(one.value or 0), colour=colour, assumed=one.mark is Mark.ASSUMED)
        for line, name, colour in ROOM
        for one in lines[line]
    ]
    limit = [
        YearPoint(year=one.window or "", name="left for the case", value=float(one.value or 0), colour=INK)
        for one in lines["available_case_crore"]
    ]
    wide, narrow = columns("room", years, drawn, limit, axis="thousand crore rupees")
    return (
        Chart(
            id="room-figure",
            title="Acquisition money in the planning case: committed and left, nominal rupees",
            says=f"One column a year from {years[0]} to {years[-1]}: payments on listed contracts, commitments that could "
            "not be traced, and "
            "what is left for new schemes. The line is the share of it that goes to the areas of this case. Striped parts "
            "rest on assumptions.",
            wide=wide,
            narrow=narrow,
            table=DataTable(
                id="room-table",
                caption=f"Committed money and what is left, {RUPEES}",
                columns=(Column(title="Year"), *(Column(title=title, numeric=True) for _, title in LINES)),
                rows=tuple((words(year), *(_line_cell(lines[line], year) for line, _ in LINES)) for year in years),
            ),
            legend=(
                *(
                    Key(colour=colour, words=name, hatched=any(p.assumed and p.name == name for p in drawn))
                    for _, name, colour in ROOM
                ),
                Key(colour=INK, words="left for the areas of this case", line=True),
            ),
        ),
    )


def _line_cell(found: Sequence[Finding], year: str) -> Cell:
    of_year = [one for one in found if one.window == year]
    return of_finding(of_year[0]) if of_year else words("not found")
