"""What the record holds and how complete it is."""

from collections.abc import Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Key, Section
from kautilya.report.cells import notes, of_finding, paragraph, select, words
from kautilya.report.charts.bars import Part, parts
from kautilya.report.charts.palette import BLUE, GREY, LIGHT, ORANGE, SKY
from kautilya.report.preface import Preface

DIMENSIONS = {
    "mark": "Mark",
    "confidence": "Confidence",
    "checked": "Checked again",
    "known": "Day of the source",
}
COUNTED = {
    "mark": "claims",
    "confidence": "claims on facts that tell it",
    "checked": "claims on facts that tell it",
    "known": "claims",
}
"""Whose shares they are."""
COLOURS = {
    "sourced": BLUE, "derived": SKY, "assumed": ORANGE,
    "high": BLUE, "medium": SKY, "low": LIGHT,
    "own page": BLUE, "second source": SKY, "none": LIGHT,
    "page": BLUE, "content": SKY, "package": ORANGE,
}  # fmt: skip
"""From the strongest to the weakest, in the order in which they are drawn."""
VALUES = {
    "page": "printed on the page", "content": "as the content tells", "package": "data date stands in",
    "none": "no", "second source": "second source", "own page": "own page",
}  # fmt: skip
REGISTER = "register"


def record_section(holdings: Measurement, preface: Preface) -> Section:
    """Show what the register holds, for which period, how well supported, and what audits found."""
    blocks: list[Block] = [
        paragraph(
            "The register holds ", _total(holdings, "rows", of="facts"), " rows of facts, each with its source. With "
            "vocabularies, computed tables and the planning case that makes ", _total(holdings, "rows", of="all"), " rows and ",
            _total(holdings, "claims", of="all"), " claims known by then: one source saying one thing about one subject. "
            "Claims that rest on later pages are kept in the register and not counted here. They cite ",
            _total(holdings, "addresses", of="all"), " web addresses. Computations use what was known on the data date, ",
            f"{holdings.as_of}.",
            role="lead",
        ),
        *(paragraph(audit, role="warning") for audit in preface.audits),
        _support(holdings),
        _kinds(holdings),
        *notes(holdings),
    ]  # fmt: skip
    return Section(id="record", title="What the record holds, and how complete it is", blocks=tuple(blocks))


def _total(holdings: Measurement, quantity: str, of: str) -> Cell:
    found = select(holdings, quantity, of=of)
    return of_finding(found[0], REGISTER) if found else words("no")


def _support(holdings: Measurement) -> Chart:
    by_dimension = {name: _with_dimension(holdings, name) for name in DIMENSIONS}
    drawn = [
        Part(
            row=DIMENSIONS[name],
            name=VALUES.get(finding.of[name], finding.of[name]),
            value=float(finding.value or 0),
            text=of_finding(finding).text,
            colour=COLOURS.get(finding.of[name], GREY),
            assumed=finding.of[name] in ("assumed", "package"),
        )
        for name, findings in by_dimension.items()
        for finding in findings
    ]
    wide, narrow = parts("support", drawn)
    return Chart(
        id="support-figure",
        title="How well the claims are supported",
        says="Shares of claims, each row of its own number. "
        + " ".join(_sentence(name, by_dimension[name]) for name in DIMENSIONS),
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id="support-table",
            caption="Claims by mark, confidence, check, and how the day of publication is known",
            columns=(
                Column(title="Of"),
                Column(title="Value"),
                Column(title="Share", numeric=True),
                Column(title="Claims", numeric=True),
            ),
            rows=tuple(
                (
                    words(DIMENSIONS[name]),
                    words(VALUES.get(finding.of[name], finding.of[name])),
                    of_finding(finding, REGISTER),
                    Cell(text=f"{finding.n:,}", value=finding.n, unit="claims", anchor=REGISTER),
                )
                for name, findings in by_dimension.items()
                for finding in findings
            ),
        ),
        legend=(Key(colour=ORANGE, words="assumed, or standing in for what is not known", hatched=True),),
    )


def _with_dimension(holdings: Measurement, dimension: str) -> Sequence[Finding]:
    order = list(COLOURS)
    found = [finding for finding in holdings.findings if dimension in finding.of]
    return sorted(found, key=lambda one: order.index(one.of[dimension]) if one.of[dimension] in order else len(order))


def _sentence(name: str, findings: Sequence[Finding]) -> str:
    told = ", ".join(f"{VALUES.get(finding.of[name], finding.of[name])} {of_finding(finding).text}" for finding in findings)
    counted = sum(finding.n or 0 for finding in findings)
    return f"{DIMENSIONS[name]}, of {counted:,} {COUNTED[name]}: {told}."


def _kinds(holdings: Measurement) -> DataTable:
    rows = []
    for finding in select(holdings, "rows"):
        kind = finding.of.get("kind")
        if kind is None:
            continue
        conflicts = select(holdings, "cells in conflict", kind=kind)
        unchosen = select(holdings, "cells in conflict without a recorded choice", kind=kind)
        rows.append(
            (
                words(finding.of["table"]),
                of_finding(finding, REGISTER),
                words(_period(finding.window)),
                of_finding(conflicts[0], REGISTER) if conflicts else words(""),
                of_finding(unchosen[0], REGISTER) if unchosen else words(""),
            )
        )
    return DataTable(
        id="kinds",
        caption="Rows of each table, the period they cover, and cells on which sources contradict each other",
        columns=(
            Column(title="Table"),
            Column(title="Rows", numeric=True),
            Column(title="Earliest to latest"),
            Column(title="Cells in conflict", numeric=True),
            Column(title="of these without a recorded choice", numeric=True),
        ),
        rows=tuple(rows),
        folded=True,
    )


def _period(window: str | None) -> str:
    return "" if window is None else window.replace("..", " to ")
