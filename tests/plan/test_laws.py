"""What must hold for any case."""

import dataclasses
from collections.abc import Iterable
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.plan.case import BudgetYear, Case, Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import solve
from tests.plan.drawn import cases

T = TypeVar("T")
EXACT = Effort(gap=0.0, max_nodes=100_000)
SMALL = settings(max_examples=25)


def best(given_case: Case) -> float:
    return solve(given_case, effort=EXACT).objective.total


def changed(given_case: Case, **values: str) -> Case:
    def one(parameter: Parameter) -> Parameter:
        return dataclasses.replace(parameter, value=values.get(parameter.id, parameter.value))

    return dataclasses.replace(given_case, parameters=tuple(one(parameter) for parameter in given_case.parameters))


def with_money(given_case: Case, factor: float) -> Case:
    def scaled(coefficient: Coefficient) -> Coefficient:
        return dataclasses.replace(coefficient, value=coefficient.value * factor)

    budget = tuple(BudgetYear(available=scaled(year.available), committed=None) for year in given_case.budget)
    return dataclasses.replace(given_case, budget=budget)


def with_costs(given_case: Case, factor: float) -> Case:
    def scaled(coefficient: Coefficient) -> Coefficient:
        return dataclasses.replace(coefficient, value=coefficient.value * factor)

    return dataclasses.replace(
        given_case,
        offers=tuple(
            dataclasses.replace(offer, unit_cost=scaled(offer.unit_cost), fixed_cost=scaled(offer.fixed_cost))
            for offer in given_case.offers
        ),
        channels=tuple(dataclasses.replace(channel, unit_cost=scaled(channel.unit_cost)) for channel in given_case.channels),
    )


@given(cases())
@SMALL
def test_more_money_never_hurts(drawn: Case) -> None:
    free = changed(drawn, P05="0")  # the weight of money is per rupee of all money, which changes with it
    assert best(with_money(free, 1.5)) <= best(free) + 1e-6


@given(cases())
@SMALL
def test_looser_caps_and_a_lower_floor_never_hurt(drawn: Case) -> None:
    tight = changed(drawn, P06="0.4", P07="0.4", P09="0.6")
    assert best(changed(drawn, P06="0.7", P07="0.7", P09="0.3")) <= best(tight) + 1e-6


@given(cases())
@SMALL
def test_counting_money_in_another_unit_changes_nothing(drawn: Case) -> None:
    assert abs(best(with_costs(with_money(drawn, 8.0), 8.0)) - best(drawn)) <= 1e-6


@given(cases())
@SMALL
def test_telling_every_scenario_twice_changes_nothing(drawn: Case) -> None:
    once = scenarios(drawn)
    twice = tuple(dataclasses.replace(future, probability=future.probability / 2) for future in (*once, *once))
    doubled = solve(drawn, effort=EXACT, futures=twice)
    assert abs(doubled.objective.total - best(drawn)) <= 1e-6
    assert evaluate(drawn, doubled, twice).violations == ()


@given(cases(), st.randoms(use_true_random=False))
@SMALL
def test_telling_offers_and_areas_in_another_order_changes_nothing(drawn: Case, order: Random) -> None:
    def shuffled(entries: Iterable[T]) -> tuple[T, ...]:
        told = list(entries)
        order.shuffle(told)
        return tuple(told)

    other = dataclasses.replace(
        drawn, offers=shuffled(drawn.offers), areas=shuffled(drawn.areas), channels=shuffled(drawn.channels)
    )
    assert abs(best(other) - best(drawn)) <= 1e-6


@given(cases())
@SMALL
def test_one_more_offer_never_hurts(drawn: Case) -> None:
    fewer = dataclasses.replace(drawn, offers=drawn.offers[1:])
    if fewer.offers:
        assert best(drawn) <= best(fewer) + 1e-6


@given(cases())
@SMALL
def test_the_bound_is_never_above_the_best_value_and_the_plan_is_sound(drawn: Case) -> None:
    plan = solve(drawn, effort=Effort(gap=0.2))
    assert plan.bound <= best(drawn) + 1e-6
    assert plan.gap <= 0.2 + 1e-6
    assert evaluate(drawn, plan).violations == ()


@given(cases())
@SMALL
def test_the_same_case_gives_the_same_plan(drawn: Case) -> None:
    assert solve(drawn) == solve(drawn)
