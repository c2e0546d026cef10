"""`init`, `import`, `datasets`, `export`, `migrate` and `doctor`: the register itself."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.commands.overwriting import refuse_overwriting
from kautilya.cli.options import AsJson, AsOf, By, OutputFile, RecordedBy, Rules, whole_day
from kautilya.cli.session import Asked, opened, session, user

FOUND_SOMETHING = 1
"""Exit code of `doctor` where the register is not in order."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("import")(import_files)
    app.command("datasets")(datasets)
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
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="Record the claims unjudged: they wait in `kautilya review`; of a trade register the prices in its comments.",
        ),
    ] = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take files in: all of them or, with every problem listed, none."""
    from kautilya.cli.answers import importing, proposing

    with opened(ctx) as store:
        if propose:
            proposing.propose(store, files, by=user(by), edition=edition, as_json=as_json)
            return
        importing.import_files(store, files, by=user(by), edition=edition, everything=everything, as_json=as_json)


def datasets(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A data set's id, or its beginning; none: list them.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every problem, not the first ones.")] = False,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    as_json: AsJson = False,
) -> None:
    """Show the files of arms transfers that were taken in, or one with what was found in it."""
    from kautilya.cli.answers import datasets as showing

    asked = Asked(as_of=as_of, recorded_by=recorded_by)
    with opened(ctx) as store:
        if name is None:
            showing.list_datasets(store, asked, as_json=as_json)
        else:
            showing.show_dataset(store, name, asked, everything=everything, as_json=as_json)


def export(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The folder of a data package to write; new or empty.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="NAME", help="One table instead: a record kind, a measure, or dataset:DIGEST."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="csv, parquet, xlsx or json; default: as the file is named."),
    ] = None,
    output: OutputFile = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Write the register as a data package that gives it back, or one table as a file with units, sources and day."""
    if (folder is None) == (table is None) or (table is None) != (output is None):
        raise typer.BadParameter("give a folder for the whole register, or --table NAME with -o FILE for one table")
    refuse_overwriting(ctx, writes=("output",))
    with opened(ctx) as store:
        if folder is not None:
            from kautilya.cli.answers import registers

            registers.write_package(store, folder, as_json=as_json)
        elif table is not None and output is not None:
            from kautilya.cli.answers import tabling

            asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
            tabling.write_table_file(store, table, form, output, asked, as_json=as_json)


def migrate(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Bring a register of an earlier release to this one's tables: all of it or nothing. Keep a copy first."""
    from kautilya.cli.answers import migrating

    migrating.bring_up_to_date(session(ctx).db, as_json=as_json)


def doctor(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Check the register: file, room, guards, ledger, every claim and data set; the first broken thing comes first."""
    from kautilya.cli.answers import registers

    with opened(ctx) as store:
        healthy = registers.report_health(store, as_json=as_json)
    if not healthy:
        raise typer.Exit(FOUND_SOMETHING)
