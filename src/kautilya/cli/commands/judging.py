"""`verdict`."""

from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, RecordedBy, Rules
from kautilya.cli.session import Asked, opened, seen


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("verdict")(verdict)


def verdict(
    ctx: typer.Context,
    phrase: Annotated[str | None, typer.Argument(metavar="[PHRASE]", help="A phrase by name; none: all of them.")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Hold what is said of the partnerships against the record: supported, mixed, contradicted, or cannot tell."""
    from kautilya.cli.answers import judging

    with opened(ctx) as store:
        judging.write_verdicts(seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)), phrase, as_json=as_json)
