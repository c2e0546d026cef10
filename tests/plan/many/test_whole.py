"""Whole-number programmes over cuts, and plans changed by single units: against looking at every plan."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.plan.case import Case
from kautilya.plan.decomposition import effort as pace
from kautilya.plan.decomposition import master
from kautilya.plan.figures import Floats, figures
from kautilya.plan.goals import Goal
from kautilya.plan.many import trimming
from kautilya.plan.many.cheapest import Search, paid
from kautilya.plan.many.nearby import nearby
from kautilya.plan.many.problem import TwoStage, two_stage
from kautilya.plan.many.relaxation import begin, step
from kautilya.plan.many.rounding import delivered
from kautilya.plan.many.search import values_of
from kautilya.plan.many.whole import programme, slip, started_as
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import solve
from tests.plan.drawn import cases
from tests.plan.explain.every_plan import every_plan
from tests.plan.test_lexicographic import need
from tests.plan.tiny import area, case, offer

NEAR = 1e-6
PRICED = (("dear", 9), ("cheap", 3))
WORK = master.Work(seconds=np.inf, nodes=10_000, gap=0.0)


def of_need(given: Case) -> TwoStage:
    return two_stage(figures(given, scenarios(given)), (), Goal.NEED)


def never() -> bool:
    return False


@pytest.mark.parametrize("starts_alone", [True, False])
@given(cases(most_offers=2), st.sampled_from([0.2, 0.6, 1.0]), st.sampled_from([0.1, 10.0, 1000.0]))
@settings(max_examples=20, deadline=None)
def test_no_plan_that_keeps_the_need_pays_less_than_is_proved(
    starts_alone: bool, drawn: Case, part: float, dear: float
) -> None:
    two = of_need(drawn)
    tried = [(need(drawn, one), one.paid) for one in every_plan(drawn)]
    least, most = min(points for points, _ in tried), max(points for points, _ in tried)
    allowed = least + part * (most - least)
    state = begin(two.problem)
    for _ in range(3):
        step(state)
    near = np.array([state.best.values])
    whole = two.problem.first.opened.ravel() if starts_alone else None
    given_programme = programme(two, state, allowed, dear, near, whole)
    proved, values = master.least(given_programme, 1.0, WORK)
    cheapest = min(paid for points, paid in tried if points <= allowed + NEAR)
    assert proved - slip(given_programme, dear, len(state.largest)) <= cheapest + NEAR
    assert values is not None
    kept = started_as(two, given_programme, values[:-1])
    starts = np.rint(values[two.now.model.columns.started.at])
    assert (kept.upper[two.now.model.columns.ordered.at][starts == 0] == 0).all()


@given(cases(), st.sampled_from([0.1, 0.5, 1.0]))
@settings(max_examples=20, deadline=None)
def test_units_are_added_until_the_need_is_kept_and_taken_away_as_long_as_it_is(drawn: Case, part: float) -> None:
    few = replace(drawn, scenarios=5)
    two = of_need(few)
    full = trimming.whole_point(two, values_of(two, solve(few)))
    nothing = trimming.whole_point(two, _none(two))
    assert full is not None
    if nothing is None:  # a target or a floor forbids it
        return
    allowed = full.objective + part * max(0.0, nothing.objective - full.objective)
    fewer = trimming.trimmed(two, full, allowed, never)
    assert fewer.objective <= max(allowed, full.objective) + NEAR
    payment = two.now.model.columns.payment.at
    assert fewer.values[payment].sum() <= full.values[payment].sum() + NEAR
    assert (fewer.values[two.now.model.columns.ordered.at] <= full.values[two.now.model.columns.ordered.at]).all()
    again = trimming.mended(two, fewer, full.objective, never)
    assert again is None or again.objective <= full.objective


def test_what_is_not_missed_is_taken_away_and_given_back_where_it_is() -> None:
    own = offer("own", unit_cost=3, min_lot=2)
    given = case([area("a", requirement=[2, 4, 6])], [own], budget=[20, 20, 20], order_years=3, P06="1", P09="0")
    two = of_need(given)
    payment = two.now.model.columns.payment.at
    full, nothing = (trimming.whole_point(two, values) for values in (values_of(two, solve(given)), _none(two)))
    assert full is not None
    assert nothing is not None
    half = (full.objective + nothing.objective) / 2
    fewer = trimming.trimmed(two, full, half, never)
    assert full.objective < fewer.objective <= half
    assert fewer.values[payment].sum() < full.values[payment].sum()
    again = trimming.mended(two, nothing, half, never)
    assert again is not None
    assert again.objective <= half
    assert trimming.trimmed(two, full, half, lambda: True) is full
    assert trimming.mended(two, nothing, half, lambda: True) is None


def test_what_costs_nothing_is_ordered_first() -> None:
    offers = [offer("own", unit_cost=3), offer("gift", unit_cost=0, fixed_cost=0)]
    given = case([area("a", requirement=[1, 1])], offers, budget=[20, 20], order_years=2, P06="1", P09="0")
    two = of_need(given)
    nothing = trimming.whole_point(two, _none(two))
    assert nothing is not None
    again = trimming.mended(two, nothing, nothing.objective * 0.9, never)
    assert again is not None
    assert again.values[two.now.model.columns.ordered.at][:, -1].tolist() == [0.0, 1.0]


def _none(two: TwoStage) -> Floats:
    return np.zeros(len(two.problem.first.cost))


def test_where_no_unit_can_be_spared_what_some_areas_order_is_searched_anew() -> None:
    """The dear offer of each area is replaced by the cheap one, which no single unit more or fewer does."""
    names = "abcdefgh"
    offers = [offer(f"{kind}-{name}", name, unit_cost=cost, fixed_cost=0) for name in names for kind, cost in PRICED]
    given = case(
        [area(name, requirement=[2, 2]) for name in names], offers, budget=[1000, 1000], order_years=2, P06="1", P09="0"
    )
    two = of_need(given)
    values = _none(two)
    at = two.now.model.columns
    for o, one in enumerate(two.numbers.case.offers):
        if one.id.startswith("dear"):
            values[at.ordered.at[o]] = 2
            values[at.delivered.at[o]] = delivered(two.numbers, o, values[at.ordered.at[o]])
    dear = trimming.whole_point(two, values)
    assert dear is not None
    assert trimming.trimmed(two, dear, dear.objective, never) is dear
    state = begin(two.problem, dear)
    watch = pace.Watch(pace.Effort(gap=0.0, time_limit=None, work=10_000), None, never)
    search = Search(
        two, lambda numbers: two_stage(numbers, (), Goal.NEED), scenarios(given), dear.objective, Effort(), (), watch, dear,
        paid(two, dear), dear.values,
    )  # fmt: skip
    nearby(two, search, state, 1e4)
    assert search.best.objective <= dear.objective + NEAR
    assert search.cost == pytest.approx(paid(two, dear) * 3 / 9)
    assert sum(search.best.values[at.ordered.at[o, -1]] for o in range(0, len(offers), 2)) == 0
