"""Values with a range, and the case elsewhere in it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kautilya.plan.case import Case
from kautilya.plan.checking import checked
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.uncertainty.ranges import drawn, placed, ranged
from tests.plan.tiny import area, case, number, offer


def between(low: float, value: float, high: float) -> Coefficient:
    return replace(number(value), low=low, high=high)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_place_rises_from_the_low_end_to_the_high_one(u: float, v: float) -> None:
    given_range = between(2, 3, 7)
    first, second = sorted((u, v))
    assert 2 <= placed(given_range, first, "unit_cost").value <= placed(given_range, second, "unit_cost").value <= 7


def test_the_ends_are_reached_and_the_value_is_the_top_of_the_triangle() -> None:
    given_range = between(2, 3, 7)
    assert placed(given_range, 0, "unit_cost").value == 2
    assert placed(given_range, 1, "unit_cost").value == 7
    assert abs(placed(given_range, 0.2, "unit_cost").value - 3) < 1e-12  # (3 - 2) / (7 - 2) of a triangle lies below its top


def test_whole_figures_stay_whole_and_shares_stay_shares() -> None:
    assert placed(between(1, 2, 9), 0.33, "max_rate").value.is_integer()
    assert placed(between(0, 0.9, 1.7), 1, "indigenous_content").value == 1


def test_what_has_no_range_stays_where_it_is() -> None:
    assert placed(number(4), 0.9, "unit_cost") == number(4)


def test_every_range_of_the_india_case_gives_a_case_that_can_be_planned_with(india: Case) -> None:
    found = ranged(india)
    assert len({one.id for one in found}) == len(found)
    assert {"offers.*.lead_years", "parameters.P19", "offers.rafale-f4-114.unit_cost"} <= {one.id for one in found}
    for one in found:
        for end in (0.0, 1.0):
            there = one.at(india, end)
            checked(there)
            assert there != india or one.low == one.value or one.high == one.value


def test_a_draw_depends_on_its_seed_and_number_alone_and_moves_much(india: Case) -> None:
    once = drawn(india, 1, 3)
    assert once == drawn(india, 1, 3)
    assert once != drawn(india, 1, 4)
    checked(once)
    moved = sum(a.unit_cost.value != b.unit_cost.value for a, b in zip(once.offers, india.offers, strict=True))
    assert moved > len(india.offers) / 2


def test_an_offer_more_moves_no_other_draw() -> None:
    one = replace(offer("o"), unit_cost=between(5, 10, 20))
    other = replace(offer("p"), unit_cost=between(5, 10, 20))
    few = case([area("a", requirement=[2, 2])], [one], budget=[10, 10], order_years=2)
    many = replace(few, offers=(other, one))
    assert drawn(few, 1, 0).offer("o") == drawn(many, 1, 0).offer("o")
    assert drawn(many, 1, 0).offer("p").unit_cost.value != drawn(many, 1, 0).offer("o").unit_cost.value
