"""`measure`."""

from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, RecordedBy, Rules
from kautilya.cli.session import Asked, opened, seen


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("measure")(measure)


def measure(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A measure; none: list them.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every finding and listed case, not the short table.")] = False,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Measure what the record says: suppliers, capability gaps, lead times, budget."""
    from kautilya.cli.answers import measuring

    if name is None:
        measuring.list_measures(as_json=as_json)
        return
    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules))
        measuring.write_measurement(view, name, everything=everything, as_json=as_json)
