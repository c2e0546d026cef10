"""Files that Kautilya wrote before, told apart by what stands in them."""

import json
import zipfile
from pathlib import Path
from typing import TypeVar

from kautilya.cli.files import read_text
from kautilya.core.errors import InputError, Problem
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.family.result import FamilyPlan
from kautilya.plan.result import Plan
from kautilya.plan.told import Told
from kautilya.plan.uncertainty.record import RecordModel

T = TypeVar("T")

KINDS: dict[type, str] = {
    Case: "a case",
    Plan: "a plan",
    Told: "answers about a plan",
    RecordModel: "fits of the record",
    FamilyPlan: "a plan of an instance of the frozen family",
}
WORKBOOK = "[Content_Types].xml"
"""A name that every xlsx workbook holds."""
FOR_READING = "is a workbook, which is for reading only; import the folder of tables of `kautilya case export FILE -o FOLDER`"


def read_saved(kind: type[T], path: Path) -> T:
    """Read a file that was written before; InputError says what it is instead, or else everything that is wrong with it."""
    text = read_text(path)
    try:
        return codec.read(kind, text, str(path))
    except InputError as exc:
        found = kind_of(text)
        if found is None or found is kind:
            raise
        raise InputError(path, [Problem(file=path.name, message=f"is {KINDS[found]}, not {KINDS[kind]}")]) from exc


def kind_of(text: str) -> type | None:
    """Return what a text is: the kind of which it has all that every one has; None where there is none."""
    try:
        raw = json.loads(text)
    except ValueError:
        return None
    held = set(raw) if isinstance(raw, dict) else set()
    return next((kind for kind in KINDS if codec.demanded(kind) <= held), None)


def refuse_other_sources(source: Path) -> None:
    """Refuse what is no instance of the frozen family, saying what it is and what is read instead.

    Raises:
        InputError: It is a workbook, a file of text, or another archive.
    """
    if not source.is_file():
        return
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            told = FOR_READING if WORKBOOK in archive.namelist() else None
    else:
        told = _of_text(source)
    if told is not None:
        raise InputError(source, [Problem(file=source.name, message=told)])


def _of_text(source: Path) -> str:
    expected = "a folder of tables of `kautilya case export`, or an instance of the frozen family (.npz)"
    try:
        found = kind_of(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        found = None
    if found is Case:
        return f"is a case already: `kautilya plan --case {source}`; what is imported is {expected}"
    if found is not None:
        return f"is {KINDS[found]}; what is imported is {expected}"
    if source.suffix.lower() == ".csv":
        return f"is one table; name the folder that holds all tables of the case: {source.parent}"
    return f"is not {expected}"
