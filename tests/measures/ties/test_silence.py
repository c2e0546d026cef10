"""The longest silence against every placing of the days."""

from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.ties.silence import longest_silence
from kautilya.tables.windows import Bracket

BASE = date(2025, 1, 1)


def bracket(first: int, length: int) -> Bracket:
    return Bracket(first=BASE + timedelta(days=first), last=BASE + timedelta(days=first + length))


@given(st.lists(st.builds(bracket, st.integers(0, 30), st.integers(0, 3)), min_size=2, max_size=5))
def test_the_bounds_hold_every_placing_of_the_days_and_the_upper_one_is_reached(brackets: list[Bracket]) -> None:
    choices = [range((one.first or BASE).toordinal(), one.last.toordinal() + 1) for one in brackets]
    longest = [max(b - a for a, b in pairwise(days)) for days in map(sorted, product(*choices))]
    found = longest_silence(brackets)
    assert found is not None
    assert found.low <= min(longest)
    assert found.high == max(longest)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=20))
def test_known_days_leave_one_value(days: list[int]) -> None:
    found = longest_silence([bracket(day, 0) for day in days])
    ordered = sorted(days)
    assert found is not None
    assert found.low == found.high == max(b - a for a, b in pairwise(ordered))


def test_one_event_has_no_silence() -> None:
    assert longest_silence([bracket(1, 0)]) is None
