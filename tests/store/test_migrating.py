"""A register of the first release becomes one of this, and keeps everything."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from kautilya.core.errors import StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.recording import What
from kautilya.store.doctor import examine
from kautilya.store.migrating import alembic_config, migrate
from kautilya.store.opening import open_store
from kautilya.store.schema import REVISION, SCHEMA_VERSION, metadata
from kautilya.store.sqlite import file_engine

FIRST_RELEASE = Path(__file__).parent.parent / "fixtures" / "register-v1.db"
COLUMNS = "id, kind, subject, attribute, raw, unit, source, says, known_on, known_by, recorded_on, origin"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST_RELEASE, tmp_path / "register.db"))


def rows(path: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY seq").fetchall()  # noqa: S608 - names of this file


def schema(path: Path) -> Iterator[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        yield from sorted(connection.execute("SELECT type, name, tbl_name FROM sqlite_master"))


def test_a_register_of_the_first_release_is_refused_with_what_to_do(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(StoreError, match=r"schema version 1, this one uses 2.*`kautilya --db .* migrate`"):
        open_store(old)
    assert old.read_bytes() == before


def test_an_upgrade_keeps_every_claim_judgement_and_package(old: Path) -> None:
    tables = {"claim": COLUMNS, "judgement": "seq, claim_id, verdict, on_day, by_whom, why", "package": "*"}
    before = {table: rows(old, table, columns) for table, columns in tables.items()}
    done = migrate(old)
    assert (done.before, done.after, done.claims, done.judgements) == (1, SCHEMA_VERSION, 16, 17)
    assert {table: rows(old, table, columns) for table, columns in tables.items()} == before


def test_an_upgraded_register_shows_what_it_showed_and_is_in_order(old: Path) -> None:
    migrate(old)
    store = open_store(old)
    view = store.view()
    assert len(view.claims("deal")) == 13
    assert view.record("deal", "deal-1").cell("signed_on").rule == "recorded choice: agency"
    examination = examine(store)
    assert (examination.healthy, examination.waiting) == (True, 1)
    store.close()


def test_an_upgrade_dates_the_ledger_by_the_days_of_the_packages(old: Path) -> None:
    migrate(old)
    store = open_store(old)
    lines = [(line.day, line.what, line.reach.claims, line.reach.judgements) for line in store.recordings()]
    assert lines == [(date(2026, 5, 1), What.UPGRADE, 12, 11), (date(2026, 6, 1), What.UPGRADE, 16, 17)]
    seen = {day: len(store.view(PartialDate(year=2027), recorded_by=date(2026, 5, day)).claims("deal")) for day in (1, 31)}
    assert seen == {1: 11, 31: 11}
    assert store.view(PartialDate(year=2027), recorded_by=date(2026, 4, 30)).claims("deal") == {}
    store.close()


def test_a_second_upgrade_changes_nothing(old: Path) -> None:
    migrate(old)
    ledger = rows(old, "recording", "*")
    assert migrate(old).before == SCHEMA_VERSION
    assert rows(old, "recording", "*") == ledger


def test_an_upgraded_register_has_the_tables_and_triggers_of_a_new_one(old: Path, tmp_path: Path) -> None:
    migrate(old)
    open_store(tmp_path / "new.db", create=True).close()
    assert list(schema(old)) == list(schema(tmp_path / "new.db"))


def test_the_migrations_lead_to_the_declared_tables(old: Path) -> None:
    migrate(old)
    engine = file_engine(old)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"include_object": lambda _, name, *__: name != "alembic_version"})
        assert compare_metadata(found, metadata) == []
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == REVISION
    engine.dispose()


def test_a_later_register_is_not_taken_back(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE meta SET value = '99'")
    with pytest.raises(StoreError, match="no way back"):
        migrate(old)
