"""The days inside and outside a shock, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.ties.periods import period
from kautilya.measures.ties.trials import Refusal, Trial, days_in, spell, trial, without
from kautilya.register.claim import Mark
from kautilya.tables.ties.shocks import Shock
from kautilya.tables.windows import Window

BASE = date(2020, 1, 1)
OPENS, CLOSES = date(2015, 1, 1), date(2026, 4, 30)


def shock(start: str, end: str | None = None, shock_id: str = "s", partners: tuple[str, ...] = ("USA",)) -> Shock:
    began, ended = PartialDate.parse(start), None if end is None else PartialDate.parse(end)
    return Shock(shock_id=shock_id, name=f"shock {shock_id}", kind="tariff", partners=partners, start=began, end=ended,
                 rows=(shock_id,), mark=Mark.SOURCED, claim_ids=())  # fmt: skip


def window(first: int, length: int) -> Window:
    return period(BASE + timedelta(days=first), BASE + timedelta(days=first + length))


WINDOWS = st.builds(window, st.integers(0, 60), st.integers(0, 20))


def days_of(found: Window) -> set[date]:
    first = found.first or found.last
    return {first + timedelta(days=i) for i in range((found.last - first).days + 1)}


@given(WINDOWS, st.lists(WINDOWS, max_size=4))
def test_what_is_left_are_the_days_of_no_spell(whole: Window, spells: list[Window]) -> None:
    left = without(whole, spells)
    expected = days_of(whole).difference(*map(days_of, spells))
    assert set().union(*map(days_of, left)) == expected
    assert days_in(left) == len(expected)


def test_a_trial_compares_three_years_before_and_after_without_other_shocks() -> None:
    """By hand: 2020 against 2017-01-01 to 2019-12-31 and 2021-01-01 to 2023-12-31, without the first half of 2018."""
    one, other = shock("2020-01-01", "2020-12-31"), shock("2018-01-01", "2018-06-30", "other")
    found = trial(one, "USA", [other], OPENS, CLOSES)
    assert isinstance(found, Trial)
    assert found.inside.label == "2020-01-01..2020-12-31"
    assert [days.label for days in found.outside] == [
        "2016-12-31..2017-12-31", "2018-07-01..2019-12-31", "2021-01-01..2024-01-01",
    ]  # fmt: skip
    assert (found.assumed_end, found.runs, found.at_once) == (False, False, ())


def test_an_end_that_is_not_on_record_is_assumed_and_a_running_shock_stops_at_the_last_day() -> None:
    found = trial(shock("2018-10"), "USA", [], OPENS, CLOSES)
    assert isinstance(found, Trial)
    assert (found.inside.label, found.assumed_end) == ("2018-10-01..2019-09-30", True)
    running = trial(shock("2025-04-02", "2026-07"), "USA", [shock("2025-03-12", None, "metal")], OPENS, CLOSES)
    assert isinstance(running, Trial)
    assert (running.inside.last, running.runs, running.at_once) == (CLOSES, True, ("shock metal",))


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("2018", None, "begins or ends on a day known only to the year: a page with the day"),
        ("2018-03", "2019", "begins or ends on a day known only to the year: a page with the day"),
        ("2026-02-28", None, "lasted 62 days by 2026-04-30: 90 are needed"),
        ("2015-01-01", "2025-12-31", "120 days before and after it lie outside every shock of this partner: 365 are needed"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(start: str, end: str | None, reason: str) -> None:
    found = trial(shock(start, end), "USA", [], OPENS, CLOSES)
    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_a_shock_after_the_last_day_has_no_spell() -> None:
    assert spell(shock("2027-01-01"), CLOSES) is None
