"""Options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kautilya.core.periods import PartialDate


def day(text: str) -> PartialDate:
    """Read a day, month or year given on the command line."""
    try:
        return PartialDate.parse(text)
    except ValueError as exc:
        raise typer.BadParameter(str(exc)) from exc


def whole_day(text: str) -> date:
    """Read a calendar day given on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise typer.BadParameter(f"'{text}' is no day; write it as 2025-03-13") from exc


AsOf = Annotated[
    PartialDate | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        parser=day,
        help="Answer as of this known day (2026-04-30); default: the register's data date.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON document to stdout.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file.")]
CaseFile = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help="A case written by `case build`; default: built from the register."),
]
