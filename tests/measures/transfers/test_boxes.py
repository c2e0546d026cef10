"""Closed forms of shares against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.interval import Interval
from kautilya.measures.transfers.boxes import Boxes, point_shares, share_bounds

ends = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)
boxes_of = st.lists(ends, min_size=1, max_size=4)


def boxes(pairs: list[list[int]]) -> Boxes:
    low, high = (np.array([pair[at] for pair in pairs], dtype=float) for at in (0, 1))
    return Boxes(low=low, point=(low + high) / 2, high=high)


@given(boxes_of)
def test_the_ends_of_a_share_are_those_of_all_corners(pairs: list[list[int]]) -> None:
    parts = boxes(pairs)
    lo, hi = share_bounds(parts)
    corners = [np.array(corner, dtype=float) for corner in itertools.product(*pairs)]
    shares = np.array([corner / corner.sum() for corner in corners if corner.sum() > 0])
    if len(shares) == len(corners):
        assert np.allclose(lo, shares.min(axis=0))
        assert np.allclose(hi, shares.max(axis=0))


@given(boxes_of, st.integers(0, 20), st.integers(0, 5))
def test_with_a_total_the_ends_are_those_of_all_whole_numbers_that_meet_it(
    pairs: list[list[int]], least: int, width: int
) -> None:
    total = Interval(low=least, high=least + width)
    lo, hi = share_bounds(boxes(pairs), total)
    grid = itertools.product(*(range(low, high + 1) for low, high in pairs))
    points = [point for point in grid if total.low <= sum(point) <= total.high and sum(point) > 0]
    for at in range(len(pairs)):
        shares = [point[at] / sum(point) for point in points]
        if shares:
            assert lo[at] == pytest.approx(min(shares))
            assert hi[at] == pytest.approx(max(shares))


@given(boxes_of, st.floats(0.01, 1000))
def test_shares_do_not_depend_on_the_unit(pairs: list[list[int]], factor: float) -> None:
    parts = boxes(pairs)
    scaled = Boxes(low=parts.low * factor, point=parts.point * factor, high=parts.high * factor)
    for plain, other in zip(share_bounds(parts), share_bounds(scaled), strict=True):
        assert np.allclose(plain, other)


@given(boxes_of)
def test_the_point_lies_between_the_ends(pairs: list[list[int]]) -> None:
    parts = boxes(pairs)
    lo, hi = share_bounds(parts)
    point = point_shares(parts)
    assert (lo <= point + 1e-12).all()
    assert (point <= hi + 1e-12).all()
