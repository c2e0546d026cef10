"""Where the figures come from."""

from collections.abc import Sequence

from kautilya.measures.finding import Measurement
from kautilya.report.blocks import Block, Chart, Column, DataTable, Section
from kautilya.report.cells import of_finding, paragraph, select, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.preface import Preface
from kautilya.report.sections.record import REGISTER


def sources_section(holdings: Measurement, preface: Preface) -> Section:
    """Show the kinds of sources, and the terms under which they are used."""
    blocks: list[Block] = [*(paragraph(line) for line in preface.sources), *_classes(holdings)]
    return Section(id="sources", title="The sources", blocks=tuple(blocks))


def _classes(holdings: Measurement) -> Sequence[Chart]:
    found = select(holdings, "addresses cited, by class of host")
    if not found:
        return ()
    wide, narrow = bars(
        "source-classes", [Bar(label=one.of["class"], value=float(one.value or 0), text=of_finding(one).text) for one in found]
    )
    return (
        Chart(
            id="sources-figure",
            title="Web addresses cited in the register, by class of their host",
            says="Hosts that are not known fall into the weakest class on purpose. Largest class: "
            f"{found[0].of['class']}, {of_finding(found[0]).text}.",
            wide=wide,
            narrow=narrow,
            table=DataTable(
                id="sources-table",
                caption="Web addresses cited in the register, by class of their host",
                columns=(Column(title="Class of host"), Column(title="Addresses", numeric=True)),
                rows=tuple((words(one.of["class"]), of_finding(one, REGISTER)) for one in found),
            ),
        ),
    )
