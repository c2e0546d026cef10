"""Limits of a caller that tie what happens in a scenario, or scenarios to each other."""

from dataclasses import replace

import numpy as np
import pytest

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, figures
from kautilya.plan.limits.emergency_ceiling import emergency_ceiling
from kautilya.plan.model import LIMITS, program
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import solve
from kautilya.plan.solver import minimise
from tests.plan.many.by_scenario.limits import (
    mean_shortfall_at_most,
    purchases_follow_orders,
    purchases_in_all,
)
from tests.plan.many.by_scenario.test_search import HUBS
from tests.plan.many.test_search import EXACT, GIVEN, MANY, NEAR


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


def test_a_scenario_without_a_chance_leads_to_the_extensive_form() -> None:
    drawn = scenarios(HUBS)
    never = [replace(drawn[0], probability=0.0), *(replace(one, probability=1 / (MANY - 1)) for one in drawn[1:])]
    said: list[str] = []
    solve(HUBS, futures=never, note=said.append, effort=Effort(gap=0.05))
    assert "a scenario without a chance" in said[1]
