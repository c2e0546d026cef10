"""Planned dates whose source does not name their year."""

from collections import Counter

import pytest

from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import Import
from kautilya.register.fold import fold
from kautilya.register.kinds.milestone import Milestone
from kautilya.register.support import deal_column, names_year, unsupported_planned_date, unsupported_planned_dates
from tests.intake.facts import INDIA, rows


@pytest.mark.parametrize(
    ("says", "year", "named"),
    [
        ("deliveries complete by 2030", 2030, True),
        ("first in 42 months, all in 84", 2022, False),
        ("due 2024-25", 2025, True),
        ("due 1999-00", 2000, False),
        ("Rs 20301 crore", 2030, False),
        ("", 2030, False),
    ],
)
def test_a_sentence_names_a_year_or_it_does_not(says: str, year: int, named: bool) -> None:
    assert names_year(says, year) is named


def test_an_actual_date_and_a_page_of_its_own_are_never_unsupported() -> None:
    planned = PartialDate(year=2030)
    for aspect, basis in (("actual", "row"), ("planned original", "own")):
        assert not unsupported_planned_date(aspect=aspect, source_basis=basis, says="", planned=planned)
    assert unsupported_planned_date(aspect="planned latest", source_basis="row", says="", planned=planned)


def test_every_milestone_names_a_column_of_its_deal() -> None:
    deals = {cells["id"]: cells for _, cells in rows(INDIA, "deals")}
    for _, cells in rows(INDIA, "deal_milestones"):
        assert deals[cells["deal_id"]][deal_column(cells["event"], cells["aspect"])] == cells["date"]


def test_unsupported_dates_of_the_register_are_told_from_its_sentences(india: Import) -> None:
    judged = zip(india.claims, india.judgements, strict=True)
    milestones = fold(Milestone, [(claim, judgement) for claim, judgement in judged if claim.kind == "milestone"])
    unsupported = unsupported_planned_dates(milestones, {claim.id: claim for claim in india.claims})
    by_hand = {
        (cells["deal_id"], deal_column(cells["event"], cells["aspect"]))
        for _, cells in rows(INDIA, "deal_milestones")
        if cells["aspect"] != "actual" and cells["source_basis"] != "own" and cells["date"][:4] not in cells["source_says"]
    }
    assert unsupported == by_hand
    assert Counter(column for _, column in unsupported)["first_delivered_planned_original"] > 10
    assert ("rafale-m-26", "first_delivered_planned_original") in unsupported
    assert ("rafale-m-26", "last_delivered_planned_original") not in unsupported
