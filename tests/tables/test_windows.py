"""Windows and what falls into them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import FiscalYear
from kautilya.tables.windows import Bracket, Membership, Window, all_years, fiscal_years, last_complete_fiscal_year, membership

FY2024 = fiscal_years(FiscalYear(start=2024), FiscalYear(start=2024))
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 4, 1), date(2025, 3, 31), Membership.INSIDE),
        (date(2024, 1, 1), date(2024, 12, 31), Membership.POSSIBLY),
        (date(2025, 3, 31), date(2025, 4, 1), Membership.POSSIBLY),
        (date(2024, 3, 31), date(2024, 3, 31), Membership.OUTSIDE),
        (date(2025, 4, 1), date(2025, 4, 1), Membership.OUTSIDE),
        (None, date(2024, 5, 1), Membership.POSSIBLY),
        (None, date(2024, 3, 31), Membership.OUTSIDE),
    ],
)
def test_a_day_known_in_part_is_inside_possibly_or_outside(first: date | None, last: date, expected: Membership) -> None:
    assert membership(Bracket(first=first, last=last), FY2024) is expected


def test_everything_up_to_the_last_day_is_inside_all_years() -> None:
    assert membership(Bracket(first=None, last=date(1990, 1, 1)), all_years(date(2026, 4, 30))) is Membership.INSIDE


def test_windows_are_named_by_their_fiscal_years() -> None:
    assert FY2024.label == "FY2024-25"
    assert fiscal_years(FiscalYear(start=2021), FiscalYear(start=2025)).label == "FY2021-22..FY2025-26"


@pytest.mark.parametrize(("day", "year"), [(date(2026, 4, 30), 2025), (date(2026, 3, 31), 2025), (date(2026, 3, 30), 2024)])
def test_the_last_complete_fiscal_year_is_over_on_the_day(day: date, year: int) -> None:
    assert last_complete_fiscal_year(day) == FiscalYear(start=year)


@given(st.lists(DAYS, min_size=4, max_size=4))
def test_membership_agrees_with_the_days_themselves(days: list[date]) -> None:
    first, last = sorted(days[:2])
    start, end = sorted(days[2:])
    ends_inside = [start <= day <= end for day in (first, last)]
    overlaps = first <= end and last >= start
    found = membership(Bracket(first=first, last=last), Window(label="w", first=start, last=end))
    assert (found is Membership.INSIDE) == all(ends_inside)
    assert (found is Membership.OUTSIDE) == (not overlaps)
