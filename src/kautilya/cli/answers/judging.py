"""Writes verdicts: all in one table, or one with its criteria and what would turn them."""

from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say
from kautilya.measures.catalogue import measured
from kautilya.measures.verdicts.catalogue import PHRASES, known, verdict
from kautilya.measures.verdicts.criterion import Criterion, Outcome, Verdict
from kautilya.store.view import View

MOST_ADDRESSES = 5
"""Addresses of figures that are written beside a criterion."""


def write_verdicts(view: View, name: str | None, *, as_json: bool) -> None:
    """Judge one phrase or all; NotFoundError lists the phrases."""
    names = tuple(PHRASES) if name is None else (known(name),)
    needed = dict.fromkeys(measure for one in names for measure in PHRASES[one].needs)
    measurements = {measure: measured(measure, view) for measure in needed}
    judged = tuple(verdict(one, measurements) for one in names)
    if as_json:
        write_json({**seen_as(view), "verdicts": [_told(one) for one in judged]})
    elif name is None:
        _write_all(judged)
    else:
        _write_one(judged[0])


def _told(one: Verdict) -> dict[str, object]:
    """Return a verdict as JSON: its fields, and what would turn it, nearest first."""
    return {
        "name": one.name, "said": one.said, "verdict": one.word, "criteria": one.criteria, "limits": one.limits,
        "blanks": one.blanks,
    }  # fmt: skip


def _write_all(judged: tuple[Verdict, ...]) -> None:
    columns = (Column(title="phrase", whole=True), Column(title="what is said"), Column(title="verdict", whole=True),
               *(Column(title=outcome, right=True) for outcome in Outcome))  # fmt: skip
    rows = ((one.name, one.said, one.word, *(_count(one, outcome) for outcome in Outcome)) for one in judged)
    write_table(columns, rows)
    say("criteria, figures and what would turn them: kautilya verdict PHRASE")


def _addresses(criterion: Criterion) -> str:
    found = list(dict.fromkeys(finding.address for finding in criterion.findings))
    more = len(found) - MOST_ADDRESSES
    return ", ".join(found[:MOST_ADDRESSES]) + (f" and {more} more: --json" if more > 0 else "")


def _count(one: Verdict, outcome: Outcome) -> str:
    return str(sum(criterion.outcome is outcome for criterion in one.criteria))


def _write_one(one: Verdict) -> None:
    write(f"{one.said}")
    write(f"The record: {one.word}.")
    for number, criterion in enumerate(one.criteria, 1):
        write(f"\n{number}. {criterion.question}  [{criterion.outcome}]")
        write(f"   Rule. {criterion.rule}")
        write(f"   Record. {criterion.because}.")
        for row in criterion.rows:
            write(f"     {row}")
        if criterion.findings:
            write(f"   Figures. {_addresses(criterion)}")
    if one.blanks:
        write("\nWhat would turn it, nearest first:")
    for blank in one.blanks:
        write(f"- {blank.what}: {blank.threshold}")
    write("\nWhat the record cannot show:")
    for limit in one.limits:
        write(f"- {limit}")
    say("the rows behind a figure: kautilya cite ADDRESS -o FILE, or measure NAME --json")
