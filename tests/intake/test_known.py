"""No cell is known before the day that its own content describes."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import Import
from kautilya.register.claim import Claim, KnownBy
from kautilya.register.record import Record, Span, attributes
from kautilya.register.registry import KINDS
from kautilya.store.interface import Store
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.rows import known_by

DATA_DATE = PartialDate.parse("2026-04-30")


@pytest.fixture(scope="module")
def store(india: Import) -> Iterator[Store]:
    with closing(open_store(IN_MEMORY)) as opened:
        opened.add(india.package, india.claims, india.judgements)
        yield opened


def known(india: Import, kind: str, subject: str, attribute: str) -> tuple[str, KnownBy]:
    name = (kind, subject, attribute)
    found = next(claim for claim in india.claims if (claim.kind, claim.subject, claim.attribute) == name)
    return str(found.known_on), found.known_basis


def happened(kind: type[Record], record: Record) -> Iterator[PartialDate]:
    for column, attribute in attributes(kind).items():
        where = attribute.happened_where
        if attribute.happened and (where is None or record.cell(where[0]).point == where[1]):
            value = record.cell(column).value
            yield from value.values if isinstance(value, Span) else (value,) if value is not None else ()


@pytest.mark.parametrize("attribute", ["delivered_quantity", "delivered_as_of", "buyer_stage", "late", "last_seen_on"])
def test_the_state_of_a_deal_is_known_no_earlier_than_it_was_seen(india: Import, attribute: str) -> None:
    assert known(india, "deal", "rafale-36", attribute) == ("2022-12-15", KnownBy.CONTENT)


def test_a_plan_is_known_from_its_page_on(india: Import) -> None:
    assert known(india, "deal", "rafale-36", "last_delivered_planned_original")[1] is KnownBy.PAGE


@pytest.mark.parametrize(("period", "day"), [("2016", "2016"), ("FY2025-26", "2026-03-31")])
def test_a_mean_exchange_rate_is_known_when_its_period_is_over(india: Import, period: str, day: str) -> None:
    assert known(india, "exchange-rate", f"USD|{period}", "inr_per_unit") == (day, KnownBy.CONTENT)


@pytest.mark.parametrize("as_of", ["2012-06", "2016-12-31", "2020-12-31", "2024-06-30", "2026-04-30"])
def test_no_view_shows_a_day_that_had_not_come(store: Store, as_of: str) -> None:
    view = store.view(PartialDate.parse(as_of))
    later = [
        (name, record.record_id, str(day))
        for name, kind in KINDS.items()
        if any(attribute.happened for attribute in attributes(kind).values())
        for record in view.records(name).values()
        for day in happened(kind, record)
        if day.first > view.as_of.last
    ]
    assert later == []


def test_the_day_of_the_content_hides_nothing_at_the_data_date(india: Import) -> None:
    assert [claim.id for claim in india.claims if held_back(claim) and known_by(claim, DATA_DATE) > DATA_DATE.last] == []


def held_back(claim: Claim) -> bool:
    """Tell whether the day of the content, not the `as_of` of an undated row, is what the claim is known by."""
    undated = KINDS[claim.kind].PROVENANCE.known_on is None
    return claim.known_basis is KnownBy.CONTENT and attributes(KINDS[claim.kind])[claim.attribute].tells_its_day and not undated
