"""`init`, `import`, `datasets`, `export` and `doctor`: the register itself."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.options import AsJson, whole_day
from kautilya.cli.session import opened

FOUND_SOMETHING = 1
"""Exit code of `doctor` where the register is not in order."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("import")(import_files)
    app.command("datasets")(datasets)
    app.command("export")(export)
    app.command("doctor")(doctor)


def init(
    ctx: typer.Context,
    example: Annotated[
        str | None, typer.Option("--example", metavar="NAME", help="Take in an embedded register: india.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a register, empty or with an example; one that is there already stays as it is."""
    from kautilya.cli.answers import registers

    with registers.example_folder(example) as folder, opened(ctx, create=True) as store:
        registers.begin(store, folder, as_json=as_json)


def import_files(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Data packages, CSV files named like a table of the register, files of arms transfers (SIPRI, UN).",
        ),
    ],
    edition: Annotated[
        date | None,
        typer.Option(
            "--edition",
            metavar="DAY",
            parser=whole_day,
            help="The day on which files of transfers that no longer tell it were made.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List every problem of a file of transfers, not the first ones.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take files in: all of them or, with every problem listed, none."""
    from kautilya.cli.answers import importing

    with opened(ctx) as store:
        importing.import_files(store, files, edition=edition, everything=everything, as_json=as_json)


def datasets(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A data set's id, or its beginning; none: list them.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every problem, not the first ones.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the files of arms transfers that were taken in, or one with what was found in it."""
    from kautilya.cli.answers import datasets as showing

    with opened(ctx) as store:
        if name is None:
            showing.list_datasets(store, as_json=as_json)
        else:
            showing.show_dataset(store, name, everything=everything, as_json=as_json)


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.")],
    as_json: AsJson = False,
) -> None:
    """Write the register as a data package: datapackage.json and CSV files."""
    from kautilya.cli.answers import registers

    with opened(ctx) as store:
        registers.write_package(store, folder, as_json=as_json)


def doctor(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Check the register: every claim unchanged, readable, judged, and about something that exists."""
    from kautilya.cli.answers import registers

    with opened(ctx) as store:
        healthy = registers.report_health(store, as_json=as_json)
    if not healthy:
        raise typer.Exit(FOUND_SOMETHING)
