"""The stores that the contract suite runs on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore

STORES: dict[str, Callable[[Path], SqlStore]] = {
    "sqlite file": lambda folder: open_store(folder / "register.db", create=True),
    "sqlite in memory": lambda _: open_store(IN_MEMORY),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
