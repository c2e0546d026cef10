from collections.abc import Iterator

import pytest

from kautilya.register.claim import Claim
from kautilya.store.doctor import LISTED, claim_ailments, examine
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from tests.store.samples import a_claim, sample

NOBODY: dict[str, frozenset[str]] = {"deal": frozenset({"ah64e-22"})}


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(IN_MEMORY)
    yield opened
    opened.close()


def sorts(claim: Claim, claim_id: str | None = None) -> list[str]:
    return [ailment.sort for ailment in claim_ailments(claim_id or claim.id, claim, NOBODY)]


def test_a_sound_claim_has_no_ailment() -> None:
    assert sorts(a_claim()) == []


def test_content_that_does_not_hash_to_its_id_is_found() -> None:
    assert sorts(a_claim(), a_claim("2016").id) == ["content"]


@pytest.mark.parametrize(
    "unreadable", [a_claim("soon"), a_claim(attribute="colour"), a_claim(kind="ship"), a_claim("-3", attribute="quantity")]
)
def test_what_cannot_be_read_as_its_type_is_found(unreadable: Claim) -> None:
    assert sorts(unreadable) == ["type"]


def test_a_name_of_a_record_that_is_not_there_is_found() -> None:
    assert sorts(a_claim("ah64e-22", attribute="part_of")) == []
    assert sorts(a_claim("nobody", attribute="part_of")) == ["reference"]


def test_a_healthy_register_is_counted_and_nothing_is_found(store: SqlStore) -> None:
    sample([a_claim(), a_claim("1", attribute="quantity")]).into(store)
    examination = examine(store)
    assert examination.healthy
    assert (dict(examination.claims), examination.judgements, dict(examination.marks)) == ({"deal": 2}, 2, {"sourced": 2})
    assert [package.name for package in examination.packages] == ["example"]


def test_of_many_ailments_a_few_are_listed_and_all_counted(store: SqlStore) -> None:
    sample([a_claim(str(year)) for year in range(1990, 2020)], []).into(store)
    examination = examine(store)
    assert not examination.healthy
    assert dict(examination.found) == {"judgement": 30}
    assert len(examination.ailments) == LISTED
