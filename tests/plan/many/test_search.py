"""Plans for many scenarios against the extensive form of all of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from kautilya.core.errors import InfeasibleError
from kautilya.plan.block import Block
from kautilya.plan.case import Case
from kautilya.plan.columns import Columns
from kautilya.plan.decomposition import exact
from kautilya.plan.evaluate import evaluate
from kautilya.plan.figures import Figures, Floats, figures
from kautilya.plan.limits.budget import budget
from kautilya.plan.many import answering
from kautilya.plan.many.problem import two_stage
from kautilya.plan.many.relaxation import Relaxation, begin, step
from kautilya.plan.model import program
from kautilya.plan.result import Effort, Progress
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import FEW, NO_PRICES, solve
from kautilya.plan.solver import UnsolvedError, minimise
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, channel, number, offer

NEAR = 1e-6
EXACT = Effort(gap=0.0, max_nodes=100_000)
MANY = FEW + 10
GIVEN = replace(
    case([area(requirement=[3, 3, 4]), area("b", requirement=[1, 2, 2])],
         [offer("own", fixed_cost=5), offer("other", "b", origins=("RUS",), counterparty="RUS", late=(0.5, 12.0), unit_cost=7)],
         budget=[30, 25, 25], order_years=3, channels=[channel(), channel("l", "b", cost=3)],
         origins={"RUS": (0.6, 20.0)}, P03="0.3", P20="0.5", P23="0.5", P19="0: 0.5, 12: 0.5", P10="0.5"),
    scenarios=MANY,
)  # fmt: skip


@given(cases())
@settings(max_examples=25)
def test_a_small_case_is_solved_to_the_extensive_forms_optimum(drawn: Case) -> None:
    of = replace(drawn, scenarios=MANY)
    plan = solve(of, effort=EXACT)
    best = minimise(program(figures(of, scenarios(of))), EXACT).objective
    assert best - NEAR <= plan.bound <= best + NEAR
    assert abs(plan.objective.total - best) <= NEAR
    assert plan.stopped_by == "done"
    assert not evaluate(of, plan, searched=True).violations


@pytest.mark.parametrize(("name", "told"), [("NODES", "nodes"), ("ROUNDS", "rounds")])
def test_a_small_case_not_solved_to_its_end_is_not_told_as_done(monkeypatch: pytest.MonkeyPatch, name: str, told: str) -> None:
    whole = solve(GIVEN, effort=EXACT)
    assert whole.stopped_by == "done"
    monkeypatch.setattr(exact, name, 1)
    plan = solve(GIVEN, effort=EXACT)
    assert plan.stopped_by == told
    assert plan.bound < whole.bound
    assert plan.objective.total >= whole.objective.total - NEAR


def test_the_nodes_asked_for_limit_the_search_to_the_end_too() -> None:
    plan = solve(GIVEN, effort=replace(EXACT, max_nodes=1))
    assert plan.stopped_by == "nodes"
    assert plan.bound <= solve(GIVEN, effort=EXACT).bound - 1e-3


def test_a_small_case_that_lacks_time_for_its_end_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "SHARE", 0.0)
    monkeypatch.setattr("kautilya.plan.many.problem.SHARE", 0.0)
    assert solve(GIVEN, effort=Effort(gap=0.0, time_limit=600.0)).stopped_by == "time"


@given(cases())
@settings(max_examples=15)
def test_the_relaxation_meets_that_of_the_extensive_form_and_never_exceeds_it(drawn: Case) -> None:
    of = replace(drawn, scenarios=MANY)
    numbers = figures(of, scenarios(of))
    model = program(numbers)
    right = minimise(replace(model, integer=np.zeros_like(model.integer)), EXACT).objective
    state = begin(two_stage(numbers).problem)
    for _ in range(40):
        assert step(state) is not None
        assert state.bound <= right + NEAR
        if state.gap < 1e-4:
            break
    assert state.bound == pytest.approx(right, rel=1e-3, abs=1e-3)
    assert state.best.objective >= right - 1e-4


def test_the_same_case_gives_the_same_plan() -> None:
    assert solve(GIVEN) == solve(GIVEN)


def test_progress_tells_a_bound_that_never_falls_and_a_plan_that_never_rises() -> None:
    told: list[Progress] = []
    plan = solve(GIVEN, effort=EXACT, progress=told.append)
    assert [one.bound for one in told] == sorted(one.bound for one in told)
    assert [one.incumbent for one in told] == sorted((one.incumbent for one in told), reverse=True)
    assert told[-1].incumbent == pytest.approx(plan.objective.total)


def test_a_user_who_stops_at_once_still_gets_a_plan_and_a_bound() -> None:
    begun, best = solve(GIVEN), minimise(program(figures(GIVEN, scenarios(GIVEN))), EXACT).objective
    plan = solve(GIVEN, effort=EXACT, start=begun, wants_stop=lambda: True)
    assert plan.stopped_by == "interrupt"
    assert 0 < plan.bound <= best + NEAR
    assert not evaluate(GIVEN, plan, searched=True).violations


def test_without_time_for_any_sample_a_plan_of_rounded_orders_is_returned() -> None:
    best = minimise(program(figures(GIVEN, scenarios(GIVEN))), EXACT).objective
    plan = solve(GIVEN, effort=Effort(gap=0.0, time_limit=1e-3))
    nothing = solve(replace(GIVEN, budget=tuple(replace(one, available=number(1e-3)) for one in GIVEN.budget)))
    assert plan.stopped_by == "time"
    assert plan.orders
    assert plan.objective.expected_shortfall < 0.75 * nothing.objective.expected_shortfall
    assert 0 < plan.bound <= best + NEAR
    assert not evaluate(GIVEN, plan, searched=True).violations


def test_limits_that_a_relaxation_gives_no_price_for_are_told_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    priced = {(one.limit, one.where) for one in solve(GIVEN).binding}
    monkeypatch.setattr(answering, "step", lambda *_, **__: None)
    said = list[str]()
    plan = solve(GIVEN, note=said.append)
    unknown = {(one.limit, one.where) for one in plan.binding if one.price is None}
    assert unknown
    assert priced <= {(one.limit, one.where) for one in plan.binding}
    assert said == [NO_PRICES]
    assert not evaluate(GIVEN, plan, searched=True).violations


@pytest.mark.parametrize("error", [UnsolvedError("only in fractions"), InfeasibleError(["budget"])])
def test_a_sample_that_the_solver_cannot_plan_is_left_out_and_told(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise error

    monkeypatch.setattr("kautilya.plan.many.samples.extensive.whole_plan", lost)
    said = list[str]()
    plan = solve(GIVEN, note=said.append)
    assert said
    assert all("left out" in one and str(error) in one for one in said)
    assert 0 < plan.bound <= plan.objective.total
    assert not evaluate(GIVEN, plan, searched=True).violations


def test_prices_of_a_pass_are_kept_where_the_next_one_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = list[bool]()

    def one_pass(state: Relaxation, *, vertex: bool = False) -> Floats | None:
        passes.append(vertex)
        state.bound = -np.inf
        return step(state, vertex=vertex) if len(passes) == 1 else None

    monkeypatch.setattr(answering, "step", one_pass)
    monkeypatch.setattr(answering, "CLOSE", -np.inf)
    plan = solve(GIVEN)
    assert len(passes) == 2
    assert any(not one.limit.startswith("emergency") for one in plan.binding)
    assert all(one.price is not None for one in plan.binding)


def test_a_limit_on_decisions_counts_in_plan_and_bound() -> None:
    def poor(numbers: Figures, columns: Columns) -> Block:
        return replace(budget(replace(numbers, budget=numbers.budget / 2), columns), name="poor")

    tight, loose = solve(GIVEN, effort=EXACT, also=[poor]), solve(GIVEN, effort=EXACT)
    assert tight.objective.total > loose.objective.total + NEAR
    assert tight.bound > loose.bound + NEAR
    assert all(paid.payments <= one.available.value / 2 + NEAR for paid, one in zip(tight.years, GIVEN.budget, strict=True))


def test_limits_that_clash_are_named() -> None:
    of = replace(case([area(requirement=[3, 3])], [offer("o")], budget=[5, 5], order_years=2, targets=[("a", 1, 0.0)]),
                 scenarios=MANY)  # fmt: skip
    with pytest.raises(InfeasibleError, match=r"budget|target"):
        solve(of)


def test_the_reserve_binds_where_more_of_it_would_help() -> None:
    poor = solve(replace(GIVEN, parameters=tuple(replace(p, value="0.02") if p.id == "P12" else p for p in GIVEN.parameters)))
    assert "emergency_reserve" in {one.limit for one in poor.binding}
    (first, *_) = [one for one in poor.binding if one.limit == "emergency_reserve"]
    assert first.where.endswith(f"of {MANY} scenarios")


def test_the_india_case_is_certified_to_one_per_cent_for_many_scenarios(india: Case) -> None:
    of = replace(india, scenarios=200)
    plan = solve(of, effort=Effort(gap=0.01))
    assert plan.gap <= 0.01
    assert not evaluate(of, plan, searched=True).violations
