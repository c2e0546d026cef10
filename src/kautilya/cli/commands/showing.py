"""`show` and `explain`: what the register says, and why."""

from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, RecordedBy, Rules
from kautilya.cli.session import Asked, opened, seen


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("show")(show)
    app.command("explain")(explain)


def show(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="A record kind such as deal; none: list the kinds.")
    ] = None,
    record_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A record's id; none: list the records.")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Show the kinds of records, the records of a kind, or one record."""
    from kautilya.cli.answers import showing

    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules))
        if kind is None:
            showing.show_kinds(view, as_json=as_json)
        elif record_id is None:
            showing.show_records(view, kind, as_json=as_json)
        else:
            showing.show_record(view, kind, record_id, as_json=as_json)


def explain(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A record kind such as deal.")],
    record_id: Annotated[str, typer.Argument(metavar="ID", help="The record's id.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="The field, such as value_signed.")],
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Explain one field: its claims and sources, the conflict, the rule or the range."""
    from kautilya.cli.answers import explaining

    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules))
        explaining.explain_field(view, kind, record_id, field, as_json=as_json)
