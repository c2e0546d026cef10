"""What became of the promises of each agreement, and what falls due next."""

from collections.abc import Iterable, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.ties.framework import AGE, ALL, COUNT, NEXT, SHARE, STATE
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import notes, of_finding, paragraph, parties, range_of, select, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import BLUE, GREEN, GREY, LIGHT, ORANGE, SKY
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import figure
from kautilya.tables.ties.promises import State

COLOURS = {
    State.DELIVERED: GREEN, State.PARTLY: SKY, State.OPEN: BLUE, State.OVERDUE: ORANGE, State.MISSED: ORANGE,
    State.WITHDRAWN: GREY, State.UNKNOWN: LIGHT,
}  # fmt: skip
COLUMNS = (
    Column(title="Promise"),
    Column(title="With"),
    Column(title="Made in"),
    Column(title="Area"),
    Column(title="State"),
    Column(title="Age of the latest evidence, days", numeric=True),
    Column(title="What was promised, due day, evidence"),
)


def framework_section(measured: Measurement) -> Section:
    """Show how many promises are in which state, those overdue or due within a year, and each with its evidence."""
    states = select(measured, STATE)
    overdue = [one for one in states if one.value == State.OVERDUE.value]
    due = {one.of["promise"] for one in select(measured, NEXT)}
    blocks: list[Block] = [
        paragraph(
            "Promises written down from joint statements and agreements, several rows on one counted once. Overdue: the due "
            "day has passed and no page says that it was delivered in full. Unknown is neither kept nor broken.",
            role="lead",
        ),
        *_counts(measured),
        *_share(measured),
        *_listed(measured, "framework-overdue", "Overdue", overdue, folded=False),
        *_listed(measured, "framework-next", "Due within twelve months", [one for one in states if one.of["promise"] in due],
                 folded=False),
        *_listed(measured, "framework-all", "All promises", states, folded=True),
        *lists(measured, "framework"),
        *notes(measured),
    ]  # fmt: skip
    return Section(id="framework", title="What was promised", blocks=tuple(blocks))


def _counts(measured: Measurement) -> Iterable[Block]:
    counted = select(measured, COUNT, agreement=ALL, area=ALL)
    overall = [one for one in counted if one.headline]
    if not overall:
        return
    table = DataTable(
        id="framework-states",
        caption="Promises by state and partner",
        columns=(Column(title="With"), Column(title="State"), Column(title="Promises", numeric=True), Column(title="Which")),
        rows=tuple((words(_whom(one)), words(one.of["state"]), of_finding(one), words(one.note or "")) for one in counted),
        folded=True,
    )
    drawn = [
        Bar(label=one.of["state"], value=float(one.value), text=figure(one.value, None), colour=COLOURS[State(one.of["state"])])
        for one in overall if isinstance(one.value, int | float)
    ]  # fmt: skip
    wide, narrow = bars("framework-bars", drawn)
    yield Chart(
        id="framework-figure",
        title=f"Promises by state, {overall[0].n} in all",
        says="One bar a state, all partners together. Most promises name no due day, so they are open however old they are.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


def _share(measured: Measurement) -> Iterable[Block]:
    for one in select(measured, SHARE, agreement=ALL, area=ALL):
        if one.headline:
            told = f") of the {one.n} promises that were due and whose state is known were delivered; {one.note}."
            yield paragraph(of_finding(one), " (95 % interval ", range_of(one), told)


def _listed(
    measured: Measurement, table_id: str, caption: str, states: Sequence[Finding], *, folded: bool
) -> Iterable[DataTable]:
    if states:
        ages = {one.of["promise"]: one for one in select(measured, AGE)}
        yield DataTable(
            id=table_id,
            caption=f"{caption}: {len(states)}",
            columns=COLUMNS,
            rows=tuple(_row(one, ages.get(one.of["promise"])) for one in states),
            folded=folded,
            stacked=True,
        )


def _row(one: Finding, age: Finding | None) -> tuple[Cell, ...]:
    return (
        words(one.of["promise"]),
        words(parties(one.of["partner"].split(";"))),
        words(one.of["agreement"]),
        words(one.of["area"]),
        Cell(text=str(one.value), value=one.value, mark=one.mark, claim_ids=one.claim_ids),
        words("no dated evidence") if age is None else of_finding(age),
        words(one.note or ""),
    )


def _whom(one: Finding) -> str:
    return "All partners" if one.of["partner"] == ALL else parties([one.of["partner"]])
