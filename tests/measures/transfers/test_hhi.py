"""The band of concentration against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.transfers.boxes import Boxes
from kautilya.measures.transfers.hhi import band, greatest_hhi, hhi, least_hhi
from tests.measures.transfers.test_boxes import boxes

ends = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)
boxes_of = st.lists(ends, min_size=1, max_size=6).filter(lambda pairs: any(high > 0 for _, high in pairs))
NOTHING = Boxes(low=np.zeros(0), point=np.zeros(0), high=np.zeros(0))


@given(boxes_of)
def test_the_greatest_concentration_is_that_of_the_best_corner(pairs: list[list[int]]) -> None:
    corners = [np.array(corner, dtype=float) for corner in itertools.product(*pairs)]
    best = max(hhi(corner) for corner in corners if corner.sum() > 0)
    assert greatest_hhi(boxes(pairs)) == pytest.approx(best, abs=1e-8)


@given(boxes_of)
def test_no_point_is_less_concentrated_than_the_least(pairs: list[list[int]]) -> None:
    least = least_hhi(boxes(pairs))
    grids = itertools.product(*(np.linspace(low, high, 4) for low, high in pairs))
    for point in itertools.islice(grids, 4096):
        if sum(point) > 0:
            assert hhi(np.array(point)) >= least - 1e-12


def test_equal_parts_within_reach_give_one_over_their_number() -> None:
    assert least_hhi(boxes([[0, 3], [2, 5], [1, 2]])) == pytest.approx(1 / 3)


def test_the_least_is_reached_by_a_point_of_the_box() -> None:
    level = np.linspace(0.01, 12, 200_000)
    low, high = np.array([1.0, 4.0, 7.0]), np.array([3.0, 6.0, 12.0])
    tried = np.clip(level[:, None], low, high)
    best = ((tried**2).sum(axis=1) / tried.sum(axis=1) ** 2).min()
    assert least_hhi(Boxes(low=low, point=low, high=high)) == pytest.approx(best, rel=1e-8)


def test_an_unknown_supplier_may_be_many_or_one_of_the_others() -> None:
    known, unknown = boxes([[6, 6], [2, 2]]), boxes([[2, 2]])
    lo, hi = band(known, unknown)
    assert lo == pytest.approx((36 + 4) / 100)
    assert hi == pytest.approx((64 + 4) / 100)


def test_only_unknown_suppliers_leave_everything_open() -> None:
    assert band(NOTHING, boxes([[3, 3]])) == (0.0, 1.0)


def test_suppliers_that_are_all_unresolved_may_be_one() -> None:
    least, greatest = band(NOTHING, boxes([[5, 5], [5, 5]]))
    assert least == 0.0
    assert greatest == pytest.approx(1.0)
