"""The stores that the contract suite runs on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore

ENGINES: dict[str, Callable[[pytest.FixtureRequest], str]] = {
    "sqlite file": lambda request: str(register_file(request)),
    "sqlite in memory": lambda _: IN_MEMORY,
    "postgresql": lambda request: str(request.getfixturevalue("server_register")),
}
"""The address of an empty register on each engine."""


def register_file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue("tmp_path") / "register.db"
    open_store(path, create=True).close()
    return path


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    opened = open_store(ENGINES[request.param](request))
    yield opened
    opened.close()


@pytest.fixture(params=[engine for engine in ENGINES if engine != "sqlite in memory"])
def lasting(request: pytest.FixtureRequest) -> str:
    """The address of an empty register that outlives its connections."""
    return ENGINES[request.param](request)
