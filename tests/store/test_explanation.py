from collections.abc import Iterator

import pytest

from kautilya.core.errors import NotFoundError
from kautilya.register.judgement import Verdict
from kautilya.store.explanation import NOTHING_CHOOSES, NOTHING_CLAIMED, ONE_VALUE, Explanation, explain
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from tests.store.samples import LATER, a_claim, sample, verdict

PRINTED = a_claim("100", attribute="value_signed", unit="INR")
ELSEWHERE = a_claim("120", attribute="value_signed", unit="INR", source="https://example.org/other")
IN_DOLLARS = a_claim("2", attribute="value_signed", unit="USD")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(IN_MEMORY)
    yield opened
    opened.close()


def explained(store: SqlStore, column: str = "value_signed") -> Explanation:
    return explain(store.view(), "deal", "ah64e-22", column)


def test_one_claim_is_the_value_without_a_conflict(store: SqlStore) -> None:
    sample([PRINTED]).into(store)
    told = explained(store)
    assert (told.value, told.unit, told.in_conflict, told.rule, told.ranges) == (100, "INR", False, ONE_VALUE, ())


def test_a_conflict_without_a_choice_is_a_range_for_each_currency(store: SqlStore) -> None:
    sample([PRINTED, ELSEWHERE, IN_DOLLARS]).into(store)
    told = explained(store)
    assert (told.value, told.in_conflict, told.rule) == (None, True, NOTHING_CHOOSES)
    assert [(one.unit, one.low, one.high) for one in told.ranges] == [("INR", 100, 120), ("USD", 2, 2)]
    assert not any(claim.of_the_value for claim in told.claims)


def test_a_recorded_choice_is_named_and_its_claim_comes_first(store: SqlStore) -> None:
    chosen = verdict(ELSEWHERE, Verdict.PREFERRED, why="agency")
    sample([PRINTED, ELSEWHERE], [verdict(PRINTED), chosen]).into(store)
    told = explained(store)
    assert (told.value, told.rule) == (120, "recorded choice: agency")
    assert [(claim.claim_id, claim.of_the_value) for claim in told.claims] == [(ELSEWHERE.id, True), (PRINTED.id, False)]
    assert told.claims[0].judgement == chosen


def test_a_blank_field_says_that_blank_is_not_zero(store: SqlStore) -> None:
    sample([PRINTED]).into(store)
    told = explained(store, "quantity")
    assert (told.value, told.rule, told.claims) == (None, NOTHING_CLAIMED, ())


def test_what_the_view_does_not_show_is_listed_with_the_reason(store: SqlStore) -> None:
    later = a_claim("150", attribute="value_signed", unit="INR", known_on="2027")
    proposed = a_claim("160", attribute="value_signed", unit="INR")
    withdrawn = verdict(ELSEWHERE, Verdict.WITHDRAWN, on=LATER, why="misread")
    judgements = [verdict(PRINTED), verdict(later), verdict(ELSEWHERE), withdrawn]
    sample([PRINTED, later, proposed, ELSEWHERE], judgements).into(store)
    told = explained(store)
    assert told.value == 100
    assert {one.claim_id: one.why for one in told.unseen} == {
        later.id: "known only after 2026-04-30",
        proposed.id: "proposed: nobody has judged it",
        ELSEWHERE.id: "withdrawn on 2026-05-02 by example: misread",
    }


def test_a_field_that_the_kind_lacks_is_told_with_those_it_has(store: SqlStore) -> None:
    sample([PRINTED]).into(store)
    with pytest.raises(NotFoundError, match="a deal has no field 'colour'; its fields are: buyer"):
        explained(store, "colour")
