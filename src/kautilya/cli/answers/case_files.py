"""Cases as other files than one JSON document, and the schema of that document."""

import json
from pathlib import Path

from kautilya.cli.files import write_text
from kautilya.cli.output import write
from kautilya.cli.session import say
from kautilya.plan.case import Case
from kautilya.plan.result import Plan
from kautilya.plan.schema import json_schema


def write_schema(of: str, output: Path | None) -> None:
    """Write the JSON Schema of a `case` or a `plan` to a file, if one is named, or to stdout."""
    text = json.dumps(json_schema({"case": Case, "plan": Plan}[of]), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        write(text.rstrip("\n"))
        return
    write_text(output, text)
    say(f"schema written to {output}")
