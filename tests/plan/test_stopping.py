"""Searches that the clock or the user ends before they found anything: what is at hand comes back, with a bound that holds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kautilya.cli.answers import planning
from kautilya.core.errors import KautilyaError
from kautilya.core.periods import FiscalYear
from kautilya.plan import codec, extensive
from kautilya.plan.case import Case, Target
from kautilya.plan.evaluate import evaluate
from kautilya.plan.lexicographic import need_first
from kautilya.plan.model import Program
from kautilya.plan.result import Effort, Plan
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import NO_PRICES, Way, solve, weighted
from kautilya.plan.solver import NothingFoundError, Solution, Stop, minimise
from kautilya.report.sections.binding import binding_section
from tests.cli.running import run
from tests.plan.tiny import area, case, number, offer

AT_ONCE = Effort(time_limit=0.0)
CASE = case([area(requirement=[3, 6])], [offer("o", most=4)], budget=[10, 20], order_years=2)


def check(of: Case, plan: Plan, stopped_by: str, known: Plan) -> None:
    """Hold the bound against another search's plan: a plan's own value says nothing, as bounds are cut off at it."""
    assert plan.stopped_by == stopped_by
    assert plan.bound <= known.objective.total
    assert plan.gap == pytest.approx(1 - plan.bound / plan.objective.total)
    assert evaluate(of, plan, searched=True).violations == ()


@pytest.mark.parametrize("way", [weighted, need_first(0.01), single_stage])
def test_without_time_for_any_plan_that_of_no_orders_comes_back(india: Case, india_plan: Plan, way: Way) -> None:
    plan = solve(india, effort=AT_ONCE, way=way)
    check(india, plan, "time", india_plan)
    assert plan.orders == ()


def test_a_user_who_stops_before_there_is_a_plan_gets_that_of_no_orders(india: Case, india_plan: Plan) -> None:
    plan = solve(india, wants_stop=lambda: True)
    check(india, plan, "interrupt", india_plan)


def test_without_time_for_any_plan_the_one_to_begin_with_comes_back(india: Case, india_plan: Plan) -> None:
    earlier = Earlier(case=india, plan=india_plan, year=FiscalYear.parse("FY2028-29"))
    plan = solve(india, effort=AT_ONCE, way=replanned(earlier))
    check(india, plan, "time", india_plan)
    assert plan.orders == india_plan.orders
    assert plan.objective.total == pytest.approx(india_plan.objective.total)


def test_without_time_for_any_plan_what_binds_is_told_all_the_same(india: Case, india_plan: Plan) -> None:
    plan = solve(india, effort=AT_ONCE, start=india_plan)
    assert plan.orders == india_plan.orders
    assert plan.binding
    assert plan.binding == india_plan.binding


@pytest.mark.parametrize("fails", [False, True], ids=["no answer", "error"])
def test_where_the_solver_gives_no_prices_the_plan_is_returned_and_its_limits_have_no_known_price(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fails: bool
) -> None:
    """Prices that are not known are no zeros, which would say that nothing binds, and no reason to lose the plan."""
    priced = solve(CASE)

    def none_of_prices(model: Program, work: Effort, **asked: Any) -> Solution:  # noqa: ANN401 - handed on as it is
        found = minimise(model, work, **asked)
        if model.integer.any() or len(np.unique(model.cost)) <= 2:
            return found
        if fails:
            raise KautilyaError("HiGHS ended with 'Unknown'")
        return replace(found, stop=Stop.INFEASIBLE)

    monkeypatch.setattr(extensive, "minimise", none_of_prices)
    said = list[str]()
    plan = solve(CASE, note=said.append)
    assert (plan.orders, plan.bound, plan.objective) == (priced.orders, priced.bound, priced.objective)
    assert {one.price for one in plan.binding} == {None}
    assert {(one.limit, one.where) for one in priced.binding} <= {(one.limit, one.where) for one in plan.binding}
    assert said == [NO_PRICES]
    assert evaluate(CASE, plan, searched=True).violations == ()
    assert codec.read(Plan, codec.write(plan), "plan") == plan
    assert "not known" in str(binding_section(CASE, plan, searched=True))
    of, of_plan = tmp_path / "case.json", tmp_path / "plan.json"
    of.write_text(codec.write(CASE), encoding="utf-8")
    assert "not known" in run("plan", "--case", str(of), "-o", str(of_plan)).out


def test_where_no_plan_is_at_hand_it_is_said_why_the_search_ended(india: Case, india_plan: Plan) -> None:
    t = india.order_years - 1
    area = india.area(india.offer(india_plan.deliveries[0].offer_id).area_id)
    one_less = area.requirement[t].value - area.holding[t].value - 1  # of what no orders leave: one delivery is enough
    assert one_less > 0
    of = replace(india, targets=(Target(area_id=area.id, year=india.years[t], shortfall=number(one_less)),))
    with pytest.raises(NothingFoundError, match="no plan was found within") as told:
        solve(of, wants_stop=lambda: True)
    assert told.value.stop is Stop.INTERRUPT
    with pytest.raises(NothingFoundError, match="Allow more time") as told:
        solve(of, effort=AT_ONCE)
    assert told.value.stop is Stop.TIME


@pytest.mark.parametrize(("stop", "raised"), [(Stop.INTERRUPT, KeyboardInterrupt), (Stop.TIME, NothingFoundError)])
def test_on_the_command_line_that_counts_as_interrupted(
    india: Case, monkeypatch: pytest.MonkeyPatch, stop: Stop, raised: type[BaseException]
) -> None:
    def nothing(*_: object, **__: object) -> Plan:
        raise NothingFoundError("nothing", stop)

    monkeypatch.setattr(planning, "solve", nothing)
    with pytest.raises(raised):
        planning.solve_case(india)
