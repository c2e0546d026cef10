"""Laws and examples of shares and concentration (CONVENTIONS §6)."""

import itertools
import math
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.interval import Interval, exactly
from kautilya.core.shares import (
    Unlisted,
    concentration,
    concentration_bounds,
    effective_suppliers,
    effective_suppliers_bounds,
    printed_share,
    remainder,
    shares,
)

AMOUNTS = st.lists(st.floats(0.01, 1000), min_size=1, max_size=12)
CLOSE = 1e-9


@st.composite
def printed_tables(draw: st.DrawFn) -> tuple[list[float], list[Interval]]:
    """Draw all suppliers' true shares and the printed figures of the largest few, some with a decimal."""
    amounts = sorted(draw(AMOUNTS), reverse=True)
    true = [amount / math.fsum(amounts) for amount in amounts]
    listed = draw(st.integers(1, len(true)))
    decimals = draw(st.lists(st.integers(0, 1), min_size=listed, max_size=listed))
    figures = [f"{100 * share:.{places}f}" for share, places in zip(true, decimals, strict=False)]
    return true, [printed_share(figure) for figure in figures]


def greatest_by_brute_force(printed: Sequence[Interval], unlisted: Unlisted, steps: int = 4) -> float:
    """Return the greatest HHI over a grid of the printed shares, the remainder held by as few suppliers as allowed."""
    grids = [[share.low + share.width * step / steps for step in range(steps + 1)] for share in printed]
    best = 0.0
    for point in itertools.product(*grids):
        left = 1 - sum(point)
        if left < -CLOSE:
            continue
        rest, largest = max(0.0, left), 1.0 if unlisted is Unlisted.ANY_SIZE else min(point)
        squares = sum(share**2 for share in point)
        while rest > 0 and largest > 0:
            squares += min(rest, largest) ** 2
            rest -= largest
        best = max(best, squares)
    return best


@given(AMOUNTS, st.floats(0.001, 1000))
def test_concentration_does_not_depend_on_the_unit(amounts: list[float], factor: float) -> None:
    assert concentration(amount * factor for amount in amounts) == pytest.approx(concentration(amounts))


@given(AMOUNTS, st.floats(0.01, 0.99))
def test_splitting_a_supplier_lowers_concentration(amounts: list[float], part: float) -> None:
    split = [amounts[0] * part, amounts[0] * (1 - part), *amounts[1:]]
    assert concentration(split) < concentration(amounts)


@given(AMOUNTS)
def test_concentration_lies_between_equal_suppliers_and_one(amounts: list[float]) -> None:
    assert 1 / len(amounts) - CLOSE <= concentration(amounts) <= 1 + CLOSE
    assert 1 - CLOSE <= effective_suppliers(min(1.0, concentration(amounts))) <= len(amounts) + CLOSE


@given(st.integers(1, 50))
def test_equal_suppliers_are_as_many_effective_ones(number: int) -> None:
    assert effective_suppliers(concentration([3.0] * number)) == pytest.approx(number)


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1000), min_size=1).filter(lambda amounts: sum(amounts.values()) > 0))
def test_shares_keep_their_keys_and_add_up_to_one(amounts: dict[str, float]) -> None:
    result = shares(amounts)
    assert list(result) == list(amounts)
    assert math.fsum(result.values()) == pytest.approx(1)


@pytest.mark.parametrize("amounts", [{}, {"FRA": 0.0}, {"FRA": -1.0, "RUS": 2.0}, {"FRA": math.nan}, {"FRA": math.inf}])
def test_no_data_and_no_numbers_are_not_zero_shares(amounts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="share out"):
        shares(amounts)
    with pytest.raises(ValueError, match="share out"):
        concentration(amounts.values())


@pytest.mark.parametrize("hhi", [0.0, -0.1, 1.1, math.nan])
def test_effective_suppliers_of_an_impossible_index_are_refused(hhi: float) -> None:
    with pytest.raises(ValueError, match="an HHI lies above 0"):
        effective_suppliers(hhi)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("36", 0.355, 0.365), ("7.2", 0.0715, 0.0725), ("0", 0.0, 0.005), ("100", 0.995, 1.0), ("36.0", 0.3595, 0.3605)],
)
def test_a_printed_share_stands_for_all_that_rounds_to_it(text: str, low: float, high: float) -> None:
    share = printed_share(text)
    assert (share.low, share.high) == pytest.approx((low, high), abs=CLOSE)
    assert printed_share(Decimal(text)) == share


@pytest.mark.parametrize("text", ["-1", "101", "NaN", "Infinity", "", "a third"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no percentage"):
        printed_share(text)


def test_sipri_shares_of_2019_to_2023_bound_the_hhi_as_computed_by_hand() -> None:
    printed = [printed_share(figure) for figure in ("36", "33", "13")]  # RUS, FRA, USA
    loose = concentration_bounds(printed, Unlisted.ANY_SIZE)
    tight = concentration_bounds(printed, Unlisted.NONE_LARGER)
    # least is 0.355^2 + 0.325^2 + 0.125^2
    assert loose.low == tight.low == pytest.approx(0.247275)
    # any size: 0.365^2 + 0.335^2 + 0.125^2 + 0.175^2: the smallest gives way to the single unlisted supplier
    assert loose.high == pytest.approx(0.2917)
    # none larger: 0.365^2 + 0.335^2 + 0.135^2, and 0.165 left: 0.135^2 + 0.03^2
    assert tight.high == pytest.approx(0.2828)
    suppliers = effective_suppliers_bounds(printed, Unlisted.NONE_LARGER)
    assert (suppliers.low, suppliers.high) == pytest.approx((3.5361, 4.0441), abs=1e-4)
    left = remainder(printed)
    assert (left.low, left.high) == pytest.approx((0.165, 0.195))


def test_exact_shares_leave_only_the_remainder_open() -> None:
    printed = [exactly(0.5), exactly(0.2)]
    loose, tight = (concentration_bounds(printed, unlisted) for unlisted in Unlisted)
    assert (loose.low, loose.high) == pytest.approx((0.29, 0.38))
    assert (tight.low, tight.high) == pytest.approx((0.29, 0.34))  # 0.2 and 0.1


def test_shares_that_are_all_there_are_leave_a_point() -> None:
    bounds = concentration_bounds([exactly(0.75), exactly(0.25)], Unlisted.ANY_SIZE)
    assert (bounds.low, bounds.high) == pytest.approx((0.625, 0.625))


@given(printed_tables())
def test_the_true_concentration_lies_within_the_bounds(table: tuple[list[float], list[Interval]]) -> None:
    true, printed = table
    for unlisted in Unlisted:
        bounds = concentration_bounds(printed, unlisted)
        assert bounds.low - CLOSE <= concentration(true) <= bounds.high + CLOSE


@given(printed_tables())
def test_knowing_that_the_printed_are_largest_never_widens_the_bounds(table: tuple[list[float], list[Interval]]) -> None:
    loose, tight = (concentration_bounds(table[1], unlisted) for unlisted in Unlisted)
    assert loose.low == tight.low
    assert tight.high <= loose.high + CLOSE


@given(printed_tables().filter(lambda table: len(table[1]) <= 4))
def test_the_upper_bound_is_reached_and_never_passed(table: tuple[list[float], list[Interval]]) -> None:
    printed = table[1]
    complete = sum(share.high for share in printed) > 1  # the grid then misses the sum of exactly 1
    for unlisted in Unlisted:
        bound, found = concentration_bounds(printed, unlisted).high, greatest_by_brute_force(printed, unlisted)
        assert found <= bound + CLOSE
        assert complete or found == pytest.approx(bound, abs=CLOSE)


@given(printed_tables())
def test_effective_suppliers_bounds_turn_those_of_the_index_round(table: tuple[list[float], list[Interval]]) -> None:
    hhi = concentration_bounds(table[1], Unlisted.ANY_SIZE)
    suppliers = effective_suppliers_bounds(table[1], Unlisted.ANY_SIZE)
    assert suppliers.low * hhi.high == pytest.approx(1)
    assert suppliers.high == math.inf or suppliers.high * hhi.low == pytest.approx(1)


@pytest.mark.parametrize(
    ("printed", "complaint"),
    [
        ([], "no share is printed"),
        ([printed_share("60"), printed_share("50")], "more than 1"),
        ([Interval(low=-0.1, high=0.2)], "between 0 and 1"),
    ],
)
def test_impossible_printed_shares_are_refused(printed: list[Interval], complaint: str) -> None:
    for unlisted in Unlisted:
        with pytest.raises(ValueError, match=complaint):
            concentration_bounds(printed, unlisted)


def test_rounded_shares_that_add_up_to_101_percent_are_accepted() -> None:
    bounds = concentration_bounds([printed_share(figure) for figure in ("51", "50")], Unlisted.NONE_LARGER)
    assert (bounds.low, bounds.high) == pytest.approx((0.505**2 + 0.495**2, 0.505**2 + 0.495**2))


def test_a_supplier_of_exactly_nothing_leaves_the_rest_to_suppliers_of_no_size() -> None:
    found = concentration_bounds([exactly(0.5), exactly(0)], Unlisted.NONE_LARGER)
    assert (found.low, found.high) == (0.25, 0.25)
