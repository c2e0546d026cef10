"""`init`, `import`, `export`, `migrate` and `doctor`: the register itself."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.options import AsJson, By
from kautilya.cli.session import opened, session, user

FOUND_SOMETHING = 1
"""Exit code of `doctor` where the register is not in order."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("import")(import_package)
    app.command("export")(export)
    app.command("doctor")(doctor)
    app.command("migrate")(migrate)


def init(
    ctx: typer.Context,
    example: Annotated[
        str | None, typer.Option("--example", metavar="NAME", help="Take in an embedded register: india.")
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Make a register, empty or with an example; one that is there already stays as it is."""
    from kautilya.cli.answers import registers

    with registers.example_folder(example) as folder, opened(ctx, create=True) as store:
        registers.begin(store, folder, by=user(by), as_json=as_json)


def import_package(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A data package's folder, or one CSV file named like a table.")],
    propose: Annotated[
        bool, typer.Option("--propose", help="Record the claims without judging them: they wait in `kautilya review`.")
    ] = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take in a data package: all of it or, with every problem listed, nothing."""
    from kautilya.cli.answers import registers

    with opened(ctx) as store:
        take = registers.propose if propose else registers.take_in
        take(store, path, by=user(by), as_json=as_json)


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.")],
    as_json: AsJson = False,
) -> None:
    """Write the register as a data package: datapackage.json and CSV files."""
    from kautilya.cli.answers import registers

    with opened(ctx) as store:
        registers.write_package(store, folder, as_json=as_json)


def migrate(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Bring a register of an earlier release to this one's tables: all of it or nothing. Keep a copy first."""
    from kautilya.cli.answers import migrating

    migrating.bring_up_to_date(session(ctx).db, as_json=as_json)


def doctor(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Check the register: every claim unchanged, readable, judged, and about something that exists."""
    from kautilya.cli.answers import registers

    with opened(ctx) as store:
        healthy = registers.report_health(store, as_json=as_json)
    if not healthy:
        raise typer.Exit(FOUND_SOMETHING)
