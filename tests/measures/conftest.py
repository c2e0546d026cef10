"""The embedded register as a view, built once."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from kautilya.intake.datapackage import read
from kautilya.store.interface import Store
from kautilya.store.opening import open_store
from kautilya.store.view import View

INDIA = Path(str(files("kautilya").joinpath("registers", "india")))


@pytest.fixture(scope="session")
def india_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("india") / "register.db", create=True)
    package = read(INDIA, recorded_on=date(2026, 5, 1), by="test")
    store.add(package.package, package.claims, package.judgements)
    yield store
    store.close()


@pytest.fixture(scope="session")
def india(india_store: Store) -> View:
    return india_store.view()
