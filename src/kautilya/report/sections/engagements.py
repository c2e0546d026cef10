"""How often the sides meet, and which forums are late."""

from collections.abc import Iterable, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.ties.contact_rates import ALL, RATE, RUNNING, SILENCE
from kautilya.measures.ties.forums import OVERDUE, USUAL
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import cases, notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.palette import BLUE, SKY
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import figure


def engagements_section(measured: Measurement) -> Section:
    """Show rates by partner and level, silences, and forums beside their usual interval."""
    rates = [one for one in select(measured, RATE) if one.headline]
    blocks: list[Block] = [
        paragraph(
            "Visits a year: all meetings of one visit are one, at the highest of their levels. What is only announced does not "
            "count, and a silence is one of this record: that nobody found a page does not say that nobody met.",
            role="lead",
        ),
        *_rates(rates),
        *_forums(measured),
        *_silences(measured),
        *lists(measured, "engagements"),
        *notes(measured),
    ]
    return Section(id="engagements", title="Who meets whom, and how often", blocks=tuple(blocks))


def _rates(rates: Sequence[Finding]) -> Iterable[Block]:
    if not rates:
        return
    table = DataTable(
        id="engagements-rates",
        caption=f"Visits a year, {_period(rates[0])}",
        columns=(
            Column(title="Partner"),
            Column(title="Level"),
            Column(title="Visits a year", numeric=True),
            Column(title="95 % interval", numeric=True),
            Column(title="Visits", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (words(_whom(one)), words(_level(one)), of_finding(one), range_of(one), cases(one), words(one.note or ""))
            for one in rates
        ),
        stacked=True,
    )
    wide, narrow = spans("engagements-spans", [*_drawn(rates)], axis="visits a year")
    yield Chart(
        id="engagements-figure",
        title=f"Visits a year, {_period(rates[0])}",
        says="A dot is the rate in the record, the line its exact interval. The interval takes visits to come singly; they "
        "come in clusters, and it does not contain what no page tells of.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


def _drawn(rates: Iterable[Finding]) -> Iterable[Range]:
    for one in rates:
        if isinstance(one.value, int | float) and one.low is not None and one.high is not None:
            by_level = one.of["level"] != ALL
            label = _level(one) if by_level else _whom(one)
            yield Range(label=label, low=one.low, high=one.high, point=float(one.value), colour=SKY if by_level else BLUE,
                        text=f"{figure(one.value, None)} (n = {one.n})",
                        panel="By level, all partners" if by_level else "By partner")  # fmt: skip


def _whom(one: Finding) -> str:
    return "All partners" if one.of["partner"] == ALL else party(one.of["partner"])


def _level(one: Finding) -> str:
    return "all levels" if one.of["level"] == ALL else one.of["level"].replace("_", " ")


def _period(one: Finding) -> str:
    return (one.window or "").replace("..", " to ")


def _forums(measured: Measurement) -> Iterable[DataTable]:
    usual = {one.of["forum"]: one for one in select(measured, USUAL)}
    if usual:
        yield DataTable(
            id="engagements-forums",
            caption="Standing forums: how many of their usual intervals have passed since the last meeting in the record",
            columns=(
                Column(title="Forum"),
                Column(title="Usual interval, days", numeric=True),
                Column(title="Usual intervals since the last one", numeric=True),
                Column(title="Intervals known", numeric=True),
                Column(title="Remark"),
            ),
            rows=tuple(
                (words(one.of["forum"]), of_finding(usual[one.of["forum"]]), of_finding(one), cases(one), words(one.note or ""))
                for one in select(measured, OVERDUE)
            ),
            stacked=True,
        )


def _silences(measured: Measurement) -> Iterable[DataTable]:
    running = {one.of["partner"]: one for one in select(measured, RUNNING)}
    if running:
        yield DataTable(
            id="engagements-silences",
            caption="Silences in the record, in days",
            columns=(
                Column(title="Partner"),
                Column(title="Years"),
                Column(title="Longest between two visits", numeric=True),
                Column(title="Since the last visit", numeric=True),
                Column(title="Visits", numeric=True),
                Column(title="Where"),
            ),
            rows=tuple(_silence(one, running[one.of["partner"]]) for one in select(measured, SILENCE)),
            folded=True,
        )


def _silence(longest: Finding, running: Finding) -> tuple[Cell, ...]:
    window = (longest.window or "").replace("..", " to ")
    figures = of_finding(longest), of_finding(running), cases(longest)
    return (words(_whom(longest)), words(window), *figures, words(longest.note or ""))
