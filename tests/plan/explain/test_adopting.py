"""A better plan that a question comes upon takes the place of the one that is explained."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate, worth_of
from kautilya.plan.explain import adopting, explaining
from kautilya.plan.explain.adopting import At, Follower
from kautilya.plan.explain.explaining import Questions, explain, explained
from kautilya.plan.explain.loosening import more_money, with_parameters
from kautilya.plan.explain.restrictions import ordered
from kautilya.plan.explain.result import Explanation
from kautilya.plan.explain.searching import Search, search
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solve import solve
from tests.plan.explain.every_plan import best
from tests.plan.tiny import area, case, offer

EXACT = Effort(gap=0.0, max_nodes=100_000)
CASE = case(
    [area("a", requirement=[2, 2, 2])],
    [offer("first", most=2, unit_cost=5), offer("second", most=2, unit_cost=7), offer("worst", most=2, unit_cost=9)],
    budget=[20, 20, 20], order_years=1,
)  # fmt: skip
NEAR = 1e-6


@pytest.fixture(scope="module")
def poor() -> Plan:
    """A plan far from the best, as a search that was cut short would leave it, of another version than those found now."""
    without = (ordered("first", wanted=False), ordered("second", wanted=False))
    found = solve(CASE, effort=EXACT, also=without)
    return replace(found, effort=EXACT, bound=0.0, versions={**found.versions, "kautilya": "another"})


@pytest.mark.parametrize(
    "asked",
    [
        Questions(limits=False, alternatives=1, differ=0.31),
        Questions(limits=False, whys=(("worst", "first"),), probes=1),
        Questions(limits=False, frontiers=("cost",)),
        Questions(),
    ],
    ids=["next best", "why", "frontier", "prices"],
)
def test_whichever_question_comes_upon_a_better_plan_the_best_is_explained(poor: Plan, asked: Questions) -> None:
    assert poor.objective.total > best(CASE) + 0.1
    plan, found = explained(CASE, poor, asked, effort=EXACT)
    assert plan.objective.total == pytest.approx(best(CASE))
    assert plan.bound == pytest.approx(best(CASE))
    assert evaluate(CASE, plan, searched=True).feasible
    assert (found.value, found.bound, found.better) == (plan.objective.total, plan.bound, None)
    assert found.replaced[0] == poor.objective.total
    assert list(found.replaced) == sorted(found.replaced, reverse=True)
    assert plan.versions == poor.versions


def test_the_best_plan_is_explained_as_it_is() -> None:
    plan = solve(CASE, effort=EXACT)
    kept, found = explained(CASE, plan, Questions(alternatives=1, differ=0.31), effort=EXACT)
    assert kept is plan
    assert found.replaced == ()
    assert found.better is None


def test_a_plan_that_is_to_stay_is_explained_with_the_value_of_the_better_one(poor: Plan) -> None:
    found = explain(CASE, poor, Questions(limits=False, frontiers=("cost",)), effort=EXACT)
    assert found.value == poor.objective.total
    assert found.better == pytest.approx(best(CASE))


def test_without_end_no_plan_replaces_another(poor: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "ROUNDS", 0)
    plan, found = explained(CASE, poor, Questions(limits=False, frontiers=("cost",)), effort=EXACT)
    assert plan is poor
    assert found.better == pytest.approx(best(CASE))


def test_all_planning_anew_together_takes_no_longer_than_the_first_plan_was_given(
    poor: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, clock = list[float | None](), [0.0]

    def slow(_: Case, *, effort: Effort, start: Plan, **others: object) -> Plan:
        """Take 20 seconds, or the time that is left, and find a plan that is a little better."""
        assert others.keys() <= {"futures", "wants_stop"}
        assert effort.time_limit is not None
        given.append(effort.time_limit)
        clock[0] += min(20.0, effort.time_limit)
        total = poor.objective.total - 1e-3 * len(given)
        return replace(start, case_digest=poor.case_digest, objective=replace(poor.objective, total=total), effort=effort)

    monkeypatch.setattr(adopting, "solve", slow)
    monkeypatch.setattr(adopting, "perf_counter", lambda: clock[0])
    timed = replace(poor, effort=replace(EXACT, time_limit=30.0))
    plan, found = explained(CASE, timed, Questions(limits=False, frontiers=("cost",)), effort=EXACT)
    assert given[:3] == [30.0, 10.0, 0.0]
    assert set(given[3:]) == {0.0}
    assert clock[0] == 30.0
    assert len(found.replaced) > 3
    assert plan.effort == timed.effort
    assert plan.objective.total < poor.objective.total


def test_a_higher_bound_on_the_plan_before_is_kept(poor: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def rough(given: Case, *, effort: Effort, futures: Sequence[Scenario] | None, start: Plan, wants_stop: None) -> Plan:
        assert wants_stop is None
        return replace(solve(given, effort=effort, futures=futures, start=start), bound=0.0, gap=1.0)

    monkeypatch.setattr(adopting, "solve", rough)
    least = best(CASE)
    before = replace(poor, bound=least - 0.01)
    plan, found = explained(CASE, before, Questions(limits=False, alternatives=1, differ=0.31), effort=EXACT)
    assert plan.objective.total == pytest.approx(least)
    assert plan.bound == found.bound == before.bound
    assert plan.gap == pytest.approx(0.01 / least)


def test_next_best_plans_are_searched_from_the_plans_known(poor: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    starts = list[Plan]()

    def listening(effort: Effort, *, start: Plan, futures: Sequence[Scenario] | None, wants_stop: None) -> Search:
        again = search(effort, start=start, futures=futures, wants_stop=wants_stop)

        def noting(case: Case, also: Sequence[Limit] = (), start: Plan | None = start) -> Plan | None:
            starts.extend(() if start is None else (start,))
            return again(case, also, start)

        return noting

    monkeypatch.setattr(adopting, "search", listening)
    explained(CASE, poor, Questions(limits=False, alternatives=1, differ=0.31), effort=EXACT)
    assert starts[-1].orders == poor.orders


def test_a_better_plan_is_handed_on_before_the_questions_go_on(poor: Plan) -> None:
    told, adopted = list[At](), list[tuple[int, Plan]]()
    by = Follower(told=told.append, adopted=lambda one: adopted.append((len(told), one)))
    plan, found = explained(CASE, poor, Questions(limits=False, frontiers=("cost",)), effort=EXACT, by=by)
    assert adopted[-1][1] is plan
    assert [one.objective.total for _, one in adopted] == [*found.replaced[1:], plan.objective.total]
    assert all(0 < searches < len(told) for searches, _ in adopted)


BOTH = Questions(limits=True, alternatives=1, differ=0.31, whys=(("first", "worst"),))
IN_ORDER = ("the next-best plans", "why first and not worst", "what each limit costs")


@pytest.mark.parametrize("question", [1, 2, 3])
def test_questions_that_are_broken_off_leave_the_answers_before_them(question: int) -> None:
    plan, at = solve(CASE, effort=EXACT), list[At]()
    by = Follower(told=at.append, wants_stop=lambda: at[-1].question == question and at[-1].search > 1 - (question == 1))
    kept, found = explained(CASE, plan, BOTH, effort=EXACT, by=by)
    assert kept is plan
    assert found.unanswered == tuple(f"{one} (broken off)" for one in IN_ORDER[question - 1 :])
    whole = explain(CASE, plan, BOTH, effort=EXACT)
    assert found.alternatives == (whole.alternatives if question > 1 else ())
    assert found.whys == (whole.whys if question > 2 else ())
    assert found.prices == ()
    assert (found.value, found.terms, whole.unanswered) == (whole.value, whole.terms, ())
    assert codec.read(Explanation, codec.write(found), "answers") == found
    assert "unanswered" not in codec.write(whole)


def test_a_better_plan_that_breaking_off_leaves_is_explained(poor: Plan) -> None:
    adopted = list[Plan]()
    by = Follower(told=lambda _: None, adopted=adopted.append, wants_stop=lambda: bool(adopted))
    plan, found = explained(CASE, poor, Questions(limits=False, frontiers=("cost",)), effort=EXACT, by=by)
    assert adopted == [plan]
    assert (found.value, found.replaced) == (plan.objective.total, (poor.objective.total,))
    assert found.unanswered == ("points against cost (broken off)",)


CAPPED = case(
    [area("a", requirement=[2, 2])],
    [offer("foreign", origins=("FRA",), counterparty="FRA", unit_cost=4), offer("own", unit_cost=9)],
    budget=[10, 10], order_years=2, P06="0.4", P07="1", P09="0.1",
)  # fmt: skip


@pytest.mark.parametrize(
    "loose", [with_parameters(CAPPED, {"P06": "1"}), more_money(CAPPED, 2.0)], ids=["no cap", "more money"]
)
def test_a_plan_of_a_looser_case_is_worth_nothing_in_a_case_whose_limits_it_breaks(loose: Case) -> None:
    plan = solve(loose, effort=EXACT)
    assert worth_of(loose, scenarios(loose), plan) == pytest.approx(plan.objective.total, abs=NEAR)
    assert worth_of(CAPPED, scenarios(CAPPED), plan) == float("inf")


def test_each_search_is_told_with_its_question_and_how_many_it_can_take() -> None:
    told = list[At]()
    asked = Questions(alternatives=1, differ=0.31, whys=(("first", "worst"), ("second", "worst")), frontiers=("cost",))
    found = explain(CASE, solve(CASE, effort=EXACT), asked, effort=EXACT, told=told.append)
    assert list(dict.fromkeys(at.doing for at in told)) == [
        "the next-best plans", "why first and not worst", "why second and not worst", "points against cost",
        "what each limit costs",
    ]  # fmt: skip
    assert [at.question for at in told] == sorted(at.question for at in told)
    assert {at.questions for at in told} == {5}
    assert [at.searches for at in told] == list(range(found.searches))
    for at, following in pairwise(told):
        assert following.search == (at.search + 1 if following.question == at.question else 1)
    assert all(at.search <= at.at_most for at in told if at.at_most is not None)
    assert {at.at_most is None for at in told if at.doing.startswith("why")} == {False}
