"""Plans are refused whose bound and value are not those of what questions about them search."""

from dataclasses import replace

import pytest

from kautilya.core.interval import Interval
from kautilya.plan.explain.explaining import Questions, explain, explained
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Plan
from kautilya.plan.rolling.replanning import OF_THE_RECORD
from kautilya.plan.scenarios import scenarios
from kautilya.plan.since import Since, SingleStage
from kautilya.plan.solve import solve
from tests.plan.explain.test_adopting import CASE, EXACT

SINCE = Since(
    plan_digest="", case_digest="", as_of="", year="", signed=(), lapsed=(), inputs=(), orders=(), binds=(), no_longer_binds=(),
    value=0.0, value_now=0.0, broken=(), yardstick=1.0,
)  # fmt: skip
MEAN = SingleStage(
    mean_value=0.0, mean_bound=0.0, two_stage_value=0.0, two_stage_bound=0.0, stochastic=Interval(low=0.0, high=0.0)
)  # fmt: skip
ASKED = Questions(limits=False)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(CASE, effort=EXACT)


def test_what_cannot_be_compared_is_refused(plan: Plan) -> None:
    worth = replace(plan.objective, total=plan.objective.total + 0.1)
    refused = {
        "keeps orders of an earlier plan": replace(plan, since=SINCE),
        "need first": solve(CASE, effort=EXACT, way=need_first(0.05)),
        "one mean future": replace(plan, single_stage=MEAN),
        "than its case draws": replace(plan, versions={**plan.versions, OF_THE_RECORD: "of the record"}),
        "scenarios, not for": replace(plan, scenarios=plan.scenarios + 1),
        "it was made for others": replace(plan, objective=worth),
        "is of case another": replace(plan, case_digest="another"),
    }
    for says, one in refused.items():
        for ask in (explain, explained):
            with pytest.raises(ValueError, match=says):
                ask(CASE, one, ASKED, effort=EXACT)


def test_a_plan_of_other_scenarios_is_explained_with_them(plan: Plan) -> None:
    futures = scenarios(replace(CASE, seed=CASE.seed + 1))
    of = solve(CASE, effort=EXACT, futures=futures)
    named = replace(of, versions={**of.versions, OF_THE_RECORD: "of the record"})
    assert explain(CASE, named, ASKED, effort=EXACT, futures=futures).value == of.objective.total
    assert explain(CASE, plan, ASKED, effort=EXACT).value == plan.objective.total
