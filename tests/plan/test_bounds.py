"""What bounds and plans say of each other; a bound above a plan is an error wherever bounds are cut off: seam by seam."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kautilya.core.errors import KautilyaError
from kautilya.core.interval import Interval
from kautilya.plan import extensive, lexicographic, single_stage
from kautilya.plan.bounds import capped
from kautilya.plan.case import Case
from kautilya.plan.decomposition.effort import Effort as Pace
from kautilya.plan.decomposition.search import Found, search
from kautilya.plan.explain import alternatives
from kautilya.plan.explain.searching import gain, optimum
from kautilya.plan.family import planning
from kautilya.plan.goals import Goal
from kautilya.plan.lexicographic import need_first
from kautilya.plan.many.by_scenario import relaxation as by_scenario
from kautilya.plan.many.problem import TwoStage
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import Request, Searched, in_extensive_form, solve
from kautilya.plan.uncertainty import foresight
from tests.plan.family.drawn import instance
from tests.plan.many.by_scenario.limits import purchases_in_all
from tests.plan.many.test_search import GIVEN

SPOILED = 1.001
FEW_OF_IT = replace(GIVEN, scenarios=4)
EXACT = Effort(gap=0.0, max_nodes=100_000)
ALARM = "lies above a plan"


@pytest.mark.parametrize(
    ("bound", "plan", "told"), [(1.0, 2.0, 1.0), (2.0, 2.0, 2.0), (2.0 + 1e-7, 2.0, 2.0), (-3.0, -2.0, -3.0)]
)
def test_a_bound_is_cut_off_at_a_plan_where_rounding_may_have_lifted_it(bound: float, plan: float, told: float) -> None:
    assert capped(bound, plan) == told


@pytest.mark.parametrize(("bound", "plan"), [(2.0 + 1e-5, 2.0), (1e-5, 0.0), (float("inf"), 5.0)])
def test_a_bound_above_a_plan_is_an_error(bound: float, plan: float) -> None:
    with pytest.raises(KautilyaError, match=ALARM):
        capped(bound, plan)


def test_the_extensive_forms_bound_is_held_against_its_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    real = extensive.whole_plan

    def spoiled(asked: extensive.Asked, work: Effort) -> object:
        found, best = real(asked, work)
        return replace(found, bound=SPOILED * found.objective), best

    monkeypatch.setattr(extensive, "whole_plan", spoiled)
    with pytest.raises(KautilyaError, match=ALARM):
        solve(FEW_OF_IT, effort=EXACT)


def test_the_bound_of_two_stages_is_held_against_their_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    best = solve(GIVEN, effort=EXACT).objective.total
    real = TwoStage.step

    def spoiled(self: TwoStage, state: object) -> bool:
        went = real(self, state)  # type: ignore[arg-type]  # the relaxation, of no matter which kind
        state.bound = SPOILED * best  # type: ignore[attr-defined]
        return went

    monkeypatch.setattr(TwoStage, "step", spoiled)
    with pytest.raises(KautilyaError, match=ALARM):
        solve(GIVEN, effort=EXACT)


def test_the_bound_of_programmes_by_scenario_is_held_against_their_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    best = solve(GIVEN, effort=EXACT, also=[purchases_in_all(0.5)]).objective.total
    monkeypatch.setattr(by_scenario, "safe_bound", lambda *_: SPOILED * best)
    with pytest.raises(KautilyaError, match=ALARM):
        solve(GIVEN, effort=EXACT, also=[purchases_in_all(0.5)])


@pytest.mark.parametrize("stage", ["need", "cost"])
def test_both_bounds_of_need_first_are_held(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    name, value = {"need": ("searched", "losses"), "cost": ("_cheapest", "payments")}[stage]
    real: Callable[..., Searched] = getattr(lexicographic, name)
    whole = solve(FEW_OF_IT, effort=EXACT, way=need_first(0.1)).need_first
    assert whole is not None
    most = {"losses": whole.need, "payments": whole.cost}[value]
    monkeypatch.setattr(lexicographic, name, lambda *args: replace(real(*args), bound=SPOILED * most))
    with pytest.raises(KautilyaError, match=ALARM) as told:
        solve(FEW_OF_IT, effort=EXACT, way=need_first(0.1))
    assert f"{most:.9g} {'points' if stage == 'need' else 'Rs crore'};" in str(told.value)


def test_the_better_of_both_bounds_on_the_cost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few scenarios are searched apart and in the extensive form, whose bound is of no use here."""
    real, asked = in_extensive_form, list[Goal]()

    def poor(request: Request, goal: Goal) -> Searched:
        asked.append(goal)
        return replace(real(request, goal), bound=0.0)

    monkeypatch.setattr(lexicographic, "in_extensive_form", poor)
    told = solve(FEW_OF_IT, effort=EXACT, way=need_first(0.1)).need_first
    assert told is not None
    assert asked == [Goal.COST]
    assert 0 < told.cost_bound <= told.cost


def test_a_plan_for_one_future_is_held_against_the_bound_of_plans_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    real = single_stage._planned
    total = solve(FEW_OF_IT, effort=EXACT, way=single_stage.single_stage).objective.total
    monkeypatch.setattr(single_stage, "_planned", lambda *args: replace(real(*args), bound=SPOILED * total))
    with pytest.raises(KautilyaError, match=ALARM):
        solve(FEW_OF_IT, effort=EXACT, way=single_stage.single_stage)


def test_an_instances_bound_is_held_against_the_recomputed_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(problem: Problem, effort: Pace, **watched: object) -> Found:
        found = search(problem, effort)
        assert watched
        return replace(found, bound=SPOILED * found.objective)

    monkeypatch.setattr(planning, "search", spoiled)
    with pytest.raises(KautilyaError, match=ALARM):
        planning.solve(instance(tmp_path, 3), Pace(work=2))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(FEW_OF_IT, effort=EXACT)


def test_an_explanation_holds_the_bound_against_its_plan(plan: Plan) -> None:
    assert optimum(plan).high == plan.objective.total
    with pytest.raises(KautilyaError, match=ALARM):
        optimum(replace(plan, bound=SPOILED * plan.objective.total))


@pytest.mark.parametrize(
    ("tight", "loose", "low", "high"),
    [((8.0, 10.0), (5.0, 7.0), 1.0, 5.0), ((6.0, 10.0), (5.0, 7.0), 0.0, 5.0), ((7.0, 7.0), (7.0, 7.0), 0.0, 0.0),
     ((5.0, 6.0), (5.5, 7.0), 0.0, 0.5)],
)  # fmt: skip
def test_a_gain_lies_between_the_ends_that_bounds_and_plans_leave(
    plan: Plan, tight: tuple[float, float], loose: tuple[float, float], low: float, high: float
) -> None:
    """Of both cases the bound and the plan's value: searches so rough that neither plan is the best."""
    before, after = (
        replace(plan, bound=bound, objective=replace(plan.objective, total=total)) for bound, total in (tight, loose)
    )
    assert gain(before, after) == Interval(low=low, high=high)


def test_a_next_best_plans_bound_is_held_against_better_plans_found_later(plan: Plan) -> None:
    other = solve(replace(FEW_OF_IT, offers=FEW_OF_IT.offers[:1]), effort=EXACT)
    value = other.objective.total
    worse = replace(other, objective=replace(other.objective, total=SPOILED * value), bound=SPOILED * value)
    found = iter([worse, other])

    def again(case: Case, also: object = (), start: Plan | None = None) -> Plan | None:
        del case, also
        return next(found, None) if start is None else worse

    with pytest.raises(KautilyaError, match=ALARM):
        alternatives.next_best(FEW_OF_IT, plan, again, 2)


def test_bounds_of_plans_for_single_futures_are_held_against_what_the_plans_come_to(plan: Plan) -> None:
    def again_for(futures: object) -> Callable[[Case], Plan]:
        return lambda case: replace(solve(case, futures=futures, effort=EXACT), bound=3 * plan.objective.total)  # type: ignore[arg-type]  # scenarios

    with pytest.raises(KautilyaError, match=ALARM):
        foresight.foresight(FEW_OF_IT, plan, again_for)  # type: ignore[arg-type]  # a search without its other arguments
