"""`report`."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.commands.planning import NOT_SOUND
from kautilya.cli.options import AsJson, AsOf, CaseFile, RecordedBy, Rules
from kautilya.cli.session import Asked, opened, seen


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("report")(report)


def report(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the page; its files are replaced.")
    ],
    case: CaseFile = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="A plan of the case; default: planned anew.")
    ] = None,
    explanation: Annotated[
        Path | None,
        typer.Option("--explanation", metavar="FILE", help="Answers of `plan --explanation`; default: those of the example."),
    ] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Write the report: one self-contained page, and the same figures as JSON beside it."""
    from kautilya.cli.answers import reporting

    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    given = reporting.read_given(case, plan, asked, explanation)
    with opened(ctx) as store:
        view = seen(store, given.asked or asked)
        transfers = reporting.figures_of_transfers(store, view, as_of)
        sound = reporting.write_pages(view, given, folder, transfers, as_json=as_json)
    if not sound:
        raise typer.Exit(NOT_SOUND)
