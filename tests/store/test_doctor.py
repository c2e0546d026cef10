from collections.abc import Iterator
from dataclasses import replace

import polars as pl
import pytest
from sqlalchemy import text

from kautilya.register.claim import Claim
from kautilya.store.datasets import datasets
from kautilya.store.doctor import LISTED, claim_ailments, examine
from kautilya.store.inspection import Inspection
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from kautilya.store.surroundings import Room
from tests.store.samples import RECORDED, a_claim, a_dataset, sample

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
    sample([a_claim("nobody", attribute="part_of", source=f"https://example.org/{page}") for page in range(30)]).into(store)
    examination = examine(store)
    assert not examination.healthy
    assert dict(examination.found) == {"reference": 30}
    assert len(examination.ailments) == LISTED


def test_what_waits_for_a_judgement_is_counted_and_no_ailment(store: SqlStore) -> None:
    sample([a_claim()], []).into(store)
    examination = examine(store)
    assert (examination.waiting, examination.healthy) == (1, True)


def test_a_guard_that_is_gone_is_found(store: SqlStore) -> None:
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER judgement_never_changed"))
    assert [ailment.says for ailment in examine(store).ailments] == ["the trigger judgement_never_changed is gone"]


def test_a_guard_that_guards_nothing_is_found(store: SqlStore) -> None:
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER judgement_never_changed"))
        connection.execute(text("CREATE TRIGGER judgement_never_changed BEFORE UPDATE ON judgement BEGIN SELECT 1; END"))
    assert [one.says for one in examine(store).ailments] == ["the trigger judgement_never_changed does not do what it should"]


def test_the_first_broken_thing_comes_first(store: SqlStore) -> None:
    sample([a_claim(), a_claim("1", attribute="quantity")]).into(store)
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER claim_never_changed"))
        connection.execute(text("UPDATE claim SET raw = '2' WHERE attribute = 'quantity'"))
    examination = examine(store)
    assert [ailment.sort for ailment in examination.ailments] == ["guard", "ledger", "content"]
    assert examination.first == examination.ailments[0]


def test_data_sets_are_read_again(store: SqlStore) -> None:
    datasets(store).add(a_dataset(), {"rows": pl.DataFrame({"row": [1]})}, recorded_on=RECORDED)
    assert examine(store).healthy
    datasets(store).add(replace(a_dataset(), sha256="2" * 64), {"rows": pl.DataFrame({"row": [1, 2]})}, recorded_on=RECORDED)
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER dataset_frame_never_changed"))
        connection.execute(text("UPDATE dataset_frame SET content = x'00' WHERE dataset_seq = 1"))
    told = [ailment.says for ailment in examine(store).ailments if ailment.sort == "data set"]
    assert told[0].startswith("000000000000 (register.csv): cannot be read")
    assert told[1] == "222222222222 (register.csv): has 2 rows, not 1"


def test_little_room_is_told(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inspection, "room", lambda _: Room(taken=10**9, free=10**8))
    assert [ailment.says for ailment in examine(store).ailments] == [
        "100,000,000 bytes are free, the register has 1,000,000,000"
    ]
