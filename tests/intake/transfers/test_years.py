import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.intake.transfers.years import listed_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", ()), ("2018", (2018,)), ("2018; 2019", (2018, 2019)), ("2018;2019; 2020", (2018, 2019, 2020)),
        ("2019; 2018; 2018", (2018, 2019)), ("2018; ", (2018,)), ("(2018); 2019", (2018, 2019)),
    ],
)  # fmt: skip
def test_lists_of_years_are_read(text: str, years: tuple[int, ...]) -> None:
    found = listed_years(text, 1900, 2100)
    assert found.years == years
    assert found.bad is None


def test_a_range_is_each_of_its_years_and_is_told() -> None:
    found = listed_years("2018-2020; 2023", 1900, 2100)
    assert found.years == (2018, 2019, 2020, 2023)
    assert found.mended is not None


def test_doubt_about_a_year_is_kept() -> None:
    assert listed_years("2018?; 2019", 1900, 2100).uncertain
    assert listed_years("(2018)", 1900, 2100).uncertain
    assert not listed_years("2018; 2019", 1900, 2100).uncertain


@pytest.mark.parametrize("text", ["201", "20182019", "2018 2019", "-2018", "soon", "2020-2018", "1000-2018", "2918", "1066"])
def test_what_is_no_list_of_years_is_refused(text: str) -> None:
    found = listed_years(text, 1900, 2100)
    assert found.bad is not None
    assert found.years == ()


@given(st.text(max_size=60))
def test_any_text_is_either_years_or_refused(text: str) -> None:
    found = listed_years(text, 1900, 2100)
    assert all(1900 <= year <= 2100 for year in found.years)
    assert found.bad is None or found.years == ()
