"""Hubs and what is available of units whose partner is cut off: against trying every plan, evaluator, many scenarios, JSON."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InputError
from kautilya.plan import codec
from kautilya.plan.binding import binding
from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.evaluate import evaluate
from kautilya.plan.explain.prices import prices
from kautilya.plan.explain.searching import search
from kautilya.plan.figures import figures
from kautilya.plan.hub_use import most_placed, rooms
from kautilya.plan.model import LIMITS, program
from kautilya.plan.result import Effort, Expansion, Placed, Plan
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.solve import FEW, solve
from kautilya.plan.solver import minimise
from tests.cli.running import run
from tests.plan.by_hand import best_by_hand
from tests.plan.drawn import cases
from tests.plan.independent import Independent
from tests.plan.smallest import SMALLEST
from tests.plan.tiny import area, case, fleet, hub, number, offer, upkeep

EXACT = Effort(gap=0.0, max_nodes=100_000)
NEAR = 1e-6
HELD = replace(
    case([area("a", requirement=[4, 4], holding=4), area("b", requirement=[9, 9])], [offer("o", "b", most=1)],
         budget=[30, 30], order_years=2, origins={"RUS": (0.1, 6.0)}),
    fleets=(fleet(retiring=[0, 0], units=[4, 4]),), hubs=(hub(capacity=1, step=3, cost=5),), upkeep=(upkeep("old", 0.0, 1.0),),
)  # fmt: skip
"""Four units in service, all of one partner."""


def future(*stops: tuple[str, float, float], of: Case = HELD) -> Scenario:
    return Scenario(probability=1.0, delay_months=(0.0,) * len(of.offers), interruptions=stops, cuts=(1.0,) * len(of.years),
                    surge=tuple((0.0,) * len(of.years) for _ in of.areas))  # fmt: skip


def short(plan: Plan, area_id: str = "a") -> list[float]:
    return [one.expected for one in plan.shortfalls if one.area_id == area_id]


@st.composite
def upheld(draw: st.DrawFn) -> Case:
    drawn = draw(cases(most_offers=2, most_units=2))
    old = fleet("old", draw(st.sampled_from(["a", "b"])), retiring=[0] * len(drawn.years),
                units=[draw(st.integers(0, 2)) for _ in drawn.years], origin=draw(st.sampled_from(["FRA", "RUS"])))  # fmt: skip
    homes = [None, 0.8, 1.0]
    told = [upkeep(name, draw(st.sampled_from([0.0, 0.4])), draw(st.sampled_from(homes)), load=draw(st.integers(1, 2)))
            for name in ["old", *(one.id for one in drawn.offers)]]  # fmt: skip
    place = hub(capacity=draw(st.integers(0, 1)), cost=draw(st.sampled_from([0, 1, 6])), lead=draw(st.integers(0, 1)))
    often = tuple(replace(one, start_rate=number(1.5), mean_months=number(5)) for one in drawn.origins)
    cheap = tuple(replace(one, unit_cost=number(2), fixed_cost=number(0)) for one in drawn.offers)
    return replace(
        drawn, offers=cheap, origins=often, channels=drawn.channels[:1], fleets=(old,), hubs=(place,), upkeep=tuple(told)
    )


@given(upheld())
@settings(max_examples=40, deadline=None)
def test_no_plan_is_better_than_the_planners(drawn: Case) -> None:
    plan = solve(drawn, effort=EXACT)
    raw = json.loads(codec.write(drawn))
    best = best_by_hand(raw)
    assert best is not None
    assert abs(plan.objective.total - best) <= NEAR * max(1.0, abs(best))
    assert abs(Independent(raw).minimise(0.0)[0] - best) <= NEAR * max(1.0, abs(best))
    assert evaluate(drawn, plan).violations == ()


@given(upheld())
@settings(max_examples=20, deadline=None)
def test_a_larger_hub_never_hurts_and_a_country_without_one_is_never_better_off(drawn: Case) -> None:
    here = solve(drawn, effort=EXACT).objective.total
    larger = replace(drawn, hubs=(replace(drawn.hubs[0], capacity=number(drawn.hubs[0].capacity.value + 1)),))
    without = replace(drawn, upkeep=tuple(upkeep(one.of, one.without_hub.value) for one in drawn.upkeep))
    assert solve(larger, effort=EXACT).objective.total <= here + NEAR
    assert solve(without, effort=EXACT).objective.total >= here - NEAR


def test_a_fleet_whose_partner_is_cut_off_for_half_a_year_counts_for_half_and_a_hub_brings_back_what_it_has_room_for() -> None:
    stop = [future(("RUS", 3.0, 9.0))]
    alone = replace(HELD, hubs=(), upkeep=(upkeep("old", 0.0),))
    assert short(solve(alone, effort=EXACT, futures=stop)) == [2, 0]
    dear = replace(HELD, hubs=(hub(capacity=1, step=3, cost=1000),))
    assert short(solve(dear, effort=EXACT, futures=stop)) == [1.5, 0]
    assert short(solve(HELD, effort=EXACT, futures=stop)) == [0, 0]


def test_an_expansion_is_paid_works_after_its_lead_and_is_told() -> None:
    plan = solve(HELD, effort=EXACT, futures=[future(("RUS", 3.0, 9.0))])
    assert plan.expansions == (Expansion(hub_id="hub", year="FY2026-27"),)
    assert {one.of for one in plan.placed} == {"old"}
    assert sum(one.units for one in plan.placed if one.year == "FY2026-27") == pytest.approx(4)
    slow = replace(HELD, hubs=(hub(capacity=1, step=3, cost=5, lead=1),))
    late = solve(slow, effort=EXACT, futures=[future(("RUS", 3.0, 9.0), ("RUS", 15.0, 21.0))])
    assert short(late) == [1.5, 0]
    assert sum(year.payments for year in late.years) == sum(year.payments for year in plan.years)


def test_what_is_available_while_cut_off_is_told_with_and_without_the_hub() -> None:
    stop = [future(("RUS", 3.0, 9.0))]
    dear = replace(HELD, hubs=(hub(capacity=1, step=3, cost=1000),))
    (told,) = solve(dear, effort=EXACT, futures=stop).cut_off
    assert (told.of, told.months, told.without_hub) == ("old", 6, 0)
    assert told.available == pytest.approx(1 / 4)
    (grown,) = solve(HELD, effort=EXACT, futures=stop).cut_off
    assert grown.available == pytest.approx(1)
    (never,) = solve(HELD, effort=EXACT, futures=[future()]).cut_off
    assert (never.months, never.available) == (0, None)


def test_the_room_and_the_places_that_a_plan_uses_are_told_also_where_nothing_is_short() -> None:
    stop, twice = future(("RUS", 3.0, 9.0)), replace(HELD, upkeep=(upkeep("old", 0.0, 1.0, load=2),))
    plan = solve(HELD, effort=EXACT, futures=[stop])
    assert short(plan) == [0, 0]
    assert most_placed(plan) == {"old": pytest.approx(4)}
    (found,) = rooms(HELD, plan)
    assert (found.hub_id, found.capacity, found.expanded) == ("hub", 1, 4)
    assert found.used == pytest.approx(4)
    assert rooms(twice, solve(twice, effort=EXACT, futures=[stop]))[0].used == pytest.approx(4)
    idle = solve(HELD, effort=EXACT, futures=[future()])
    assert (most_placed(idle), rooms(HELD, idle)[0].used) == ({"old": 0}, 0)


def test_tables_show_room_and_places_and_say_what_a_dash_is(tmp_path: Path) -> None:
    cut = replace(HELD, origins=tuple(replace(one, start_rate=number(5)) for one in HELD.origins))
    (tmp_path / "case.json").write_text(codec.write(cut), encoding="utf-8")
    often = run("plan", "--case", tmp_path / "case.json").out
    assert re.search(r"hub +room +with the plan's expansions +most used\nhub +1 +\d+ +[\d.]+\n", often)
    assert "most units in places" in often
    assert "-: none of its units" not in often
    never = replace(HELD, origins=tuple(replace(one, start_rate=number(0)) for one in HELD.origins))
    (tmp_path / "case.json").write_text(codec.write(never), encoding="utf-8")
    rare = run("plan", "--case", tmp_path / "case.json").out
    assert re.search(r"old +0.0 +0 % +- +0\n", rare)
    assert "-: none of its units is in service while a partner of its design is cut off" in rare


def test_overlapping_stops_of_two_origins_count_once() -> None:
    old = replace(HELD.fleets[0], design_origins=("FRA", "RUS"))
    joint = replace(HELD, fleets=(old,), hubs=(), upkeep=(upkeep("old", 0.5),),
                    origins=(*HELD.origins, replace(HELD.origins[0], country="FRA")))  # fmt: skip
    both = future(("FRA", 0.0, 6.0), ("RUS", 3.0, 9.0))
    plan = solve(joint, effort=EXACT, futures=[both])
    assert short(plan) == [pytest.approx(4 * 0.75 * 0.5), 0]


def test_the_evaluator_rejects_places_and_expansions_that_are_not_there() -> None:
    drawn = [future(("RUS", 3.0, 9.0))]
    plan = solve(HELD, effort=EXACT, futures=drawn)
    wrong = {
        "hub_capacity": replace(plan, expansions=()),
        "hub_expansion": replace(plan, expansions=plan.expansions * 2),
        "hub_place": replace(plan, placed=(Placed(scenario=0, of="old", year="FY2027-28", units=1.0),)),
        "cut_off": replace(plan, cut_off=tuple(replace(one, available=0.9) for one in plan.cut_off)),
        "expansions": replace(plan, expansions=(Expansion(hub_id="shed", year="FY2026-27"),)),
        "placed": replace(plan, placed=(Placed(scenario=0, of="o", year="FY2026-27", units=1.0),)),
    }
    assert not evaluate(HELD, plan, drawn).violations
    for limit, broken in wrong.items():
        assert limit in {violation.limit for violation in evaluate(HELD, broken, drawn).violations}


@given(upheld())
@settings(max_examples=10, deadline=None)
def test_many_scenarios_without_a_hub_are_planned_in_two_stages(drawn: Case) -> None:
    without = replace(drawn, scenarios=FEW + 10, hubs=(), upkeep=tuple(upkeep(one.of, 0.3) for one in drawn.upkeep))
    plan = solve(without, effort=EXACT, note=pytest.fail)
    assert evaluate(without, plan, searched=True).violations == ()
    assert plan.bound <= minimise(program(figures(without, scenarios(without))), EXACT).objective + 1e-6


def test_many_scenarios_with_a_hub_are_planned_by_a_programme_each_and_that_is_told() -> None:
    said: list[str] = []
    many = replace(HELD, scenarios=FEW + 2)
    plan = solve(many, effort=EXACT, note=said.append)
    assert len(said) == 1
    assert "a place in a hub" in said[0]
    assert "each scenario is a linear programme of its own" in said[0]
    assert evaluate(many, plan, searched=True).violations == ()


def test_the_price_of_a_hubs_room_is_told() -> None:
    tight = replace(HELD, hubs=(hub(capacity=1, step=3, cost=1000),), scenarios=3, origins=(
        replace(HELD.origins[0], start_rate=number(5.0)),))  # fmt: skip
    (price,) = [one for one in prices(tight, solve(tight, effort=EXACT), search(EXACT)) if one.limit == "hub_capacity"]
    assert price.gain.low > 0
    assert price.places > 0


def test_a_plan_to_begin_with_brings_its_expansions() -> None:
    drawn = [future(("RUS", 3.0, 9.0))]
    plan = solve(HELD, effort=EXACT, futures=drawn)
    again = solve(HELD, effort=EXACT, futures=drawn, start=plan)
    assert again.objective == plan.objective


def test_hubs_survive_their_json_and_a_case_without_says_nothing_of_them(india: Case, india_plan: Plan) -> None:
    assert codec.read(Case, codec.write(HELD), "case.json") == HELD
    plan = solve(HELD, effort=EXACT, futures=[future(("RUS", 3.0, 9.0))])
    assert codec.read(Plan, codec.write(plan), "plan.json") == plan
    assert not {"hubs", "upkeep"} & set(json.loads(codec.write(india)))
    assert not {"expansions", "placed", "cut_off"} & set(json.loads(codec.write(india_plan)))


def test_what_does_not_fit_together_is_refused() -> None:
    wrong = replace(
        HELD, hubs=(replace(hub(), lead_years=number(0.5), capacity=number(-1)),), fleets=(fleet(retiring=[0, 0], units=[1]),),
        upkeep=(upkeep("old", 0.5, 0.2), upkeep("x", 0.5), replace(upkeep("o", 2.0, 1.0, load=0), hub_id="shed"),
                replace(upkeep("old", 0.5, 1.0), load=None)), origins=(),
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        checked(wrong)
    assert {problem.field for problem in caught.value.problems} == {
        "hubs.hub.lead_years", "hubs.hub.capacity", "fleets.old.units", "upkeep.old", "upkeep.old.with_hub", "upkeep.x",
        "upkeep.o.without_hub", "upkeep.o.with_hub", "upkeep.o.load", "upkeep.o.hub_id",
    }  # fmt: skip


@pytest.mark.parametrize(("expanded", "told"), [(0.0, False), (1.0, True)])
def test_a_hub_that_is_not_expanded_is_not_told_as_held_back_by_its_pace(expanded: float, told: bool) -> None:
    whole = program(figures(SMALLEST["hub_expansion"], scenarios(SMALLEST["hub_expansion"])), LIMITS)
    values = np.zeros(len(whole.integer))
    values[whole.columns.expanded.at] = expanded
    found = binding(whole, values, np.ones(len(whole.row_lower)))
    assert any(one.limit == "hub_expansion" for one in found) == told
