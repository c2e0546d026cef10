"""Plans for many scenarios that do not come apart: hubs, and limits that tie what happens in a scenario."""

import json
from dataclasses import replace

import highspy
import numpy as np
import pytest
from hypothesis import given, settings

from kautilya.core.errors import InfeasibleError, KautilyaError
from kautilya.plan import codec
from kautilya.plan.block import Block, Term, block
from kautilya.plan.case import Case, Target
from kautilya.plan.columns import Columns
from kautilya.plan.decomposition import effort as pace
from kautilya.plan.evaluate import evaluate
from kautilya.plan.figures import Figures, Floats, figures
from kautilya.plan.limits.emergency_ceiling import emergency_ceiling
from kautilya.plan.many.by_scenario import relaxation
from kautilya.plan.many.by_scenario.problem import by_scenario
from kautilya.plan.many.by_scenario.programmes import run
from kautilya.plan.many.by_scenario.relaxation import step
from kautilya.plan.many.search import Watched, search
from kautilya.plan.model import LIMITS, program
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import FEW, solve
from kautilya.plan.solver import Stop, minimise
from tests.plan.by_hand import best_by_hand
from tests.plan.full import FULL
from tests.plan.many.by_scenario.limits import (
    Tied,
    loss_at_most,
    mean_shortfall_at_most,
    purchases_follow_orders,
    purchases_in_all,
    tied,
)
from tests.plan.many.test_search import EXACT, GIVEN, MANY, NEAR
from tests.plan.test_hubs import HELD, upheld
from tests.plan.tiny import number

HUBS = replace(HELD, scenarios=MANY, origins=(replace(HELD.origins[0], start_rate=number(1.0)),))


@given(tied())
@settings(max_examples=20, deadline=None)
def test_bound_and_plan_lie_around_the_extensive_forms_optimum(drawn: Tied) -> None:
    many = replace(drawn, case=replace(drawn.case, scenarios=MANY))
    of, futures = many.case, many.futures
    best = minimise(program(figures(of, futures), (*LIMITS, *drawn.also)), EXACT)
    if best.stop is Stop.INFEASIBLE:
        with pytest.raises(InfeasibleError):
            solve(of, effort=EXACT, also=drawn.also, futures=futures)
        return
    plan = solve(of, effort=EXACT, also=drawn.also, futures=futures)
    assert plan.bound <= best.objective + NEAR
    assert plan.objective.total >= best.objective - NEAR
    if not drawn.also:
        assert evaluate(of, plan, futures, searched=True).violations == ()


@given(upheld())
@settings(max_examples=10, deadline=None)
def test_bound_and_plan_lie_around_the_best_of_all_plans_tried(drawn: Case) -> None:
    best = best_by_hand(json.loads(codec.write(drawn)))
    assert best is not None
    of = by_scenario(figures(drawn, scenarios(drawn)))
    found = search(of, scenarios(drawn), EXACT, (), None, Watched())
    assert found.bound <= best + NEAR
    assert found.plan.objective >= best - NEAR


def test_the_same_case_gives_the_same_plan() -> None:
    assert codec.write(solve(HUBS)) == codec.write(solve(HUBS))


def test_a_hub_is_expanded_and_told_and_priced_for_many_scenarios() -> None:
    plan = solve(HUBS)
    assert plan.expansions
    assert plan.placed
    assert {"hub_expansion", "hub_capacity", "hub_place"} <= set(plan.limits)
    assert evaluate(HUBS, plan, searched=True).violations == ()
    tight = solve(replace(HUBS, hubs=(replace(HUBS.hubs[0], expansion_cost=number(1000)),)))
    told = [one for one in tight.binding if one.limit == "hub_capacity"]
    assert told
    assert all(one.where.startswith("hub, FY") and one.where.endswith(f"of {MANY} scenarios") for one in told)


def test_all_that_a_case_can_have_is_planned_for_many_scenarios() -> None:
    of = replace(FULL, scenarios=MANY)
    plan = solve(of, effort=Effort(gap=0.01))
    assert evaluate(of, plan, searched=True).violations == ()
    best = minimise(program(figures(of, scenarios(of))), Effort(gap=1e-4, max_nodes=100_000))
    assert plan.bound <= best.objective + NEAR
    assert best.bound - NEAR <= plan.objective.total <= 1.01 * best.objective


def bought(plan: Plan) -> dict[int, float]:
    found: dict[int, float] = {}
    for one in plan.purchases:
        found[one.scenario] = found.get(one.scenario, 0.0) + one.units
    return found


def test_a_limit_on_the_purchases_of_all_years_is_kept_in_every_scenario_and_told() -> None:
    said: list[str] = []
    loose = solve(GIVEN, effort=EXACT)
    plan = solve(GIVEN, effort=EXACT, also=[purchases_in_all(0.5)], note=said.append)
    (note,) = said
    assert "purchases_in_all ties what is bought or missing in a scenario; each scenario is a linear programme" in note
    assert max(bought(loose).values()) > 0.6
    assert max(bought(plan).values()) <= 0.5 + NEAR
    assert plan.bound > loose.bound + NEAR
    assert "purchases_in_all" in {one.limit for one in plan.binding}


@pytest.mark.parametrize(("limit", "reserve"), [("emergency_ceiling", "0.4"), ("emergency_reserve", "0.02")])
def test_purchases_are_priced_as_in_closed_form(limit: str, reserve: str) -> None:
    """A limit that ties all purchases and never binds: the same plan, the same prices."""
    of = replace(GIVEN, parameters=tuple(replace(p, value=reserve) if p.id == "P12" else p for p in GIVEN.parameters))
    apart = solve(of, effort=EXACT)
    plan = solve(of, effort=EXACT, also=[purchases_in_all(1e6)], start=apart)
    assert plan.orders == apart.orders
    prices = [{one.where: one.price for one in found.binding if one.limit == limit} for found in (apart, plan)]
    assert prices[0]
    assert prices[1] == pytest.approx(prices[0], rel=1e-6)


def test_a_limit_that_contradicts_one_on_the_same_purchase_leaves_no_plan() -> None:
    def more(numbers: Figures, columns: Columns) -> Block:
        most = emergency_ceiling(numbers, columns)
        return replace(most, name="more", lower=most.upper + 1, upper=np.full_like(most.upper, np.inf))

    with pytest.raises(InfeasibleError, match="more"):
        solve(GIVEN, also=[more])


def test_a_limit_that_repeats_one_of_the_case_changes_neither_value_nor_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    def again(numbers: Figures, columns: Columns) -> Block:
        return replace(emergency_ceiling(numbers, columns), name="again")

    monkeypatch.setattr("kautilya.plan.many.problem.is_small", lambda _: False)  # both end with their relaxations
    apart, tied_plan = solve(GIVEN, effort=EXACT), solve(GIVEN, effort=EXACT, also=[again])
    assert tied_plan.objective.total == pytest.approx(apart.objective.total, rel=2e-3)
    assert tied_plan.bound == pytest.approx(apart.bound, rel=1e-3)


def test_purchases_can_be_tied_to_what_is_ordered() -> None:
    plan = solve(GIVEN, effort=EXACT, also=[purchases_follow_orders])
    best = minimise(program(figures(GIVEN, scenarios(GIVEN)), (*LIMITS, purchases_follow_orders)), Effort(gap=1e-4))
    assert plan.bound <= best.objective + NEAR
    assert best.bound - NEAR <= plan.objective.total <= 1.01 * best.objective


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


def test_a_limit_that_ties_scenarios_is_met_by_the_extensive_form_and_told() -> None:
    said: list[str] = []
    plan = solve(GIVEN, effort=Effort(gap=0.02), also=[mean_shortfall_at_most(3.0)], note=said.append)
    assert "mean_shortfall_at_most ties scenarios to each other; the extensive form of all 40 scenarios" in said[1]
    (last,) = [one for one in plan.shortfalls if one.area_id == "a" and one.year == GIVEN.years[-1]]
    assert last.expected <= 3.0 + NEAR


def test_a_limit_on_decisions_with_a_row_per_scenario_keeps_all_rows() -> None:
    """Deliveries that are there in time in every scenario: a limit on decisions alone, whose rows differ by scenario."""
    year = len(GIVEN.years) - 1

    def there(numbers: Figures, columns: Columns) -> Block:
        found = numbers.presence
        mine = (found.year == year) & (numbers.offers.area[found.offer] == 0)
        futures = columns.loss.axes[0]
        terms: list[Term] = [(found.scenario[mine], columns.delivered.at[found.offer[mine], found.planned[mine]],
                              found.value[mine])]  # fmt: skip
        return block("there", (futures,), terms, lower=1.0)

    poor = replace(
        GIVEN, parameters=tuple(replace(p, value="0: 0.9, 12: 0.1") if p.id == "P19" else p for p in GIVEN.parameters)
    )
    plan = solve(poor, effort=EXACT, also=[there], note=pytest.fail)
    numbers = figures(poor, scenarios(poor))
    found, delivered = numbers.presence, {(one.offer_id, one.year): one.units for one in plan.deliveries}
    units = np.array([[delivered.get((offer.id, t), 0) for t in poor.years] for offer in poor.offers]).cumsum(axis=1)
    mine = (found.year == year) & (numbers.offers.area[found.offer] == 0)
    here = np.bincount(found.scenario[mine], found.value[mine] * units[found.offer[mine], found.planned[mine]], MANY)
    assert here.min() >= 1.0 - NEAR


def test_progress_tells_a_bound_that_never_falls_and_a_plan_that_never_rises() -> None:
    told: list[Progress] = []
    plan = solve(HUBS, effort=EXACT, progress=told.append)
    assert [one.bound for one in told] == sorted(one.bound for one in told)
    assert [one.incumbent for one in told] == sorted((one.incumbent for one in told), reverse=True)
    assert told[-1].incumbent == pytest.approx(plan.objective.total)


def test_a_user_who_stops_at_once_still_gets_a_plan_and_a_bound() -> None:
    plan = solve(HUBS, effort=EXACT, start=solve(HUBS), wants_stop=lambda: True)
    assert plan.stopped_by == "interrupt"
    assert 0 < plan.bound <= plan.objective.total
    assert evaluate(HUBS, plan, searched=True).violations == ()


def test_a_search_without_time_returns_a_plan_and_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where what is left to do after the clock has run out takes no time, the search was cut short by it."""
    monkeypatch.setattr("kautilya.plan.many.search.SAMPLES", (10,))
    monkeypatch.setattr(pace.Watch, "left", np.inf)
    plan = solve(HUBS, effort=Effort(gap=0.0, time_limit=1e-9))
    assert plan.stopped_by == "time"
    assert 0 < plan.bound <= plan.objective.total
    assert evaluate(HUBS, plan, searched=True).violations == ()


def test_more_scenarios_than_the_solver_keeps_are_solved_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = solve(HUBS)
    monkeypatch.setattr("kautilya.plan.many.by_scenario.programmes.KEPT", 5)
    assert solve(HUBS).objective.total == pytest.approx(kept.objective.total, abs=NEAR)
    assert FEW < MANY


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


def test_twice_the_same_scenarios_change_nothing() -> None:
    drawn = scenarios(HUBS)
    twice = [replace(one, probability=one.probability / 2) for one in (*drawn, *drawn)]
    values = []
    for futures in (drawn, twice):
        state = by_scenario(figures(HUBS, futures)).begin(None)
        for _ in range(30):
            if state.gap < NEAR or not step(state, vertex=True):
                break
        values.append((state.bound, state.best.objective))
    assert values[1] == pytest.approx(values[0], rel=NEAR)


def test_a_scenario_without_a_chance_leads_to_the_extensive_form() -> None:
    drawn = scenarios(HUBS)
    never = [replace(drawn[0], probability=0.0), *(replace(one, probability=1 / (MANY - 1)) for one in drawn[1:])]
    said: list[str] = []
    solve(HUBS, futures=never, note=said.append, effort=Effort(gap=0.05))
    assert "a scenario without a chance" in said[1]
