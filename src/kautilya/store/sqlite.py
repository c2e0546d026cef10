"""SQLite as the engine of a register: connections, transactions, and triggers that keep it append-only."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import DDL, URL, Connection, Engine, RootTransaction, StaticPool, create_engine, event

from kautilya.store.schema import APPEND_ONLY

BUSY_SECONDS = 20
"""How long a write waits for another process that writes."""

_CACHE = "PRAGMA cache_size = -65536"
"""At most 64 MB of pages in memory: the ids of claims are hashes, so an import touches their indexes everywhere at once."""

_IMMEDIATE = "kautilya_immediate"
"""Execution option of a connection that is going to write."""

_NEVER_CHANGED = DDL(  # type: ignore[no-untyped-call]  # its constructor is unannotated in SQLAlchemy
    "CREATE TRIGGER IF NOT EXISTS %(table)s_never_changed BEFORE UPDATE ON %(table)s "
    "BEGIN SELECT RAISE(ABORT, '%(table)s rows are never changed'); END"
)
_NEVER_REMOVED = DDL(  # type: ignore[no-untyped-call]  # its constructor is unannotated in SQLAlchemy
    "CREATE TRIGGER IF NOT EXISTS %(table)s_never_removed BEFORE DELETE ON %(table)s "
    "BEGIN SELECT RAISE(ABORT, '%(table)s rows are never removed'); END"
)


def file_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Return an engine on a register's file; nothing is opened or made yet.

    Args:
        path: The file.
        read_only: Whether it is only read. Where no log lies beside it, nobody is recording, and it is read without one: none
            could be made in a folder that is read-only too.
    """
    url = URL.create("sqlite", database=str(path))
    if not read_only:
        return _prepared(create_engine(url, connect_args={"timeout": BUSY_SECONDS}))
    alone = "" if log_of(path).exists() else "&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?mode=ro{alone}"
    return _prepared(create_engine(url, creator=partial(sqlite3.connect, address, uri=True, timeout=BUSY_SECONDS)))


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a register's file is while somebody uses it."""
    return path.with_name(f"{path.name}-wal")


def memory_engine() -> Engine:
    """Return an engine on a register in memory, gone when the engine is."""
    return _prepared(create_engine("sqlite://", poolclass=StaticPool))


def use_write_ahead_log(engine: Engine) -> None:
    """Let readers read while one process writes; kept in the file. SQLite refuses this within a transaction."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


def writing(connection: Connection) -> RootTransaction:
    """Begin a transaction that takes the write lock at once, so that it cannot fail half-way for want of it."""
    return connection.execution_options(**{_IMMEDIATE: True}).begin()


def forbid_changes(connection: Connection) -> None:
    """Create the triggers that abort an UPDATE or DELETE, whoever tries it."""
    for table in APPEND_ONLY:
        connection.execute(_NEVER_CHANGED.against(table))
        connection.execute(_NEVER_REMOVED.against(table))


def damage(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong with the file: damaged pages, indexes, references to rows that are not there."""
    pages = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    dangling = [
        f"a {row[0]} row refers to a {row[2]} that is not there"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return (*pages, *dangling)


def _prepared(engine: Engine) -> Engine:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _: object) -> None:
    """Leave transactions to `_on_begin` (the driver would not cover table creation) and hold the references.

    Triggers are told of rows that INSERT OR REPLACE removes only where triggers are recursive.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute(_CACHE)


def _on_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
