"""`agenda`, `compare` and `brief`: what to raise with a partner, partners side by side, two pages of one."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.commands.overwriting import refuse_overwriting
from kautilya.cli.options import AsJson, AsOf, RecordedBy, Rules, day
from kautilya.cli.session import Asked, opened, seen, view_of
from kautilya.core.periods import PartialDate


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("agenda")(agenda)
    app.command("compare")(compare)
    app.command("brief")(brief)


On = Annotated[
    PartialDate | None,
    typer.Option(
        "--on", metavar="DAY", parser=day, help="The day of the meeting: as known then; default: the register's data date."
    ),
]


def agenda(  # noqa: PLR0913 - one argument an option
    ctx: typer.Context,
    partner: Annotated[
        str | None, typer.Argument(metavar="[PARTNER]", help="An ISO code (USA) or an English name; none: all, for --ics.")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="LEVEL", help="Only what belongs to this level: leader, minister, secretary ..."),
    ] = None,
    on: On = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write due dates and expected forums as a calendar file.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Open commitments, what to check first and all rows too.")] = False,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """List what to raise with a partner at the next meeting, at which level, and what falls due."""
    from kautilya.cli.answers import agendas

    agendas.refuse_unclear(partner, ics)
    refuse_overwriting(ctx, writes=("ics",))
    with opened(ctx) as store:
        view = seen(store, Asked(as_of=on, recorded_by=recorded_by, rules=rules))
        later = None if on is None else view_of(store, Asked(recorded_by=recorded_by, rules=rules))
        agendas.write_agenda(view, later, partner, level, ics, everything=everything, as_json=as_json)


def compare(
    ctx: typer.Context,
    partners: Annotated[
        list[str], typer.Argument(metavar="PARTNER...", help="Two or more, by ISO code (USA) or English name.")
    ],
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Put partners side by side: the same measures of each, and what is not known."""
    from kautilya.cli.answers import comparing

    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules))
        comparing.write_comparison(view, partners, as_json=as_json)


def brief(
    ctx: typer.Context,
    partner: Annotated[str, typer.Argument(metavar="PARTNER", help="An ISO code (USA) or an English name.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The PDF to write.")],
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
) -> None:
    """Write the brief of a partner: two pages as PDF, with charts and sources."""
    from kautilya.cli.answers import briefing

    refuse_overwriting(ctx, writes=("output",))
    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules))
        briefing.write_brief(view, partner, output)
