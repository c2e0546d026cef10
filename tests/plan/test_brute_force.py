"""The planner against trying every plan, on cases of up to four offers, by code that shares nothing with it."""

import json

from hypothesis import given, settings

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Effort
from kautilya.plan.solve import solve
from tests.plan.by_hand import best_by_hand
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, channel, offer

EXACT = Effort(gap=0.0, max_nodes=100_000)


def agree(given_case: Case) -> None:
    plan = solve(given_case, effort=EXACT)
    best = best_by_hand(json.loads(codec.write(given_case)))
    assert best is not None
    assert abs(plan.objective.total - best) <= 1e-6 * max(1.0, abs(best))
    assert abs(plan.bound - best) <= 1e-6 * max(1.0, abs(best))
    assert evaluate(given_case, plan).violations == ()


@given(cases(most_offers=2))
@settings(max_examples=40)
def test_no_plan_is_better_than_the_planners(drawn: Case) -> None:
    agree(drawn)


def test_no_plan_of_four_offers_is_better_than_the_planners() -> None:
    late = (0.5, 12)
    agree(
        case(
            [area("a", requirement=[2, 3, 3]), area("b", requirement=[1, 2, 2])],
            [
                offer("own", most=2, lead_years=1, fixed_cost=4),
                offer("french", origins=("FRA",), counterparty="FRA", most=1, unit_cost=12, indigenous_content=0.2, late=late),
                offer("joint", "b", origins=("IND", "RUS"), most=2, unit_cost=6, min_lot=2, indigenous_content=0.5),
                offer("lease", "b", origins=("USA",), counterparty="USA", most=1, lease=1, unit_cost=3, indigenous_content=0),
            ],
            budget=[18, 15, 12],
            order_years=2,
            channels=[channel("k", "b", cost=1)],
            origins={"FRA": (0.3, 9), "RUS": (0.5, 12), "USA": (0, 9)},
            draws=3,
            P06="0.6",
            P07="0.5",
            P09="0.4",
            P19="0: 0.5, 12: 0.5",
            P20="0.4",
            P23="0.4",
        )
    )
