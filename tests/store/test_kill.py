"""Whatever is killed leaves the register as it was or with all of it, in order, and usable."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from bench import _synthetic
from kautilya.store.backing_up import back_up
from kautilya.store.doctor import examine
from kautilya.store.migrating import migrate
from kautilya.store.opening import open_store
from kautilya.store.rows import claim_row
from kautilya.store.schema import SCHEMA_VERSION
from tests.kills import Work, kill, moments, time_of
from tests.kills_work import CLAIMS, importing, judging, migrating, restoring
from tests.servers import Server

FIRST_RELEASE = Path(__file__).parent.parent / "fixtures" / "register-v1.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a register is that is killed and made anew."""

    address: str
    server: Server | None

    def settle(self) -> None:
        """Wait until the killed process is gone for the engine too."""
        if self.server is not None:
            self.server.settle(self.address)

    def empty(self) -> None:
        """Make the register anew."""
        if self.server is not None:
            self.server.empty(self.address)
            return
        for path in Path(self.address).parent.glob("register.db*"):
            path.unlink()
        open_store(self.address, create=True).close()

    def fill(self) -> None:
        """Make the register anew, with a package in it."""
        self.empty()
        store = open_store(self.address)
        store.add(_synthetic.package(CLAIMS), _synthetic.claims(CLAIMS), _synthetic.judgements(CLAIMS))
        store.close()

    def recordings(self) -> int:
        """Return how many recordings the register has; it is in order."""
        store = open_store(self.address)
        assert examine(store).found == {}
        count = len(store.recordings())
        store.close()
        return count


@pytest.fixture
def place(lasting: str, request: pytest.FixtureRequest) -> Place:
    on_server = lasting.startswith("postgresql")
    return Place(address=lasting, server=request.getfixturevalue("server") if on_server else None)


def kills(work: Work, prepare: Callable[[], None], *given: object, seed: int) -> Iterator[None]:
    """Kill the work at twenty random moments, each time on what `prepare` made."""
    times = []
    for _ in range(3):
        prepare()
        times.append(time_of(work, *given))
    for part in moments(seed):
        prepare()
        kill(work, *given, after=part * median(times))
        yield


def test_a_killed_import_leaves_all_or_nothing(place: Place) -> None:
    for _ in kills(importing, place.empty, place.address, seed=1):
        place.settle()
        assert place.recordings() in (0, 1)


def test_a_killed_batch_of_judgements_leaves_all_or_nothing(place: Place) -> None:
    for _ in kills(judging, place.fill, place.address, seed=2):
        place.settle()
        assert place.recordings() in (1, 2)


def test_a_killed_restoration_leaves_all_or_nothing(place: Place, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    place.fill()
    store = open_store(place.address)
    back_up(store, backup)
    chain = store.recordings()[-1].chain
    store.close()
    for _ in kills(restoring, place.empty, place.address, backup, seed=3):
        place.settle()
        if place.recordings():
            store = open_store(place.address)
            assert store.recordings()[-1].chain == chain
            store.close()


def test_a_killed_migration_leaves_the_old_register_or_the_new_one(tmp_path: Path) -> None:
    old, register = large_first_release(tmp_path), tmp_path / "register.db"

    def prepared() -> None:
        for path in tmp_path.glob("register.db*"):
            path.unlink()
        shutil.copy(old, register)

    for _ in kills(migrating, prepared, str(register), seed=4):
        with closing(sqlite3.connect(register)) as connection:
            (version,) = connection.execute("SELECT value FROM meta").fetchone()
            (has_ledger,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'recording'").fetchone()
            assert (version, has_ledger) in (("1", 0), (str(SCHEMA_VERSION), 1))
        assert migrate(register).claims == CLAIMS + 16
        store = open_store(register)
        assert examine(store).healthy
        store.close()


def large_first_release(folder: Path) -> Path:
    """Return a register of the first release with claims enough for its migration to take a while."""
    path = Path(shutil.copy(FIRST_RELEASE, folder / "old.db"))
    rows = [claim_row(claim, _synthetic.DATA_DATE) for claim in _synthetic.claims(CLAIMS)]
    columns = list(rows[0])
    with closing(sqlite3.connect(path)) as connection, connection:
        places = ", ".join(f":{column}" for column in columns)
        connection.executemany(f"INSERT INTO claim ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608 - names only
    return path
