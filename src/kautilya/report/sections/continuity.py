"""Whether ties go on during a shock."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.ties.continuity import AGAINST, PLACEBO, RATIO, TIPPING, VERDICT
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import cases, notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.palette import BLUE, GREY
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import lists

LONGEST_NAME = 24
REACH = 5.0
"""Ratios above it are drawn to the edge; the table has them."""


def continuity_section(measured: Measurement) -> Section:
    """Show verdicts and ratios by shock, partner and series, and what would overturn them."""
    blocks: list[Block] = [
        paragraph(
            "The rate of visits, exercises, agreements, signatures and deliveries during a shock over the rate in the three "
            "years before and after. 1 is no change. Where the record does not allow an answer it says so: that is an answer.",
            role="lead",
        ),
        *_verdicts(measured),
        *lists(measured, "continuity"),
        *notes(measured),
    ]
    return Section(id="continuity", title="Do ties go on during a shock?", blocks=tuple(blocks))


def _verdicts(measured: Measurement) -> Iterable[Block]:
    verdicts = select(measured, VERDICT)
    if not verdicts:
        return
    table = DataTable(
        id="continuity-verdicts",
        caption="Inside against outside, and what would overturn the answer",
        columns=(
            Column(title="Shock"),
            Column(title="Partner"),
            Column(title="Series"),
            Column(title="Answer"),
            Column(title="Rate inside over outside", numeric=True),
            Column(title="95 % interval", numeric=True),
            Column(title="Cases", numeric=True),
            Column(title="Placebo dates that differ as much", numeric=True),
            Column(title="Beside partners not hit", numeric=True),
            Column(title="Overturned by uneven recording, times", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(_row(measured, one) for one in verdicts),
        folded=True,
        printed=True,
        stacked=True,
    )
    wide, narrow = spans("continuity-spans", [*_drawn(measured, verdicts)], axis="rate inside over rate outside", reach=REACH)
    yield Chart(
        id="continuity-figure",
        title="Rate during a shock over the rate before and after, by partner and series",
        says=f"A dot is the ratio, the line its exact interval, cut at {REACH:g}. Lines that hold 1 are no change; those that "
        "also reach below a half allow no answer. The words are the answer.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


def _drawn(measured: Measurement, verdicts: Sequence[Finding]) -> Iterable[Range]:
    for one in verdicts:
        ratio = _ratio(measured, one)
        if one.low is not None and one.low < REACH:
            point = float(ratio.value) if isinstance(ratio.value, int | float) and ratio.value <= REACH else None
            known = one.value != "cannot tell"
            yield Range(label=one.of["series"], low=one.low, point=point,
                        high=REACH if one.high is None else min(one.high, REACH), text=f"{one.value} (n = {one.n})",
                        colour=BLUE if known else GREY, panel=_panel(one))  # fmt: skip


def _panel(one: Finding) -> str:
    """Name a shock, a partner and the month in which it began, short enough for a phone; the table has the whole name."""
    return f"{shorten(one.of['name'], LONGEST_NAME, placeholder='…')} ({one.of['partner']}), {(one.window or '')[:7]}"


def _ratio(measured: Measurement, verdict: Finding) -> Finding:
    return select(measured, RATIO, **verdict.of)[0]


def _row(measured: Measurement, verdict: Finding) -> tuple[Cell, ...]:
    ratio = _ratio(measured, verdict)
    beside = select(measured, AGAINST, **verdict.of)
    return (
        words(f"{verdict.of['name']}, {_period(verdict)}"),
        words(party(verdict.of["partner"])),
        words(verdict.of["series"]),
        Cell(text=str(verdict.value), value=verdict.value, mark=verdict.mark, claim_ids=verdict.claim_ids),
        of_finding(ratio),
        range_of(ratio),
        cases(ratio),
        _one(select(measured, PLACEBO, **verdict.of)),
        range_of(beside[0]) if beside else words("rows missing"),
        _one(select(measured, TIPPING, **verdict.of)),
        words("; ".join(filter(None, (verdict.note, ratio.note)))),
    )


def _one(found: Sequence[Finding]) -> Cell:
    return of_finding(found[0]) if found else words("")


def _period(one: Finding) -> str:
    return (one.window or "").replace("..", " to ")
