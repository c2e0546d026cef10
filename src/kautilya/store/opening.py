"""Opening a register: from the name that its user gives to a store, or a StoreError that says what to do."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, make_url
from sqlalchemy.exc import ArgumentError

from kautilya.core.errors import StoreError
from kautilya.store import postgres, sqlite, statements
from kautilya.store.locks import hold_ledger
from kautilya.store.schema import REVISION, SCHEMA_VERSION, meta, metadata
from kautilya.store.sql_store import SqlStore
from kautilya.store.telling import told

IN_MEMORY = "sqlite://"
"""The address of a register in memory: new and empty, and gone when it is closed."""

_FILE_SCHEME = "sqlite:///"
_SERVER_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a register is."""

    where: str
    """As it is told to users: without the password of an address."""
    path: Path | None = None
    url: URL | None = None
    read_only: bool = False
    """Whether it is a file that may be read and not written to, by itself or because of its folder."""

    def engine(self, *, as_owner: bool = False) -> Engine:
        """Return an engine on it; `as_owner` to make or migrate tables."""
        if self.url is not None:
            return postgres.server_engine(self.url, as_owner=as_owner)
        return sqlite.memory_engine() if self.path is None else sqlite.file_engine(self.path, read_only=self.read_only)


def open_store(url_or_path: str | Path, *, create: bool = False) -> SqlStore:
    """Open a register.

    Args:
        url_or_path: A file, `sqlite:///FILE`, `postgresql://USER:PASSWORD@HOST/DATABASE`, or `sqlite://` for one in memory
            (which is always created).
        create: Make the register where there is none yet, folders included (a database of a server must be there); an existing
            one is opened as it is.

    Raises:
        StoreError: There is no register there, or it cannot be used: a folder, another file's format, another schema version. A
            file that may only be read is read; recording in it is refused.
        MissingExtraError: The driver of PostgreSQL is not installed.
    """
    place = place_of(url_or_path, create=create)
    create = create or place.where == IN_MEMORY
    if create and place.url is not None:
        _made(place)
    return _opened(place, create=create and place.url is None)


def place_of(url_or_path: str | Path, *, create: bool = False) -> Place:
    """Return where a register is or, with `create`, can be made; StoreError where that is nowhere."""
    where = str(url_or_path)
    if where == IN_MEMORY:
        return Place(where=where)
    if where.startswith(_SERVER_SCHEMES):
        return _server(where)
    path = _path(where)
    _check_file(path, create=create)
    return Place(where=where, path=path, read_only=path.exists() and _is_read_only(path))


def _server(where: str) -> Place:
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as exc:
        scheme = where.partition("://")[0]
        raise StoreError(f"the register's address ({scheme}://...) cannot be read; write postgresql://USER@HOST/NAME") from exc
    return Place(where=url.render_as_string(hide_password=True), url=url)


def _path(where: str) -> Path:
    if "://" in where and not where.startswith(_FILE_SCHEME):
        scheme = where.partition("://")[0]
        raise StoreError(f"'{scheme}' is no engine of a register; give a file, sqlite:///FILE or postgresql://USER@HOST/NAME")
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
            raise StoreError(f"register '{path}': there is no such file; {_how_to_make(path)}")
    elif not path.is_file():
        raise StoreError(f"register '{path}': is not a regular file")


def _is_read_only(path: Path) -> bool:
    """Tell whether nothing can be recorded in a file: it may not be written to, nor may its log be made beside it."""
    return not os.access(path, os.W_OK) or not (os.access(path.parent, os.W_OK) or sqlite.log_of(path).exists())


def _made(place: Place) -> None:
    """Make a register in a server's database, where there is none."""
    engine = place.engine(as_owner=True)
    try:
        with told(place.where):
            tables = inspect(engine).get_table_names()
            if tables and meta.name not in tables:
                raise StoreError(f"register '{place.where}': is a database, but not a Kautilya register; name an empty one")
            if not tables:
                make_tables(engine)
    finally:
        engine.dispose()


def _opened(place: Place, *, create: bool) -> SqlStore:
    engine = place.engine()
    try:
        with told(place.where):
            _prepare(engine, place.where, create=create)
    except StoreError:
        engine.dispose()
        raise
    return SqlStore(engine, place.where)


def _prepare(engine: Engine, where: str, *, create: bool) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if not tables and create:
        make_tables(engine)
    elif not tables:
        raise StoreError(f"register '{where}': holds no register yet; {_how_to_make(where)}")
    with engine.connect() as connection:
        _check_version(connection, where)


def make_tables(engine: Engine) -> None:
    """Make tables and triggers in one transaction; of two processes that try, the second finds them made."""
    if engine.dialect.name == "sqlite":
        sqlite.use_write_ahead_log(engine)
    with engine.connect() as connection, sqlite.writing(connection):
        hold_ledger(connection)
        if inspect(connection).has_table(meta.name):
            return
        metadata.create_all(connection)
        guard(connection)
        connection.execute(statements.ADD_META, {"name": "schema_version", "value": str(SCHEMA_VERSION)})
        connection.execute(statements.ADD_REVISION, {"revision": REVISION})


def guard(connection: Connection) -> None:
    """Make what keeps the tables append-only: triggers and, on a server, rights."""
    if connection.dialect.name == "postgresql":
        postgres.forbid_changes(connection)
    else:
        sqlite.forbid_changes(connection)


def schema_version(connection: Connection, where: str) -> int:
    """Return the schema version of a register; StoreError where the tables are those of something else."""
    if not inspect(connection).has_table(meta.name):
        raise StoreError(f"register '{where}': is a database, but not a Kautilya register; give --db another name")
    version = connection.execute(statements.SCHEMA_VERSION).scalar_one_or_none()
    if version is None or not version.isdecimal():
        raise StoreError(f"register '{where}': tells no schema version; it is damaged or not a Kautilya register")
    return int(version)


def _check_version(connection: Connection, where: str) -> None:
    version = schema_version(connection, where)
    if version < SCHEMA_VERSION:
        raise StoreError(
            f"register '{where}': was made by an earlier release (schema version {version}, this one uses {SCHEMA_VERSION}); "
            f"keep a copy and run `kautilya --db {where} migrate`"
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"register '{where}': has schema version {version}, this version of Kautilya uses {SCHEMA_VERSION}; "
            "use it with the version that made it, or a later one"
        )


def _how_to_make(where: object) -> str:
    """Say how a register is made, empty or with the data that come with the program."""
    return f"make it with `kautilya --db {where} init`, with the embedded data `kautilya --db {where} init --example india`"
