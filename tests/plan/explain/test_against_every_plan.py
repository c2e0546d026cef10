"""Prices, alternatives, rivals and frontiers of tiny cases against looking at every plan."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.explain.alternatives import next_best, order_money
from kautilya.plan.explain.frontiers import frontier
from kautilya.plan.explain.loosening import loosened, more_money
from kautilya.plan.explain.prices import prices, terms
from kautilya.plan.explain.restrictions import ordered
from kautilya.plan.explain.rivals import why
from kautilya.plan.explain.searching import gain, search
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import solve
from tests.plan.drawn import cases
from tests.plan.explain.every_plan import Tried, best, every_plan
from tests.plan.tiny import area, case, offer

EXACT = Effort(gap=0.0, max_nodes=100_000)
ROUGH = Effort(gap=0.3, max_nodes=1)
NEAR = 1e-6
FEW = settings(max_examples=20, deadline=None)


def near(interval: Interval | None, value: float) -> bool:
    return interval is not None and interval.low - NEAR <= value <= interval.high + NEAR


@pytest.mark.parametrize("effort", [EXACT, ROUGH])
@given(cases(most_offers=2))
@FEW
def test_the_gain_of_a_looser_limit_lies_in_its_interval_however_rough_the_search(effort: Effort, drawn: Case) -> None:
    plan, again = solve(drawn, effort=effort), search(effort)
    here = best(drawn)
    for loose in loosened(drawn):
        if any(one.max_quantity is None for one in loose.case.offers):
            continue  # trying every plan needs a most
        found = again(loose.case)
        assert found is not None
        there = best(loose.case)
        assert there <= here + NEAR
        assert near(gain(plan, found), here - there)


def test_a_cap_that_forbids_the_better_offer_has_its_price_and_a_slack_one_costs_nothing() -> None:
    given_case = case(
        [area("a", requirement=[2, 2])],
        [offer("foreign", origins=("FRA",), counterparty="FRA", unit_cost=4), offer("own", unit_cost=9)],
        budget=[10, 10], order_years=2, P06="0.4", P07="1", P09="0.1",
    )  # fmt: skip
    plan = solve(given_case, effort=EXACT)
    by_change = {price.change: price for price in prices(given_case, plan, search(EXACT))}
    cap, slack = by_change["no cap on a foreign design origin"], by_change["no floor of indigenous content"]
    without = replace(given_case, parameters=tuple(
        replace(one, value="1") if one.id == "P06" else one for one in given_case.parameters))  # fmt: skip
    assert near(cap.gain, best(given_case) - best(without))
    assert cap.gain.low > 1
    assert slack.gain.high < NEAR


@given(cases(most_offers=2))
@FEW
def test_more_money_helps_and_neither_the_reserve_nor_the_weight_of_a_rupee_moves(drawn: Case) -> None:
    more = more_money(drawn, 0.5)
    assert best(more) <= best(drawn) + NEAR


@given(cases(most_offers=3, most_units=1))
@FEW
def test_no_plan_that_gives_up_so_much_is_better_than_the_next_best(drawn: Case) -> None:
    plan = solve(drawn, effort=EXACT)
    money = order_money(drawn, plan)
    assume(money)
    share = 0.31  # no sum of the drawn costs divides so
    found = next_best(drawn, plan, search(EXACT), 2, differ=share)
    tried = [one for one in every_plan(drawn) if _given_up(money, one) >= share]
    assert len(found) >= (len(tried) > 0)
    if found:
        assert abs(found[0].value - min(one.worth for one in tried)) <= NEAR
        assert found[0].given_up >= share
        assert near(found[0].worse, found[0].value - plan.objective.total)
    if len(found) == 2:
        assert found[1].value >= found[0].value - NEAR
        assert [one.moved for one in found[:1]] != [one.moved for one in found[1:]]


def test_a_poor_search_is_continued_from_the_better_plan_and_each_row_tells_of_its_own_plan() -> None:
    plan, exact, starts = solve(THREE, effort=EXACT), search(EXACT), list[Plan | None]()

    def poor(case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:
        starts.append(start)
        first = len(starts) == 1
        found = exact(case, (*also, ordered("worst", wanted=True)) if first else also, start)
        return replace(found, bound=plan.bound) if first and found is not None else found

    found = next_best(THREE, plan, poor, 2, differ=0.31)
    assert len(found) == 2
    assert starts[2] is not None  # the first search, continued
    for one in found:
        assert abs(one.worse.low - (one.value - plan.objective.total)) <= NEAR
        assert abs(one.worse.high - (one.value - plan.bound)) <= NEAR
        assert one.best.low <= one.best.high <= one.value
    assert found[0].value <= found[1].value
    tried = [one for one in every_plan(THREE) if _given_up(order_money(THREE, plan), one) >= 0.31]
    assert abs(found[0].value - min(one.worth for one in tried)) <= NEAR


def _given_up(money: dict[str, float] | object, one: Tried) -> float:
    assert isinstance(money, dict)
    return sum(cost for name, cost in money.items() if not one.units[name]) / sum(money.values())


THREE = case(
    [area("a", requirement=[2, 2, 2])],
    [offer("first", most=2, unit_cost=5), offer("second", most=2, unit_cost=7), offer("worst", most=2, unit_cost=9)],
    budget=[20, 20, 20], order_years=1,
)  # fmt: skip
RIVALS = case(
    [area("a", requirement=[1, 2, 2]), area("b", requirement=[1, 1, 1])],
    [
        offer("chosen", most=2, unit_cost=6),
        offer("rival", origins=("FRA",), counterparty="FRA", most=2, unit_cost=8, late=(0.5, 12.0)),
        offer("other", "b", most=1, unit_cost=5),
    ],
    budget=[12, 12, 4], order_years=2, draws=3, seed=4,
)  # fmt: skip


def test_the_four_plans_with_and_without_two_offers_are_the_best_of_their_kind() -> None:
    found = why(RIVALS, solve(RIVALS, effort=EXACT), "chosen", "rival", search(EXACT), probes=1)
    for interval, chosen, rival in (
        (found.alone, True, False), (found.instead, False, True), (found.both, True, True), (found.neither, False, False),
    ):  # fmt: skip
        assert near(interval, _best_of(RIVALS, chosen=chosen, rival=rival))


def test_a_search_begins_with_the_best_known_plan_that_has_and_has_not_the_same_offers() -> None:
    exact, starts = search(EXACT), list[Plan | None]()
    plan = solve(RIVALS, effort=EXACT)
    limits = (ordered("chosen", wanted=False), ordered("rival", wanted=True))
    kinds = (solve(RIVALS, effort=EXACT, also=(*limits, ordered("other", wanted=wanted))) for wanted in (True, False))
    better, worse = sorted(kinds, key=lambda one: one.objective.total)
    assert better.objective.total < worse.objective.total

    def watched(case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:
        starts.append(start)
        return exact(case, also, start)

    why(RIVALS, plan, "chosen", "rival", watched, probes=0, known=[worse, better])
    assert better in starts
    assert worse not in starts


def _best_of(given_case: Case, *, chosen: bool, rival: bool) -> float:
    wanted = (chosen, rival)
    tried = (one for one in every_plan(given_case) if (one.units["chosen"] > 0, one.units["rival"] > 0) == wanted)
    return min((one.worth for one in tried), default=math.inf)


def _moved(offer_id: str, field: str, change: float, *, factor: bool) -> Case:
    def one(given_offer: object) -> object:
        value = getattr(given_offer, field)
        return replace(given_offer, **{field: replace(value, value=value.value * change if factor else change)})  # type: ignore[type-var]

    offers = tuple(one(o) if o.id == offer_id else o for o in RIVALS.offers)
    return replace(RIVALS, offers=offers)  # type: ignore[arg-type]


def test_a_flip_of_a_price_lies_where_trying_every_plan_puts_it() -> None:
    found = why(RIVALS, solve(RIVALS, effort=EXACT), "chosen", "rival", search(EXACT), probes=7)
    assert found.costs is not None
    assert found.costs.low > 0
    flips = {(flip.offer_id, flip.lever): flip for flip in found.flips}
    dearer = flips["chosen", "price"]
    assert dearer.flipped_from is not None
    assert dearer.flipped_from - dearer.kept_to < 0.1
    for factor, stands in ((dearer.kept_to, True), (dearer.flipped_from, False)):
        moved = _moved("chosen", "unit_cost", factor, factor=True)
        better = _best_of(moved, chosen=True, rival=False) < _best_of(moved, chosen=False, rival=True)
        assert better == stands
    assert flips["rival", "risk"].searches == 2
    assert ("chosen", "risk") not in flips


def test_a_rough_search_says_between_and_never_the_wrong_side() -> None:
    exact = why(RIVALS, solve(RIVALS, effort=EXACT), "chosen", "rival", search(EXACT), probes=9)
    rough = why(RIVALS, solve(RIVALS, effort=ROUGH), "chosen", "rival", search(ROUGH), probes=5)
    by_lever = {(flip.offer_id, flip.lever): flip for flip in exact.flips}
    for flip in rough.flips:
        sharp = by_lever[flip.offer_id, flip.lever]
        if flip.lever == "price" and sharp.flipped_from is not None:
            assert abs(flip.kept_to - 1) <= abs(sharp.flipped_from - 1)
            assert flip.flipped_from is None or abs(flip.flipped_from - 1) >= abs(sharp.kept_to - 1)


@given(cases(most_offers=2))
@FEW
def test_the_best_plan_of_a_spending_is_on_the_frontier(drawn: Case) -> None:
    plan = solve(drawn, effort=EXACT)
    paid = sum(year.payments for year in plan.years)
    shares = (0.0, 0.47, 1.0)
    for share, point in zip(shares, frontier("cost", drawn, plan, search(EXACT), shares).points, strict=True):
        most = share * paid + NEAR
        assert point.value is not None
        assert abs(point.value - min(one.worth for one in every_plan(drawn) if one.paid <= most)) <= NEAR
        assert point.reached is not None
        assert point.reached <= most


def test_where_a_demand_asks_nothing_new_no_point_is_worse_than_the_plan_however_rough_the_search() -> None:
    plan = solve(RIVALS, effort=EXACT)
    poor = replace(solve(RIVALS, effort=EXACT, also=(ordered("chosen", wanted=False),)), bound=0.0)
    paid = sum(year.payments for year in plan.years)
    starts: list[Plan | None] = []

    def lazy(case: Case, also: Sequence[Limit] = (), start: Plan | None = None) -> Plan | None:
        del case, also
        starts.append(start)
        return poor if start is None else start

    last = frontier("cost", RIVALS, plan, lazy, (0.0, 1.0)).points[-1]
    assert last.value == plan.objective.total
    assert last.at == paid
    assert starts[-1] is plan
    known = frontier("cost", RIVALS, poor, lazy, (2.0,), known=[plan]).points[-1]
    assert known.value == plan.objective.total


@given(cases(most_offers=2))
@FEW
def test_the_terms_add_up_to_the_objective(drawn: Case) -> None:
    plan = solve(drawn, effort=EXACT)
    assert abs(sum(term.weight * term.points for term in terms(plan)) - plan.objective.total) <= NEAR


@given(cases(most_offers=3, most_units=1))
@FEW
def test_the_order_of_offers_and_areas_changes_nothing_and_one_offer_less_never_helps(drawn: Case) -> None:
    turned = replace(drawn, offers=drawn.offers[::-1], areas=drawn.areas[::-1])
    value = solve(drawn, effort=EXACT).objective.total
    assert abs(solve(turned, effort=EXACT).objective.total - value) <= NEAR
    fewer = solve(replace(drawn, offers=drawn.offers[1:] or drawn.offers), effort=EXACT)
    assert fewer.objective.total >= value - NEAR


def test_what_no_plan_can_keep_is_no_plan() -> None:
    both = (ordered("chosen", wanted=True), ordered("chosen", wanted=False))
    assert search(EXACT)(RIVALS, both) is None
