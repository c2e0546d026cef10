import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from kautilya.register.identity import SameAs
from kautilya.register.recording import What
from kautilya.store.datasets import datasets
from kautilya.store.interface import Batch
from kautilya.store.opening import open_store
from kautilya.store.schema import APPEND_ONLY
from kautilya.store.sqlite import file_engine
from tests.store.samples import RECORDED, a_claim, a_dataset, sample


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    store = open_store(path, create=True)
    first, second = a_claim(), a_claim(subject="other")
    sample([first, second]).into(store)
    same = SameAs(kind="deal", subject="ah64e-22", other_kind="deal", other_subject="other", on=RECORDED, by="me", why="one")
    store.record(Batch(day=RECORDED, by="me", what=What.MERGE, same_as=[same]))
    datasets(store).add(a_dataset(), {"rows": pl.DataFrame({"row": [1]})}, recorded_on=RECORDED)
    store.close()
    return path


CHANGES = (
    "UPDATE claim SET raw = '2016'",
    "UPDATE judgement SET verdict = 'withdrawn'",
    "UPDATE package SET name = 'other'",
    "UPDATE package_claim SET position = 7",
    "DELETE FROM claim",
    "DELETE FROM judgement",
    "DELETE FROM package",
    "DELETE FROM package_claim",
    "UPDATE identity SET why = ''",
    "UPDATE dataset SET edition = '2016-01-01'",
    "UPDATE dataset_frame SET content = x'00'",
    "UPDATE recording SET chain = ''",
    "DELETE FROM identity",
    "DELETE FROM dataset",
    "DELETE FROM dataset_frame",
    "DELETE FROM recording",
)


def test_every_table_of_facts_is_append_only() -> None:
    assert {table.name for table in APPEND_ONLY} == {change.replace("DELETE FROM", "UPDATE").split()[1] for change in CHANGES}


@pytest.mark.parametrize("change", CHANGES)
def test_no_connection_changes_or_removes_a_row(register: Path, change: str) -> None:
    with closing(sqlite3.connect(register)) as connection, pytest.raises(sqlite3.IntegrityError, match="rows are never"):
        connection.execute(change)


def test_our_own_connections_cannot_replace_a_row(register: Path) -> None:
    engine = file_engine(register)
    with closing(engine.raw_connection()) as connection, pytest.raises(sqlite3.IntegrityError, match="rows are never removed"):
        connection.cursor().execute("INSERT OR REPLACE INTO claim SELECT * FROM claim")
    engine.dispose()
