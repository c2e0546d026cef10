"""`measure` and `anchors`."""

from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, RecordedBy, Rules, day
from kautilya.cli.session import Asked, opened, seen
from kautilya.core.periods import PartialDate

UNEXPLAINED = 1
"""Exit code of `anchors` where a printed figure does not come out and nobody knows why."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("measure")(measure)
    app.command("anchors")(anchors)


Recipient = Annotated[
    str | None, typer.Option("--recipient", metavar="PARTY", help="Transfers: to whom, an ISO code (IND) or an English name.")
]
Supplier = Annotated[str | None, typer.Option("--supplier", metavar="PARTY", help="Transfers: from whom.")]
Window = Annotated[
    str | None,
    typer.Option("--window", metavar="YEARS", help="Transfers: calendar years such as 2018:2022; reconcile: FY2024-25."),
]
Before = Annotated[str | None, typer.Option("--before", metavar="YEARS", help="change: the window it is counted from.")]
Editions = Annotated[
    list[str] | None,
    typer.Option(
        "--edition",
        metavar="DAY",
        help="Transfers: the day SIPRI generated the file; default: the newest; all: each by itself.",
    ),
]
InUnit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="Transfers: TIV (default) or pieces.")]
JoinStates = Annotated[
    str | None,
    typer.Option("--mapping", metavar="NAME", help="Transfers: count a former state with another, by a named mapping."),
]
Partner = Annotated[
    str | None,
    typer.Option("--partner", metavar="PARTY", help="One partner, an ISO code (USA) or an English name; default: all."),
]
Since = Annotated[
    PartialDate | None, typer.Option("--from", metavar="DAY", parser=day, help="The first day that counts, such as 2015.")
]
Until = Annotated[PartialDate | None, typer.Option("--to", metavar="DAY", parser=day, help="The last day that counts.")]
ByBlock = Annotated[bool, typer.Option("--by-block", help="concentration: for each capability block.")]


def measure(  # noqa: PLR0913 - one argument an option
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A measure; none: list them.")] = None,
    recipient: Recipient = None,
    supplier: Supplier = None,
    window: Window = None,
    before: Before = None,
    edition: Editions = None,
    unit: InUnit = None,
    mapping: JoinStates = None,
    by_block: ByBlock = False,
    partner: Partner = None,
    since: Since = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Every finding and listed case, not the short table.")] = False,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Measure what the record says: suppliers, gaps, ties, budget; or what files of arms transfers say."""
    from kautilya.cli.answers import measuring
    from kautilya.cli.answers.scoping import refuse_scope, scope_of
    from kautilya.cli.answers.transfers import TAKES, Told, refuse_options, write_transfer_measure

    told = Told(
        recipient=recipient, supplier=supplier, window=window, before=before, editions=tuple(edition or ()), unit=unit,
        mapping=mapping, by_block=by_block,
    )  # fmt: skip
    scope = scope_of(partner, since, until)
    if name is None:
        refuse_options("(none)", told)
        refuse_scope("(none)", scope)
        measuring.list_measures(as_json=as_json)
        return
    plain = name.replace("_", "-")
    if plain in TAKES:
        refuse_scope(plain, scope)
    else:
        measuring.refuse_unknown(plain)
        refuse_options(plain, told)
    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    with opened(ctx) as store:
        if plain in TAKES:
            write_transfer_measure(store, plain, told, asked, everything=everything, as_json=as_json)
        else:
            view = seen(store, asked)
            measuring.write_measurement(view, plain, scope, everything=everything, as_json=as_json)


def anchors(
    ctx: typer.Context, as_of: AsOf = None, recorded_by: RecordedBy = None, rules: Rules = None, as_json: AsJson = False
) -> None:
    """Compare printed figures with what the imported files and the register give: computed, difference, and why."""
    from kautilya.cli.answers.anchors import write_anchors

    with opened(ctx) as store:
        explained = write_anchors(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules), as_json=as_json)
    if not explained:
        raise typer.Exit(UNEXPLAINED)
