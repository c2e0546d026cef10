"""How long approvals take, what waits longest, and what changed in the regime of each partner."""

from collections.abc import Mapping, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.lead_times import KAPLAN_MEIER, NAIVE
from kautilya.measures.procurement.approvals import DATED, MILESTONE, OPEN
from kautilya.measures.procurement.before_after import TEST
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.palette import partner_colour
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import figure

DRAWN = 12
"""Open cases that are drawn; the table has all."""
GROUPS = {"all": "All cases", "partner": "By seller", "class": "By kind of item"}


def approvals_section(measured: Measurement) -> Section:
    """Show medians between approvals, the oldest open cases and the milestones of the regime."""
    blocks: list[Block] = [
        paragraph(
            "Months from one approval to the next, each pair of stages on its own. Most deals have no date of acceptance, "
            "notification or sanction on any page; those that have one are not a sample of the rest.",
            role="lead",
        ),
        _counted(measured),
        *_oldest(measured),
        _medians(measured),
        *_milestones(measured),
        *_compared(measured),
        *lists(measured, "approvals"),
        *notes(measured),
    ]
    return Section(id="approvals", title="Approvals", blocks=tuple(blocks))


def _counted(measured: Measurement) -> DataTable:
    return DataTable(
        id="approvals-dated",
        caption="Deals with a date of each stage",
        columns=(Column(title="Stage"), Column(title="Deals", numeric=True), Column(title="Of", numeric=True)),
        rows=tuple(
            (words(one.stage or ""), of_finding(one), Cell(text=str(one.n), value=one.n, claim_ids=one.claim_ids))
            for one in select(measured, DATED)
        ),
        stacked=True,
    )


def _oldest(measured: Measurement) -> Sequence[Block]:
    found = sorted(select(measured, OPEN), key=lambda one: (-(one.low or 0.0), -(one.high or 0.0)))
    waiting = [one for one in found if (one.stage or "").endswith("signed")]
    if not waiting:
        return ()
    table = DataTable(
        id="approvals-open",
        caption="Cases that wait for a signature, first those that were surely open longest",
        columns=(
            Column(title="Case"),
            Column(title="Seller"),
            Column(title="From stage to stage"),
            Column(title="Open, months", numeric=True),
            Column(title="If it ended when last seen", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (
                words(one.of["name"]),
                words(party(one.of["partner"])),
                words(_pair(one)),
                of_finding(one),
                range_of(one),
                words(one.note or ""),
            )
            for one in waiting
        ),
        stacked=True,
    )
    wide, narrow = spans("approvals-spans", [_range(one) for one in waiting[:DRAWN]], axis="months")
    return (
        Chart(
            id="approvals-figure",
            title="Cases that wait longest for a signature",
            says="Each line runs from the months at which a case was last seen open to those on the last day that the register "
            "asked; between the two nobody may have looked. A case can stand under two stages that it waits since.",
            wide=wide,
            narrow=narrow,
            table=table,
        ),
    )


def _range(one: Finding) -> Range:
    high = one.high or 0.0
    return Range(
        label=f"{one.of['name']}, {_pair(one).split(' to ')[0]}",
        low=one.low or 0.0,
        high=high,
        point=high,
        text=f"{figure(one.low or 0.0, 'months')} to {figure(high, 'months')}",
        colour=partner_colour(one.of["partner"]),
    )


def _medians(measured: Measurement) -> DataTable:
    found = select(measured, KAPLAN_MEIER)
    naive = {_key(one): one for one in select(measured, NAIVE)}
    return DataTable(
        id="approvals-medians",
        caption="Median months between two approvals, open cases counted",
        columns=(
            Column(title="From stage to stage"),
            Column(title="Cases of"),
            Column(title="Dates read"),
            Column(title="Median, months", numeric=True),
            Column(title="Range", numeric=True),
            Column(title="Ended cases only", numeric=True),
            Column(title="Cases", numeric=True),
        ),
        rows=tuple(_median_row(one, naive) for one in found),
        folded=True,
    )


def _median_row(one: Finding, naive: Mapping[tuple[str, ...], Finding]) -> tuple[Cell, ...]:
    by = one.of["by"]
    group = GROUPS[by] if by == "all" else party(one.of[by])
    ended = naive.get(_key(one))
    value = words("not reached") if one.value is None and one.low is None else of_finding(one)
    return (
        words(_pair(one)),
        words(group),
        words(one.of.get("dates", "earliest and latest")),
        value,
        range_of(one),
        words("") if ended is None else of_finding(ended),
        Cell(text=str(one.n), value=one.n, claim_ids=one.claim_ids),
    )


def _key(one: Finding) -> tuple[str, ...]:
    by = one.of["by"]
    return (one.of["pair"], by, one.of.get(by, ""))


def _milestones(measured: Measurement) -> Sequence[Block]:
    found = select(measured, MILESTONE)
    if not found:
        return ()
    table = DataTable(
        id="approvals-regime",
        caption="Milestones of the regime: licences, of single items too, and lists",
        columns=(Column(title="Day"), Column(title="Partner"), Column(title="What"), Column(title="Of what")),
        rows=tuple(
            (of_finding(one), words(party(one.of["partner"])), words(one.of["event"]), words(one.of["item"])) for one in found
        ),
        stacked=True,
    )
    return (table,)


def _compared(measured: Measurement) -> Sequence[Block]:
    found = select(measured, TEST)
    if not found:
        return (
            paragraph(
                "Nothing is said of before and after an agreement: no partner has cases enough on both sides. What is missing "
                "is listed below.",
                role="note",
            ),
        )
    table = DataTable(
        id="approvals-compared",
        caption="Signed within the same time before and after an agreement",
        columns=(
            Column(title="Agreement"),
            Column(title="Partner"),
            Column(title="From stage to stage"),
            Column(title="p-value", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (
                words(one.of["agreement"]),
                words(party(one.of["partner"])),
                words(_pair(one)),
                of_finding(one),
                words(one.note or ""),
            )
            for one in found
        ),
        stacked=True,
    )
    return (table,)


def _pair(one: Finding) -> str:
    return (one.stage or one.of.get("pair", "")).replace("->", "to").replace("_", " ")
