"""What is said of the partnerships, each phrase held against the record."""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.verdicts.catalogue import PHRASES, verdict
from kautilya.measures.verdicts.criterion import Criterion, Outcome, Verdict
from kautilya.report.blocks import Block, Cell, Column, DataTable, Group, Notes, Section
from kautilya.report.cells import of_finding, paragraph, words


def verdicts_section(measurements: Mapping[str, Measurement]) -> Section:
    """Show every phrase with its verdict, and one group each with criteria, figures and what would turn them."""
    judged = [verdict(name, measurements) for name in PHRASES]
    blocks: list[Block] = [
        paragraph(
            "Officials say it, papers print it. Here each phrase stands beside criteria with their rules, "
            "the same for every day and register. A phrase is supported or contradicted where all decided criteria say the "
            "same, mixed where they do not; where fewer than half are decided the record cannot tell.",
            role="lead",
        ),
        _overview(judged),
        *(_one(each) for each in judged),
    ]
    return Section(id="verdicts", title="What is said, and what the record shows", blocks=tuple(blocks))


def _overview(judged: Sequence[Verdict]) -> DataTable:
    return DataTable(
        id="verdict-table",
        caption="Phrases and verdicts",
        columns=(
            Column(title="What is said"),
            Column(title="The record"),
            *(Column(title=f"Criteria {outcome}", numeric=True) for outcome in Outcome),
        ),
        rows=tuple(
            (
                Cell(text=each.said, anchor=f"verdict-{each.name}"),
                words(each.word),
                *(words(str(sum(one.outcome is outcome for one in each.criteria))) for outcome in Outcome),
            )
            for each in judged
        ),
        stacked=True,
    )


def _one(each: Verdict) -> Group:
    blocks: list[Block] = [
        DataTable(
            id=f"verdict-{each.name}-criteria",
            caption=f"Criteria: {each.word}",
            columns=(
                Column(title="Question"),
                Column(title="Rule"),
                Column(title="Says"),
                Column(title="Because"),
                Column(title="Figures", numeric=True),
            ),
            rows=tuple(_criterion(one) for one in each.criteria),
            stacked=True,
        ),
        *_rows(each),
        *_blanks(each),
        Notes(lines=each.limits),
    ]
    return Group(id=f"verdict-{each.name}", title=each.said, blocks=tuple(blocks))


def _criterion(one: Criterion) -> tuple[Cell, ...]:
    return (words(one.question), words(one.rule), words(one.outcome), words(one.because), _figure(one.findings))


def _figure(findings: Sequence[Finding]) -> Cell:
    """Return the last finding, which decides, linked to all the claims behind the criterion."""
    if not findings:
        return words("none")
    cell = (
        of_finding(findings[-1])
        if len(findings) == 1 or not isinstance(findings[-1].value, str)
        else words(f"{len(findings)} rows")
    )
    claims = tuple(dict.fromkeys(claim for finding in findings for claim in finding.claim_ids))
    return Cell(text=cell.text, value=cell.value, unit=cell.unit, mark=cell.mark, low=cell.low, high=cell.high,
                range_is=cell.range_is, claim_ids=claims)  # fmt: skip


def _rows(each: Verdict) -> Iterable[DataTable]:
    """Yield the figures of a criterion one by one where it has several."""
    for number, one in enumerate(each.criteria, 1):
        if one.rows:
            yield DataTable(
                id=f"verdict-{each.name}-{number}",
                caption=f"What criterion {number} compares, the newest first",
                columns=(Column(title="Figures"),),
                rows=tuple((words(row),) for row in one.rows),
                folded=True,
            )


def _blanks(each: Verdict) -> Sequence[DataTable]:
    if not each.blanks:
        return ()
    return (
        DataTable(
            id=f"verdict-{each.name}-blanks",
            caption="Which blank matters: what would turn a criterion, nearest first",
            columns=(Column(title="What to look for"), Column(title="Turns at")),
            rows=tuple((words(blank.what), words(blank.threshold)) for blank in each.blanks),
        ),
    )
