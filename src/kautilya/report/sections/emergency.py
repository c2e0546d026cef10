"""How emergency purchases went, the audit's printed record beside our own count."""

from collections.abc import Iterable, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.procurement.emergency import AUDITED, ON_TIME, SELLER, WHATEVER
from kautilya.measures.procurement.emergency_speed import OTHERS, TEST
from kautilya.measures.procurement.emergency_totals import ALL_CONTRACTS, ALL_VALUE, CONTRACTS, MEAN, USED, VALUE
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import BLUE, GREY
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import figure, interval

OURS, THEIRS = "Items in this record", "As the audit printed it"
SHOWN_ROUNDS = (VALUE, CONTRACTS, MEAN, USED)
LABELS = {
    ON_TIME: "On time, of those that can be told",
    WHATEVER: "On time, whatever the others are",
    **dict(zip(AUDITED, ("Within a year", "Late", "Not delivered yet"), strict=True)),
}


def emergency_section(measured: Measurement) -> Section:
    """Show what was signed, what came in time, who sold, and what the audit printed."""
    blocks: list[Block] = [
        paragraph(
            "Emergency rounds let the services sign small contracts fast. Single items are those that a page told of, not a "
            "sample; the audit looked at a sample of the Army's contracts. The two stand side by side and are never mixed.",
            role="lead",
        ),
        *_total(measured),
        *_punctual(measured),
        _rounds(measured),
        *_sellers(measured),
        *_speed(measured),
        *lists(measured, "emergency"),
        *notes(measured),
    ]
    return Section(id="emergency", title="Emergency purchases", blocks=tuple(blocks))


def _total(measured: Measurement) -> Sequence[Block]:
    money, number = select(measured, ALL_VALUE), select(measured, ALL_CONTRACTS)
    if not money or not number:
        return ()
    return (
        paragraph(
            of_finding(money[0]),
            " were signed in the rounds whose totals are known, in ",
            of_finding(number[0]),
            " contracts. Price years differ from row to row, so the sum is rough.",
        ),
    )


def _punctual(measured: Measurement) -> Sequence[Block]:
    ours = [*select(measured, ON_TIME), *select(measured, WHATEVER)]
    theirs = [(column, one) for column, quantity in AUDITED.items() for one in select(measured, quantity)]
    if not ours and not theirs:
        return ()
    table = DataTable(
        id="emergency-punctual",
        caption="How much came within the term of its round: our count, and the audit's printed figures",
        columns=(
            Column(title="What"),
            Column(title="Whose figure"),
            Column(title="Value", numeric=True),
            Column(title="Range", numeric=True),
            Column(title="What the range is"),
            Column(title="Cases", numeric=True),
            Column(title="Remark"),
        ),
        rows=(
            *(_punctual_row(LABELS[one.quantity], OURS, one) for one in ours),
            *(_punctual_row(LABELS[column], THEIRS, one) for column, one in theirs),
        ),
        stacked=True,
    )
    wide, narrow = bars("emergency-bars", [*_bars(ours, theirs)], largest=1.0)
    return (
        Chart(
            id="emergency-figure",
            title="How much came within the term of its round",
            says="Above our own count of single items, with its range as a line over the bar; below the three figures that the "
            "audit printed for its sample of the Army's contracts. They count different things.",
            wide=wide,
            narrow=narrow,
            table=table,
        ),
    )


def _bars(ours: Iterable[Finding], theirs: Iterable[tuple[str, Finding]]) -> Iterable[Bar]:
    for one in ours:
        point = one.value if isinstance(one.value, int | float) else one.low or 0.0
        text = interval(one.low, one.high, "share")
        text = text if one.value is None else f"{figure(one.value, 'share')} ({text}), n = {one.n}"
        label, low, high = LABELS[one.quantity], one.low, one.high
        yield Bar(label=label, value=point, text=text, colour=BLUE, panel=OURS, low=low, high=high)
    for column, one in theirs:
        point = one.value if isinstance(one.value, int | float) else 0.0
        yield Bar(label=LABELS[column], value=point, text=figure(one.value, "share"), colour=GREY, panel=THEIRS)


def _punctual_row(label: str, whose: str, one: Finding) -> tuple[Cell, ...]:
    number = words("not printed") if one.n is None else Cell(text=str(one.n), value=one.n, claim_ids=one.claim_ids)
    remark = "; ".join(filter(None, (one.note, one.coverage)))
    value = words("") if one.value is None else of_finding(one)
    return (words(label), words(whose), value, range_of(one), words(one.range_is or ""), number, words(remark))


def _rounds(measured: Measurement) -> DataTable:
    rows = list(dict.fromkeys((one.of["round"], one.of["row"]) for one in select(measured, VALUE)))
    return DataTable(
        id="emergency-rounds",
        caption="What was signed, by the rows that count in totals",
        columns=(
            Column(title="Round"),
            Column(title="Money signed", numeric=True),
            Column(title="Contracts", numeric=True),
            Column(title="Mean contract, share of the ceiling", numeric=True),
            Column(title="Share of the money set aside", numeric=True),
        ),
        rows=tuple(
            (words(name), *(_one(select(measured, quantity, row=row)) for quantity in SHOWN_ROUNDS)) for name, row in rows
        ),
        stacked=True,
    )


def _sellers(measured: Measurement) -> Sequence[Block]:
    found = select(measured, SELLER)
    if not found:
        return ()
    table = DataTable(
        id="emergency-sellers",
        caption="Items by seller and by what is known of their delivery",
        columns=(Column(title="Seller"), Column(title="Delivered"), Column(title="Items", numeric=True)),
        rows=tuple((words(party(one.of["seller"])), words(one.of["delivered"]), of_finding(one)) for one in found),
        folded=True,
    )
    return (table,)


def _speed(measured: Measurement) -> Sequence[Block]:
    found = [*select(measured, OTHERS), *select(measured, TEST)]
    if not found:
        return ()
    table = DataTable(
        id="emergency-speed",
        caption="Emergency purchases against other deals, from signature to delivery",
        columns=(
            Column(title="From stage to stage"),
            Column(title="What"),
            Column(title="Months or p-value", numeric=True),
            Column(title="Cases", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (
                words((one.stage or "").replace("->", "to").replace("_", " ")),
                words(one.quantity),
                of_finding(one),
                Cell(text=str(one.n), value=one.n, claim_ids=one.claim_ids),
                words(one.note or ""),
            )
            for one in found
        ),
        folded=True,
    )
    return (table,)


def _one(found: Sequence[Finding]) -> Cell:
    return of_finding(found[0]) if found else words("not known")
