"""What goes wrong around a register is told clearly, and loses nothing."""

import codecs
import multiprocessing
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from bench import _synthetic
from kautilya.core.errors import StoreError
from kautilya.register.claim import Claim
from kautilya.register.judgement import Verdict
from kautilya.register.recording import What
from kautilya.store.backing_up import back_up
from kautilya.store.doctor import examine
from kautilya.store.interface import Batch
from kautilya.store.migrating import alembic_config, migrate
from kautilya.store.opening import open_store
from kautilya.store.schema import APPEND_ONLY
from kautilya.store.sql_store import SqlStore
from tests.servers import Server, running_server
from tests.store.samples import LATER, RECORDED, a_claim, a_package, sample, verdict

SIGNED = a_claim()
MANY = 6_000
SPARE_PAGES = 200


def limited(engine: Engine, pages: int) -> None:
    """Let the file of a register grow no further than so many pages, as a full disk does."""
    engine.dispose()

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", limit)


def large_import(store: SqlStore) -> object:
    return store.add(_synthetic.package(MANY), _synthetic.claims(MANY), _synthetic.judgements(MANY))


def test_a_full_disk_is_told_and_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    store = open_store(path, create=True)
    sample([SIGNED]).into(store)
    engine = store.inspection.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limited(engine, pages + SPARE_PAGES)
    with pytest.raises(StoreError, match="the disk is full; nothing was changed"):
        large_import(store)
    assert list(store.claims()) == [SIGNED]
    assert sample([a_claim("2016")], digest="d2").into(store).added == 1
    assert examine(store).healthy
    store.close()
    store = open_store(path)
    large_import(store)
    assert examine(store).healthy
    store.close()


def test_a_full_disk_leaves_a_migration_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixture = Path(__file__).parent.parent / "fixtures" / "register-v1.db"
    path = Path(shutil.copy(fixture, tmp_path / "register.db"))
    before = path.read_bytes()
    import kautilya.store.sqlite as engine_module  # noqa: PLC0415

    make = engine_module.file_engine

    def small(where: Path, *, read_only: bool = False) -> Engine:
        engine = make(where, read_only=read_only)
        limited(engine, 12)
        return engine

    monkeypatch.setattr(engine_module, "file_engine", small)
    with pytest.raises(StoreError, match="the disk is full; nothing was changed"):
        migrate(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert migrate(path).claims == 16


def test_a_lost_connection_is_told_and_nothing_is_recorded(server: Server, server_register: str) -> None:
    store = open_store(server_register)
    sample([SIGNED]).into(store)

    def cut() -> Iterator[Claim]:
        yield a_claim("2016")
        server.terminate(server_register)
        yield a_claim("2017")

    with pytest.raises(StoreError, match="the connection to the server was lost; what was under way was not recorded"):
        store.add(a_package("d2"), cut(), ())
    assert list(store.claims()) == [SIGNED]
    assert sample([a_claim("2016")], digest="d2").into(store).added == 1
    assert examine(store).healthy
    store.close()


def test_a_connection_lost_between_two_readings_is_made_again(server: Server, server_register: str) -> None:
    store = open_store(server_register)
    sample([SIGNED]).into(store)
    view = store.view()
    server.terminate(server_register)
    assert set(view.claims("deal")) == {SIGNED.id}
    store.close()


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        open_store(f"postgresql://me:my-secret@/register?host={tmp_path}")
    assert "my-secret" not in str(told.value)
    assert "postgresql://me:***@/register" in str(told.value)


def test_an_address_that_cannot_be_read_does_not_show_its_password() -> None:
    with pytest.raises(StoreError) as told:
        open_store("postgresql://me:my-secret@host:not-a-port/register")
    assert "my-secret" not in str(told.value)


def test_a_database_without_a_register_says_how_to_make_one(server_database: str, server_register: str) -> None:
    del server_register  # the role is there, as on a server with other registers
    with pytest.raises(
        StoreError, match=r"holds no register yet; make it with `kautilya .* init`, with .* init --example india`"
    ):
        open_store(server_database)


def test_another_programs_database_on_a_server_is_left_alone(server: Server, server_database: str) -> None:
    with server.engine(server_database) as engine, engine.connect() as connection:
        connection.execute(text("CREATE TABLE recipe (name TEXT)"))
    with pytest.raises(StoreError, match="not a Kautilya register"):
        open_store(server_database, create=True)


CHANGES = [f"{change} {table.name}" for table in APPEND_ONLY for change in ("UPDATE", "DELETE FROM", "TRUNCATE")]


@pytest.mark.parametrize("change", CHANGES)
def test_the_role_of_users_has_no_right_to_change_or_remove(server_register: str, change: str) -> None:
    command, _, table = change.rpartition(" ")
    column = APPEND_ONLY[[known.name for known in APPEND_ONLY].index(table)].columns.keys()[0]
    statement = f"{change} SET {column} = {column}" if command == "UPDATE" else change
    store = open_store(server_register)
    with store.inspection.engine.connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
        connection.execute(text(statement))
    store.close()


@pytest.mark.parametrize("change", ["UPDATE claim SET raw = ''", "DELETE FROM judgement", "TRUNCATE claim CASCADE"])
def test_not_even_the_owner_changes_or_removes_by_accident(server: Server, server_register: str, change: str) -> None:
    store = open_store(server_register)
    sample([SIGNED]).into(store)
    store.close()
    refused = pytest.raises(DBAPIError, match="rows are never changed or removed")
    with server.engine(server_register) as engine, engine.connect() as connection, refused:
        connection.execute(text(change))


def as_user(address: str, user: str) -> str:
    return make_url(address).set(username=user).render_as_string(hide_password=False)


def test_an_owner_without_all_rights_makes_a_register_and_lets_others_in() -> None:
    with running_server() as own:
        with own.engine() as engine, engine.connect() as connection:
            connection.execute(text("CREATE ROLE clerk LOGIN"))
            connection.execute(text("CREATE ROLE keeper LOGIN CREATEROLE"))
            connection.execute(text("CREATE DATABASE kept OWNER keeper"))
        kept = as_user(own.address, "keeper").replace("/postgres?", "/kept?")
        open_store(kept, create=True).close()
        with pytest.raises(StoreError, match="let its owner run `GRANT kautilya_app TO you`"):
            open_store(as_user(kept, "clerk"))
        with own.engine(kept) as engine, engine.connect() as connection:
            connection.execute(text("GRANT kautilya_app TO clerk"))
        store = open_store(as_user(kept, "clerk"))
        sample([SIGNED]).into(store)
        assert examine(store).healthy
        store.close()


def test_a_register_on_a_server_is_migrated_too(server: Server, server_database: str) -> None:
    from alembic import command  # noqa: PLC0415 - only here is a register made as it was

    with server.engine(server_database) as engine, engine.connect() as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.execute(text("GRANT SELECT ON meta TO kautilya_app"))
    with pytest.raises(StoreError, match=r"kautilya --db .* migrate"):
        open_store(server_database)
    assert migrate(server_database).before == 1
    store = open_store(server_database)
    sample([SIGNED]).into(store)
    assert examine(store).healthy
    store.close()


def test_a_day_before_the_last_recording_is_refused_for_judgements_too(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    store.record(Batch(day=LATER, by="me", what=What.JUDGE, judgements=[verdict(SIGNED, Verdict.DISPUTED, on=LATER)]))
    with pytest.raises(StoreError, match="Set the clock and try again"):
        store.record(Batch(day=RECORDED, by="me", what=What.JUDGE, judgements=[verdict(SIGNED)]))
    with pytest.raises(StoreError, match="the clock went backwards"):
        store.add(a_package("d2"), [a_claim("2016")], ())
    assert [held.judgement.verdict for held in store.history(SIGNED.id)] == [Verdict.ACCEPTED, Verdict.DISPUTED]


def test_midnight_during_an_import_does_not_undo_it(server_register: str) -> None:
    store, other = open_store(server_register), open_store(server_register)
    sample([SIGNED], []).into(store)

    def over_midnight() -> Iterator[Claim]:
        yield a_claim("2016")
        other.record(Batch(day=LATER, by="me", what=What.JUDGE, judgements=[verdict(SIGNED, on=LATER)]))
        yield a_claim("2017")

    assert store.add(a_package("d2"), over_midnight(), ()).added == 2
    assert [line.day for line in store.recordings()] == [RECORDED, LATER, LATER]
    store.close()
    other.close()


def _as_nobody(told: Connection, work: Callable[[str], object], address: str) -> None:
    """Do some work as a user without rights and tell what it raised."""
    codecs.lookup("cp437")  # what zip files are named in; nobody may not be allowed to read where Python lies
    os.setgid(65534)
    os.setuid(65534)
    try:
        work(address)
    except StoreError as exc:
        told.send(str(exc))
    except OSError as exc:
        told.send(repr(exc))
    else:
        told.send("nothing was raised")


def _read_then_write(address: str) -> None:
    """Read all there is to read, then try to record: StoreError tells of both."""
    store = open_store(address)
    told = [
        *store.view().record("deal", "ah64e-22").cell("signed_on").claim_ids,
        *(one.sort for one in examine(store).ailments),
    ]
    with tempfile.TemporaryDirectory() as folder:
        told.append(f"{back_up(store, Path(folder, 'b.zip')).rows} rows")
    try:
        sample([a_claim("2016")], digest="d2").into(store)
    except StoreError as exc:
        told.append(str(exc))
    raise StoreError("; ".join(told))


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can become another user")
@pytest.mark.parametrize(("mode", "folder_mode"), [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)])
@pytest.mark.parametrize("in_use", [False, True])
def test_a_file_that_may_only_be_read_is_read(mode: int, folder_mode: int, in_use: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register # 1.db")
        store = open_store(path, create=True)
        sample([SIGNED]).into(store)
        if not in_use:
            store.close()
        path.chmod(mode)
        Path(folder).chmod(folder_mode)
        files = {one.name for one in Path(folder).iterdir()}
        starting = multiprocessing.get_context("forkserver")
        ours, theirs = starting.Pipe()
        process = starting.Process(target=_as_nobody, args=(theirs, _read_then_write, str(path)))
        process.start()
        told = ours.recv()
        process.join()
        assert re.match(f"{SIGNED.id}; (space; )?5 rows; register '.*': .*(read-only|cannot be opened)", told)
        assert {one.name for one in Path(folder).iterdir()} == files
        store.close()


def _write(address: str) -> None:
    store = open_store(address)
    sample([a_claim("2016")], digest="d2").into(store)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can become another user")
@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_file_that_may_not_be_written_to_is_told_and_left_alone(mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder, "register.db")
        store = open_store(path, create=True)
        sample([SIGNED]).into(store)
        store.close()
        path.chmod(mode)
        before = path.read_bytes()
        starting = multiprocessing.get_context("forkserver")
        ours, theirs = starting.Pipe()
        process = starting.Process(target=_as_nobody, args=(theirs, _write, str(path)))
        process.start()
        assert re.search("read-only|cannot be (opened|used)", ours.recv())
        process.join()
        assert path.read_bytes() == before
