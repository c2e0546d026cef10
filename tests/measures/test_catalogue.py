"""The list of measures, and what holds for all of them."""

import json
from dataclasses import asdict

import pytest

from kautilya.core.errors import NotFoundError, UsageError
from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.register.registry import KINDS
from kautilya.store.interface import Store
from kautilya.store.view import View
from tests.tables.synthetic import view_of


@pytest.fixture(scope="module")
def measurements(india: View) -> dict[str, Measurement]:
    return {name: measured(name, india, Scope(partner="USA") if one.needs else EVERYTHING) for name, one in MEASURES.items()}


def test_each_measure_asks_a_question() -> None:
    assert list(MEASURES)[:4] == ["diversification", "gaps", "lead-times", "budget"]
    assert all(measure.question.endswith("?") for measure in MEASURES.values())


def test_an_unknown_measure_names_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="diversification, gaps, lead-times, budget"):
        measured("resilience", view_of({}))


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if "partner" not in measure.takes])
def test_a_measure_that_knows_no_partner_says_so(name: str) -> None:
    with pytest.raises(UsageError, match=r"does not take --partner"):
        measured(name, view_of({}), Scope(partner="USA"))


@pytest.mark.parametrize("name", MEASURES)
def test_an_empty_register_has_no_findings(name: str) -> None:
    found = measured(name, view_of({}))
    assert (found.findings, found.listed) == ((), ())


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


NOTHING_KNOWN_YET = {
    ("budget", "2009"), ("framework", "2009"), ("continuity", "2009"), ("emergency", "2009"), ("emergency", "2018"),
}  # fmt: skip
"""No budget is known from before 2010, no promise from before 2015, no shock from 2017, no emergency round from 2019."""
