"""Options that several commands share."""

from dataclasses import dataclass
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


def last_day(text: str) -> date:
    """Read a day, month or year, and return its last day."""
    return day(text).last


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNames:
    """The rules that a user wants applied."""

    names: tuple[str, ...]


def rule_names(text: str) -> RuleNames:
    """Read names of rules joined by `,`; `none` for none."""
    return RuleNames(names=() if text == "none" else tuple(name.strip() for name in text.split(",")))


AsOf = Annotated[
    PartialDate | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        parser=day,
        help="Answer as of this known day (2026-04-30); default: the register's data date.",
    ),
]
RecordedBy = Annotated[
    date | None,
    typer.Option(
        "--recorded-by",
        metavar="DAY",
        parser=last_day,
        help="Replay what the register held at the end of this day (UTC); default: all that is recorded.",
    ),
]
Rules = Annotated[
    RuleNames | None,
    typer.Option(
        "--rules",
        metavar="NAMES",
        parser=rule_names,
        help="Rules that may choose where nobody has, joined by ','; none: no rule; default: those of `kautilya rules`.",
    ),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", envvar="KAUTILYA_BY", help="Who records; default: the login name.")
]
Why = Annotated[str, typer.Option("--why", metavar="REASON", help="The reason; kept for good.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON document to stdout.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file.")]
CaseFile = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help="A case written by `case build`; default: built from the register."),
]
