import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.report.wording import crore, figure, indian, interval, percent, plain, span


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (209050, "2,09,050"), (12345678, "1,23,45,678"), (-4350, "−4,350"), (-0.2, "0")],
)
def test_rupees_are_grouped_the_indian_way(value: float, written: str) -> None:
    assert indian(value) == written


@given(st.integers(0, 10**12))
def test_grouping_adds_commas_and_nothing_else(value: int) -> None:
    assert indian(value).replace(",", "") == str(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (209050, "Rs 2.09 lakh crore"),
        (63000, "Rs 63,000 crore"),
        (2.5, "Rs 2.5 crore"),
        (0.0, "Rs 0 crore"),
        (99999, "Rs 99,999 crore"),
    ],
)
def test_large_amounts_are_told_in_lakh_crore(value: float, written: str) -> None:
    assert crore(value) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (None, "share", "not known"),
        (0.355, "share", "36 %"),
        (0.066, "share", "6.6 %"),
        (0.0, "share", "0 %"),
        (40, "percent of SIPRI TIV", "40 %"),
        (0.2567, "HHI of SIPRI TIV, 0..1", "0.26"),
        (34.2, "months", "34"),
        (8.5, "months", "8.5"),
        (193, "contracts", "193"),
        ("unknown", None, "unknown"),
    ],
)
def test_a_figure_has_no_more_digits_than_it_can_bear(value: float | str | None, unit: str | None, written: str) -> None:
    assert figure(value, unit) == written


def test_an_open_range_names_its_open_end() -> None:
    assert interval(3, None, "months") == "at least 3"
    assert interval(None, 3, "months") == "at most 3"
    assert interval(None, None, "months") == "no range"
    assert interval(2, 2, "months") == "2"


def test_a_half_is_rounded_away_from_zero() -> None:
    assert indian(50.5) == "51"
    assert plain(100.5) == "101"
    assert percent(0.145) == "15 %"
    assert plain(-2.5, 0) == "−3"


def test_no_number_is_written_as_minus_zero() -> None:
    assert plain(-0.001) == "0.00"
    assert percent(0.0) == "0 %"


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(0.0, 0.15, "0.00 to 0.15"), (0.0026, 0.146, "0.003 to 0.15"), (1e-5, 0.15, "over 0.000 to 0.15"),
     (1e-12, 0.0, "0.00 to 0.00"), (0.006, 0.146, "0.01 to 0.15"), (-0.004, 0.2, "−0.004 to 0.20"),
     (-0.2, -1e-5, "−0.20 to below 0.000")],
)  # fmt: skip
def test_an_end_of_an_interval_is_0_only_where_it_is_0(low: float, high: float, written: str) -> None:
    assert span(low, high) == written


@given(st.floats(1e-8, 1), st.floats(0, 1))
def test_an_interval_above_0_is_told_from_one_that_begins_at_0(low: float, more: float) -> None:
    assert not span(low, low + more).startswith("0.00 ")
