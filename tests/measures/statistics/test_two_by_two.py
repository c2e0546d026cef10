"""Fisher's exact test against his own example, a count by brute force, and data without any difference."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.statistics.two_by_two import fisher


def test_the_lady_tasting_tea() -> None:
    """Fisher, The Design of Experiments (1935): three of four cups told right, one-sided 17/70, two-sided 34/70."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_it_counts_the_splits_that_are_no_likelier(n: int, m: int, data: st.DataObject) -> None:
    """Oracle: every way to hand the hits to the cases is equally likely."""
    hits, others = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    splits = [sum(place < n for place in chosen) for chosen in combinations(range(n + m), hits + others)]
    likelihood = {split: splits.count(split) for split in set(splits)}
    expected = sum(count for count in likelihood.values() if count <= likelihood[hits]) / len(splits)
    assert fisher(hits, n, others, m) == pytest.approx(expected)


@pytest.mark.parametrize("wrong", [(1, 0, 0, 1), (2, 1, 0, 1), (-1, 1, 0, 1), (0, 1, 0, 0)])
def test_a_group_without_cases_or_with_more_hits_than_cases_is_refused(wrong: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least one case"):
        fisher(*wrong)


def test_without_a_difference_it_finds_one_in_at_most_five_of_a_hundred() -> None:
    """2,000 draws of 8 against 8 at 40 % (seed 7): an exact test stays at or below its level, within Monte-Carlo error."""
    draw = np.random.default_rng(7)
    pairs = zip(draw.binomial(8, 0.4, 2000), draw.binomial(8, 0.4, 2000), strict=True)
    assert sum(fisher(int(a), 8, int(b), 8) < 0.05 for a, b in pairs) <= 0.05 * 2000 + 3 * (2000 * 0.05 * 0.95) ** 0.5
