"""Laws and examples of partial dates and fiscal years (CONVENTIONS §1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import FiscalYear, PartialDate, Precision, fiscal_year_of, months_between

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
FISCAL_YEARS = st.builds(lambda start: FiscalYear(start=start), st.integers(1900, 2100))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Draw dates of all three precisions."""
    day = draw(DAYS)
    return PartialDate.parse(day.isoformat()[: draw(st.sampled_from((4, 7, 10)))])


def day_within(partial: PartialDate) -> st.SearchStrategy[date]:
    """Draw a day that the partial date can mean."""
    return st.dates(min_value=partial.first, max_value=partial.last)


@given(partial_dates())
def test_a_partial_date_is_written_as_it_was_read(partial: PartialDate) -> None:
    assert PartialDate.parse(str(partial)) == partial


@given(DAYS)
def test_a_calendar_day_is_its_own_first_and_last_day(day: date) -> None:
    exact = PartialDate.of(day)
    assert (exact.first, exact.last, str(exact)) == (day, day, day.isoformat())


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2025", Precision.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-10-31", Precision.DAY, date(2025, 10, 31), date(2025, 10, 31)),
    ],
)
def test_a_partial_date_spans_all_days_that_its_text_can_mean(text: str, precision: Precision, first: date, last: date) -> None:
    partial = PartialDate.parse(text)
    assert (partial.precision, partial.first, partial.last) == (precision, first, last)


def test_a_year_is_not_its_first_of_january() -> None:
    assert PartialDate.parse("2025") != PartialDate.parse("2025-01-01")
    assert not PartialDate.parse("2025").ends_by(date(2025, 12, 30))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-1",
        "2025-13",
        "2025-02-30",
        "2025-10-31T",
        " 2025",
        "2025-10-",
        "0000",
        "FY2025-26",
        "\uff12\uff10\uff12\uff15",
        "2025\n",
    ],
)
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        PartialDate.parse(text)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(year=2025, day=3)


@given(partial_dates(), partial_dates(), st.data())
def test_what_is_certain_holds_for_every_day_and_what_holds_for_one_day_is_possible(
    one: PartialDate, other: PartialDate, data: st.DataObject
) -> None:
    day, other_day = data.draw(day_within(one)), data.draw(day_within(other))
    assert day < other_day or not one.certainly_before(other)
    assert day > other_day or not one.certainly_after(other)
    assert one.overlaps(other) or day != other_day
    assert day <= other_day or not (one.ends_by(other_day) and other.precision is Precision.DAY)


@given(partial_dates(), partial_dates())
def test_two_dates_overlap_or_one_of_them_is_certainly_the_earlier(one: PartialDate, other: PartialDate) -> None:
    assert [one.certainly_before(other), one.certainly_after(other), one.overlaps(other)].count(True) == 1
    assert one.certainly_before(other) == other.certainly_after(one)
    assert one.covers(other) <= one.overlaps(other)


@given(partial_dates(), partial_dates())
def test_equal_dates_hash_alike_and_the_sort_key_tells_different_ones_apart(one: PartialDate, other: PartialDate) -> None:
    assert (one == other) == (one.sort_key == other.sort_key)
    assert one != other or hash(one) == hash(other)


def test_partial_dates_refuse_a_total_order() -> None:
    with pytest.raises(TypeError):
        sorted([PartialDate.parse("2025"), PartialDate.parse("2025-06")])  # type: ignore[type-var]  # this is the refusal


@given(partial_dates(), partial_dates(), st.data())
def test_the_months_between_two_partial_dates_bound_those_between_their_days(
    start: PartialDate, end: PartialDate, data: st.DataObject
) -> None:
    span = months_between(start, end)
    exact = months_between(PartialDate.of(data.draw(day_within(start))), PartialDate.of(data.draw(day_within(end))))
    assert exact.low == exact.high
    assert span.low <= exact.low <= span.high


@given(partial_dates(), partial_dates())
def test_months_between_change_sign_with_direction(start: PartialDate, end: PartialDate) -> None:
    there, back = months_between(start, end), months_between(end, start)
    assert (there.low, there.high) == (-back.high, -back.low)


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [
        ("2024-03-15", "2026-03-15", 24.0, 24.0),
        ("2005-10", "2017-12", 145.0, 147.0),  # signed and in service: the first Kalvari submarine
        ("2016-11-30", "2017", 1.0, 13.0),  # signed and planned first delivery: the M777
        ("2012-01", "2011-12", -2.0, 0.0),
    ],
)
def test_months_between_agree_with_hand_computed_lead_times(start: str, end: str, low: float, high: float) -> None:
    span = months_between(PartialDate.parse(start), PartialDate.parse(end))
    assert (span.low, span.high) == pytest.approx((low, high), abs=0.05)


@given(FISCAL_YEARS)
def test_a_fiscal_year_is_written_as_it_was_read(year: FiscalYear) -> None:
    assert FiscalYear.parse(str(year)) == year


@given(DAYS)
def test_every_day_falls_in_exactly_one_fiscal_year(day: date) -> None:
    year = FiscalYear.containing(day)
    assert day in year
    assert day not in year.next
    assert day not in year.plus(-1)


@given(FISCAL_YEARS)
def test_fiscal_years_follow_each_other_without_gap(year: FiscalYear) -> None:
    assert year.last + timedelta(days=1) == year.next.first


@given(FISCAL_YEARS, st.integers(0, 40))
def test_through_counts_both_ends(year: FiscalYear, more: int) -> None:
    years = year.through(year.plus(more))
    assert len(years) == more + 1
    assert [later.years_after(year) for later in years] == list(range(more + 1))
    assert list(years) == sorted(years)


def test_through_is_empty_when_the_last_year_comes_first() -> None:
    assert FiscalYear(start=2030).through(FiscalYear(start=2026)) == ()


def test_fiscal_year_2025_26_runs_from_april_to_march() -> None:
    year = FiscalYear.parse("FY2025-26")
    assert (year.first, year.last, str(year.next)) == (date(2025, 4, 1), date(2026, 3, 31), "FY2026-27")
    assert str(FiscalYear.parse("FY1999-00")) == "FY1999-00"


@pytest.mark.parametrize("text", ["2025-26", "FY2025", "FY2025-2026", "FY25-26", "fy2025-26", "FY2025-26 "])
def test_what_is_no_fiscal_year_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match="is no fiscal year: expected"):
        FiscalYear.parse(text)


def test_a_fiscal_year_of_two_years_is_refused_with_the_likely_one() -> None:
    with pytest.raises(ValueError, match="did you mean FY2025-26"):
        FiscalYear.parse("FY2025-27")


@pytest.mark.parametrize(
    ("text", "expected"), [("2026-03", "FY2025-26"), ("2026-04-01", "FY2026-27"), ("2026", "None"), ("2025-12", "FY2025-26")]
)
def test_a_partial_date_has_a_fiscal_year_only_where_it_is_certain(text: str, expected: str) -> None:
    assert str(fiscal_year_of(PartialDate.parse(text))) == expected
