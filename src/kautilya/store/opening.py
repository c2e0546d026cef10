"""Opening a register: from the name that its user gives to a store, or a StoreError that says what to do."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from kautilya.core.errors import StoreError
from kautilya.store import statements
from kautilya.store.schema import SCHEMA_VERSION, meta, metadata
from kautilya.store.sql_store import SqlStore
from kautilya.store.sqlite import file_engine, forbid_changes, memory_engine, use_write_ahead_log, writing
from kautilya.store.telling import told

IN_MEMORY = "sqlite://"
"""The address of a register in memory: new and empty, and gone when it is closed."""

_FILE_SCHEME = "sqlite:///"


def open_store(url_or_path: str | Path, *, create: bool = False) -> SqlStore:
    """Open a register.

    Args:
        url_or_path: A file, `sqlite:///FILE`, or `sqlite://` for one in memory (which is always created).
        create: Make the register where there is none yet, folders included; an existing one is opened as it is.

    Raises:
        StoreError: There is no register there, or it cannot be used: a folder, a read-only file, another file's format, another
            schema version.
    """
    where = str(url_or_path)
    if where == IN_MEMORY:
        return _opened(memory_engine(), where, create=True)
    path = _path(where)
    _check_file(path, create=create)
    return _opened(file_engine(path), where, create=create)


def _path(where: str) -> Path:
    if "://" in where and not where.startswith(_FILE_SCHEME):
        scheme = where.partition("://")[0]
        raise StoreError(f"register '{where}': '{scheme}' is no engine of this version; give a file or sqlite:///FILE")
    name = where.removeprefix(_FILE_SCHEME)
    if not name:
        raise StoreError(f"register '{where}': no file is named; give --db a file such as kautilya.db")
    return Path(name)


def _check_file(path: Path, *, create: bool) -> None:
    try:
        _refuse_unusable(path, create=create)
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(f"register '{path}': cannot be used: {exc.strerror}") from exc


def _refuse_unusable(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"register '{path}': is a folder; give --db a file inside it, such as {path / 'kautilya.db'}")
    if not path.exists():
        if not create:
            raise StoreError(f"register '{path}': there is no such file; make it with `kautilya --db {path} init`")
    elif not path.is_file():
        raise StoreError(f"register '{path}': is not a regular file")
    elif not os.access(path, os.W_OK):
        raise StoreError(f"register '{path}': is read-only; make it writable or work on a copy")


def _opened(engine: Engine, where: str, *, create: bool) -> SqlStore:
    try:
        with told(where):
            _prepare(engine, where, create=create)
    except StoreError:
        engine.dispose()
        raise
    return SqlStore(engine, where)


def _prepare(engine: Engine, where: str, *, create: bool) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if not tables and create:
        _create(engine)
    elif not tables:
        raise StoreError(f"register '{where}': holds no register yet; make it with `kautilya --db {where} init`")
    with engine.connect() as connection:
        _check_version(connection, where)


def _create(engine: Engine) -> None:
    """Make tables and triggers in one transaction; of two processes that try, the second finds them made."""
    use_write_ahead_log(engine)
    with engine.connect() as connection, writing(connection):
        if inspect(connection).has_table(meta.name):
            return
        metadata.create_all(connection)
        forbid_changes(connection)
        connection.execute(statements.ADD_META, {"name": "schema_version", "value": str(SCHEMA_VERSION)})


def _check_version(connection: Connection, where: str) -> None:
    if not inspect(connection).has_table(meta.name):
        raise StoreError(f"register '{where}': is a SQLite file, but not a Kautilya register; give --db another name")
    version = connection.execute(statements.SCHEMA_VERSION).scalar_one_or_none()
    if version != str(SCHEMA_VERSION):
        raise StoreError(
            f"register '{where}': has schema version {version}, this version of Kautilya uses {SCHEMA_VERSION}; "
            "export it with the version that made it and import the package here"
        )
