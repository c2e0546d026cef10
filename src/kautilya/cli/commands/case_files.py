"""`case export`, `case import` and `case schema`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.commands.overwriting import refuse_overwriting
from kautilya.cli.options import AsJson, OutputFile


class Described(StrEnum):
    """What has a published schema."""

    CASE = "case"
    PLAN = "plan"


def add_to(case: typer.Typer) -> None:
    """Add the commands of this module to those of `case`."""
    case.command("export")(export_case)
    case.command("import")(import_case)
    case.command("schema")(schema)


def export_case(
    ctx: typer.Context,
    case: Annotated[Path, typer.Argument(metavar="FILE", help="A case written by `case build`.")],
    folder: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Write a CSV table each, into a new folder.")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write one workbook, for reading.")] = None,
) -> None:
    """Write a case as tables that a spreadsheet can change and `case import` reads back, or as a workbook."""
    from kautilya.cli.answers import case_files

    if folder is None and xlsx is None:
        raise typer.BadParameter("say where to: -o FOLDER for tables, --xlsx FILE for a workbook")
    refuse_overwriting(ctx, writes=("folder", "xlsx"), reads=("case",))
    case_files.export_case(case, folder, xlsx)


def import_case(
    ctx: typer.Context,
    source: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE", help="Tables of `case export`, or an instance of the frozen family (.npz).")
    ],
    output: OutputFile = None,
    as_json: AsJson = False,
) -> None:
    """Check tables of a case, or an instance of the frozen family, and write it as a case for `plan`."""
    from kautilya.cli.answers import case_files, family, saved_files

    refuse_overwriting(ctx, writes=("output",), reads=("source",))
    if source.is_dir():
        case_files.import_folder(source, output, as_json=as_json)
        return
    saved_files.refuse_other_sources(source)
    family.import_instance(source, output, as_json=as_json)


def schema(
    ctx: typer.Context,
    of: Annotated[Described, typer.Argument(help="The file that the schema is of.")] = Described.CASE,
    output: OutputFile = None,
) -> None:
    """Write the JSON Schema of case files, or of plan files."""
    from kautilya.cli.answers import case_files

    refuse_overwriting(ctx, writes=("output",))
    case_files.write_schema(of.value, output)
