"""Every live offer by need: what is known of it, one row an offer."""

from collections.abc import Mapping

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.needs.offered import (
    APPROVAL,
    CONTENT,
    LEAD,
    MAINTENANCE,
    OBSTACLE,
    PRICE,
    ROUTE,
    STATUS,
    TRANSFER,
)
from kautilya.report.blocks import Cell, Column, DataTable
from kautilya.report.cells import of_finding, party, select, words
from kautilya.report.wording import interval

SHOWN = {
    STATUS: "Status",
    OBSTACLE: "Obstacle",
    ROUTE: "Way of buying",
    PRICE: "Price of one",
    LEAD: "First delivery, years",
    CONTENT: "Indigenous content",
    TRANSFER: "Technology transfer",
    MAINTENANCE: "Maintenance in the country",
    APPROVAL: "Approval needed from",
}
NUMERIC = frozenset({PRICE, LEAD, CONTENT})
Known = Mapping[tuple[str, str], list[Finding]]
"""Findings by offer and quantity."""


def offers_by_need(measured: Measurement) -> DataTable:
    """Show all live offers, those of the most needed area first; what is not known is said so."""
    known: dict[tuple[str, str], list[Finding]] = {}
    for finding in measured.findings:
        if "offer" in finding.of:
            known.setdefault((finding.of["offer"], finding.quantity), []).append(finding)
    return DataTable(
        id="needs-offers",
        caption="Every live offer, the most needed area first: what is known of it, and what is not",
        columns=(
            Column(title="System"),
            Column(title="Area"),
            Column(title="Seller and design"),
            *(Column(title=title, numeric=quantity in NUMERIC) for quantity, title in SHOWN.items()),
        ),
        rows=tuple(_row(one, known) for one in select(measured, STATUS)),
        folded=True,
        stacked=True,
    )


def _row(status: Finding, known: Known) -> tuple[Cell, ...]:
    seller, design = (" and ".join(party(code) for code in status.of[name].split("+")) for name in ("seller", "design"))
    parties = seller if seller == design else f"{seller}; design: {design}"
    cells = (_cell(known.get((status.of["offer"], quantity), [])) for quantity in SHOWN)
    return (words(status.of["system"]), words(status.of["area"]), words(parties), *cells)


def _cell(found: list[Finding]) -> Cell:
    """Return the cell of a property, with its basis and range; of several rows the texts together."""
    if not found:
        return words("not known")
    first = of_finding(found[0])
    return Cell(
        text=first.text if len(found) == 1 else "; ".join(of_finding(one).text for one in found),
        value=first.value if len(found) == 1 else None,
        unit=first.unit,
        mark=first.mark,
        low=first.low,
        high=first.high,
        range_is=first.range_is,
        claim_ids=tuple(dict.fromkeys(claim_id for one in found for claim_id in one.claim_ids)),
        note=_note(found),
    )


def _note(found: list[Finding]) -> str | None:
    one = found[0]
    between = None if one.low is None else interval(one.low, one.high, one.unit)
    notes = (between, *dict.fromkeys(finding.note for finding in found))
    return "; ".join(filter(None, notes)) or None
