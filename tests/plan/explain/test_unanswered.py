"""Questions that come to no answer leave those of the others."""

import pytest

from kautilya.plan.explain import adopting, explaining
from kautilya.plan.explain.explaining import Questions, explain, explained
from kautilya.plan.explain.restrictions import ordered
from kautilya.plan.result import Plan
from kautilya.plan.solve import solve
from kautilya.plan.solver import NothingFoundError, UnsolvedError
from tests.plan.explain.every_plan import best
from tests.plan.explain.test_adopting import BOTH, CASE, EXACT


@pytest.mark.parametrize("error", [NothingFoundError("nothing in 20 nodes"), UnsolvedError("odd numbers")])
def test_a_question_whose_search_finds_nothing_is_named_and_the_others_are_answered(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise error

    plan = solve(CASE, effort=EXACT)
    whole = explain(CASE, plan, BOTH, effort=EXACT)
    monkeypatch.setattr(explaining, "why", lost)
    kept, found = explained(CASE, plan, BOTH, effort=EXACT)
    assert kept is plan
    assert found.unanswered == (f"why first and not worst ({error})",)
    assert (found.alternatives, found.prices, found.whys) == (whole.alternatives, whole.prices, ())


def test_a_better_plan_that_planning_anew_loses_is_told_with_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> Plan:
        raise NothingFoundError("nothing in 20 nodes")

    poor = solve(CASE, effort=EXACT, also=(ordered("first", wanted=False), ordered("second", wanted=False)))
    monkeypatch.setattr(adopting, "solve", lost)
    plan, found = explained(CASE, poor, Questions(limits=False, frontiers=("cost",)), effort=EXACT)
    assert plan is poor
    assert found.frontiers
    assert found.better == pytest.approx(best(CASE))
