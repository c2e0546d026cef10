"""The ratio of two changes: published examples, another implementation, and coverage over all tables."""

import math

import pytest
from scipy.stats import nchypergeom_fisher
from statsmodels.stats.contingency_tables import Table2x2

from kautilya.measures.statistics.odds import ratio_of_ratios


def test_fishers_tea_taster_has_the_printed_limits() -> None:
    """R's fisher.test on 3, 1, 1, 3: conditional estimate 6.408309, lower limit 0.2117329, p = 0.4857.

    R prints 621.93 as the upper limit, to which its root finder comes; the equation of the limit is solved by 626.24.
    """
    found = ratio_of_ratios((3, 1), (1, 3))
    assert found is not None
    weights = [math.comb(4, hits) ** 2 * found.high**hits for hits in range(5)]
    assert sum(weights[:4]) / sum(weights) == pytest.approx(0.025)
    assert [found.value, found.low, found.p_value] == pytest.approx([6.408309, 0.2117329, 0.4857], rel=1e-4)


def test_the_exact_limits_are_near_the_asymptotic_ones_where_counts_are_large() -> None:
    table = ((400, 300), (350, 500))
    found = ratio_of_ratios(*table)
    assert found is not None
    beside = Table2x2([list(row) for row in table])
    assert found.value == pytest.approx(beside.oddsratio, rel=0.01)
    assert [found.low, found.high] == pytest.approx(list(beside.oddsratio_confint()), rel=0.03)


@pytest.mark.parametrize("ratio", [0.4, 1.0, 3.0])
def test_the_interval_covers_at_least_at_its_level_over_all_tables_of_the_margins(ratio: float) -> None:
    """With 12 events inside and 14 outside, 15 of them of the first series, all tables weighted by their probability."""
    inside, first, total = 12, 15, 26
    covered = 0.0
    for count in range(max(0, inside + first - total), min(inside, first) + 1):
        found = ratio_of_ratios((count, first - count), (inside - count, total - inside - first + count))
        assert found is not None
        if found.low <= ratio <= found.high:
            covered += nchypergeom_fisher.pmf(count, total, first, inside, ratio)
    assert covered >= 0.95


@pytest.mark.parametrize(("first", "second"), [((0, 0), (3, 4)), ((3, 4), (0, 0)), ((0, 4), (0, 5)), ((4, 0), (5, 0))])
def test_without_a_margin_nothing_can_be_said(first: tuple[int, int], second: tuple[int, int]) -> None:
    assert ratio_of_ratios(first, second) is None


def test_no_event_inside_bounds_the_ratio_from_above_only() -> None:
    found = ratio_of_ratios((0, 10), (5, 10))
    assert found is not None
    assert (found.value, found.low) == (0.0, 0.0)
    turned = ratio_of_ratios((5, 10), (0, 10))
    assert turned is not None
    assert turned.value is None
    assert turned.low == pytest.approx(1 / found.high, rel=1e-4)
