"""Whether joint exercises become more frequent and larger."""

from collections.abc import Iterable, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.ties.exercises import ALL, FOUND, NAIVE, PANEL, RATIO, YEARLY
from kautilya.measures.ties.scope_of_exercises import SLOPES
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import cases, notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.palette import BLUE, GREY
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import figure

REACH = 8.0


def exercises_section(measured: Measurement) -> Section:
    """Show frequency in the fixed panel beside the naive count, sizes, and how much of the series the record holds."""
    blocks: list[Block] = [
        paragraph(
            "Counting rows a year would show growth, because late years are better recorded. So the same series are followed: "
            "those known from before the first year.",
            role="lead",
        ),
        *_frequency(measured),
        *_sizes(measured),
        *_found(measured),
        *_years(measured),
        *lists(measured, "exercises"),
        *notes(measured),
    ]
    return Section(id="exercises", title="Do exercises grow?", blocks=tuple(blocks))


def _frequency(measured: Measurement) -> Iterable[Block]:
    ratios = [one for one in select(measured, RATIO) if one.headline]
    if not ratios:
        return
    table = DataTable(
        id="exercises-frequency",
        caption=f"Events a year, later half over earlier half of {_period(ratios[0])}",
        columns=(
            Column(title="Partner"),
            Column(title="Counted"),
            Column(title="Ratio", numeric=True),
            Column(title="95 % interval", numeric=True),
            Column(title="Events", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (words(_whom(one)), words(one.of["counted"]), of_finding(one), range_of(one), cases(one), words(one.note or ""))
            for one in ratios
        ),
        folded=True,
        printed=True,
        stacked=True,
    )
    wide, narrow = spans("exercises-spans", [*_drawn(ratios)], axis="later half over earlier half", reach=REACH)
    yield Chart(
        id="exercises-figure",
        title=f"Events a year, later half over earlier half of {_period(ratios[0])}",
        says=f"A dot is the ratio, the line its exact interval, cut at {REACH:g}; 1 is no change. Grey is the naive count of "
        "all rows, which takes new series, and series that nobody looked for earlier, for growth.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


def _drawn(ratios: Sequence[Finding]) -> Iterable[Range]:
    for one in ratios:
        if one.low is not None and one.low < REACH:
            naive = one.of["counted"] == NAIVE
            point = float(one.value) if isinstance(one.value, int | float) and one.value <= REACH else None
            yield Range(label=f"{_whom(one)}, naive" if naive else _whom(one), low=one.low, point=point,
                        high=REACH if one.high is None else min(one.high, REACH),
                        text=f"{figure(one.value, None)} (n = {one.n})", colour=GREY if naive else BLUE)  # fmt: skip


def _sizes(measured: Measurement) -> Iterable[Block]:
    slopes = [one for one in select(measured, SLOPES) if one.headline]
    if slopes:
        yield DataTable(
            id="exercises-sizes",
            caption="Do the exercises of a series become larger? Median change a year over the series of the panel",
            columns=(
                Column(title="Size in"),
                Column(title="Change a year", numeric=True),
                Column(title="95 % interval", numeric=True),
                Column(title="Series", numeric=True),
                Column(title="Remark"),
            ),
            rows=tuple(
                (words(one.of["size"]), of_finding(one), range_of(one), cases(one), words(f"{one.note}; {one.coverage}"))
                for one in slopes
            ),
            stacked=True,
        )


def _found(measured: Measurement) -> Iterable[Block]:
    for one in select(measured, FOUND):
        yield paragraph("The record holds ", of_finding(one), f" of the numbered editions of the panel: {one.note}.")


def _years(measured: Measurement) -> Iterable[Block]:
    yearly = {(one.of["counted"], one.of["year"]): one for one in select(measured, YEARLY)}
    if yearly:
        yield DataTable(
            id="exercises-years",
            caption="Events by year, of the panel and of all rows",
            columns=(Column(title="Year"), Column(title="Fixed panel", numeric=True), Column(title="All rows", numeric=True)),
            rows=tuple(
                (words(year), _year(yearly.get((PANEL, year))), _year(yearly.get((NAIVE, year))))
                for year in sorted({year for _, year in yearly})
            ),
            folded=True,
        )


def _year(one: Finding | None) -> Cell:
    return words("none found") if one is None else of_finding(one)


def _whom(one: Finding) -> str:
    return "All partners" if one.of["partner"] == ALL else party(one.of["partner"])


def _period(one: Finding) -> str:
    return (one.window or "").replace("..", " to ")
