"""The plan of the India case."""

from dataclasses import replace
from pathlib import Path

import highspy
import pytest

from kautilya.plan.case import Case
from kautilya.plan.codec import write as to_json
from kautilya.plan.evaluate import evaluate
from kautilya.plan.export import write_model
from kautilya.plan.result import Plan, Progress
from kautilya.plan.rules import rules
from kautilya.plan.solve import solve
from kautilya.register.claim import Mark


def test_the_plan_is_certified_to_one_per_cent_and_sound(india: Case, india_plan: Plan) -> None:
    assert india_plan.gap <= 0.01
    assert evaluate(india, india_plan).violations == ()


def test_an_independent_solve_of_the_exported_file_agrees_within_both_gaps(
    india: Case, india_plan: Plan, tmp_path: Path
) -> None:
    write_model(india, tmp_path / "india.mps")
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {"output_flag": False, "mip_rel_gap": 0.01, "random_seed": 7, "threads": 1}.items():
        highs.setOptionValue(option, value)
    highs.readModel(str(tmp_path / "india.mps"))
    highs.run()
    info = highs.getInfo()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    assert info.mip_dual_bound <= india_plan.objective.total + 1e-6
    assert india_plan.bound <= info.objective_function_value + 1e-6


def test_no_foreign_supplier_exceeds_its_cap_in_any_window(india: Case, india_plan: Plan) -> None:
    rule = rules(india)
    caps = {"counterparty": rule.counterparty_cap, "design origin": rule.origin_cap}
    foreign = [money for money in india_plan.money if money.partner != india.home]
    assert len(foreign) > 5
    assert all(money.largest_window_share <= caps[money.by] + 1e-6 for money in foreign)


def test_shares_by_counterparty_and_by_design_origin_differ(india_plan: Plan) -> None:
    share = {(money.by, money.partner): money.share for money in india_plan.money}
    assert share["counterparty", "IND"] > share["design origin", "IND"] + 0.05
    assert ("design origin", "DEU") in share
    assert ("counterparty", "DEU") not in share


def test_need_after_the_last_order_year_makes_the_plan_buy_submarines_and_minehunters(india: Case, india_plan: Plan) -> None:
    bought = {india.offer(order.offer_id).area_id for order in india_plan.orders}
    assert {"submarine", "mcmv", "fighter"} <= bought


def test_without_terminal_years_minehunters_are_not_bought(india: Case) -> None:
    ten = india.order_years
    areas = tuple(replace(area, requirement=area.requirement[:ten], holding=area.holding[:ten]) for area in india.areas)
    short = replace(india, years=india.years[:ten], areas=areas, budget=india.budget[:ten])
    plan = solve(short)
    assert "mcmv" not in {short.offer(order.offer_id).area_id for order in plan.orders}


def test_every_result_is_marked_by_its_weakest_input(india_plan: Plan) -> None:
    assert set(india_plan.marks.results.values()) == {Mark.ASSUMED}
    assert sum(india_plan.marks.own.values()) == pytest.approx(1)


def test_binding_limits_have_names_places_and_prices(india_plan: Plan) -> None:
    assert "budget" in {binding.limit for binding in india_plan.binding}
    assert all(binding.price is not None and binding.price > 0 and binding.where for binding in india_plan.binding)


def test_no_limit_that_the_plan_leaves_slack_is_called_binding(india: Case, india_plan: Plan) -> None:
    rates = {offer.id: offer.max_rate.value for offer in india.offers}
    delivered = {(one.offer_id, one.year): one.units for one in india_plan.deliveries}
    caps = {
        "origin_cap": ("design origin", rules(india).origin_cap),
        "counterparty_cap": ("counterparty", rules(india).counterparty_cap),
    }
    largest = {(money.by, money.partner): money.largest_window_share for money in india_plan.money}
    unspent = {year.year: (year.available - year.payments) / year.available for year in india_plan.years}
    for one in india_plan.binding:
        where = tuple(one.where.split(", "))
        if one.limit == "delivery_rate":
            assert delivered.get((where[0], where[1]), 0) in (0, rates[where[0]])
        if one.limit == "budget":
            assert unspent[one.where] <= 0.01
            assert one.slack <= 0.01 * india.budget[india.years.index(one.where)].available.value
        if one.limit in caps:
            by, cap = caps[one.limit]
            assert largest[by, where[0]] >= 0.98 * cap


def test_limits_are_listed_with_their_words(india_plan: Plan) -> None:
    assert {binding.limit for binding in india_plan.binding} <= set(india_plan.limits)


def test_progress_is_told_and_the_same_plan_comes_out(india: Case, india_plan: Plan) -> None:
    told: list[Progress] = []
    again = solve(india, progress=told.append)
    assert told
    assert told[-1].bound <= told[-1].incumbent
    assert to_json(again) == to_json(india_plan)
