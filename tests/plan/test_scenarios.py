"""What the scenarios draw, and when a delivery arrives in them."""

import dataclasses

import pytest
from hypothesis import given

from kautilya.plan.case import Case
from kautilya.plan.evaluate import arrival
from kautilya.plan.rules import rules
from kautilya.plan.scenarios import Scenario, arrival_year, lag_years, scenarios
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, offer, parameters

AREA = [area("a", requirement=[10] * 6)]


def future(delay: float = 0, *stops: tuple[str, float, float]) -> Scenario:
    return Scenario(probability=1, delay_months=(delay,), interruptions=stops, cuts=(1.0,) * 6, surge=((0.0,) * 6,))


def test_draw_i_does_not_depend_on_how_many_are_drawn() -> None:
    few = case(AREA, [offer("o", late=(0.5, 12))], budget=[10] * 6, order_years=6, origins={"FRA": (1, 6)}, draws=3, P20="0.5")
    many = dataclasses.replace(few, scenarios=8)
    strip = [dataclasses.replace(drawn, probability=1) for drawn in scenarios(many)]
    assert strip[:3] == [dataclasses.replace(drawn, probability=1) for drawn in scenarios(few)]


def test_another_offer_does_not_move_the_draws_of_the_first() -> None:
    one = case(AREA, [offer("o", late=(0.5, 12))], budget=[10] * 6, order_years=6, draws=20, P19="0: 0.5, 12: 0.5")
    two = dataclasses.replace(one, offers=(offer("new"), *one.offers))
    assert [drawn.delay_months[0] for drawn in scenarios(one)] == [drawn.delay_months[1] for drawn in scenarios(two)]


def test_draws_follow_the_stated_chances() -> None:
    given_case = case(
        AREA, [offer("o", late=(0.75, 100))], budget=[10] * 6, order_years=6, draws=2000, P19="0: 0.4, 12: 0.6", P20="0.2",
        P21="uniform 0.8..0.9", P23="0.3", P24="0.5", P25="uniform 0.1..0.2", origins={"FRA": (0.5, 7.0)},
    )  # fmt: skip
    drawn = scenarios(given_case)
    assert sum(one.delay_months[0] >= 100 for one in drawn) / 2000 == pytest.approx(0.25, abs=0.03)
    assert sum(one.delay_months[0] % 100 == 12 for one in drawn) / 2000 == pytest.approx(0.6, abs=0.03)
    cuts = [cut for one in drawn for cut in one.cuts if cut < 1]
    assert len(cuts) / 12000 == pytest.approx(0.2, abs=0.02)
    assert 0.8 <= min(cuts) <= max(cuts) <= 0.9
    surges = [surge for one in drawn for surge in one.surge[0] if surge]
    assert len(surges) / 12000 == pytest.approx(0.15, abs=0.02)
    assert 1.0 <= min(surges) <= max(surges) <= 2.0
    lengths = [end - start for one in drawn for _, start, end in one.interruptions]
    assert sum(lengths) / len(lengths) == pytest.approx(7.0, abs=0.5)
    expected = 2000 * 6 / (2 + 7 / 12)  # a new one can only start once the last has ended
    assert len(lengths) == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize(
    ("lead", "month", "lag"),
    [(0, "month 6", 0), (0.5, "month 6", 1), (3.8, "month 6", 4), (3.3, "month 6", 3), (2, "month 0", 2)],
)
def test_the_fiscal_year_that_contains_the_arrival_month_counts(lead: float, month: str, lag: int) -> None:
    given_case = case(AREA, [offer("o", lead_years=lead)], budget=[10] * 6, order_years=6, P27=month)
    assert lag_years(given_case.offers[0], rules(given_case)) == lag


@pytest.mark.parametrize(
    ("drawn", "arrives"),
    [
        (future(), 1),
        (future(5), 1),  # due in month 18 of the horizon: five more stay within the year
        (future(6), 2),
        (future(0, ("FRA", 12.0, 18.0)), 1),  # over when it is due
        (future(0, ("FRA", 12.0, 18.5)), 2),  # the first year that begins after it
        (future(0, ("FRA", 17.0, 36.0)), 3),
        (future(0, ("FRA", 17.0, 30.0), ("FRA", 35.0, 40.0)), 4),  # month 36 lies in the next interruption
        (future(0, ("RUS", 0.0, 70.0)), 1),
    ],
)
def test_a_delivery_due_in_an_interruption_arrives_in_the_first_year_after_it(drawn: Scenario, arrives: int) -> None:
    one = offer("o", origins=("IND", "FRA"), lead_years=1)
    rule = rules(
        dataclasses.replace(case(AREA, [one], budget=[10] * 6, order_years=6), parameters=parameters({"P27": "month 6"}))
    )
    assert arrival_year(one, 1, 0, drawn, rule) == arrives
    assert arrival(one, 0, 1, rule, drawn) == arrives


@given(cases())
def test_the_evaluator_finds_the_same_arrivals(drawn: Case) -> None:
    rule = rules(drawn)
    for one in scenarios(drawn):
        for index, given_offer in enumerate(drawn.offers):
            for planned in range(len(drawn.years)):
                assert arrival_year(given_offer, planned, index, one, rule) == arrival(given_offer, index, planned, rule, one)
                assert arrival_year(given_offer, planned, index, one, rule) >= planned
