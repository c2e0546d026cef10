import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from kautilya.core.errors import StoreError
from kautilya.store.opening import open_store
from tests.store.samples import a_claim, sample


def may_write_to_read_only_files() -> bool:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).chmod(0o444)
        return os.access(file.name, os.W_OK)


root_may_write_anything = pytest.mark.skipif(
    may_write_to_read_only_files(), reason="the system's administrator may write to read-only files"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    store = open_store(path, create=True)
    sample([a_claim()]).into(store)
    store.close()
    return path


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_a_missing_register_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(
        StoreError,
        match=r"no such file; make it with `kautilya --db .*absent\.db init`, with .*absent\.db init --example india`",
    ):
        open_store(tmp_path / "absent.db")
    assert not (tmp_path / "absent.db").exists()


def test_creating_makes_the_folders_too(tmp_path: Path) -> None:
    open_store(tmp_path / "a" / "b" / "register.db", create=True).close()
    assert (tmp_path / "a" / "b" / "register.db").exists()


def test_creating_where_there_is_a_register_opens_it(register: Path) -> None:
    store = open_store(register, create=True)
    assert len(store.packages()) == 1
    store.close()


def test_an_address_names_the_same_file(register: Path) -> None:
    store = open_store(f"sqlite:///{register}")
    assert len(store.packages()) == 1
    store.close()


@pytest.mark.parametrize("create", [False, True])
def test_a_folder_is_refused(tmp_path: Path, create: bool) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path, create=create)


@pytest.mark.parametrize("create", [False, True])
def test_a_file_that_is_not_sqlite_is_refused_and_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all\n" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a SQLite file"):
        open_store(path, create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [False, True])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.db"
    changed(path, "CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Kautilya register"):
        open_store(path, create=create)
    assert path.read_bytes() == before


def test_an_empty_file_is_no_register_until_it_is_made_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="holds no register yet"):
        open_store(path)
    open_store(path, create=True).close()
    open_store(path).close()


def test_another_schema_version_is_refused(register: Path) -> None:
    changed(register, "UPDATE meta SET value = '99' WHERE name = 'schema_version'")
    with pytest.raises(StoreError, match="schema version 99"):
        open_store(register)


def test_a_truncated_register_is_told_as_damaged(register: Path) -> None:
    whole = register.read_bytes()
    register.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match=r"register '.*register\.db': the file is damaged"):
        list(open_store(register).claims())


@root_may_write_anything
def test_a_read_only_file_is_read_and_not_recorded_in(register: Path) -> None:
    register.chmod(0o444)
    store = open_store(register)
    assert len(list(store.claims())) == 1
    with pytest.raises(StoreError, match="read-only"):
        sample([a_claim("2016")], digest="d2").into(store)
    store.close()


@root_may_write_anything
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    with pytest.raises(StoreError, match="cannot"):
        open_store(locked / "register.db", create=True)


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(tmp_path / "file" / "register.db", create=True)


def test_an_engine_that_is_not_built_is_refused() -> None:
    with pytest.raises(StoreError, match="'mysql' is no engine of a register"):
        open_store("mysql://me:secret@localhost/register")


def test_no_name_is_refused() -> None:
    with pytest.raises(StoreError, match="no file is named"):
        open_store("sqlite:///")
