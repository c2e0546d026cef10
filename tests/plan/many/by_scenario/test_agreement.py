"""A linear programme per scenario against the extensive form: values of points, cuts, bounds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kautilya.plan.decomposition import master
from kautilya.plan.decomposition.bounding import admissible, balanced, safe_bound
from kautilya.plan.figures import Figures, Floats, figures
from kautilya.plan.many.by_scenario.problem import ByScenario, by_scenario
from kautilya.plan.many.by_scenario.relaxation import Relaxation, judged, step
from kautilya.plan.many.by_scenario.tangents import part_cuts, possible, tangents, whole_cut
from kautilya.plan.many.relaxation import boxed, linear
from kautilya.plan.model import LIMITS, Program, program
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solver import Stop, minimise
from tests.plan.many.by_scenario.limits import (
    Tied,
    loss_at_most,
    purchases_follow_orders,
    second_no_worse_than_first,
    tied,
)
from tests.plan.many.test_search import GIVEN
from tests.plan.tiny import area, case, offer

NEAR = 1e-6
EXACT = Effort(gap=0.0, max_nodes=100_000)
SOME = settings(max_examples=40, deadline=None)


def extensive(drawn: Tied) -> tuple[Figures, Program]:
    numbers = figures(drawn.case, drawn.futures)
    return numbers, program(numbers, (*LIMITS, *drawn.also))


def with_first_stage(model: Program, values: Floats) -> Program:
    """The linear programme in which all that is decided now is fixed."""
    count = model.columns.decided
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[:count] = upper[:count] = values[:count]
    return replace(model, lower=lower, upper=upper, integer=np.zeros_like(model.integer))


def whole_point(of: ByScenario, seed: int) -> Floats:
    """Random whole decisions, also such as break limits on decisions: cuts must hold there too."""
    rng, first = np.random.default_rng(seed), of.now.stage
    values = rng.integers(0, 3, len(first.cost)).astype(np.float64)
    return np.clip(values, first.lower, first.upper)


def loosened(model: Program, of: ByScenario) -> Program:
    """The extensive form without the limits on decisions, which random points break."""
    early = {block.name for block in of.now.model.blocks}
    lower, upper, first = model.row_lower.copy(), model.row_upper.copy(), 0
    for block in model.blocks:
        if block.name in early:
            lower[first : first + block.size], upper[first : first + block.size] = -np.inf, np.inf
        first += block.size
    return replace(model, row_lower=lower, row_upper=upper)


def losses_of(of: ByScenario, values: Floats) -> Floats:
    """The loss by part and scenario at a point, from the programmes' values."""
    apart, found = of.scenarios.apart, judged(of.scenarios, values).answers
    by = np.zeros((apart.parts, len(found.losses)))
    np.add.at(by, (apart.part_of, apart.scenario_of), apart.cost * found.taken)
    return by


def best_of(found: Relaxation, passes: int) -> None:
    for _ in range(passes):
        if found.gap < NEAR / 10 or not step(found, vertex=True):
            return


@given(tied(), st.integers(0, 1000))
@SOME
def test_a_point_is_worth_what_the_extensive_form_says(drawn: Tied, seed: int) -> None:
    numbers, model = extensive(drawn)
    of = by_scenario(numbers, drawn.also)
    values = whole_point(of, seed)
    right = minimise(with_first_stage(loosened(model, of), values), EXACT)
    found = judged(of.scenarios, values)
    assert found.answers.broken.any() == (right.stop is Stop.INFEASIBLE)
    if right.stop is not Stop.INFEASIBLE:
        assert found.objective == pytest.approx(right.objective, rel=NEAR, abs=NEAR)


@given(tied())
@SOME
def test_the_relaxation_is_that_of_the_extensive_form(drawn: Tied) -> None:
    numbers, model = extensive(drawn)
    right = minimise(replace(model, integer=np.zeros_like(model.integer)), EXACT)
    assume(right.stop is not Stop.INFEASIBLE)
    state = by_scenario(numbers, drawn.also).begin(None)
    best_of(state, 80)
    assert state.bound <= right.objective + NEAR
    assert state.bound == pytest.approx(right.objective, rel=NEAR, abs=NEAR)
    assert state.best.objective == pytest.approx(right.objective, rel=NEAR, abs=NEAR)


def test_the_relaxation_is_met_where_points_just_leave_a_scenario_without_an_answer() -> None:
    """The master's points keep a cut but for its room for rounding, which is too little for an answer."""
    areas = [area(name, requirement=[1, 1, 1]) for name in "abc"]
    of = case(areas, [offer("o", most=1, max_rate=1, unit_cost=4)], budget=[4, 4, 4], order_years=2, P03="0")
    drawn = Tied(of, [loss_at_most(90.0)], uneven=False)
    numbers, model = extensive(drawn)
    right = minimise(replace(model, integer=np.zeros_like(model.integer)), EXACT).objective
    state = by_scenario(numbers, drawn.also).begin(None)
    best_of(state, 20)
    assert state.bound == pytest.approx(right, rel=NEAR)
    assert state.best.objective == pytest.approx(right, rel=NEAR)


@given(tied(), st.integers(0, 1000), st.floats(0, 1))
@SOME
def test_cuts_hold_at_whole_plans_whatever_the_prices(drawn: Tied, seed: int, spoiled: float) -> None:
    """Prices as the solver gives them, and ones that are off by anything, of the wrong sign too."""
    of = by_scenario(figures(drawn.case, drawn.futures), drawn.also)
    at, rng = of.scenarios, np.random.default_rng(seed)
    found = judged(at, whole_point(of, seed))
    noise = spoiled * rng.normal(size=len(found.answers.price))
    answers = found.answers
    wrong = replace(
        answers,
        price=answers.price * (1 + noise) + 0.01 * noise,
        missing=answers.missing * (1 + noise) + 0.01 * noise * answers.broken[at.apart.scenario],
    )
    told = tangents(at.apart, at.most, wrong)
    part = list(part_cuts(at.apart, told, found.weight, len(at.first.cost) + np.arange(at.apart.parts)))
    other = whole_point(of, seed + 1)
    exact = judged(at, other)
    cuts = list(possible(at.apart, told, found.values))
    if not exact.answers.broken.any():
        losses = losses_of(of, other)
        point = np.concatenate([other, losses @ found.weight, [exact.objective - at.first.cost @ other]])
        assert whole_cut(at.apart, told, found.weight, at.total).slack(point) >= -1e-9
        assert all(cut.slack(point) >= -1e-9 for cut in [*part, *cuts])
    if not spoiled and found.answers.broken.any():
        assert cuts


@given(tied(), st.integers(0, 1000), st.floats(0, 10))
@SOME
def test_no_spoiled_price_lifts_the_bound_above_a_plan(drawn: Tied, seed: int, spoiled: float) -> None:
    numbers, model = extensive(drawn)
    best = minimise(model, EXACT)
    assume(best.stop is not Stop.INFEASIBLE)
    state = by_scenario(numbers, drawn.also).begin(None)
    best_of(state, 3)
    whole = state.program()
    answer = linear(whole, vertex=True)
    assume(answer is not None)
    assert answer is not None
    noise = spoiled * np.random.default_rng(seed).normal(size=len(answer[1]))
    price = admissible(whole, answer[1] * (1 + noise) + 0.01 * noise)
    bound = safe_bound(boxed(state.of.first), whole, balanced(state.on_losses, price, state.of.total))
    assert bound <= best.objective + NEAR
    assert state.bound <= best.objective + NEAR


@pytest.mark.parametrize("seed", range(40))
def test_cuts_hold_whatever_the_signs_of_prices(seed: int) -> None:
    """Prices of a few rows drawn at random, of either sign, where limits of a user tie all that happens."""
    of = by_scenario(figures(GIVEN, scenarios(GIVEN)), [purchases_follow_orders, second_no_worse_than_first(1.5)])
    at, rng = of.scenarios, np.random.default_rng(seed)
    found = judged(at, whole_point(of, seed))
    size = float(np.abs(found.answers.price).max())
    drawn = rng.choice([0.0, 0.3, -0.3], p=[0.9, 0.05, 0.05], size=len(found.answers.price))
    wrong = replace(found.answers, price=drawn * size)
    told = tangents(at.apart, at.most, wrong)
    other = whole_point(of, seed + 1)
    exact = judged(at, other)
    assert not exact.answers.broken.any()
    point = np.concatenate([other, losses_of(of, other) @ found.weight, [exact.objective - at.first.cost @ other]])
    part = part_cuts(at.apart, told, found.weight, len(at.first.cost) + np.arange(at.apart.parts))
    assert all(cut.slack(point) >= -1e-9 for cut in [*part, whole_cut(at.apart, told, found.weight, at.total)])


@pytest.mark.parametrize("limit", ["emergency_reserve", "shortfall", "overspend", "purchases_follow_orders"])
def test_prices_of_the_wrong_sign_promise_nothing(limit: str) -> None:
    of = by_scenario(figures(GIVEN, scenarios(GIVEN)), [purchases_follow_orders])
    at, names = of.scenarios, np.repeat([block.name for block in of.rows.blocks], [block.size for block in of.rows.blocks])
    found = judged(at, np.zeros(len(at.first.cost)))
    wrong = np.where(np.isfinite(at.apart.lower), -1.0, 1.0) * (names[at.apart.row] == limit)
    assert wrong.any()
    told = tangents(at.apart, at.most, replace(found.answers, price=wrong))
    assert not told.price.any()
    assert (told.constant <= 0).all()


@pytest.mark.parametrize("seed", range(10))
def test_a_row_without_which_a_scenario_has_no_answer_just_holds_where_it_just_has_one(seed: int) -> None:
    drawn = scenarios(GIVEN)
    free = by_scenario(figures(GIVEN, drawn))
    kept = np.clip(whole_point(free, seed) + 1, 0, free.now.stage.upper)
    most = float(judged(free.scenarios, kept).answers.losses.max())
    of = by_scenario(figures(GIVEN, drawn), [loss_at_most(most)])
    missing = kept * (1 - 1e-3)
    found = of.worth(missing)
    assert found.answers.broken.any()
    assert not of.worth(kept * (1 + 1e-6)).answers.broken.any()
    slack = [cut.slack(kept) for cut in of.possible]
    assert min(slack) >= -1e-6
    assert min(slack) <= 1e-3
    (needed,) = of.needed()
    rows = needed(of.numbers, of.rows.layout)
    used = np.bincount(rows.row, rows.value * missing[rows.column], rows.size)
    assert (used < rows.lower).any()


def test_a_point_that_is_judged_again_adds_no_row_twice() -> None:
    of = by_scenario(figures(GIVEN, scenarios(GIVEN)), [loss_at_most(0.5)])
    nothing = np.zeros(len(of.now.stage.cost))
    of.worth(nothing)
    known = [(row.columns.tolist(), row.values.tolist(), row.least) for row in of.possible]
    assert known
    state = of.begin(None)
    of.worth(nothing)
    assert [(row.columns.tolist(), row.values.tolist(), row.least) for row in state.possible] == known
    assert state.possible is of.possible


def test_the_bound_has_room_for_the_rounding_of_its_sums() -> None:
    """Two columns of no cost in [0, 10] that are equal and at least 5: the least value is 0, and 1e16 + 1 - 1e16 hides it."""
    rows = csr_array(np.array([[1.0, -1.0], [1.0, 0.0], [-1.0, 1.0]]))
    given = master.Program(
        cost=np.zeros(2), lower=np.zeros(2), upper=np.full(2, 10.0), integer=np.zeros(2, dtype=np.int64), rows=rows,
        row_lower=np.array([0.0, 5.0, 0.0]), row_upper=np.full(3, np.inf), base_rows=3,
    )  # fmt: skip
    first = boxed(by_scenario(figures(GIVEN, scenarios(GIVEN))).now.stage)
    price = np.array([1e16, 1.0, 1e16])
    assert not (given.cost - rows.T @ price).any()
    assert safe_bound(first, given, price) <= 0
