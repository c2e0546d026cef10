"""Shares and concentration within bounds."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.shares import concentration
from kautilya.measures.boxes import MOST_VARYING, Amount, concentration_within, share_bounds, share_points

LOW_AND_WIDTH = st.tuples(st.floats(0.1, 100), st.floats(0, 100), st.floats(0, 1))
BOXES = st.lists(LOW_AND_WIDTH, min_size=1, max_size=6)


def box(drawn: Sequence[tuple[float, float, float]]) -> list[Amount]:
    """Return amounts whose points lie somewhere within their bounds."""
    return [Amount(low=low, high=low + width, point=low + width * place) for low, width, place in drawn]


@given(BOXES)
def test_the_concentration_of_any_amounts_within_the_bounds_lies_within_the_interval(
    drawn: list[tuple[float, float, float]],
) -> None:
    amounts = box(drawn)
    found = concentration_within(amounts)
    assert found is not None
    assert found.low - 1e-9 <= concentration([amount.point or 0 for amount in amounts]) <= found.high + 1e-9


@given(BOXES)
def test_a_share_of_any_amounts_within_the_bounds_lies_within_the_interval(drawn: list[tuple[float, float, float]]) -> None:
    amounts = {str(place): amount for place, amount in enumerate(box(drawn))}
    points = share_points(amounts)
    assert points is not None
    for party, share in points.items():
        bounds = share_bounds(amounts, party)
        assert bounds is not None
        assert bounds.low - 1e-9 <= share <= bounds.high + 1e-9


@given(BOXES, st.floats(0.001, 1000))
def test_bounds_do_not_depend_on_the_unit(drawn: list[tuple[float, float, float]], factor: float) -> None:
    amounts = box(drawn)
    scaled = [Amount(low=amount.low * factor, high=amount.high * factor, point=None) for amount in amounts]
    one, other = concentration_within(amounts), concentration_within(scaled)
    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((other.low, other.high))


def test_the_least_concentration_of_two_can_lie_inside_the_bounds() -> None:
    """By hand, 4 against x from 2 to 8: least at x = 4 (32/64), greatest at x = 8 (80/144; x = 2 gives 20/36)."""
    found = concentration_within([Amount(point=4, low=4, high=4), Amount(point=None, low=2, high=8)])
    assert found is not None
    assert found.low == pytest.approx(0.5)
    assert found.high == pytest.approx(80 / 144)


def test_shares_of_4_and_2_to_8_lie_between_a_third_and_two_thirds() -> None:
    amounts = {"a": Amount(point=4, low=4, high=4), "b": Amount(point=2, low=2, high=8)}
    bounds = share_bounds(amounts, "a")
    assert bounds is not None
    assert (bounds.low, bounds.high) == pytest.approx((4 / 12, 4 / 6))


def test_a_missing_point_leaves_no_point_shares() -> None:
    assert share_points({"a": Amount(point=1, low=1, high=1), "b": Amount(point=None, low=1, high=2)}) is None


def test_nothing_to_share_out_has_no_bounds() -> None:
    nothing = Amount(point=0, low=0, high=0)
    assert share_bounds({"a": nothing}, "a") is None
    assert concentration_within([nothing]) is None


def test_too_many_uncertain_amounts_are_refused() -> None:
    assert concentration_within([Amount(point=1, low=1, high=2)] * (MOST_VARYING + 1)) is None
