"""Writes tables of a register as files for other programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kautilya.citation.tracing import TracingReader
from kautilya.cli.documents import write_json
from kautilya.cli.names import kind_named
from kautilya.cli.output import write
from kautilya.cli.progress import counted
from kautilya.cli.session import Asked, say
from kautilya.core.errors import InputError, NotFoundError, Problem
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.sheet import finding_sheet
from kautilya.register.rules import RULES, named
from kautilya.store.datasets import datasets
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View
from kautilya.tables.files.dataset_rows import dataset_sheet
from kautilya.tables.files.records import record_sheet
from kautilya.tables.files.sheet import Sheet
from kautilya.tables.files.writing import Format, write_sheet

DATASET = "dataset:"
"""Before the digest of a data set (or the beginning of it), where a table is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    file: str
    table: str
    format: Format
    rows: int
    about: Mapping[str, str]


def write_table_file(store: SqlStore, name: str, form: str | None, path: Path, asked: Asked, *, as_json: bool) -> None:
    """Write a table into a file, in the format that is named or that the file's name tells."""
    chosen = _format(form or path.suffix.removeprefix("."), path)
    sheet = _sheet(store, name, asked)
    write_sheet(sheet.watched(lambda rows, count: counted(rows, count, f"writing rows of {sheet.name}")), path, chosen)
    told = Written(file=str(path), table=sheet.name, format=chosen, rows=sheet.count, about=sheet.about)
    if as_json:
        write_json(told)
    else:
        write(f"{told.rows:,} rows of {told.table} as {told.format.value}: {told.file}")


def _format(name: str, path: Path) -> Format:
    try:
        return Format(name.lower())
    except ValueError as exc:
        message = f"'{name}' is no format; give --format {', '.join(Format)}, or name the file so"
        raise InputError(path, [Problem(file=path.name, message=message)]) from exc


def _sheet(store: SqlStore, name: str, asked: Asked) -> Sheet:
    if name.startswith(DATASET):
        stored = datasets(store, asked.recorded_by).get(name.removeprefix(DATASET))
        return dataset_sheet(stored, {"register": store.where})
    rules = RULES if asked.rules is None else named(asked.rules.names)
    reader = TracingReader(store.reader(asked.recorded_by))
    as_of = asked.as_of or store.view(recorded_by=asked.recorded_by).as_of
    view = View(reader, as_of, recorded_by=asked.recorded_by, rules=rules)
    say(f"as of {view.as_of}{'' if asked.as_of else ', the data date of the register'}")
    measure = name.replace("_", "-")
    if measure in MEASURES:
        measurement = measured(measure, view)
        judged = {
            claim.id: (claim, judgement) for one in reader.read for claim, judgement in reader.accepted(one.kind, one.known_by)
        }
        return finding_sheet(measurement, judged, _about(store, view))
    try:
        return record_sheet(view, kind_named(name), _about(store, view))
    except NotFoundError as exc:
        raise NotFoundError(f"{exc}; measures are: {', '.join(MEASURES)}; data sets: dataset:DIGEST") from exc


def _about(store: SqlStore, view: View) -> Mapping[str, str]:
    packages = store.reader(view.recorded_by).packages()
    editions = ", ".join(f"{one.name} {one.version} sha256:{one.digest[:12]}" for one in packages)
    reach = store.reach(view.recorded_by).recording
    chain = next((one.chain for one in store.recordings() if one.number == reach), "")
    return {
        "as_of": str(view.as_of),
        "recorded_by": "all that is recorded" if view.recorded_by is None else str(view.recorded_by),
        "register": f"{editions}; recording {reach}, chain {chain[:12]}",
        "rules": ", ".join(rule.name for rule in view.rules) or "none",
        "licence": ", ".join(dict.fromkeys(licence for one in packages for licence in one.licences)),
    }
