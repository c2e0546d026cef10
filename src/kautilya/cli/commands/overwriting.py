"""Refuses to write a result over a file that the same command reads: afterwards that file would be lost."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from typer.core import TyperArgument

from kautilya.cli.session import session
from kautilya.core.errors import InputError, Problem

REGISTER = "--db"


def refuse_overwriting(ctx: typer.Context, *, writes: Sequence[str], reads: Sequence[str] = ()) -> None:
    """Refuse outputs that are an input or part of a folder that is one, another output, or no file; the register is an input.

    Args:
        writes: Names of the parameters of the command that name files or folders to write.
        reads: Names of those that name files or folders to read.

    Raises:
        InputError: Some are; each is named by its option.
    """
    named = [*_named(ctx, reads), (REGISTER, Path(session(ctx).db.removeprefix("sqlite:///")))]
    read = [(option, path) for option, path in named if path.exists()]
    written: list[tuple[str, Path]] = []
    files = {one.opts[0] for one in ctx.command.params if one.metavar == "FILE"}
    problems = [
        Problem(file=option, message=f"{path} is a folder; name a file in it")
        for option, path in _named(ctx, writes)
        if option in files and path.is_dir()
    ]
    for option, path in _named(ctx, writes):
        for other, given in read:
            if _same(path, given) or _is_part(path, given):
                where = "is what" if _same(path, given) else "lies in the folder that"
                message = f"{path} {where} {other} reads, and would be written over; name another file"
                problems.append(Problem(file=option, message=message))
        twins = [other for other, given in written if _same(path, given)]
        problems += [Problem(file=option, message=f"{path} is what {other} writes; name another file") for other in twins]
        written.append((option, path))
    if problems:
        raise InputError("what is asked", problems)


def _is_part(path: Path, folder: Path) -> bool:
    """Tell whether a path is something in a folder, or would be read as one of its tables the next time."""
    return folder.is_dir() and _real(path).is_relative_to(_real(folder)) and (path.exists() or path.suffix.lower() == ".csv")


def _named(ctx: typer.Context, names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Yield the option or the argument of each parameter that is given, and the path that it names; no devices and pipes."""
    for one in ctx.command.params:
        value = ctx.params.get(one.name or "")
        if one.name in names and value is not None:
            path = Path(str(value))
            if path.is_file() or path.is_dir() or not path.exists():
                yield (one.metavar if isinstance(one, TyperArgument) and one.metavar else one.opts[0]), path


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file, also by another name of it."""
    return _real(one) == _real(other) or (one.exists() and other.exists() and one.samefile(other))
