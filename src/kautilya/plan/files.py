"""Cases and plans as JSON files."""

from pathlib import Path
from typing import TypeVar

from kautilya.core.errors import InputError, Problem
from kautilya.plan.case import Case
from kautilya.plan.codec import read, write
from kautilya.plan.result import Plan

T = TypeVar("T", Case, Plan)


def read_case(path: Path) -> Case:
    """Read a case; InputError lists everything that is missing, unknown or of a wrong type."""
    return _read(Case, path)


def read_plan(path: Path) -> Plan:
    """Read a plan; InputError as for a case."""
    return _read(Plan, path)


def write_file(value: Case | Plan, path: Path) -> None:
    """Write a case or a plan; equal ones give equal bytes."""
    path.write_text(write(value), encoding="utf-8")


def _read(kind: type[T], path: Path) -> T:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as exc:
        raise InputError(path, [Problem(file=str(path), message=f"cannot be read: {exc.strerror}")]) from exc
    except UnicodeDecodeError as exc:
        raise InputError(path, [Problem(file=str(path), message="is not UTF-8 text")]) from exc
    return read(kind, text, str(path))
