"""Cases as other files than one JSON document, and the schema of that document."""

import json
from pathlib import Path

from kautilya.cli.answers.planning import read_case, write_case
from kautilya.cli.files import write_text
from kautilya.cli.output import write
from kautilya.cli.session import Asked, say
from kautilya.plan.case import Case
from kautilya.plan.folder.planned import read_planned
from kautilya.plan.folder.writing import write_folder, write_workbook
from kautilya.plan.result import Plan
from kautilya.plan.schema import json_schema
from kautilya.plan.unusable import unusable


def export_case(source: Path, folder: Path | None, workbook: Path | None) -> None:
    """Write a case as a folder of CSV tables, as an xlsx workbook, or as both."""
    case = read_case(source, Asked())
    if folder is not None:
        write_folder(case, folder)
        say(f"tables written to {folder}; change them and read them back with `kautilya case import {folder} -o FILE`")
    if workbook is not None:
        write_workbook(case, workbook)
        say(f"workbook written to {workbook}")


def import_folder(folder: Path, output: Path | None, *, as_json: bool) -> None:
    """Read a case from a folder of its tables, check that it can be planned, and write it as `case build` does."""
    case = read_planned(folder, say)
    for told in unusable(case):
        say(told)
    write_case(case, output, as_json=as_json)


def write_schema(of: str, output: Path | None) -> None:
    """Write the JSON Schema of a `case` or a `plan` to a file, if one is named, or to stdout."""
    text = json.dumps(json_schema({"case": Case, "plan": Plan}[of]), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        write(text.rstrip("\n"))
        return
    write_text(output, text)
    say(f"schema written to {output}")
