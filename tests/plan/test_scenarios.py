"""What the scenarios draw, and when a delivery arrives in them."""

import dataclasses
import json

import pytest
from hypothesis import given

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import arrival
from kautilya.plan.rules import rules
from kautilya.plan.scenarios import Scenario, arrival_year, lag_years, scenarios
from tests.plan.drawn import cases
from tests.plan.own_reading import futures_of, rules_of
from tests.plan.tiny import area, case, offer, parameters

AREA = [area("a", requirement=[10] * 6)]


def future(delay: float = 0, *stops: tuple[str, float, float]) -> Scenario:
    return Scenario(probability=1, delay_months=(delay,), interruptions=stops, cuts=(1.0,) * 6, surge=((0.0,) * 6,))


def test_a_scenario_worked_out_by_hand() -> None:
    """Seed 1, scenario 0. `printf %s 1/0/slip/o | sha256sum` begins 724905f72a35a7: of 2**56 that is 0.44643, and so on."""
    worked = case(
        [area("a", requirement=[10, 8, 9])], [offer("o", origins=("FRA",), late=(0.2, 9))], budget=[10] * 3, order_years=2,
        origins={"FRA": (0.6, 7)}, P19="0: 0.4, 12: 0.6", P20="0.1", P21="uniform 0.8..0.9", P23="0.15", P24="0.5",
        P25="uniform 0.1..0.2",
    )  # fmt: skip
    (drawn,) = scenarios(worked)
    # slip 0.44643 is beyond 0.4: 12 months; approval 0.23837 is not below 0.2: nine more
    assert drawn.delay_months == (21,)
    # cuts: 0.05203 < 0.1, with factor 0.8 + 0.1 x 0.63885; 0.13113 and 0.50735: none
    assert drawn.cuts == pytest.approx((0.863885, 1.0, 1.0), abs=1e-6)
    # first stop 0.82190: -ln(0.17810) x 20 months = 34.508; length 0.75676: 1 + floor(ln 0.24324 / ln(6/7) = 9.17) = 10
    ((country, start, end),) = drawn.interruptions
    assert country == "FRA"
    assert (start, end) == pytest.approx((34.50822, 44.50822), abs=1e-5)
    # crisis 0.04359 < 0.15 in the first year only; hit 0.32272 < 0.5; size 0.1 + 0.1 x 0.10267 of the largest need, 10
    assert drawn.surge[0] == pytest.approx((1.102671, 0, 0), abs=1e-6)
    # D of the first year: due in month 6 + 21 = 27, year 2; of the second: month 39, in the stop, so in the year after it
    late = dataclasses.replace(worked, parameters=parameters({"P27": "month 6"}))
    assert [arrival_year(late.offers[0], planned, 0, drawn, rules(late)) for planned in (0, 1)] == [2, 4]


@given(cases())
def test_another_drawing_from_the_documented_rule_gives_the_same_scenarios(drawn: Case) -> None:
    agree(drawn)


def test_another_drawing_gives_the_same_scenarios_of_the_india_case(india: Case) -> None:
    agree(india)


def agree(given_case: Case) -> None:
    again = futures_of(json.loads(codec.write(given_case)))
    assert len(again) == given_case.scenarios
    for one, other in zip(scenarios(given_case), again, strict=True):
        assert one.delay_months == tuple(other["delay_months"])
        assert one.cuts == pytest.approx(other["cuts"])
        assert [stop[0] for stop in one.interruptions] == [stop[0] for stop in other["interruptions"]]
        for stop, told in zip(one.interruptions, other["interruptions"], strict=True):
            assert stop[1:] == pytest.approx(told[1:])
        for row, told in zip(one.surge, other["surge"], strict=True):
            assert row == pytest.approx(told)


def test_parameters_read_apart_are_the_same_on_the_india_case(india: Case) -> None:
    own, theirs = rules_of(json.loads(codec.write(india))), dataclasses.asdict(rules(india))
    assert own.keys() == theirs.keys()
    for name, value in theirs.items():
        assert json.loads(json.dumps(own[name])) == json.loads(json.dumps(value)), name


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
