"""`cite` and `verify`."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.commands.measuring import Partner, Since, Until
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
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Of a finding, as `measure NAME --json` prints it.")],
    output: OutputFile = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Hold every claim that was read, those inside Kautilya too: needs no edition.")
    ] = False,
    partner: Partner = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
) -> None:
    """Cite a figure: write down what a stranger needs to compute it again, years later and without this register."""
    from kautilya.cli.answers import citing
    from kautilya.cli.answers.scoping import scope_of

    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    with opened(ctx) as store:
        citing.write_citation(store, address, asked, scope_of(partner, since, until), output, complete=complete)


def verify(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `cite` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Compute a cited figure again, offline: same (0), different and in what (1), or cannot and what is missing (2).

    It is computed from what ships inside Kautilya and from the file; from a register only where --db names one.
    """
    from kautilya.cli.answers import citing

    if session(ctx).given:
        with opened(ctx) as store:
            outcome = citing.verify_citation(file, store, as_json=as_json)
    else:
        outcome = citing.verify_citation(file, None, as_json=as_json)
    raise typer.Exit(CODES[outcome])
