"""How far the country arms itself: every printed definition beside the others, production and exports against targets."""

from collections.abc import Sequence

from kautilya.core.periods import FiscalYear
from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.reliance.domestic_shares import DEFINITION, SHARE
from kautilya.measures.reliance.growth import GROWN, NEEDED, REACHED
from kautilya.measures.reliance.transferred import TRANSFERS
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Key, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.palette import BLUE, INK
from kautilya.report.charts.years import YearPart, YearPoint, columns
from kautilya.report.sections.coverage import lists

PRODUCTION, EXPORTS = "domestic production", "exports"


def self_reliance_section(measured: Measurement) -> Section:
    """Show the domestic share by definition, production and exports by year, targets, and technology transferred."""
    blocks: list[Block] = [
        paragraph(
            "A share of a budget earmarked, of contracts signed, of money spent and of equipment made are four things. Each "
            "stands here under its own name; none is right for the others.",
            role="lead",
        ),
        _shares(measured),
        *_years(measured),
        _targets(measured),
        _transfers(measured),
        *lists(measured, "self-reliance"),
        *notes(measured),
    ]
    return Section(id="self-reliance", title="What the country makes itself", blocks=tuple(blocks))


def _shares(measured: Measurement) -> DataTable:
    return DataTable(
        id="domestic-shares",
        caption="Domestic share by definition, latest period of each",
        columns=(
            Column(title="Share of what"),
            Column(title="Period"),
            Column(title="Stage"),
            Column(title="Domestic share", numeric=True),
            Column(title="Range", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (
                words(one.of[DEFINITION]),
                words(_period(one)),
                words(one.stage or ""),
                of_finding(one),
                range_of(one),
                words(one.note or ""),
            )
            for one in select(measured, SHARE)
            if one.headline
        ),
        stacked=True,
    )


def _years(measured: Measurement) -> Sequence[Chart]:
    found = {measure: _levels(measured, measure) for measure in (PRODUCTION, EXPORTS)}
    known = sorted(FiscalYear.parse(one.window or "") for levels in found.values() for one in levels)
    if not known:
        return ()
    years = [str(year) for year in known[0].through(known[-1])]
    parts = [YearPart(year=_year(one), name=PRODUCTION, value=_value(one), colour=BLUE) for one in found[PRODUCTION]]
    line = [YearPoint(year=_year(one), name=EXPORTS, value=_value(one), colour=INK) for one in found[EXPORTS]]
    wide, narrow = columns("industry-years", years, parts, line, axis="thousand crore rupees")
    return (
        Chart(
            id="industry-figure",
            title="Domestic production and exports by fiscal year, nominal rupees",
            says=f"Columns are production, the line is exports, {years[0]} to {years[-1]}; gaps are years that were not found.",
            wide=wide,
            narrow=narrow,
            table=DataTable(
                id="industry-table",
                caption="Domestic production and exports, crore rupees, as printed",
                columns=(Column(title="Year"), Column(title="Production", numeric=True), Column(title="Exports", numeric=True)),
                rows=tuple(
                    (words(year), *(_cell(found[measure], year) for measure in (PRODUCTION, EXPORTS))) for year in years
                ),
            ),
            legend=(Key(colour=BLUE, words=PRODUCTION), Key(colour=INK, words=EXPORTS, line=True)),
        ),
    )


def _levels(measured: Measurement, measure: str) -> Sequence[Finding]:
    found = select(measured, f"{measure}, as printed")
    return [one for one in found if _year(one).startswith("FY") and one.value is not None]


def _year(one: Finding) -> str:
    return one.window or ""


def _value(one: Finding) -> float:
    return float(one.value or 0)


def _cell(found: Sequence[Finding], year: str) -> Cell:
    of_year = [one for one in found if one.window == year]
    return of_finding(of_year[0]) if of_year else words("not found")


def _targets(measured: Measurement) -> DataTable:
    rows = [one for quantity in (GROWN, REACHED, NEEDED) for one in select(measured, quantity)]
    return DataTable(
        id="industry-targets",
        caption="Growth reached, targets reached, and the growth that open targets still ask for",
        columns=(
            Column(title="Of what"),
            Column(title="Figure"),
            Column(title="Period"),
            Column(title="Value", numeric=True),
            Column(title="How"),
        ),
        rows=tuple(
            (words(one.of["of"]), words(one.quantity), words(_period(one)), of_finding(one), words(one.note or ""))
            for one in rows
        ),
        stacked=True,
    )


def _transfers(measured: Measurement) -> DataTable:
    found = select(measured, TRANSFERS, depth="all")
    return DataTable(
        id="technology-transfers",
        caption="Arrangements of technology transfer on record, by partner",
        columns=(Column(title="Partner"), Column(title="Arrangements", numeric=True), Column(title="Of them")),
        rows=tuple((words(party(one.of["partner"])), of_finding(one), words(one.note or "")) for one in found),
        folded=True,
    )


def _period(one: Finding) -> str:
    return (one.window or "").replace("..", " to ")
