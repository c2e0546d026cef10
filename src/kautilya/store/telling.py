"""Turns what an engine complains of into one error with the register's name and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kautilya.core.errors import StoreError

_LOST = (
    "the connection to the server was lost; what was under way was not recorded, unless it was just being completed: look "
    "before you do it again (an import can be repeated, it takes in nothing twice)"
)

_ADVICE = {
    "not a database": "it is not a SQLite file; give --db another name, or move the file away and run `kautilya init`",
    "malformed": "the file is damaged; restore a copy, or make a new register with `kautilya init`",
    "locked": "another process is writing to it; try again when it is done",
    "readonly": "it is read-only; make it writable or work on a copy",
    "unable to open": "it cannot be opened; check the folder and its permissions",
    "is full": "the disk is full; nothing was changed",
    "no space left": "the server's disk is full; nothing was changed",
    "lock timeout": "another process is recording; try again when it is done",
    "to create role": "your user may not make its role; let an administrator run `CREATE ROLE kautilya_app NOLOGIN`",
    "to set role": "your user may not use it; let its owner run `GRANT kautilya_app TO you`",
    "permission denied": "your user may not use it so; let its owner run `GRANT kautilya_app TO you`",
    'role "kautilya_app" does not exist': "there is no register on this server yet; make one with `kautilya --db URL init`",
    "terminating connection": _LOST,
    "server closed the connection": _LOST,
    "connection is closed": _LOST,
    "connection is lost": _LOST,
    "connection refused": "no server answers at this address",
    "password authentication failed": "the server refuses the user or the password",
    "foreign key": "a judgement is about a claim that neither the register nor the package has; nothing was changed",
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Raise StoreError for whatever the engine refuses inside the block.

    Args:
        where: The register as its user names it.
    """
    try:
        yield
    except SQLAlchemyError as exc:
        cause = str(exc.orig) if isinstance(exc, DBAPIError) else str(exc)
        advice = next((text for sign, text in _ADVICE.items() if sign.lower() in cause.lower()), None)
        raise StoreError(f"register '{where}': {cause}" if advice is None else f"register '{where}': {advice}") from exc
