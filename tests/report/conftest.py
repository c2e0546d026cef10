"""The embedded register's report, written once; and a page small enough to read."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from kautilya.intake.datapackage import read
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.finding import Measurement
from kautilya.plan.build import case_from
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import solve
from kautilya.report.writing import write_report
from kautilya.store.opening import open_store
from kautilya.store.view import View
from tests.report.reading import Tree, parsed

INDIA = Path(str(files("kautilya").joinpath("registers", "india")))
ROUGH = Effort(gap=0.1, max_nodes=1)
"""The page shows any plan; the planner's own tests ask for a good one."""


@pytest.fixture(scope="session")
def india(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    store = open_store(tmp_path_factory.mktemp("register") / "register.db", create=True)
    package = read(INDIA, recorded_on=date(2026, 5, 1), by="test")
    store.add(package.package, package.claims, package.judgements)
    yield store.view()
    store.close()


@pytest.fixture(scope="session")
def india_case(india: View) -> Case:
    return case_from(india, scenarios=2)


@pytest.fixture(scope="session")
def india_plan(india_case: Case) -> Plan:
    return solve(india_case, effort=ROUGH)


@pytest.fixture(scope="session")
def india_measured(india: View) -> Sequence[Measurement]:
    return [measured(name, india) for name in MEASURES]


@pytest.fixture(scope="session")
def written(
    india: View, india_case: Case, india_plan: Plan, india_measured: Sequence[Measurement],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:  # fmt: skip
    """The page of the embedded example."""
    evaluation = evaluate(india_case, india_plan, searched=True)
    return write_report(india, india_measured, india_case, india_plan, evaluation, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def tree(written: Path) -> Tree:
    return parsed(written.read_text(encoding="utf-8"))
