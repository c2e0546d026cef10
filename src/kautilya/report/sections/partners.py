"""The partners that the record tells most of, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kautilya.measures.finding import Finding
from kautilya.measures.partners.agenda import most_told_of
from kautilya.measures.partners.compare import FEWEST, Compared, Comparison, compare
from kautilya.measures.partners.lines import SHARES
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Notes, Section
from kautilya.report.cells import of_finding, paragraph, party, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import partner_colour
from kautilya.report.side_by_side import told
from kautilya.report.wording import figure
from kautilya.store.view import View

SHOWN = 6
DRAWN = {
    "money of signed contracts, all years, by who signs": "Money, by who signs",
    "money of signed contracts, all years, by whose design": "Money, by whose design",
    "aircraft under contract": "Aircraft under contract, pieces",
    "arms imports in TIV, latest window printed": "Arms imports, TIV as printed",
}
"""Line to the title of its panel."""
PER_CENT = 0.01


def partners_section(view: View) -> Section:
    """Show the same lines of the partners with the most rows; words where there are not two of them."""
    whom = most_told_of(view, SHOWN)
    title = "Partners side by side"
    if len(whom) < FEWEST:
        return Section(id="compared", title=title, blocks=(paragraph("The record tells of fewer than two partners."),))
    found = compare(view, whom)
    blocks: list[Block] = [
        paragraph(
            f"The {len(whom)} partners with the most visits, commitments and deals in the record. Each figure is that of the "
            "measure above, with its range and n. None found: the record was searched and has none. Not known: nothing can be "
            "said, or too few cases. kautilya brief USA -o usa.pdf makes two printed pages of one of them.",
            role="lead",
        ),
        *_shares(found),
        *(_table(found, topic, folded=True) for topic in _topics(found) if topic != SHARES),
        Notes(lines=(*(line.warning for line in found.lines if line.warning is not None), *found.notes)),
    ]
    return Section(id="compared", title=title, blocks=tuple(blocks))


def _topics(found: Comparison) -> Iterable[str]:
    return dict.fromkeys(line.topic for line in found.lines)


def _shares(found: Comparison) -> Iterable[Block]:
    """Yield the drawing of the shares with their table; the table alone where no share is known."""
    table = _table(found, SHARES, folded=False)
    rows = [bar for line in found.lines if line.label in DRAWN for bar in _bars(line)]
    if not rows:
        yield table
        return
    wide, narrow = bars("beside-drawing", rows)
    yield Chart(
        id="beside-figure",
        title="Shares in three units",
        says="One panel a question and one bar a partner: its share of the money of signed contracts by who signs and by "
        "whose design, of the aircraft under contract, and of arms imports as SIPRI printed them. The panels answer different "
        "questions.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


def _bars(line: Compared) -> Iterable[Bar]:
    for one in line.findings:
        if one is None or not isinstance(one.value, int | float):
            continue
        scale = PER_CENT if "percent" in one.unit else 1.0
        yield Bar(
            label=party(one.of["partner"]),
            value=float(one.value) * scale,
            text=f"{figure(float(one.value) * scale, 'share')}, n {one.n}",
            colour=partner_colour(one.of["partner"]),
            panel=DRAWN[line.label],
            low=None if one.low is None else one.low * scale,
            high=None if one.high is None else one.high * scale,
        )


def _table(found: Comparison, topic: str, *, folded: bool) -> DataTable:
    lines = [line for line in found.lines if line.topic == topic]
    return DataTable(
        id=f"beside-{topic.replace(' ', '-').replace(',', '')}",
        caption=f"Partners side by side: {topic}",
        columns=(Column(title="Line"), *(Column(title=party(one), numeric=True) for one in found.partners)),
        rows=tuple((words(line.label), *_cells(line)) for line in lines),
        folded=folded,
        stacked=True,
    )


def _cells(line: Compared) -> Iterable[Cell]:
    dated = len({one.window for one in line.findings if one is not None}) > 1
    pairs: Sequence[tuple[Finding | None, str]] = tuple(zip(line.findings, line.absent, strict=True))
    for one, absent in pairs:
        yield words(absent) if one is None else replace(of_finding(one), text=told(one, dated=dated))
