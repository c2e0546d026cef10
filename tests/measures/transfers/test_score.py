"""What bounds are worth beside an even split with a margin (the figures stand in docs/measures/transfers-bounds.md)."""

import pytest

from bench.transfers_bounds import ALPHAS, pooled
from kautilya.measures.transfers.boxes import LIKELY

FEW = 4


@pytest.mark.parametrize("totals", ["yearly totals", "partners by year"])
def test_bounds_with_totals_of_the_same_edition_beat_an_even_split_with_any_margin(totals: str) -> None:
    found = pooled(totals=totals, worlds=FEW)
    for alpha in ALPHAS:
        assert found.bounds(alpha) < found.margin(alpha)[0]


def test_bounds_of_a_register_alone_hold_every_truth_and_no_margin_short_of_the_worst_error_does() -> None:
    found = pooled(totals="none", worlds=FEW)
    assert ((found.lo <= found.true + 1e-9) & (found.true <= found.hi + 1e-9)).all()
    assert found.bounds(0.001) < found.margin(0.001)[0]


def test_of_the_two_ranges_of_a_register_alone_the_one_for_the_price_of_a_miss_beats_any_margin() -> None:
    found = pooled(totals="none", worlds=FEW)
    for alpha in ALPHAS:
        chosen = found.likely(alpha) if alpha >= 1 - LIKELY - 1e-9 else found.bounds(alpha)
        assert chosen < found.margin(alpha)[0]


def test_the_likely_range_of_a_register_alone_beats_an_even_split_with_any_margin() -> None:
    found = pooled(totals="none", worlds=FEW)
    for alpha in (0.2, 0.1, 0.05):
        assert found.likely(alpha) < found.margin(alpha)[0]
    assert (found.lo <= found.likely_lo).all()
    assert (found.likely_hi <= found.hi).all()
