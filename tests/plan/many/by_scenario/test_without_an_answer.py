"""Decisions that leave some scenario without an answer, and limits that leave no plan."""

from dataclasses import replace

import highspy
import numpy as np
import pytest

from kautilya.core.errors import InfeasibleError, KautilyaError
from kautilya.plan.block import Block
from kautilya.plan.case import Target
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, Floats, figures
from kautilya.plan.limits.emergency_ceiling import emergency_ceiling
from kautilya.plan.many.by_scenario import relaxation
from kautilya.plan.many.by_scenario.problem import by_scenario
from kautilya.plan.many.by_scenario.programmes import run
from kautilya.plan.many.search import search
from kautilya.plan.many.two_stages import Watched
from kautilya.plan.model import LIMITS, program
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import solve
from kautilya.plan.solver import minimise
from tests.plan.many.by_scenario.limits import (
    loss_at_most,
)
from tests.plan.many.by_scenario.test_search import HUBS
from tests.plan.many.test_search import EXACT, GIVEN, NEAR
from tests.plan.tiny import number


def test_a_limit_that_contradicts_one_on_the_same_purchase_leaves_no_plan() -> None:
    def more(numbers: Figures, columns: Columns) -> Block:
        most = emergency_ceiling(numbers, columns)
        return replace(most, name="more", lower=most.upper + 1, upper=np.full_like(most.upper, np.inf))

    with pytest.raises(InfeasibleError, match="more"):
        solve(GIVEN, also=[more])


def test_where_a_plan_leaves_scenarios_without_an_answer_another_is_found() -> None:
    drawn, work = scenarios(GIVEN), Effort(gap=0.01)
    free = search(by_scenario(figures(GIVEN, drawn)), drawn, work, (), None, Watched())
    also = (loss_at_most(0.97 * free.plan.answers.losses.max()),)
    of = by_scenario(figures(GIVEN, drawn), also)
    found = search(of, drawn, work, also, None, Watched())
    assert of.possible
    assert found.plan.answers.losses.max() <= 0.97 * free.plan.answers.losses.max() + NEAR
    best = minimise(program(figures(GIVEN, drawn), (*LIMITS, *also)), Effort(gap=1e-3))
    assert best.bound - NEAR <= found.plan.objective
    assert found.bound <= best.objective + NEAR


def test_limits_that_no_scenario_can_keep_are_named() -> None:
    with pytest.raises(InfeasibleError, match="loss_at_most"):
        solve(GIVEN, also=[loss_at_most(0.5)])


def test_no_answer_is_believed_only_if_the_solver_shows_it_without_presolve_and_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = by_scenario(figures(HUBS, scenarios(HUBS))).begin(None)
    real, asked = run, iter([True, False])

    def odd_at_first(highs: highspy.Highs) -> tuple[Floats, Floats] | None:
        return None if next(asked) else real(highs)

    monkeypatch.setattr(relaxation, "run", odd_at_first)
    assert not relaxation.is_impossible(state)
    nowhere = replace(state.of.first, lower=state.of.first.upper + 1)
    state.of = replace(state.of, first=nowhere)
    monkeypatch.setattr(relaxation, "run", real)
    assert relaxation.is_impossible(state)


def test_where_no_limit_can_be_named_it_is_said_that_none_is_shown_to_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    of = by_scenario(figures(HUBS, scenarios(HUBS)))
    monkeypatch.setattr(relaxation, "step", lambda *_: False)
    monkeypatch.setattr(relaxation, "is_impossible", lambda _: True)
    with pytest.raises(KautilyaError, match="cannot show which limits clash") as told:
        of.step(of.begin(None))
    assert not isinstance(told.value, InfeasibleError)


def test_limits_of_a_case_with_hubs_that_clash_are_named() -> None:
    of = replace(HUBS, targets=(Target(area_id="b", year=HUBS.years[0], shortfall=number(0.0)),))
    with pytest.raises(InfeasibleError, match=r"budget|target|maximum_quantity"):
        solve(of)


@pytest.mark.parametrize("weight_of_money", ["1", "300"])
def test_a_target_that_doing_nothing_misses_is_met(weight_of_money: str) -> None:
    """Where money weighs much, doing nothing would be better than every plan, if it kept the target."""
    offers = tuple(replace(one, unit_cost=number(8)) for one in HUBS.offers)
    weighed = tuple(replace(p, value=weight_of_money) if p.id == "P05" else p for p in HUBS.parameters)
    of = replace(
        HUBS, offers=offers, targets=(Target(area_id="b", year=HUBS.years[1], shortfall=number(8.0)),), parameters=weighed
    )
    plan = solve(of)
    assert sum(one.units for one in plan.deliveries) >= 1
    best = minimise(program(figures(of, scenarios(of))), EXACT).objective
    assert plan.bound <= best + NEAR <= plan.objective.total + 2 * NEAR
    assert plan.bound >= best * (1 - 0.02)


def test_doing_nothing_is_no_point_of_the_relaxation_where_it_may_break_a_limit() -> None:
    assert by_scenario(figures(HUBS, scenarios(HUBS))).begin(None).gap == np.inf
