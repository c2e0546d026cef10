"""Where the gaps are, each beside every partner's live offers."""

from collections.abc import Sequence

from kautilya.measures.finding import Measurement
from kautilya.plan.case import Area, Case, Exclusion
from kautilya.register.claim import Mark
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Group, Key, Section
from kautilya.report.cells import notes, of_finding, paragraph, select, words
from kautilya.report.charts.palette import BLUE, INK
from kautilya.report.charts.panels import AreaYear, panels
from kautilya.report.sections.coverage import lists
from kautilya.report.sections.offers import counted, excluded_by_area, exclusions, offers_table, outside_areas
from kautilya.report.wording import interval
from kautilya.store.view import View

REQUIREMENT = "requirement"
HOLDING = "holding when the year ends"
SHORTFALL = "shortfall when the year ends"
OF_THE_CASE = "in the unit of the case"
BY_YEAR = {
    REQUIREMENT: "Needed",
    "in service when the year opens": "Opening",
    "on order: delivered in the year": "Delivered on order",
    "retired in the year": "Retired",
    HOLDING: "Held",
    SHORTFALL: "Short",
}


def gaps_section(view: View, case: Case, gaps: Measurement) -> Section:
    """Show each area's need and holding beside what could be ordered on the case's day."""
    excluded = excluded_by_area(view, case)
    known = {area.id for area in case.areas}
    outside = [one for area_id, of_area in excluded.items() if area_id not in known for one in of_area]
    blocks: list[Block] = [
        paragraph(
            "Requirement, holding and deliveries on order are counted in one unit per area. Some areas count a total "
            "force, others only an "
            "additional or replacement buy, because that is all that has been published: do not compare them with each "
            "other.",
            role="lead",
        ),
        paragraph(
            "An offer is firm where need was accepted, a tender issued or an export notified; open where a system is in "
            "development or "
            f"talks; weak where it is only named. Prices are in crore rupees of {case.years[0]}. An obstacle is what the "
            "record shows, "
            "not a verdict."
        ),
        _overview(case, gaps),
        *(_area(view, case, gaps, area, excluded.get(area.id, ())) for area in case.areas),
        *outside_areas(view, outside),
        *lists(gaps, "gaps"),
        *notes(gaps),
    ]
    return Section(id="gaps", title="Where the gaps are, and who offers what", blocks=tuple(blocks))


def _figure(gaps: Measurement, area: Area, quantity: str, year: str) -> Cell:
    """Return the cell of one quantity of an area in a year."""
    found = [one for one in select(gaps, quantity, area=area.id) if one.window == year and "row" not in one.of]
    return of_finding(found[0]) if found else words("not known")


def _overview(case: Case, gaps: Measurement) -> Chart:
    ordering = case.years[: case.order_years]
    drawn = [point for area in case.areas for year in ordering for point in _point(gaps, area, year)]
    wide, narrow = panels("gap-panels", drawn)
    first, last = ordering[0], ordering[-1]
    quantities = ((REQUIREMENT, "Needed"), (HOLDING, "Held"), (SHORTFALL, "Short"))
    table = DataTable(
        id="gap-years",
        caption=f"Requirement, holding and shortfall at the end of {first} and {last}, signed deliveries included",
        columns=(
            Column(title="Area"),
            Column(title="Unit"),
            *(Column(title=f"{title} {year}", numeric=True) for year in (first, last) for _, title in quantities),
        ),
        rows=tuple(
            (
                Cell(text=area.name, anchor=f"area-{area.id}"),
                words(area.unit),
                *(_figure(gaps, area, quantity, year) for year in (first, last) for quantity, _ in quantities),
            )
            for area in case.areas
        ),
    )
    return Chart(
        id="gap-overview",
        title=f"What is needed and what is held without new orders, {first} to {last}",
        says=f"One panel for each of {len(case.areas)} areas, each with its own scale. The line is the requirement; the "
        "columns are what is "
        "held, with deliveries already signed for and retirements. The space between line and columns is the gap.",
        wide=wide,
        narrow=narrow,
        table=table,
        legend=(
            Key(colour=INK, words="needed", line=True),
            Key(colour=BLUE, words="held or signed for"),
            Key(colour=BLUE, words="the same, resting on an assumption", hatched=True),
        ),
    )


def _point(gaps: Measurement, area: Area, year: str) -> Sequence[AreaYear]:
    need, held = _figure(gaps, area, REQUIREMENT, year), _figure(gaps, area, HOLDING, year)
    if not isinstance(need.value, int | float) or not isinstance(held.value, int | float):
        return ()
    assumed = Mark.ASSUMED in (need.mark, held.mark)
    return (AreaYear(area=area.name, year=year, line=need.value, columns=held.value, assumed=assumed),)


def _area(view: View, case: Case, gaps: Measurement, area: Area, excluded: Sequence[Exclusion]) -> Group:
    offers = [offer for offer in case.offers if offer.area_id == area.id]
    first, last = case.years[0], case.years[case.order_years - 1]
    need = _figure(gaps, area, REQUIREMENT, last)
    span = f" ({interval(need.low, need.high, area.unit)})" if need.low is not None and need.low != need.high else ""
    blocks: list[Block] = [
        paragraph(f"What the requirement counts: {area.requirement_what}. Needed at the end of {last}: ", need, f"{span}."),
        paragraph(
            f"Held at the end of {first}: ", _figure(gaps, area, HOLDING, first),
            ", short by ", _figure(gaps, area, SHORTFALL, first),
            f". At the end of {last} without new orders: ", _figure(gaps, area, HOLDING, last),
            ", short by ", _figure(gaps, area, SHORTFALL, last), ".",
        ),
        offers_table(view, area, offers),
        _years(case, gaps, area),
        *_published(gaps, area),
    ]  # fmt: skip
    if excluded:
        caption = f"{counted(len(excluded), 'offer')} of this area left out, with reasons"
        blocks.append(exclusions(view, f"left-out-{area.id}", caption, excluded))
    return Group(id=f"area-{area.id}", title=f"{area.name} ({area.service}; unit: {area.unit})", blocks=tuple(blocks))


def _published(gaps: Measurement, area: Area) -> Sequence[DataTable]:
    """Show what sources print on the area, in their own units."""
    found = [one for one in gaps.findings if one.of.get("case_area") == area.id and not one.quantity.endswith(OF_THE_CASE)]
    if not found:
        return ()
    return (
        DataTable(
            id=f"published-{area.id}",
            caption=f"{area.name}: requirements and holdings as published",
            columns=(
                Column(title="What"),
                Column(title="As of"),
                Column(title="Value", numeric=True),
                Column(title="Unit"),
                Column(title="Kind of requirement"),
                Column(title="Basis"),
            ),
            rows=tuple(
                (
                    words(one.quantity.removeprefix("published ")),
                    words(one.window or ""),
                    of_finding(one),
                    words(one.unit),
                    words(one.of.get("requirement_is", "")),
                    words(one.note or ""),
                )
                for one in found
            ),
            folded=True,
        ),
    )


def _years(case: Case, gaps: Measurement, area: Area) -> DataTable:
    return DataTable(
        id=f"years-{area.id}",
        caption=f"{area.name}, year by year: need, deliveries on order, retirements, holding",
        columns=(Column(title="Year"), *(Column(title=title, numeric=True) for title in BY_YEAR.values())),
        rows=tuple(
            (words(year), *(_figure(gaps, area, quantity, year) for quantity in BY_YEAR))
            for year in case.years[: case.order_years]
        ),
        folded=True,
    )
