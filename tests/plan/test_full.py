"""All that a case has only on request, together: planner, second model, evaluator, file, another solver, many scenarios."""

import json
from dataclasses import replace
from pathlib import Path

import highspy
import pytest

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.explain.loosening import loosened
from kautilya.plan.export import write_model
from kautilya.plan.model import ON_REQUEST
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import FEW, solve
from tests.plan.full import FULL
from tests.plan.independent import Independent

EXACT = Effort(gap=0.0, max_nodes=100_000)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(FULL, effort=EXACT)


def test_the_second_model_and_the_evaluator_agree(plan: Plan) -> None:
    objective, _ = Independent(json.loads(codec.write(FULL))).minimise(0.0)
    assert objective == pytest.approx(plan.objective.total, abs=1e-6)
    assert evaluate(FULL, plan, searched=True).violations == ()


def test_every_limit_on_request_is_told_and_priced(plan: Plan) -> None:
    names = {limit.__name__ for limit in ON_REQUEST}
    assert names <= set(plan.limits)
    assert names - {"hub_expansion", "hub_place"} <= {one.limit for one in loosened(FULL)}


def test_each_loosened_limit_is_looser(plan: Plan) -> None:
    for one in loosened(FULL):
        assert solve(one.case, effort=EXACT, start=plan).objective.total <= plan.objective.total + 1e-6, one.change


@pytest.mark.parametrize("ending", [".mps", ".lp"])
def test_another_reader_of_the_written_model_finds_the_same_optimum(plan: Plan, tmp_path: Path, ending: str) -> None:
    write_model(FULL, tmp_path / f"model{ending}")
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    for option, value in {"output_flag": False, "mip_rel_gap": 0.0}.items():
        highs.setOptionValue(option, value)
    highs.readModel(str(tmp_path / f"model{ending}"))
    highs.run()
    assert highs.getInfo().objective_function_value == pytest.approx(plan.objective.total, abs=1e-6)


def test_case_and_plan_survive_their_files(plan: Plan) -> None:
    assert codec.read(Case, codec.write(FULL), "case.json") == FULL
    assert codec.read(Plan, codec.write(plan), "plan.json") == plan


def test_many_scenarios_without_places_in_hubs_come_apart() -> None:
    many = replace(FULL, scenarios=FEW + 10, upkeep=tuple(
        replace(kept, hub_id=None, with_hub=None, load=None) for kept in FULL.upkeep
    ))  # fmt: skip
    found = solve(many, effort=Effort(gap=0.01), note=pytest.fail)
    assert evaluate(many, found, searched=True).violations == ()
    whole = Independent(json.loads(codec.write(many))).minimise(0.0)[0]
    assert found.bound <= whole + 1e-6 <= found.objective.total + 2e-6
