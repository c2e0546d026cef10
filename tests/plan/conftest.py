"""The India case, built once from the embedded register, and its plan."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import as_file, files

import pytest

from kautilya.intake.datapackage import read
from kautilya.plan.build import case_from
from kautilya.plan.case import Case
from kautilya.plan.result import Plan
from kautilya.plan.solve import solve
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.view import View


@pytest.fixture(scope="session")
def india_view() -> Iterator[View]:
    store = open_store(IN_MEMORY, create=True)
    with as_file(files("kautilya") / "registers" / "india") as folder:
        package = read(folder, recorded_on=date(2026, 5, 1), by="test")
    store.add(package.package, package.claims, package.judgements)
    yield store.view()
    store.close()


@pytest.fixture(scope="session")
def india(india_view: View) -> Case:
    return case_from(india_view)


@pytest.fixture(scope="session")
def india_plan(india: Case) -> Plan:
    return solve(india)
