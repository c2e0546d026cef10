"""Exercises on small registers, counted by hand, and those of the embedded one against its table."""

import csv
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.ties.exercises import FOUND, NAIVE, PANEL, RATIO, YEARLY, exercises
from kautilya.measures.ties.scope_of_exercises import SLOPES
from kautilya.store.view import View
from tests.measures.finding_by import findings, the
from tests.measures.ties.rows import exercise
from tests.tables.synthetic import Row, view_of

OTHER = exercise("other", "Garuda", 2010, participants="FRA;IND")


def measured(*rows: Row, scope: Scope = EVERYTHING) -> Measurement:
    return exercises(view_of({"exercise": (*rows, OTHER)}), scope)


def yearly(series: str, first: int, last: int, **cells: str) -> list[Row]:
    return [exercise(f"{series}{year}", series, year, **cells) for year in range(first, last + 1)]


def test_new_series_grow_the_naive_count_and_not_the_panel() -> None:
    """By hand: Malabar every year 2015-2025 is 5 against 5; three series from 2021 on make 20 against 5 of all rows."""
    rows = [*yearly("Malabar", 2015, 2025), *(row for name in ("A", "B", "C") for row in yearly(name, 2021, 2025))]
    found = measured(*rows)
    fixed = the(found, RATIO, "2016-01-01..2025-12-31", partner="all", counted=PANEL)
    naive = the(found, RATIO, "2016-01-01..2025-12-31", partner="all", counted=NAIVE)
    assert (fixed.value, fixed.n, naive.value, naive.n) == (1.0, 10, 4.0, 25)
    assert [fixed.low, fixed.high] == pytest.approx([0.230, 4.345], abs=2e-3)
    assert naive.low is not None
    assert naive.low > 1, "the naive count shows growth that the panel does not"
    assert "misleads: 3 of its series" in (naive.note or "")


def test_a_series_that_ends_stays_in_the_panel() -> None:
    rows = [*yearly("Malabar", 2015, 2025), *yearly("Ended", 2014, 2020)]
    found = the(measured(*rows), RATIO, partner="all", counted=PANEL)
    assert (found.value, found.n) == (0.5, 15)


def test_phases_are_one_event_and_announced_ones_none() -> None:
    rows = yearly("Malabar", 2015, 2025)
    phase = exercise("second", "Malabar", 2025, event_id="Malabar-Malabar2025", phase="2")
    planned = exercise("planned", "Malabar", 2024, held="planned")
    found = measured(*rows, phase, planned)
    assert the(found, RATIO, partner="all", counted=PANEL).n == 10
    (row,) = [row for row in found.listed if row["list"] == "rows that do not count"]
    assert row["rows"] == "planned"


def test_rows_that_do_not_count_are_listed_within_the_window_and_after_the_reason_for_no_trend() -> None:
    planned = [exercise(f"p{year}", "Malabar", year, held="planned") for year in (2013, 2022)]
    scope = Scope(since=PartialDate.parse("2021"), until=PartialDate.parse("2023"))
    found = measured(*yearly("Malabar", 2015, 2025), *planned, scope=scope)
    assert [row["list"] for row in found.listed] == ["window too short for a trend", "rows that do not count"]
    assert found.listed[1]["rows"] == "p2022"


def test_the_share_of_numbered_editions_tells_what_the_record_lacks() -> None:
    """By hand: numbers 1 to 10 over ten years, three without a row; an inferred number does not count."""
    rows = [exercise(f"m{i}", "Malabar", 2015 + i, edition=str(i), edition_basis="stated") for i in (0, 1, 2, 4, 7, 8, 9, 10)]
    guess = exercise("guess", "Malabar", 2018, edition="3", edition_basis="inferred")
    found = the(measured(*rows, guess), FOUND)
    assert (found.value, found.n) == (0.7, 10)


def test_sizes_are_compared_within_series_only() -> None:
    """By hand: each of six series stays at its size, though the large ones are held later."""
    years = [(2010, 2016 + i // 2, 2019 + i // 2, 2022 + i // 2) for i in range(6)]
    rows = [exercise(f"{i}-{year}", f"S{i}", year, n_countries=str(2 + 4 * i)) for i in range(6) for year in years[i]]
    found = the(measured(*rows), SLOPES, partner="all", size="countries")
    assert (found.value, found.low, found.high, found.n) == (0, 0, 0, 6)


def test_growing_series_have_the_median_of_their_slopes() -> None:
    """By hand: series i grows by i days in two years, i = 0 to 6: the median is 1.5 a year, the limits of seven are 0 and 3."""
    longer = {2015: 0, 2017: 1, 2019: 2, 2021: 3}
    rows = [
        exercise(f"{i}-{year}", f"S{i}", year, end=f"{year}-03-{5 + i * steps:02d}")
        for i in range(7)
        for year, steps in longer.items()
    ]
    found = the(measured(*rows), SLOPES, partner="all", size="days")
    assert (found.value, found.low, found.high) == (1.5, 0, 3)


def test_too_few_series_are_listed_with_what_is_missing() -> None:
    found = measured(*yearly("Malabar", 2015, 2025))
    reasons = {row["size"]: row["reason"] for row in found.listed if row["list"] == "sizes with too few series for a trend"}
    assert reasons["days"] == "5 more series of the panel needed with 3 editions in 2016 to 2025 that tell their days"
    assert reasons["people"] == "6 more series of the panel needed with 3 editions in 2016 to 2025 that tell their people"


def test_a_window_of_less_than_six_full_years_is_refused() -> None:
    scope = Scope(since=PartialDate.parse("2020-02"), until=PartialDate.parse("2026-03"))
    found = measured(*yearly("Malabar", 2015, 2025), scope=scope)
    assert found.findings == ()
    assert found.listed[-1]["list"] == "window too short for a trend"


@given(st.integers(2005, 2019), st.integers(2014, 2025))
def test_no_year_outside_the_window_counts(since: int, until: int) -> None:
    scope = Scope(partner="USA", since=PartialDate(year=since), until=PartialDate(year=until))
    found = measured(*yearly("Malabar", 2000, 2025), scope=scope)
    if until - since + 1 < 6:
        assert found.findings == ()
        return
    years = {int(one.of["year"]) for one in findings(found, YEARLY, counted=PANEL)}
    assert years == set(range(since, until + 1))


def test_the_embedded_register_has_the_events_of_its_table(india: View) -> None:
    text = files("kautilya").joinpath("registers", "india", "exercises.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["held"] == "held"]
    year = {row["event_id"]: int(row["year"]) for row in rows}
    series = {row["event_id"]: row["series"] for row in rows}
    early = {name for event, name in series.items() if year[event] < 2016}
    panel = Counter(year[event] for event in year if series[event] in early and 2016 <= year[event] <= 2025)
    found = exercises(india, EVERYTHING)
    assert {int(one.of["year"]): one.value for one in findings(found, YEARLY, counted=PANEL)} == dict(panel)
    naive = the(found, RATIO, partner="all", counted=NAIVE)
    assert naive.n == sum(2016 <= when <= 2025 for when in year.values())
