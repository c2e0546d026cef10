"""What a command works on: the register that was named, opened for as long as the command runs."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import typer

from kautilya.cli.options import RuleNames
from kautilya.core.errors import StoreError
from kautilya.core.periods import PartialDate
from kautilya.core.visible import visible

if TYPE_CHECKING:
    from kautilya.plan.case import Case
    from kautilya.store.sql_store import SqlStore
    from kautilya.store.view import View

DEFAULT_REGISTER = "kautilya.db"
"""The register where `--db` and KAUTILYA_DB name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The global options."""

    db: str
    """The register: a file or an address."""
    given: bool = False
    """Whether the command line names it."""


def session(ctx: typer.Context) -> Session:
    """Return the global options of a command."""
    found = ctx.obj
    if not isinstance(found, Session):
        raise TypeError("a command was run without the program's options")
    return found


@contextmanager
def opened(ctx: typer.Context, *, create: bool = False, why: str | None = None) -> Iterator["SqlStore"]:
    """Open the register that the user named, and close it; StoreError where there is none.

    Args:
        why: Why it is needed, for a user who may think that it is not.
    """
    from kautilya.store.opening import open_store

    try:
        store = open_store(session(ctx).db, create=create)
    except StoreError as exc:
        raise exc if why is None else StoreError(f"{exc}\n{why}") from exc
    try:
        yield store
    finally:
        store.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which view the user asks for."""

    as_of: PartialDate | None = None
    recorded_by: date | None = None
    rules: RuleNames | None = None


def of_case(case: "Case") -> Asked:
    """Return the view that a case was built from."""
    return Asked(
        as_of=PartialDate.parse(case.as_of),
        recorded_by=date.fromisoformat(case.recorded_by) if case.recorded_by else None,
        rules=RuleNames(names=case.rules),
    )


def view_of(store: "SqlStore", asked: Asked) -> "View":
    """Return the register as it is asked for."""
    from kautilya.register.rules import RULES, named
    from kautilya.store.datasets import datasets

    rules = RULES if asked.rules is None else named(asked.rules.names)
    view = store.view(asked.as_of, recorded_by=asked.recorded_by, rules=rules)
    view.bulk = datasets(store, asked.recorded_by)
    return view


def seen(store: "SqlStore", asked: Asked) -> "View":
    """Return the register as it is asked for, and say on stderr as of which day that is."""
    view = view_of(store, asked)
    say(f"as of {view.as_of}{'' if asked.as_of else ', the data date of the register'}")
    _say_where_it_ends(store, view)
    if view.recorded_by is not None:
        say(f"as recorded by the end of {view.recorded_by}")
    return view


def _say_where_it_ends(store: "SqlStore", view: "View") -> None:
    """Say that the record tells nothing of the days between its own data date and a later day that is asked for."""
    if view.recorded_by is not None or not store.packages():
        return
    ends = store.data_date()
    if ends.last < view.as_of.last:
        say(f"! the record ends on {ends}: what happened since is not in it, and open matters look older than they may be")


def today() -> date:
    """Return the day of recording: in UTC, so that the days of one register follow each other wherever its users are."""
    return datetime.now(UTC).date()


def user(given: str | None) -> str:
    """Return who runs the command: as given, else the login name, else the number of the account."""
    if given is not None and given.strip():
        return given.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return f"account {os.getuid()}"


def say(text: str) -> None:
    """Tell something that is no result, on stderr."""
    typer.echo(visible(text), err=True)
