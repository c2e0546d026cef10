"""How medians of lead times are written on the page."""

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.lead_times import BOTH, INTERVAL, KAPLAN_MEIER
from kautilya.register.claim import Mark
from kautilya.report.blocks import Chart, DataTable
from kautilya.report.sections.lead_times import lead_times_section


def found(value: float | None, low: float | None, high: float | None, range_is: str, dates: str = "") -> Finding:
    of = {"pair": "need_accepted -> sanctioned", "aspect": "actual", "by": "all"} | ({"dates": dates} if dates else {})
    return Finding(
        measure="lead-times", quantity=KAPLAN_MEIER, of=of, value=value, unit="months", low=low, high=high, range_is=range_is,
        n=25, as_of="2026-04-30", mark=Mark.DERIVED,
    )  # fmt: skip


def written(*findings: Finding) -> str:
    measured = Measurement(
        measure="lead-times", question="?", as_of="2026-04-30", findings=findings, listed=(), notes=()
    )  # fmt: skip
    shown = lead_times_section(measured).blocks[1]
    table = shown.table if isinstance(shown, Chart) else shown
    assert isinstance(table, DataTable)
    return table.rows[0][2].text


def test_a_median_that_is_not_reached_is_not_its_confidence_limit() -> None:
    """As from need accepted to sanctioned, where 4 of 25 ended: its lower limit is 15 months."""
    pair = [found(None, 15.0, None, INTERVAL, dates=dates) for dates in ("earliest", "latest")]
    assert written(*pair) == "not reached"


def test_medians_at_the_earliest_and_latest_dates_are_a_range() -> None:
    assert written(found(40, 20, 60, INTERVAL, "earliest"), found(44, 21, None, INTERVAL, "latest")) == "40 – 44"


def test_a_median_that_only_one_end_of_the_dates_reaches_is_open_above() -> None:
    assert written(found(40, 20, 60, INTERVAL, "earliest"), found(None, 21, None, INTERVAL, "latest")) == "at least 40"


def test_a_median_of_few_cases_is_told_by_its_two_ends() -> None:
    assert written(found(None, 30, 31, BOTH)) == "30 – 31"
    assert written(found(30, 30, 30, BOTH)) == "30"
    assert written(found(None, 30, None, BOTH)) == "at least 30"
    assert written(found(None, None, None, BOTH)) == "not reached"
