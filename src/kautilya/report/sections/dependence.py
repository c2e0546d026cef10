"""What stops when a partner supplies no longer, beside designs and contracts."""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.reliance.component_families import FAMILY, ONLY, SUBSTITUTES
from kautilya.measures.reliance.partner_shares import ALL, ANY, BY_COUNT, DESIGNED, MOVING, RESTS, SOLD
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, select, words
from kautilya.report.charts.palette import partner_colour
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import interval

WHOLE = {"area": ALL, "counted in": BY_COUNT}
WAYS = {
    "Stops: any component": (RESTS, {"for want of": ANY}),
    "Stops: moving and upkeep": (RESTS, {"for want of": MOVING}),
    "Designed there": (DESIGNED, {}),
}
"""Panels of the chart, and what stands in them."""


def dependence_section(measured: Measurement) -> Section:
    """Show the shares of the partners on whom something surely rests, component families, and the rest folded."""
    blocks: list[Block] = [
        paragraph(
            "A system that was designed, built and paid for at home stops for want of one foreign engine. So each partner's "
            "share is asked in three ways over one set, what is held and what is on order. Each share runs from what surely "
            "stops to that and all that may: an unknown substitute is neither there nor missing.",
            role="lead",
        ),
        *_chart(measured),
        _families(measured),
        _all(measured),
        _only(measured),
        _substitutes(measured),
        *lists(measured, "dependence"),
        *notes(measured),
    ]
    return Section(id="dependence", title="What rests on whom", blocks=tuple(blocks))


def _chart(measured: Measurement) -> Iterable[Block]:
    drawn = [
        Range(
            label=party(one.of["partner"]),
            low=one.low,
            high=one.high,
            point=None,
            text=interval(one.low, one.high, one.unit),
            colour=partner_colour(one.of["partner"]),
            panel=panel,
        )
        for panel, (quantity, of) in WAYS.items()
        for one in select(measured, quantity, **WHOLE, **of)
        if one.headline and one.low is not None and one.high is not None
    ]
    if not drawn:
        return
    wide, narrow = spans("dependence-spans", drawn, axis="share of holdings and orders", share=True)
    yield Chart(
        id="dependence-figure",
        title="What stops without a partner, beside what was designed there",
        says="Each line runs from the share that surely stops to that and all that may. Partners are those without whom at "
        "least one holding or order surely stops; shares overlap and do not add up.",
        wide=wide,
        narrow=narrow,
        table=_table("dependence-shares", "Shares of all holdings and orders, partners with a sure loss", measured, short=True),
    )


def _table(table_id: str, caption: str, measured: Measurement, *, short: bool) -> DataTable:
    first = [one for one in select(measured, RESTS, **WHOLE, **{"for want of": ANY}) if one.headline is short]
    return DataTable(
        id=table_id,
        caption=caption,
        columns=(
            Column(title="Partner"),
            Column(title="Stops, any component", numeric=True),
            Column(title="Stops, moving, structure or upkeep", numeric=True),
            Column(title="Designed there", numeric=True),
            Column(title="Bought from there", numeric=True),
            Column(title="What surely stops"),
        ),
        rows=tuple(
            (
                words(party(one.of["partner"])),
                of_finding(one),
                _beside(measured, one, RESTS, {"for want of": MOVING}),
                _beside(measured, one, DESIGNED, {}),
                _beside(measured, one, SOLD, {}),
                words(one.note or ""),
            )
            for one in first
        ),
        stacked=True,
        folded=not short,
    )


def _beside(measured: Measurement, one: Finding, quantity: str, of: dict[str, str]) -> Cell:
    found = select(measured, quantity, partner=one.of["partner"], **WHOLE, **of)
    return of_finding(found[0]) if found else words("")


def _all(measured: Measurement) -> DataTable:
    return _table("dependence-others", "The other partners: nothing surely stops, something may", measured, short=False)


def _families(measured: Measurement) -> DataTable:
    return _counted(
        "dependence-families",
        "Component families under several systems",
        {"family": "Family", "from": "From", "value": "Systems", "note": "Which, and substitutes"},
        select(measured, FAMILY),
    )


def _only(measured: Measurement) -> DataTable:
    return _counted(
        "dependence-only",
        "Areas where one partner is the only foreign source",
        {"area": "Area", "of": "Of what", "partner": "Source", "value": "How many", "note": "Remark"},
        select(measured, ONLY),
        folded=True,
    )


def _substitutes(measured: Measurement) -> DataTable:
    return _counted(
        "dependence-substitutes",
        "Components by supplier and state of a substitute",
        {"from": "Supplier", "substitute": "Substitute", "value": "Components", "note": "Remark"},
        select(measured, SUBSTITUTES),
        folded=True,
    )


def _counted(
    table_id: str, caption: str, titles: Mapping[str, str], found: Sequence[Finding], *, folded: bool = False
) -> DataTable:
    dimensions = [name for name in titles if name not in ("value", "note")]
    return DataTable(
        id=table_id,
        caption=caption,
        columns=tuple(Column(title=title, numeric=name == "value") for name, title in titles.items()),
        rows=tuple(
            (*(words(party(one.of[name])) for name in dimensions), of_finding(one), words(one.note or "")) for one in found
        ),
        folded=folded,
        stacked=True,
    )
