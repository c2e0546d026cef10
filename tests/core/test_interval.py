"""Intervals and what they refuse."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.interval import Interval, exactly

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(NUMBERS)
def test_an_exact_number_is_alone_in_its_interval(number: float) -> None:
    assert number in exactly(number)
    assert exactly(number).width == 0


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (math.nan, 1.0), (0.0, math.nan)])
def test_limits_that_bound_nothing_are_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="no interval"):
        Interval(low=low, high=high)
