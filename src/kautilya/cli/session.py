"""What a command works on: the register that was named, opened for as long as the command runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import typer

from kautilya.core.periods import PartialDate

if TYPE_CHECKING:
    from kautilya.store.sql_store import SqlStore
    from kautilya.store.view import View

DEFAULT_REGISTER = "kautilya.db"
"""The register where `--db` and KAUTILYA_DB name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The global options."""

    db: str
    """The register: a file or an address."""


def session(ctx: typer.Context) -> Session:
    """Return the global options of a command."""
    found = ctx.obj
    if not isinstance(found, Session):
        raise TypeError("a command was run without the program's options")
    return found


@contextmanager
def opened(ctx: typer.Context, *, create: bool = False) -> Iterator["SqlStore"]:
    """Open the register that the user named, and close it."""
    from kautilya.store.opening import open_store

    store = open_store(session(ctx).db, create=create)
    try:
        yield store
    finally:
        store.close()


def seen(store: "SqlStore", as_of: PartialDate | None) -> "View":
    """Return the register as of a day, and say on stderr which day that is."""
    view = store.view(as_of)
    say(f"as of {view.as_of}{'' if as_of else ', the data date of the register'}")
    return view


def today() -> date:
    """Return the day of recording: in UTC, so that the days of one register follow each other wherever its users are."""
    return datetime.now(UTC).date()


def say(text: str) -> None:
    """Tell something that is no result, on stderr."""
    typer.echo(text, err=True)
