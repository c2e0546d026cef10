"""The list of measures, and what holds for all of them."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict

import pytest

from kautilya.core.errors import NotFoundError, UsageError
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.measures.catalogue import MEASURES, PERIOD, measured
from kautilya.measures.finding import Measurement
from kautilya.measures.needs.needs import NEED
from kautilya.measures.nothing import LIST
from kautilya.measures.scope import Scope, window_of
from kautilya.register.registry import KINDS
from kautilya.store.interface import Store
from kautilya.store.view import View
from kautilya.tables.contracts import contracts
from kautilya.tables.ties.promises import day_named
from kautilya.tables.windows import Membership, membership
from tests.tables.synthetic import view_of

NOBODY = Scope(partner="PAK")
LONG_AGO = Scope(since=PartialDate.parse("1800"), until=PartialDate.parse("1801"))
WINDOWS = (
    Scope(since=PartialDate.parse("2020"), until=PartialDate.parse("2024-06")),
    Scope(since=PartialDate.parse("2023"), until=PartialDate.parse("2023")),
)
COUNTED_BY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "diversification": {"supplier-share": ("window_start", "window_end")},
    "gaps": {"requirement": ("as_of",), "case-holding": ("fiscal_year",)},
    "budget": {"budget": ("fiscal_year",), "budget-change": ("period_start", "period_end")},
    "needs": {"offer": ("as_of",)},
    "engagements": {"engagement": ("start",)},
    "interoperability": {"exercise": ("start",), "agreement": ("signed",)},
    "framework": {"commitment": ("due", "parent")},
    "hubs": {"hub": ("date",)},
    "dependence": {"deal": ("signed_on",)},
    "partner": {"engagement": ("start",)},
}
"""By measure: the kinds that it counts, and the days that put a record into a window. Other kinds say what stands beside."""
BESIDE = frozenset((NEED,))
SPREAD_DAYS = (
    "2009-06", "2012", "2014-03-31", "2016-02-29", "2017", "2018-09-30", "2019-03", "2019-12-31", "2020-06", "2021-01-01",
    "2021-10", "2022-04-11", "2023", "2023-09-09", "2024-02-29", "2024-12", "2025-03-02", "2025-08-27", "2025-11-01",
    "2026-04-29",
)  # fmt: skip
"""Days, months and years over the whole record, leap days and turns of the fiscal year among them."""


@pytest.fixture(scope="module")
def measurements(india: View) -> dict[str, Measurement]:
    return {name: measured(name, india) for name in MEASURES}


@pytest.fixture(scope="module")
def known_on(india: View) -> Mapping[str, PartialDate]:
    return {claim_id: claim.known_on for kind in KINDS for claim_id, claim in india.claims(kind).items()}


def test_each_measure_asks_a_question() -> None:
    assert list(MEASURES)[:4] == ["diversification", "gaps", "lead-times", "budget"]
    assert all(measure.question.endswith("?") for measure in MEASURES.values())


def test_an_unknown_measure_names_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="diversification, gaps, lead-times, budget"):
        measured("resilience", view_of({}))


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if "partner" not in measure.takes])
def test_a_measure_that_knows_no_partner_says_so(name: str) -> None:
    with pytest.raises(UsageError, match=r"does not take --partner; it takes --from, --to; .*ask.* measure"):
        measured(name, view_of({}), Scope(partner="USA"))


def test_every_measure_takes_a_window() -> None:
    assert all(set(PERIOD) <= set(measure.takes) for measure in MEASURES.values())


@pytest.mark.parametrize("name", MEASURES)
def test_an_empty_register_has_no_findings(name: str) -> None:
    found = measured(name, view_of({}))
    assert found.findings == ()
    (why,) = found.listed
    assert why["list"] == LIST
    assert "the register holds no such record" in str(why["reason"])


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("scope", [NOBODY, LONG_AGO], ids=["nobody", "long ago"])
def test_where_there_is_nothing_the_first_listed_row_says_why_and_how_far_the_record_reaches(
    name: str, scope: Scope, india: View
) -> None:
    if set(scope.given()) <= set(MEASURES[name].takes):
        found = measured(name, india, scope)
        why = str(found.listed[0]["reason"])
        assert found.listed[0]["list"] == LIST
        assert (scope.partner or "from 1800 to 1801") in why
        assert "the record begins with " in why
        assert {one.quantity for one in found.findings} <= MEASURES[name].context


@pytest.mark.parametrize("name", MEASURES)
def test_before_anything_is_known_it_is_told_from_when_on_something_is(name: str, india_store: Store) -> None:
    found = measured(name, india_store.view(PartialDate.parse("1800")))
    assert found.findings == ()
    assert [row["list"] for row in found.listed] == [LIST]
    assert re.search(r"is known from \d{4}-\d\d-\d\d on", str(found.listed[0]["reason"]))


@pytest.mark.parametrize("name", MEASURES)
def test_a_row_says_that_nothing_was_found_only_where_that_is_so(name: str, measurements: dict[str, Measurement]) -> None:
    assert all(row["list"] != LIST for row in measurements[name].listed)


@pytest.mark.parametrize("day", ["2026-04-30", "2025-01-01", "2023-06", "2018", "2009"])
def test_a_register_known_in_part_is_measured_as_far_as_it_is_known(day: str, india_store: Store) -> None:
    view = india_store.view(PartialDate.parse(day))
    for name in MEASURES:
        found = measured(name, view)
        assert found.findings or found.listed or (name, day) in NOTHING_KNOWN_YET
        assert found.as_of == day
        assert all("unknown" not in (finding.window or "") for finding in found.findings)


@pytest.mark.parametrize("name", MEASURES)
def test_every_finding_says_what_it_is_and_names_claims_of_the_register(
    name: str, measurements: dict[str, Measurement], india: View
) -> None:
    known = {claim_id for kind in KINDS for claim_id in india.claims(kind)}
    for finding in measurements[name].findings:
        assert finding.measure == name
        assert finding.quantity
        assert finding.unit
        assert finding.window
        assert finding.as_of == str(india.as_of)
        assert finding.claim_ids
        assert set(finding.claim_ids) <= known


@pytest.mark.parametrize("name", MEASURES)
def test_a_finding_with_limits_says_what_they_are_and_its_point_lies_within(
    name: str, measurements: dict[str, Measurement]
) -> None:
    for finding in measurements[name].findings:
        if finding.low is None and finding.high is None:
            continue
        assert finding.range_is
        assert finding.low is None or finding.high is None or finding.low <= finding.high
        if isinstance(finding.value, float):
            assert finding.low is None or finding.low <= finding.value
            assert finding.high is None or finding.value <= finding.high


@pytest.mark.parametrize("name", MEASURES)
def test_a_measurement_has_a_short_table_and_can_be_written_as_json(name: str, measurements: dict[str, Measurement]) -> None:
    headlines = [finding for finding in measurements[name].findings if finding.headline]
    assert 0 < len(headlines) <= 40
    assert json.loads(json.dumps(asdict(measurements[name])))["measure"] == name


def test_a_listed_row_says_which_list_it_is_in_and_why(measurements: dict[str, Measurement]) -> None:
    assert all(row["list"] and row["reason"] for found in measurements.values() for row in found.listed)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("scope", WINDOWS, ids=["2020 to June 2024", "2023"])
def test_a_window_counts_nothing_that_certainly_lies_outside(name: str, scope: Scope, india: View) -> None:
    counted = COUNTED_BY.get(name, {})
    found = measured(name, india, scope)
    rests_on = {claim_id for one in found.findings if one.quantity not in BESIDE for claim_id in one.claim_ids}
    for kind, columns in counted.items():
        claims = india.claims(kind)
        for row in {claims[claim_id].subject for claim_id in rests_on if claim_id in claims}:
            days = [day for column in columns for day in points(india, kind, row, column)]
            assert any(not outside(day, scope) for day in days), (kind, row, days)


def points(view: View, kind: str, row: str, column: str) -> list[PartialDate | FiscalYear]:
    cell = view.record(kind, row).cell(column)
    known = (cell.point,) if cell.point is not None else tuple(value for _, span in cell.spans for value in span.values)
    days = (day_named(value) if column == "parent" else value for value in known)
    return [value for value in days if isinstance(value, PartialDate | FiscalYear)]


@pytest.mark.parametrize("scope", WINDOWS, ids=["2020 to June 2024", "2023"])
def test_no_share_of_contracts_rests_on_a_contract_outside_the_window(scope: Scope, india: View) -> None:
    counted = contracts(india).counted
    window = window_of(scope, india.as_of)
    found = measured("diversification", india, scope)
    rests_on = {claim_id for one in found.findings for claim_id in one.claim_ids}
    for contract in counted:
        if membership(contract.signed, window) is Membership.OUTSIDE:
            assert not rests_on.intersection(contract.claim_ids), contract.deal_id


def outside(day: PartialDate | FiscalYear, scope: Scope) -> bool:
    assert scope.since is not None
    assert scope.until is not None
    return day.last < scope.since.first or day.first > scope.until.last


@pytest.mark.parametrize("name", MEASURES)
def test_a_figure_of_a_window_has_an_address_of_its_own(name: str, measurements: dict[str, Measurement], india: View) -> None:
    """Else two different figures would be cited by one address; what is the same figure keeps it."""
    whole = {one.address: one for one in measurements[name].findings}
    for one in measured(name, india, WINDOWS[0]).findings:
        same = whole.get(one.address)
        assert same is None or (one.value, one.low, one.high) == (same.value, same.low, same.high), one


@pytest.mark.parametrize("name", ["lead-times", "approvals"])
@pytest.mark.parametrize("scope", [WINDOWS[0], Scope(until=PartialDate.parse("2019"))], ids=["2020 to June 2024", "to 2019"])
def test_months_of_cases_begun_in_a_window_are_not_those_of_all(
    name: str, scope: Scope, measurements: dict[str, Measurement], india: View
) -> None:
    whole = {one.address: one for one in measurements[name].findings if one.unit == "months" and one.n != 1}
    found = [one for one in measured(name, india, scope).findings if one.address in whole]
    assert [one for one in found if one.n != whole[one.address].n] == []


@pytest.mark.parametrize("name", MEASURES)
def test_an_answer_says_what_it_was_narrowed_to(name: str, measurements: dict[str, Measurement], india: View) -> None:
    assert measurements[name].asked == {}
    scope = Scope(partner="USA", since=PartialDate.parse("2020")) if "partner" in MEASURES[name].takes else WINDOWS[1]
    assert list(measured(name, india, scope).asked) == [f"--{'from' if one == 'since' else 'to' if one == 'until' else one}"
                                                        for one in scope.given()]  # fmt: skip


@pytest.mark.parametrize("name", ["lead-times", "hubs", "emergency", "approvals"])
@pytest.mark.parametrize("partner", ["USA", "IND", "DEU"])
def test_a_figure_of_a_partner_has_an_address_of_its_own(
    name: str, partner: str, measurements: dict[str, Measurement], india: View
) -> None:
    whole = {one.address: one for one in measurements[name].findings}
    found = measured(name, india, Scope(partner=partner)).findings
    for one in found:
        same = whole.get(one.address)
        assert same is None or (one.value, one.low, one.high) == (same.value, same.low, same.high), one


def test_a_window_of_the_whole_record_leaves_hardly_anything_out(india: View) -> None:
    """What has no day is left out; a window that left much more out would be no window."""
    scope = Scope(since=PartialDate.parse("1950"), until=PartialDate.parse("2060"))
    for name in MEASURES:
        assert measured(name, india, scope).findings, name


def test_all_partners_have_the_lines_of_their_own_pages(india: View) -> None:
    every = measured("partner", india)
    for partner in ("USA", "RUS", "DEU", "JPN"):
        page = measured("partner", india, Scope(partner=partner))
        lines = {one.of["line"]: (one.value, one.low, one.high, one.n, one.window) for one in page.findings}
        told = [one for one in every.findings if one.of["partner"] == partner]
        assert told
        for one in told:
            assert lines[one.of["line"]] == (one.value, one.low, one.high, one.n, one.window)


@pytest.mark.parametrize("day", SPREAD_DAYS)
def test_no_day_breaks_a_measure_and_none_counts_a_claim_of_a_later_day(
    day: str, india_store: Store, known_on: Mapping[str, PartialDate]
) -> None:
    view = india_store.view(PartialDate.parse(day))
    for name in MEASURES:
        for one in measured(name, view).findings:
            assert all(known_on[claim_id].ends_by(view.as_of) for claim_id in one.claim_ids), (name, day)


NOTHING_KNOWN_YET = {
    ("budget", "2009"), ("framework", "2009"), ("continuity", "2009"), ("emergency", "2009"), ("emergency", "2018"),
}  # fmt: skip
"""No budget is known from before 2010, no promise from before 2015, no shock from 2017, no emergency round from 2019."""
