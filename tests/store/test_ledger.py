"""The ledger: what is recorded is chained, and every change shows."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.register.claim import Claim
from kautilya.register.history import History
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Undo, Verdict
from kautilya.register.recording import What
from kautilya.store.doctor import examine
from kautilya.store.interface import Batch, Store
from kautilya.store.opening import open_store
from kautilya.store.sql_store import SqlStore
from tests.store.samples import LATER, RECORDED, a_claim, a_package, sample, verdict

SIGNED = a_claim()
OTHER = a_claim(subject="other")
SAME = SameAs(
    kind="deal", subject="ah64e-22", other_kind="deal", other_subject="other", on=LATER, by="me", why="one contract, two pages"
)


def judged(store: Store, claim: Claim, word: Verdict, *, on: date = LATER, day: date = LATER) -> None:
    judgement = Judgement(claim_id=claim.id, verdict=word, on=on, by="me", why="read it again")
    store.record(Batch(day=day, by="me", what=What.JUDGE, why="read it again", judgements=[judgement]))


def undone(number: int) -> Undo:
    return Undo(number=number, on=LATER, by="me", why="a slip")


def shown(store: Store) -> set[str]:
    return set(store.view().claims("deal"))


@pytest.mark.parametrize("word", [Verdict.PREFERRED, Verdict.DISPUTED, Verdict.WITHDRAWN])
def test_an_import_that_accepts_outvotes_nobody(store: SqlStore, word: Verdict) -> None:
    sample([SIGNED], []).into(store)
    judged(store, SIGNED, word)
    package = replace(a_package("d2"), recorded_on=date(2026, 6, 1))
    receipt = store.add(package, [SIGNED], [verdict(SIGNED, on=date(2026, 6, 1), why="taken over with example 2")])
    assert receipt.judgements == 0
    assert store.judgements(SIGNED.id)[-1].verdict is word


def test_a_choice_that_an_import_brings_is_recorded_once(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    chosen = verdict(SIGNED, Verdict.PREFERRED, why="agency")
    assert sample([], [chosen], digest="d2").into(store).judgements == 1
    judged(store, SIGNED, Verdict.WITHDRAWN)
    later = replace(a_package("d3"), recorded_on=LATER)
    assert store.add(later, [SIGNED], [replace(chosen, on=LATER, by="import of another folder")]).judgements == 0
    assert shown(store) == set()


@pytest.mark.parametrize("word", [Verdict.ACCEPTED, Verdict.PREFERRED, Verdict.DISPUTED, Verdict.WITHDRAWN])
def test_a_choice_of_another_edition_of_a_package_outvotes_no_person(store: SqlStore, word: Verdict) -> None:
    sample([SIGNED], [verdict(SIGNED, Verdict.PREFERRED, why="agency")]).into(store)
    judged(store, SIGNED, word)
    package = replace(a_package("d2"), recorded_on=date(2026, 6, 1))
    chosen = verdict(SIGNED, Verdict.PREFERRED, on=date(2026, 6, 1), why="the agency's page, as the note of 2026 says")
    assert store.add(package, [SIGNED], [chosen]).judgements == 0
    assert store.judgements(SIGNED.id)[-1].by == "me"


def test_a_choice_of_another_edition_counts_where_the_person_took_hers_back(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    judged(store, SIGNED, Verdict.WITHDRAWN)
    store.record(Batch(day=LATER, by="me", what=What.UNDO, undone_judgements=[undone(2)]))
    chosen = verdict(SIGNED, Verdict.PREFERRED, on=LATER, why="another reason")
    assert store.add(replace(a_package("d2"), recorded_on=LATER), [SIGNED], [chosen]).judgements == 1


def test_what_a_person_judged_elsewhere_counts_by_its_day(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    judged(store, SIGNED, Verdict.WITHDRAWN)
    theirs = verdict(SIGNED, Verdict.PREFERRED, on=date(2026, 6, 1), why="found the page again")
    package = replace(a_package("d2"), recorded_on=date(2026, 6, 2))
    assert store.add(package, [SIGNED], [theirs], history=History(judged=frozenset({SIGNED.id}))).judgements == 1
    assert store.judgements(SIGNED.id)[-1] == theirs


def test_an_import_accepts_what_nobody_has_judged(store: SqlStore) -> None:
    sample([SIGNED], []).into(store)
    assert sample([SIGNED], digest="d2").into(store).judgements == 1
    assert shown(store) == {SIGNED.id}


def test_what_is_undone_counts_no_more_and_stays_on_record(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    judged(store, SIGNED, Verdict.WITHDRAWN)
    assert shown(store) == set()
    number = store.history(SIGNED.id)[-1].number
    store.record(Batch(day=LATER, by="me", what=What.UNDO, undone_judgements=[undone(number)]))
    assert shown(store) == {SIGNED.id}
    assert [(held.judgement.verdict, held.undone) for held in store.history(SIGNED.id)] == [
        (Verdict.ACCEPTED, None),
        (Verdict.WITHDRAWN, undone(number)),
    ]


def test_a_claim_whose_only_judgement_is_undone_is_proposed_again(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    store.record(Batch(day=LATER, by="me", what=What.UNDO, undone_judgements=[undone(1)]))
    assert shown(store) == set()
    assert store.inspection.unjudged() == (SIGNED.id,)
    assert store.inspection.judgements() == 1


def test_nothing_is_undone_twice_nor_an_undo(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    batch = Batch(day=LATER, by="me", what=What.UNDO, undone_judgements=[undone(1)])
    store.record(batch)
    with pytest.raises(StoreError, match="judgement 1 was taken back already"):
        store.record(batch)
    with pytest.raises(StoreError, match="judgement 2 takes judgement 1 back"):
        store.record(replace(batch, undone_judgements=[undone(2)]))
    with pytest.raises(NotFoundError, match="there is no judgement 7"):
        store.record(replace(batch, undone_judgements=[undone(7)]))
    assert len(store.recordings()) == 2


def test_a_merge_is_kept_and_taken_back_without_loss(store: SqlStore) -> None:
    sample([SIGNED, OTHER]).into(store)
    store.record(Batch(day=LATER, by="me", what=What.MERGE, same_as=[SAME]))
    store.record(Batch(day=LATER, by="me", what=What.UNDO, undone_same_as=[undone(1)]))
    assert [(held.number, held.same_as, held.undone) for held in store.same_as()] == [(1, SAME, True)]
    assert list(store.claims()) == [SIGNED, OTHER]


def test_what_nothing_is_claimed_of_is_not_merged(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    with pytest.raises(NotFoundError, match="nothing is claimed of a deal 'other'"):
        store.record(Batch(day=LATER, by="me", what=What.MERGE, same_as=[SAME]))
    assert store.same_as() == ()


def test_a_batch_is_recorded_whole_or_not_at_all(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    wrong = Judgement(claim_id="nothing", verdict=Verdict.ACCEPTED, on=LATER, by="me", why="")
    with pytest.raises(StoreError, match="a judgement is about a claim"):
        store.record(Batch(day=LATER, by="me", what=What.JUDGE, claims=[OTHER], judgements=[verdict(OTHER), wrong]))
    assert list(store.claims()) == [SIGNED]
    assert len(store.recordings()) == 1


def test_an_empty_batch_leaves_no_line(store: SqlStore) -> None:
    assert store.record(Batch(day=LATER, by="me", what=What.JUDGE)).recording is None
    assert store.recordings() == ()


def test_a_view_does_not_see_what_was_recorded_later(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    judged(store, SIGNED, Verdict.WITHDRAWN, on=RECORDED, day=LATER)
    later = replace(a_package("d2"), recorded_on=LATER)
    store.add(later, [OTHER], [verdict(OTHER, on=LATER)])
    assert set(store.view(recorded_by=RECORDED).claims("deal")) == {SIGNED.id}
    assert set(store.view(recorded_by=LATER).claims("deal")) == {OTHER.id}
    with pytest.raises(StoreError, match="had taken in no package by 2026-04-01"):
        store.view(recorded_by=date(2026, 4, 1))


def test_a_view_stays_what_it_was_while_others_record(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    view = store.view()
    judged(store, SIGNED, Verdict.WITHDRAWN)
    store.add(replace(a_package("d2"), recorded_on=LATER), [OTHER], [verdict(OTHER, on=LATER)])
    assert set(view.claims("deal")) == {SIGNED.id}


def test_a_clock_that_goes_backwards_is_told_and_nothing_is_recorded(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    judged(store, SIGNED, Verdict.DISPUTED)
    with pytest.raises(StoreError, match=r"the clock went backwards: it is 2026-05-01 here, .* on 2026-05-02 already"):
        judged(store, SIGNED, Verdict.ACCEPTED, day=RECORDED)
    assert len(store.recordings()) == 2


def test_each_line_continues_the_one_before(store: SqlStore) -> None:
    sample([SIGNED, OTHER]).into(store)
    judged(store, SIGNED, Verdict.DISPUTED)
    first, second = store.recordings()
    assert (first.number, first.previous, first.what, first.by) == (1, "", What.IMPORT, "import of example")
    assert (second.number, second.previous, second.what, second.why) == (2, first.chain, What.JUDGE, "read it again")
    assert (second.reach.claims, second.reach.judgements) == (2, 3)
    assert store.inspection.ledger_faults() == ()


def test_a_claim_that_cannot_be_read_any_more_is_an_ailment(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    store = open_store(path, create=True)
    sample([SIGNED]).into(store)
    tampered(path, "UPDATE claim SET mark = 'surely'")
    found = examine(store).found
    assert (found["ledger"], found["content"]) == (1, 1)
    with pytest.raises(StoreError, match="claim number 1 in the register was changed and cannot be read: 'surely'"):
        store.claim(SIGNED.id)
    store.close()


def tampered(path: Path, change: str) -> None:
    """Change a row as somebody would who owns the file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(change)


TAMPERINGS = {
    "UPDATE claim SET raw = '2016' WHERE seq = 1": "recording 1 .*its rows are not those that were recorded",
    "UPDATE judgement SET verdict = 'withdrawn' WHERE seq = 2": "recording 1 .*its rows",
    "UPDATE judgement SET why = '' WHERE seq = 3": "recording 2 .*its rows",
    "UPDATE identity SET other_subject = 'x'": "recording 3 .*its rows",
    "DELETE FROM identity": "recording 3 .*its rows",
    "UPDATE package SET name = 'x'": "recording 1 .*its rows",
    "UPDATE package_claim SET position = 9 WHERE position = 1": "recording 1 .*its rows",
    "UPDATE recording SET by_whom = 'you' WHERE seq = 2": "recording 2 .*its own line was changed",
    "DELETE FROM recording WHERE seq = 2": "recording 2 is missing",
    "DELETE FROM recording WHERE seq = 3": "1 rows are in no recording",
    "INSERT INTO judgement SELECT 9, claim_id, 'withdrawn', on_day, by_whom, why, NULL FROM judgement LIMIT 1": "1 rows are in",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_whatever_is_changed_behind_the_registers_back_shows(tmp_path: Path, tampering: str) -> None:
    path = tmp_path / "register.db"
    store = open_store(path, create=True)
    sample([SIGNED, OTHER]).into(store)
    judged(store, SIGNED, Verdict.DISPUTED)
    store.record(Batch(day=LATER, by="me", what=What.MERGE, same_as=[SAME]))
    assert examine(store).healthy
    tampered(path, tampering)
    (fault,) = store.inspection.ledger_faults()
    assert re.search(TAMPERINGS[tampering], fault)
    store.close()
