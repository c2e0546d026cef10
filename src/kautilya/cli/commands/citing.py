"""`cite` and `verify`."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.commands.measuring import (
    Before,
    ByBlock,
    Editions,
    InUnit,
    JoinStates,
    Partner,
    Recipient,
    Since,
    Supplier,
    Until,
    Window,
)
from kautilya.cli.commands.overwriting import refuse_overwriting
from kautilya.cli.options import AsJson, AsOf, OutputFile, RecordedBy, Rules
from kautilya.cli.session import Asked, opened, session

CODES = {"same": 0, "different": 1, "cannot": 2}
"""Exit codes of `verify`, by outcome."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("cite")(cite)
    app.command("verify")(verify)


def cite(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    address: Annotated[
        str,
        typer.Argument(metavar="ADDRESS", help="Of a finding, as `measure NAME --json` prints it; or a measure on transfers."),
    ],
    output: OutputFile = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Hold every claim that was read, those inside Kautilya too: needs no edition.")
    ] = False,
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
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
) -> None:
    """Cite a figure: write down what a stranger needs to compute it again, years later and without this register."""
    from kautilya.cli.answers import citing
    from kautilya.cli.answers.scoping import refuse_scope, scope_of
    from kautilya.cli.answers.transfers import TAKES, Told, refuse_options

    told = Told(
        recipient=recipient, supplier=supplier, window=window, before=before, editions=tuple(edition or ()), unit=unit,
        mapping=mapping, by_block=by_block,
    )  # fmt: skip
    scope = scope_of(partner, since, until)
    refuse_overwriting(ctx, writes=("output",))
    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    of_files = address.partition(":")[0] in TAKES
    if of_files:
        refuse_scope(address, scope)
    else:
        refuse_options(address, told)
    with opened(ctx) as store:
        if of_files:
            citing.write_citation_of_files(store, address.partition(":")[0], told, asked, output)
        else:
            citing.write_citation(store, address, asked, scope, output, complete=complete)


def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `cite` wrote.")],
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", metavar="FILE", help="Of a figure from files of transfers: such a file; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute a cited figure again, offline: same (0), different and in what (1), or cannot and what is missing (2).

    It is computed from what ships inside Kautilya and from the file; from a register only where --db names one.
    """
    from kautilya.cli.answers import citing

    if session(ctx).given:
        with opened(ctx) as store:
            outcome = citing.verify_citation(file, store, data or (), as_json=as_json)
    else:
        outcome = citing.verify_citation(file, None, data or (), as_json=as_json)
    raise typer.Exit(CODES[outcome])
