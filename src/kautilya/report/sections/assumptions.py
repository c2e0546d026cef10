"""What is assumed: how much, by whom, in which range, for which reason."""

from collections.abc import Mapping, Sequence

from kautilya.plan.case import Assumption, Case, Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.marks import coefficients, entering, shares
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Key, Section
from kautilya.report.cells import paragraph, result, words
from kautilya.report.charts.bars import Part, parts
from kautilya.report.charts.palette import BLUE, ORANGE, SKY
from kautilya.report.preface import Preface
from kautilya.report.wording import figure, percent, plain
from kautilya.store.view import View

CASE = "case"
"""Anchor of the paragraph that says what the case is."""
COLOURS = {Mark.SOURCED: BLUE, Mark.DERIVED: SKY, Mark.ASSUMED: ORANGE}
BY_ITSELF = "by its own mark"
BY_WEAKEST = "by its weakest input"
MOST_MOVING = 12
"""Rows of the sensitivity table that are shown unfolded."""


def assumptions_section(view: View, case: Case, preface: Preface) -> Section:
    """Show the share of sourced, derived and assumed inputs, and every assumption and parameter with range and reason."""
    all_shares = shares(entering(case), inherited=False)
    blocks: list[Block] = [
        paragraph(
            "Every input of the plan is sourced (a page says it, which does not make it right), derived (computed from "
            "other inputs by a "
            "named formula) or assumed. ", _share(all_shares, Mark.ASSUMED), " of the inputs are assumptions of their "
            "author; ",
            _share(shares(entering(case), inherited=True), Mark.ASSUMED), " rest on at least one assumption somewhere.",
            role="lead",
        ),
        _marks(case),
        *_sensitivity(view, preface),
        _parameters(case.parameters),
        _assumptions(case.assumptions),
    ]  # fmt: skip
    return Section(id="assumptions", title="What is assumed", blocks=tuple(blocks))


def _share(found: Mapping[str, float], mark: Mark) -> Cell:
    return result(found[mark], "share", Mark.DERIVED, CASE)


def _groups(case: Case) -> Mapping[str, Sequence[Coefficient | Parameter]]:
    return {
        "All inputs": entering(case),
        "Need and holdings": tuple(coefficients(case.areas)),
        "Offers": tuple(coefficients(case.offers)),
        "Emergency purchases": tuple(coefficients(case.channels)),
        "Budget": tuple(coefficients([year.available for year in case.budget])),
        "Parameters": tuple(coefficients(case.parameters)),
    }


def _marks(case: Case) -> Chart:
    drawn, rows = [], []
    for name, given in _groups(case).items():
        own, weakest = shares(given, inherited=False), shares(given, inherited=True)
        for reading, found in ((BY_ITSELF, own), (BY_WEAKEST, weakest)):
            rows.append((words(name), words(reading), *(_share(found, mark) for mark in Mark)))
        drawn += [
            Part(
                row=name,
                name=mark,
                value=own[mark],
                text=percent(own[mark]),
                colour=COLOURS[mark],
                assumed=mark is Mark.ASSUMED,
            )
            for mark in Mark
        ]
    wide, narrow = parts("marks", drawn)
    return Chart(
        id="marks-figure",
        title="Inputs of the plan that are sourced, derived and assumed",
        says="Shares of the inputs by their own mark. Derived is not free of assumptions: the table also counts each "
        "input by the "
        "weakest one it rests on.",
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id="marks-table",
            caption="Inputs of the plan by mark",
            columns=(
                Column(title="Inputs"),
                Column(title="Counted"),
                *(Column(title=mark.capitalize(), numeric=True) for mark in Mark),
            ),
            rows=tuple(rows),
        ),
        legend=tuple(Key(colour=COLOURS[mark], words=mark, hatched=mark is Mark.ASSUMED) for mark in Mark),
    )


def _sensitivity(view: View, preface: Preface) -> Sequence[DataTable]:
    records = list(view.records("sensitivity").items())[:MOST_MOVING]
    if not records:
        return ()
    return (
        DataTable(
            id="sensitivity",
            caption="Assumptions that move the plan most: one input changed at a time",
            columns=(
                Column(title="Change"),
                Column(title="Shortfall-years", numeric=True),
                Column(title="Share of spending that moves", numeric=True),
            ),
            rows=tuple(
                (
                    words(record_id),
                    _signed(record),
                    _moved(record),
                )
                for record_id, record in records
            ),
            notes=preface.sensitivity,
        ),
    )


def _signed(record: Record) -> Cell:
    cell = record.cell("delta_shortfall_years")
    value = float(str(cell.point))
    text = ("+" if value > 0 else "−" if value < 0 else "") + plain(abs(value), 1)
    return Cell(text=text, value=value, unit="shortfall-years", mark=Mark.DERIVED, claim_ids=cell.claim_ids)


def _moved(record: Record) -> Cell:
    cell = record.cell("plan_change_share_of_spend")
    value = None if cell.point is None else float(str(cell.point))
    return Cell(text=figure(value, "share"), value=value, unit="share", mark=Mark.DERIVED, claim_ids=cell.claim_ids)


def _parameters(parameters: Sequence[Parameter]) -> DataTable:
    return DataTable(
        id="parameters",
        caption="Weights, caps and scenario parameters, with range and reason",
        columns=(
            Column(title="Parameter"),
            Column(title="Value"),
            Column(title="Range"),
            Column(title="Unit"),
            Column(title="Reason"),
        ),
        rows=tuple(
            (
                words(f"{one.id} {one.what}"),
                Cell(text=one.value, value=one.value, unit=one.unit, mark=one.mark, claim_ids=one.claim_ids),
                words(_range(one.low, one.high)),
                words(one.unit),
                words(one.reason),
            )
            for one in parameters
        ),
        folded=True,
        stacked=True,
        printed=True,
    )


def _assumptions(assumptions: Sequence[Assumption]) -> DataTable:
    return DataTable(
        id="assumption-list",
        caption=f"All {len(assumptions)} assumptions, with author, range and reason",
        columns=(
            Column(title="Assumption"),
            Column(title="Value"),
            Column(title="Range"),
            Column(title="Unit"),
            Column(title="Reason"),
            Column(title="Author"),
        ),
        rows=tuple(
            (
                words(f"{one.id} {one.what}"),
                Cell(text=one.value or "not given", value=one.value, unit=one.unit, mark=Mark.ASSUMED, claim_ids=one.claim_ids),
                words(_range(one.low, one.high)),
                words(one.unit),
                words(one.reason),
                words(one.author),
            )
            for one in assumptions
        ),
        folded=True,
        stacked=True,
        printed=True,
    )


def _range(low: str, high: str) -> str:
    return f"{low} to {high}" if low and high and low != high else low or high or ""
