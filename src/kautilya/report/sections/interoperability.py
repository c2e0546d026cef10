"""Which domains are exercised with which partner, and where it is thin."""

from collections.abc import Iterable

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.ties.interoperability import HALF_LIFE, LONG, SHORT, WEIGHT
from kautilya.report.blocks import Block, Chart, Column, DataTable, Section
from kautilya.report.cells import cases, notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import partner_colour
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import figure

COLUMNS = (
    Column(title="Partner"),
    Column(title="Domain"),
    Column(title="Weight", numeric=True),
    Column(title=f"Weight, half-life {SHORT:g} to {LONG:g} years", numeric=True),
    Column(title="Exercises", numeric=True),
    Column(title="Remark"),
)


def interoperability_section(measured: Measurement) -> Section:
    """Show the weights of the partners with most exercises, all of them folded, and where it is thin."""
    shown = [one for one in select(measured, WEIGHT) if one.headline]
    blocks: list[Block] = [
        paragraph(
            f"Each exercise weighs 1 on its day and half as much {HALF_LIFE:g} years later; that half-life is assumed, and so "
            f"striped. The line runs over half-lives from {SHORT:g} to {LONG:g} years.",
            role="lead",
        ),
        *_chart(shown),
        *_all(measured),
        *lists(measured, "interoperability"),
        *notes(measured),
    ]
    return Section(id="interoperability", title="Practised together", blocks=tuple(blocks))


def _chart(shown: list[Finding]) -> Iterable[Block]:
    if not shown:
        return
    drawn = [
        Bar(label=one.of["domain"], value=float(one.value), text=f"{figure(one.value, None)}, n = {one.n}", low=one.low,
            high=one.high, assumed=True, colour=partner_colour(one.of["partner"]), panel=party(one.of["partner"]))
        for one in shown if isinstance(one.value, int | float)
    ]  # fmt: skip
    wide, narrow = bars("interoperability-bars", drawn)
    yield Chart(
        id="interoperability-figure",
        title="Exercises by partner and domain, weighted by recency",
        says="One bar a broad domain for the partners with most exercises in the record; an exercise of several domains counts "
        "for each, so bars are not added up.",
        wide=wide,
        narrow=narrow,
        table=_table("interoperability-broad", "Broad domains, partners with most exercises", shown),
    )


def _all(measured: Measurement) -> Iterable[Block]:
    others = [one for one in select(measured, WEIGHT) if not one.headline]
    if others:
        yield _table("interoperability-others", "All other partners and domains", others)


def _table(table_id: str, caption: str, shown: Iterable[Finding]) -> DataTable:
    return DataTable(
        id=table_id,
        caption=caption,
        columns=COLUMNS,
        rows=tuple(
            (words(party(one.of["partner"])), words(one.of["domain"]), of_finding(one), range_of(one), cases(one),
             words(one.note or ""))
            for one in shown
        ),
        folded=True,
    )  # fmt: skip
