"""`backup` and `restore`."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.options import AsJson
from kautilya.cli.session import opened


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; there must be none.")],
    as_json: AsJson = False,
) -> None:
    """Back the register up into one file, while others use it; the file is read again before it counts."""
    from kautilya.cli.answers import keeping

    with opened(ctx) as store:
        keeping.write_backup(store, file, as_json=as_json)


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Restore a backup into an empty register (made if need be): all of it, verified, or nothing."""
    from kautilya.cli.answers import keeping

    keeping.need_backup(file)
    with opened(ctx, create=True) as store:
        keeping.restore_backup(store, file, as_json=as_json)
