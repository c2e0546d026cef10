"""A case in two stages says of every plan what the separate evaluator says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.plan.block import Block
from kautilya.plan.case import Case
from kautilya.plan.columns import Columns
from kautilya.plan.evaluate import value
from kautilya.plan.figures import Figures, Floats, figures
from kautilya.plan.limits.emergency_ceiling import emergency_ceiling
from kautilya.plan.many.first_stage import NotSeparableError, now
from kautilya.plan.many.problem import TwoStage, completed, two_stage
from kautilya.plan.model import LIMITS, program
from kautilya.plan.recourse.value import outcome
from kautilya.plan.result import Effort, Plan
from kautilya.plan.rules import rules
from kautilya.plan.scenarios import arrival_year, scenarios
from kautilya.plan.solver import minimise
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, channel, offer, upkeep

NEAR = 1e-6


def in_two_stages(of: Case) -> TwoStage:
    return two_stage(figures(of, scenarios(of)))


def objective(of: TwoStage, ordered: Floats, delivered: Floats) -> float | None:
    """What a plan of yearly orders and deliveries is worth by the two stages; None where it breaks a limit."""
    columns = of.now.model.columns
    values = np.zeros(len(of.problem.first.cost))
    values[columns.ordered.at], values[columns.delivered.at] = ordered.cumsum(axis=1), delivered.cumsum(axis=1)
    full = completed(of.numbers, of.now, values)
    if full is None:
        return None
    found = outcome(of.problem.recourse, full[of.problem.first.units], full[of.problem.first.outlay])
    return found.value + float(of.problem.first.cost @ full)


def recomputed(of: Case, ordered: Floats, delivered: Floats) -> float:
    """What the separate evaluator says."""
    names = [one.id for one in of.offers]
    years = len(of.years)
    orders = {name: [*row, *[0.0] * (years - len(row))] for name, row in zip(names, ordered.tolist(), strict=True)}
    planned = dict(zip(names, delivered.tolist(), strict=True))
    return value(of, rules(of), scenarios(of), orders, planned, {})[0].total


def loosened(of: Case) -> Case:
    """The case with money for everything, so that drawn plans are no longer out of reach."""
    return replace(of, budget=tuple(replace(one, available=replace(one.available, value=200.0)) for one in of.budget))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Case, Floats, Floats]:
    """A case and orders of it, all delivered as soon as the rate allows."""
    of = draw(cases(most_offers=3, most_units=4))
    if draw(st.booleans()):
        of = loosened(of)
    if draw(st.booleans()):
        of = replace(of, upkeep=tuple(upkeep(one.id, 0.3) for one in of.offers))
    numbers = figures(of, scenarios(of))
    ordered = np.zeros((len(of.offers), of.order_years))
    delivered = np.zeros((len(of.offers), len(of.years)))
    for o in range(len(of.offers)):
        first = int(numbers.offers.earliest[o])
        if first < of.order_years and draw(st.booleans()):
            year = draw(st.integers(first, of.order_years - 1))
            ordered[o, year] = draw(st.integers(0, 4))
        left = 0.0
        for t in range(len(of.years)):
            due = t - int(numbers.offers.lag[o])
            left += ordered[o, due] if 0 <= due < of.order_years else 0.0
            delivered[o, t] = min(left, numbers.offers.rate[o])
            left -= delivered[o, t]
    return of, ordered, delivered


@given(plans())
def test_a_plan_is_worth_what_the_separate_evaluator_says(drawn: tuple[Case, Floats, Floats]) -> None:
    of, ordered, delivered = drawn
    found = objective(in_two_stages(of), ordered, delivered)
    if found is not None:
        assert found == pytest.approx(recomputed(of, ordered, delivered), abs=NEAR)


def test_plans_of_the_drawn_kind_are_not_all_refused() -> None:
    of = case([area(requirement=[2, 2, 2])], [offer("o", most=3)], budget=[40, 40, 40], order_years=2, channels=[channel()],
              draws=3, P23="0.5", P20="0.5")  # fmt: skip
    ordered, delivered = np.array([[2.0, 0.0]]), np.array([[2.0, 0.0, 0.0]])
    found = objective(in_two_stages(of), ordered, delivered)
    assert found == pytest.approx(recomputed(of, ordered, delivered), abs=NEAR)


def test_the_plan_of_the_india_case_is_worth_the_same(india: Case, india_plan: Plan) -> None:
    of = in_two_stages(india)
    offers = {one.id: o for o, one in enumerate(india.offers)}
    ordered, delivered = np.zeros((len(offers), india.order_years)), np.zeros((len(offers), len(india.years)))
    for entries, into in ((india_plan.orders, ordered), (india_plan.deliveries, delivered)):
        for entry in entries:
            into[offers[entry.offer_id], india.years.index(entry.year)] = entry.units
    assert objective(of, ordered, delivered) == pytest.approx(india_plan.objective.total, abs=NEAR)


@given(cases())
def test_the_first_stage_and_the_extensive_form_allow_the_same_plans(of: Case) -> None:
    """The extensive form's best plan, and its fractional one, keep the rows and the bounds of the first stage."""
    numbers = figures(of, scenarios(of))
    model, stage = program(numbers), two_stage(numbers).problem.first
    for whole in (model, replace(model, integer=np.zeros_like(model.integer))):
        found = minimise(whole, Effort(gap=0.0)).values
        count = len(stage.cost) - numbers.horizon
        values = np.zeros(len(stage.cost))
        values[:count] = found[:count]
        carried = found[model.columns.carried.at]
        values[stage.outlay] = found[model.columns.payment.at] - np.concatenate([[0.0], carried[:-1]])
        used = stage.rows @ values
        assert (used >= stage.row_lower - NEAR).all()
        assert (used <= stage.row_upper + NEAR).all()
        assert (values >= stage.lower - NEAR).all()
        assert (values <= stage.upper + NEAR).all()


@given(cases())
def test_arrivals_of_all_scenarios_at_once_are_those_of_each(of: Case) -> None:
    drawn, rule = scenarios(of), rules(of)
    found = figures(of, drawn).arrival
    for s, future in enumerate(drawn):
        for o, one in enumerate(of.offers):
            assert found[s, o].tolist() == [arrival_year(one, t, o, future, rule) for t in range(len(of.years))]


def test_a_limit_on_what_happens_afterwards_is_refused() -> None:
    def bought(numbers: Figures, columns: Columns) -> Block:
        return replace(emergency_ceiling(numbers, columns), name="bought")

    of = case([area(requirement=[2, 2])], [offer("o")], budget=[40, 40], order_years=2, channels=[channel()])
    with pytest.raises(NotSeparableError, match="bought"):
        now(figures(of, scenarios(of)), (bought,))
    assert now(figures(of, scenarios(of)), LIMITS[:1]).count
