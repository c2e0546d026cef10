"""Ends of ranges, survival, foresight and fresh scenarios of tiny cases against looking at every plan."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.explain.searching import Search, search
from kautilya.plan.result import Effort
from kautilya.plan.rules import rules
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solve import solve
from kautilya.plan.uncertainty.doubting import Doubted, doubts
from kautilya.plan.uncertainty.foresight import foresight, mean_future, worth
from kautilya.plan.uncertainty.fresh import fresh
from kautilya.plan.uncertainty.ranking import estimated_change, relaxed
from kautilya.plan.uncertainty.survival import share_interval
from tests.plan.by_hand import Programme, _paid, _programmes, _worth
from tests.plan.drawn import cases
from tests.plan.explain.every_plan import best
from tests.plan.own_reading import Raw, futures_of, rules_of
from tests.plan.tiny import area, case, channel, number, offer

EXACT = Effort(gap=0.0, max_nodes=100_000)
ROUGH = Effort(gap=0.3, max_nodes=1)
NEAR = 1e-6
FEW = settings(max_examples=8, deadline=None)

RISKY = case(
    [area("a", requirement=[1, 2, 2]), area("b", requirement=[1, 1, 1])],
    [
        replace(offer("own", most=2, unit_cost=6), unit_cost=replace(number(6), low=5, high=40)),
        offer("french", origins=("FRA",), counterparty="FRA", most=2, unit_cost=5, late=(0.5, 12.0)),
        replace(offer("other", "b", most=1, unit_cost=5), unit_cost=replace(number(5), low=4.9, high=5.1)),
    ],
    budget=[12, 12, 4], order_years=2, draws=3, seed=4, origins={"FRA": (0.4, 8.0)}, channels=[channel("k")], P20="0.3",
    P19="0: 0.5, 12: 0.5",
)  # fmt: skip


def test_the_value_that_changes_the_decision_is_told_with_what_it_changes() -> None:
    plan = solve(RISKY, effort=EXACT)
    found = doubts(RISKY, plan, Doubted(swings=3), effort=EXACT)
    dear = next(swing for swing in found.swings if swing.id == "offers.own.unit_cost")
    high = dear.high
    there = replace(RISKY, offers=(replace(RISKY.offers[0], unit_cost=number(40)), *RISKY.offers[1:]))
    assert high.value is not None
    assert abs(high.value - best(there)) <= NEAR
    assert high.given_up == ("own",)
    assert high.decided
    still = next(swing for swing in found.swings if swing.id == "offers.other.unit_cost")
    assert not still.low.decided
    assert not still.high.decided
    assert found.ranked == 3  # two prices, and both at once


@given(cases(most_offers=2))
@FEW
def test_the_estimate_of_no_change_is_none_and_that_of_more_money_has_the_right_sign(drawn: Case) -> None:
    base = relaxed(drawn)
    assert abs(estimated_change(base, drawn)) < 1e-7
    budget = tuple(replace(year, available=number(1.01 * year.available.value)) for year in drawn.budget)
    assert estimated_change(base, replace(drawn, budget=budget)) <= 1e-7


def test_decisions_that_no_range_touches_survive_every_draw() -> None:
    certain = replace(RISKY, offers=tuple(replace(one, unit_cost=number(one.unit_cost.value)) for one in RISKY.offers))
    found = doubts(certain, solve(certain, effort=EXACT), Doubted(draws=4), effort=EXACT)
    assert all(one.survived == one.draws == 4 for one in found.survivals)
    assert found.failed == 0
    assert found.searches == 4


def test_a_decision_on_the_edge_survives_some_draws_and_its_interval_says_how_few_they_are() -> None:
    plan = solve(RISKY, effort=EXACT)
    by_offer = {one.offer_id: one for one in doubts(RISKY, plan, Doubted(draws=12), effort=EXACT).survivals}
    own = by_offer["own"]
    assert own.ordered
    assert 0 < own.survived < 12
    assert own.share.low < own.survived / 12 < own.share.high
    assert own.share.width > 0.3
    assert own.fewest == 0


def test_the_interval_of_a_share_is_exact() -> None:
    found = share_interval(8, 10)
    assert (round(found.low, 4), round(found.high, 4)) == (0.4439, 0.9748)  # Clopper and Pearson's, as in Newcombe 1998
    assert (share_interval(0, 0).low, share_interval(0, 0).high) == (0, 1)
    assert abs(share_interval(10, 10).low - 0.025**0.1) < 1e-12  # nobody survived it less often than so with 2.5 per cent


def test_many_scenarios_are_planned_by_a_sample_that_every_draw_shares_and_the_sample_is_told() -> None:
    many = replace(RISKY, scenarios=40)
    plan = solve(many, effort=EXACT)
    found = doubts(many, plan, Doubted(draws=3, sample=3), effort=EXACT)
    few = replace(RISKY, scenarios=3)
    alone = doubts(few, solve(few, effort=EXACT), Doubted(draws=3, sample=3), effort=EXACT)
    assert (found.sample, alone.sample) == (3, 3)
    assert alone.moved_by_sample == ()
    assert found.searches == alone.searches + 1  # the sample itself
    kept = [(one.fewest, one.most) for one in alone.survivals]
    assert [(one.fewest, one.most) for one in found.survivals] == kept
    given = doubts(many, plan, Doubted(draws=3, sample=3), effort=EXACT, futures=scenarios(many))
    assert given.sample == 3


@pytest.mark.parametrize("effort", [EXACT, ROUGH])
@given(cases(most_offers=2))
@FEW
def test_foresight_lies_where_trying_every_plan_puts_it(effort: Effort, drawn: Case) -> None:
    plan = solve(drawn, effort=effort)

    def again_for(futures: object) -> Search:
        return search(effort, futures=futures)  # type: ignore[arg-type]

    found = foresight(drawn, plan, again_for)
    here, foreseen = best(drawn), _foreseen(drawn)
    assert found.stochastic.low - NEAR <= found.mean_value_plan - here <= found.stochastic.high + NEAR
    assert found.foreseen.low - NEAR <= foreseen <= found.foreseen.high + NEAR
    assert found.perfect.low - NEAR <= here - foreseen <= found.perfect.high + NEAR


def _foreseen(drawn: Case) -> float:
    """The least objective over every choice of one plan a scenario."""
    raw = json.loads(codec.write(drawn))
    rule, futures = rules_of(raw), futures_of(raw)
    every = [list(_programmes(raw, rule, one)) for one in raw["offers"]]
    options: list[list[tuple[float, float]]] = []
    for future in futures:
        pairs = set()
        for chosen in product(*every):
            whole = _worth(raw, rule, [future], chosen)
            if whole is not None:
                spend = _spend(raw, rule, chosen)
                pairs.add((round(whole - spend, 9), round(spend, 9)))
        options.append([one for one in pairs if not any(o[0] <= one[0] and o[1] <= one[1] and o != one for o in pairs)])
    return min(_together(rule, combination) for combination in product(*options))


def _spend(raw: Raw, rule: Raw, chosen: tuple[Programme, ...]) -> float:
    money = [year["available"]["value"] for year in raw["budget"]]
    weight = rule["spend_weight"] / sum(money[: raw["order_years"]])
    return float(weight * sum(_paid(raw, rule, chosen)))


def _together(rule: Raw, pairs: tuple[tuple[float, float], ...]) -> float:
    losses = [loss for loss, _ in pairs]
    tail = 1 - rule["risk_level"]
    worst = min(at + sum(max(0.0, loss - at) for loss in losses) / len(losses) / tail for at in losses)
    mean = sum(losses) / len(losses)
    return float((1 - rule["risk_weight"]) * mean + rule["risk_weight"] * worst + sum(spend for _, spend in pairs) / len(pairs))


def test_one_scenario_leaves_nothing_to_foresee() -> None:
    single = replace(RISKY, scenarios=1)
    plan = solve(single, effort=EXACT)
    found = foresight(single, plan, lambda futures: search(EXACT, futures=futures))
    assert found.perfect.high <= 0.3 * 28 / 24 + NEAR  # the weight of risk on all that can be spent
    assert found.perfect.low <= NEAR


def test_the_mean_future_is_late_by_the_mean_and_cuts_by_the_mean() -> None:
    drawn = scenarios(replace(RISKY, scenarios=200))
    mean = mean_future(RISKY, rules(RISKY), drawn)
    assert isinstance(mean, Scenario)
    assert mean.interruptions == ()
    assert all(months % 12 == 0 for months in mean.delay_months)
    assert mean.delay_months[1] >= mean.delay_months[0]
    expected = np.mean([one.cuts[0] for one in drawn])
    assert abs(mean.cuts[0] - expected) < 1e-9


def test_fresh_scenarios_tell_what_the_plan_comes_to_there() -> None:
    plan = solve(RISKY, effort=EXACT)
    found = fresh(RISKY, plan, 150, seed=99)
    again = worth(RISKY, plan, scenarios(replace(RISKY, seed=99, scenarios=150)))
    assert abs(found.objective - again.total) <= NEAR
    assert found.interval.low < found.objective < found.interval.high
    assert found == fresh(RISKY, plan, 150, seed=99)
    assert fresh(RISKY, plan, 1200, seed=99).interval.width < found.interval.width
    with pytest.raises(ValueError, match="name another"):
        fresh(RISKY, plan, 10, seed=RISKY.seed)
